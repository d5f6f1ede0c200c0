"""Delegate of the matrix grid: tinted cells, index headers, the cell editor."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QRect, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from engine.numbers import CellFormat, exact
from gui.fonts import text_font
from gui.grid.model import Index, MatrixModel
from gui.theme import LIGHT, Theme
from gui.widgets.cell_text import fitting_format
from gui.widgets.tint import Ramp

NARROWEST, LOWEST = 44, 28
LARGEST, WIDEST_IN_COLUMN = 140, 72
_SMALLEST_TEXT, _LARGEST_TEXT, _HEADER_TEXT = 11, 16, 11
_ANY_HEIGHT = 1000.0  # every row of the grid is higher than a line
_CENTRE = Qt.AlignmentFlag.AlignCenter


def cell_size(rows: int, columns: int, room: QSize, bar: int) -> QSize:
    """Return the cell size of a grid in `room`, part of which scroll bars of width `bar` may take.

    Cells are square where the whole grid fits that way. Otherwise cells first become lower, then
    the grid scrolls, so that numbers stay readable. The width of a single column is limited.
    """
    size = _fitted(rows, columns, room)
    too_wide = size.width() * columns > room.width()
    too_high = size.height() * rows > room.height()
    if too_wide != too_high:
        size = _fitted(rows, columns, room - QSize(bar * too_high, bar * too_wide))
    return size


def _fitted(rows: int, columns: int, room: QSize) -> QSize:
    across, down = room.width() // max(columns, 1), room.height() // max(rows, 1)
    side = min(across, down, WIDEST_IN_COLUMN if columns == 1 else LARGEST)
    if side >= NARROWEST:
        return QSize(side, side)
    width = max(NARROWEST, min(across, WIDEST_IN_COLUMN))
    return QSize(width, max(LOWEST, min(down, width)))


def apply_palette(view: QTableView, theme: Theme) -> None:
    """Set the card's colour in a view's palette, for all parts that Qt paints itself."""
    palette = QPalette(view.palette())
    role = QPalette.ColorRole
    # Highlight too: Qt paints it behind selected cells, visible in the gaps.
    for surface in (role.Base, role.Window, role.Button, role.Highlight):
        palette.setColor(surface, QColor(theme.card))
    view.setPalette(palette)
    corner = view.findChild(QAbstractButton)
    if corner is not None:
        rule = f"background: {theme.card}; border: none;"
        corner.setStyleSheet(f"QTableCornerButton::section {{ {rule} }}")


class MatrixDelegate(QStyledItemDelegate):
    """Paints cells straight from the model's array, which is ten times faster than item roles."""

    def __init__(self, model: MatrixModel, view: QTableView) -> None:
        super().__init__(view)
        self._model = model
        self._view = view
        self._font = text_font(_SMALLEST_TEXT)
        self._fitting: tuple[CellFormat, QFont] | None = None
        self._fitted_for: tuple[tuple[CellFormat, ...], int, int] = ((), 0, 0)
        self.accepted = True
        self.set_theme(LIGHT)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of cells, frames and editor from `theme`."""
        self._theme = theme
        self._ramp = Ramp.of(theme)
        self._gap = QColor(theme.card)
        self._accent = QColor(theme.accent)
        self._muted = QColor(theme.muted)

    def set_cell_size(self, size: QSize) -> None:
        """Choose the size of the numbers that suits the cells."""
        wanted = min(size.width(), 2 * size.height()) * 22 // 100
        self._font = text_font(min(max(wanted, _SMALLEST_TEXT), _LARGEST_TEXT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the tint, the number where it fits, and the frame of a chosen cell."""
        row, column = index.row(), index.column()
        value = self._model.array.item(row, column)
        cell: QRect = option.rect
        tile = cell.adjusted(0, 0, -1, -1)
        fill, ink = self._ramp.at(value, self._model.limit)
        inside = self._paint_frame(painter, tile, option.state, index)
        painter.fillRect(inside, fill)
        fitting = self._fit(tile.width())
        if fitting is not None:
            form, font = fitting
            painter.setFont(font)
            painter.setPen(ink)
            painter.drawText(tile, _CENTRE, form.text(value))

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, index: Index
    ) -> QLineEdit:
        """Return a line edit for the exact number, in the theme's colours."""
        editor = QLineEdit(parent)
        editor.setAccessibleName(self._model.entry(index.row(), index.column()))
        editor.setAlignment(_CENTRE)
        editor.setFont(self._font)
        theme = self._theme
        editor.setStyleSheet(
            f"QLineEdit {{ background: {theme.field}; color: {theme.text}; padding: 0;"
            f" border: 2px solid {theme.accent}; border-radius: 0;"
            f" selection-background-color: {theme.accent};"
            f" selection-color: {theme.on_accent}; }}"
        )
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Fill the editor with the exact number, selected, unless it has text already."""
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(exact(self._model.array.item(index.row(), index.column())))
            editor.selectAll()

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Widen the editor over the next cells where the exact number needs the room."""
        value = self._model.array.item(index.row(), index.column())
        place = QRect(option.rect)
        place.setWidth(
            max(
                place.width(), round(QFontMetricsF(self._font).horizontalAdvance(exact(value))) + 12
            )
        )
        place.moveCenter(option.rect.center())
        room = self._view.viewport().rect()
        place.moveRight(min(place.right(), room.right()))
        place.moveLeft(max(place.left(), room.left()))
        editor.setGeometry(place)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Pass the typed text to the model; `accepted` stores whether it was a number."""
        if isinstance(editor, QLineEdit):
            self.accepted = model.setData(index, editor.text())

    def _fit(self, width: int) -> tuple[CellFormat, QFont] | None:
        """Return the number format for cells of that width; None where no number fits."""
        present = self._model.formats, width, self._font.pixelSize()
        if present != self._fitted_for:
            room = QSizeF(width, _ANY_HEIGHT)
            self._fitting = fitting_format(present[0], room, _SMALLEST_TEXT, present[2])
            self._fitted_for = present
        return self._fitting

    def _paint_frame(
        self, painter: QPainter, tile: QRect, state: QStyle.StateFlag, index: Index
    ) -> QRect:
        """Paint the frame of a selected cell and return the rectangle inside it."""
        if index == self._view.currentIndex():
            width, colour = 2, self._accent if self._view.hasFocus() else self._muted
        elif state & QStyle.StateFlag.State_Selected:
            width, colour = 1, self._accent
        else:
            return tile
        painter.fillRect(tile, colour)
        # A line in the card's colour inside the frame keeps it apart from any tint.
        painter.fillRect(_inset(tile, width), self._gap)
        return _inset(tile, width + 1)


def _inset(rect: QRect, by: int) -> QRect:
    return rect.adjusted(by, by, -by, -by)


class IndexHeader(QHeaderView):
    """Header with small, muted row or column numbers; those of the current cell are stronger."""

    def __init__(self, orientation: Qt.Orientation, parent: QTableView) -> None:
        super().__init__(orientation, parent)
        self._view = parent
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.set_theme(LIGHT)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of the numbers from `theme`."""
        self._back, self._muted = QColor(theme.card), QColor(theme.muted)
        self._text = QColor(theme.text)
        self.viewport().update()

    def fit(self, count: int) -> None:
        """Set the header's width to fit the number `count`."""
        if self.orientation() == Qt.Orientation.Horizontal:
            self.setFixedHeight(_HEADER_TEXT + 8)
        else:
            metrics = QFontMetrics(self._small_font())
            self.setFixedWidth(metrics.horizontalAdvance(str(count)) + 12)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Paint one number on the card."""
        painter.fillRect(rect, self._back)
        text = self.model().headerData(logicalIndex, self.orientation())
        if text is None:
            return
        current = self._view.currentIndex()
        is_row = self.orientation() == Qt.Orientation.Vertical
        is_current = logicalIndex == (current.row() if is_row else current.column())
        painter.setFont(self._small_font())
        painter.setPen(self._text if is_current else self._muted)
        painter.drawText(rect, _CENTRE, text)

    def _small_font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(_HEADER_TEXT)
        return font
