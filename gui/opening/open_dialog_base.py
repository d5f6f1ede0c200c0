"""Base of the open dialogs: file name, message line, Open and Cancel."""

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
    """Window-modal dialog; Enter opens unless `show_reason` disabled it, Esc cancels.

    Subclasses fill `body`, call `show_reason` and override `set_theme`.
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
        """Show why Open is disabled; an empty text enables Open."""
        self._say(reason, True)

    def show_failure(self, error: Exception) -> None:
        """Show a read error and disable Open; the dialog shows the file's name already."""
        if isinstance(error, InputError):
            error = InputError(error.found, error.remedy, place=error.place)
        self.show_reason(str(error) or type(error).__name__)

    def show_hint(self, hint: str) -> None:
        """Show a hint; Open stays as it is."""
        self._say(hint, False)

    def wait(self) -> None:
        """Disable Open while the file is read; the old picture stays."""
        self._open.setEnabled(False)

    def put_first(self, *controls: QWidget) -> None:
        """Set the tab order: these controls, then the buttons."""
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
