"""The tensors of a file, a row each, with what each is taken for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from engine.files.weights.survey import TensorInfo
from gui.fonts import text_font
from gui.theme import LIGHT, Theme

_HEADS = ("Tensor", "Shape", "Type", "Taken as")
_WIDTHS = (0, 88, 68, 76)
_TAKEN = 3
_ROW_HEIGHT = 24
_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


class TensorTable(QTableView):
    """Names are shortened in the middle, as they differ at their ends, and whole in the tooltip."""

    def __init__(self, tensors: tuple[TensorInfo, ...]) -> None:
        super().__init__()
        self._model = _Model(tensors)
        self.setModel(self._model)
        self.setAccessibleName("tensors in the file")
        self.setToolTip("All tensors in the file; those taken are marked (↑ ↓ when focused)")
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        self._set_columns()

    def set_theme(self, theme: Theme) -> None:
        """Take on a theme's colours."""
        self._model.set_theme(theme)

    def show_taken(self, taken: Mapping[str, str]) -> None:
        """Put the tensors that are taken, by name, first, and say what they are taken for."""
        self._model.take(taken)
        self.scrollToTop()

    def _set_columns(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(_WIDTHS):
            if width:
                self.setColumnWidth(column, width)


class _Model(QAbstractTableModel):
    def __init__(self, tensors: tuple[TensorInfo, ...]) -> None:
        super().__init__()
        self._tensors = list(tensors)
        self._taken: Mapping[str, str] = {}
        self._theme = LIGHT

    def take(self, taken: Mapping[str, str]) -> None:
        self.beginResetModel()
        self._taken = taken
        places = {name: place for place, name in enumerate(taken)}
        self._tensors.sort(key=lambda tensor: (places.get(tensor.name, len(places)), tensor.name))
        self.endResetModel()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, _parent: _Index | None = None) -> int:
        return len(self._tensors)

    def columnCount(self, _parent: _Index | None = None) -> int:
        return len(_HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == _Role.DisplayRole:
            return _HEADS[section]
        return None

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        tensor = self._tensors[index.row()]
        taken = self._taken.get(tensor.name, "")
        texts = (tensor.name, shape_text(tensor.shape), tensor.dtype, taken)
        match role:
            case _Role.DisplayRole:
                return texts[index.column()]
            case _Role.ToolTipRole | _Role.AccessibleDescriptionRole:
                return _sentence(texts)
            case _Role.ForegroundRole:
                return QColor(self._theme.text if taken else self._theme.muted)
        return self._marked(role, index.column()) if taken else None

    def _marked(self, role: int, column: int) -> Any:
        if role == _Role.BackgroundRole:
            return QColor(self._theme.accent_soft)
        if role == _Role.FontRole and column == _TAKEN:
            return text_font(weight=QFont.Weight.DemiBold)
        return None


def shape_text(shape: tuple[int, ...]) -> str:
    """Return a shape as 4 × 2; a single number has none."""
    return " × ".join(map(str, shape)) or "one number"


def _sentence(texts: tuple[str, ...]) -> str:
    name, shape, dtype, taken = texts
    return f"{name}, {shape}, {dtype}" + (f", taken as {taken}" if taken else "")
