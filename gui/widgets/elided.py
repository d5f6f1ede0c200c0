"""A line of text that ends in an ellipsis where there is no room, and tells the rest on hover."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.fonts import text_font
from gui.theme import LIGHT, Theme


class ElidedLabel(QWidget):
    """A muted line; it never asks for width, so a changing number moves nothing."""

    def __init__(
        self, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignHCenter, pixels: int = 12
    ) -> None:
        super().__init__()
        self._theme, self._text, self._brief = LIGHT, "", ""
        self.is_hint = False
        self._align = align | Qt.AlignmentFlag.AlignVCenter
        self._font = text_font(pixels)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """Return the whole text."""
        return self._text

    def setText(self, text: str, brief: str = "") -> None:
        """Show another text; `brief` is what is said where there is no room for it."""
        self.is_hint = False
        if (text, brief) != (self._text, self._brief):
            self._text, self._brief = text, brief
            self.setToolTip(text)
            self.setAccessibleName(text)
            self.update()

    def show_hint(self, text: str) -> None:
        """Say what the mouse can do here, which a picture need not say."""
        self.setText(text)
        self.is_hint = True

    def set_theme(self, theme: Theme) -> None:
        """Take on a theme's colours."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """Return one line, of any width."""
        return QSize(40, QFontMetrics(self._font).height() + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what fits."""
        with QPainter(self) as painter:
            painter.setFont(self._font)
            painter.setPen(QColor(self._theme.muted))
            painter.drawText(self.rect(), self._align, self._fitting())

    def _fitting(self) -> str:
        metrics = QFontMetrics(self._font)
        fits = metrics.horizontalAdvance(self._text) <= self.width()
        text = self._text if fits or not self._brief else self._brief
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, self.width())
