"""Notices: what was done, or could not be and what to do, shown without stopping anyone."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from gui.theme import Theme
from gui.widgets.buttons import tool_button
from gui.widgets.icons import icon

_SECONDS_A_CHARACTER = 0.12
_LEAST_SECONDS = 6.0
_TOP = 84  # below the toolbar, where it covers nothing that plays


class Notice(QFrame):
    """A bar below the toolbar; it goes by itself, or when closed, or with the next success."""

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
        """What it says."""
        return self._text.text()

    def show_error(self, text: str) -> None:
        """Show what went wrong, for as long as it takes to read twice."""
        self._show("notice", text)

    def show_info(self, text: str) -> None:
        """Show what is good to know."""
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
        """Recolour the cross."""
        self._close.setIcon(icon("close", theme.text))

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop counting."""
        self._timer.stop()
        super().hideEvent(event)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Stay in the middle of a window that is resized."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        window = self._window
        width = min(window.width() - 48, 720)
        self.setFixedWidth(width)
        self.setFixedHeight(self._row.totalHeightForWidth(width))
        self.move((window.width() - width) // 2, _TOP)
