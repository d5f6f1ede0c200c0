"""Notices: messages and errors in a bar that does not block the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from gui.theme import Theme
from gui.widgets.buttons import tool_button
from gui.widgets.icons import icon

_SECONDS_A_CHARACTER = 0.12
_LEAST_SECONDS = 6.0
_TOP = 84  # pixels from the top: below the toolbar, above the animated panels


class Notice(QFrame):
    """Message bar below the toolbar; disappears after a while, when closed, or at the next edit."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self.setObjectName("notice")
        self.setAccessibleName("notice")
        self._text = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._close = tool_button("Close")
        self._close.setObjectName("flat")
        self._close.clicked.connect(self.hide)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 8, 8)
        row.addWidget(self._text, 1)
        row.addWidget(self._close)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """The message shown."""
        return self._text.text()

    def show_error(self, text: str) -> None:
        """Show an error, for as long as reading it twice takes."""
        self._show("notice", text)

    def show_info(self, text: str) -> None:
        """Show information."""
        self._show("news", text)

    def _show(self, role: str, text: str) -> None:
        self.setObjectName(role)
        self.style().polish(self)
        self._text.setText(text)
        self.setAccessibleDescription(text)
        self._place()
        self.show()
        self.raise_()
        seconds = max(_LEAST_SECONDS, _SECONDS_A_CHARACTER * len(text))
        self._timer.start(round(1000 * seconds))

    def set_theme(self, theme: Theme) -> None:
        """Recolour the close button."""
        self._close.setIcon(icon("close", theme.text))

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop the timer."""
        self._timer.stop()
        super().hideEvent(event)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Stay centred when the window is resized."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        window = self._window
        width = min(window.width() - 48, 720)
        self.setFixedWidth(width)
        self.setFixedHeight(self._row.totalHeightForWidth(width))
        self.move((window.width() - width) // 2, _TOP)
