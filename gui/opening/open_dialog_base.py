"""What the sheets share: the file's name, a line for what stands in the way, and two buttons."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from engine.errors import InputError
from gui.fonts import text_font
from gui.theme import Theme
from gui.widgets.panel import label

_NAME_WIDTH = 620


class OpenDialogBase(QDialog):
    """A dialog over its window only; Enter opens while nothing stands in the way, Esc leaves.

    Subclasses fill `body`, say what stands in the way and override `set_theme`.
    """

    def __init__(self, title: str, file: Path, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.theme = theme
        self.body = QVBoxLayout()
        self._line = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._line.setAccessibleName("what to know before opening")
        self._line.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        self._line.setMinimumHeight(2 * self._line.fontMetrics().lineSpacing())
        self._open = _button("Open", "Open it as it is shown here (Enter)")
        self._cancel = _button("Cancel", "Leave everything as it was (Esc)")
        self._open.setObjectName("primary")
        self._open.setDefault(True)
        self._open.clicked.connect(self.accept)
        self._cancel.clicked.connect(self.reject)
        self._build(file)

    def set_theme(self, theme: Theme) -> None:
        """Take on a theme's colours."""
        self.theme = theme
        self._colour_line()

    def show_reason(self, reason: str) -> None:
        """Say what stands in the way of opening; nothing does while it is empty."""
        self._say(reason, True)

    def show_failure(self, error: Exception) -> None:
        """Say why it cannot be read; the file's name stands above already."""
        if isinstance(error, InputError):
            error = InputError(error.found, error.remedy, place=error.place)
        self.show_reason(str(error) or type(error).__name__)

    def show_hint(self, hint: str) -> None:
        """Say what is good to know; it stands in nobody's way."""
        self._say(hint, False)

    def wait(self) -> None:
        """Let nothing be opened while it is being read; the old picture stays."""
        self._open.setEnabled(False)

    def put_first(self, *controls: QWidget) -> None:
        """Let the Tab key go through the controls in this order, and then to the buttons."""
        for before, after in pairwise((*controls, self._cancel, self._open)):
            QWidget.setTabOrder(before, after)
        controls[0].setFocus()

    def _say(self, text: str, in_the_way: bool) -> None:
        stands = in_the_way and bool(text)
        self._line.setProperty("stands", stands)
        self._line.setText(text)
        self._line.setAccessibleDescription(text)
        self._open.setEnabled(not stands)
        self._colour_line()

    def _colour_line(self) -> None:
        colour = self.theme.warm if self._line.property("stands") else self.theme.muted
        self._line.setStyleSheet(f"color: {colour};")

    def _build(self, file: Path) -> None:
        font = text_font(15, QFont.Weight.DemiBold)
        elide = Qt.TextElideMode.ElideMiddle
        name = label(QFontMetrics(font).elidedText(file.name, elide, _NAME_WIDTH))
        name.setFont(font)
        name.setToolTip(str(file))
        name.setAccessibleName(file.name)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._line, 1)
        foot.addWidget(self._cancel)
        foot.addWidget(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        column.addWidget(name)
        column.addLayout(self.body, 1)
        column.addLayout(foot)


def _button(text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setAccessibleName(text)
    button.setToolTip(tip)
    button.setMinimumWidth(84)
    return button
