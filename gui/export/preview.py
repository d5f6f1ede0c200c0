"""What an export will look like, as large as there is room for."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.theme import Theme

_MARGIN = 12


class Preview(QWidget):
    """A picture, or the first lines of a table, on a sheet."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._image: QImage | None = None
        self._text = ""
        self.setMinimumSize(360, 260)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("preview")

    @property
    def image(self) -> QImage | None:
        """The picture shown, if it is one."""
        return self._image

    @property
    def text(self) -> str:
        """The lines shown, if there are any."""
        return self._text

    def show_image(self, image: QImage) -> None:
        """Show a picture."""
        self._image, self._text = image, ""
        self.update()

    def show_text(self, text: str) -> None:
        """Show lines of text."""
        self._image, self._text = None, text
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sheet and what is on it."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(self._theme.field))
            painter.setPen(QPen(QColor(self._theme.border)))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
            if self._image is not None:
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                frame = self._fitted(self._image.size())
                painter.drawImage(frame, self._image)
                painter.drawRect(frame.adjusted(-1, -1, 0, 0))
            elif self._text:
                painter.setFont(_monospaced())
                painter.setPen(QColor(self._theme.text))
                painter.drawText(self._inside(), Qt.AlignmentFlag.AlignLeft, self._text)

    def _inside(self) -> QRect:
        return self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)

    def _fitted(self, size: QSize) -> QRect:
        """Return where a picture of this size stands, never enlarged."""
        room = self._inside()
        small = size.width() <= room.width() and size.height() <= room.height()
        shown = size if small else size.scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        frame = QRect(room.topLeft(), shown)
        frame.moveCenter(room.center())
        return frame


def _monospaced() -> QFont:
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPixelSize(11)
    return font
