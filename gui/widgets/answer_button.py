"""Answer button: a radio button with wrapped text and its number key."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QRadioButton, QSizePolicy

from gui.fonts import text_font
from gui.theme import LIGHT, Theme

_LEFT, _RIGHT, _AROUND = 34, 26, 6
_WRAPPED = Qt.TextFlag.TextWordWrap


class AnswerMark(Enum):
    """Mark of an answer: colour, background and sign, so that colour is never the only cue."""

    OPEN = ("accent", "card", "")
    RIGHT = ("good", "good_soft", "✓")
    WRONG = ("warm", "warm_soft", "✗")


class AnswerButton(QRadioButton):
    """Row with the number key, the text and, once revealed, the mark right or wrong."""

    def __init__(self, number: int, text: str) -> None:
        super().__init__(text)
        self._number, self._theme, self._mark = number, LIGHT, AnswerMark.OPEN
        self.setToolTip(f"Choose this answer ({number})")
        self.setAccessibleName(f"{number}: {text}")
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @property
    def mark(self) -> AnswerMark:
        """The mark shown."""
        return self._mark

    def set_mark(self, mark: AnswerMark) -> None:
        """Show a mark."""
        self._mark = mark
        if mark is not AnswerMark.OPEN:
            self.setAccessibleDescription(mark.name.lower())
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take on a theme's colours."""
        self._theme = theme
        self.update()

    def hitButton(self, pos: QPoint) -> bool:
        """Accept a click anywhere in the row."""
        return self.rect().contains(pos)

    def hasHeightForWidth(self) -> bool:
        """Return True: a narrower row is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that the wrapped text takes."""
        room = QRect(0, 0, max(width - _LEFT - _RIGHT, 40), 1000)
        text = QFontMetrics(text_font()).boundingRect(room, _WRAPPED, self.text())
        return text.height() + 2 * _AROUND

    def sizeHint(self) -> QSize:
        """Return the size at the present width."""
        return QSize(200, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest readable size."""
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the row, its number and its text."""
        colour, ground, sign = self._mark.value
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(self._border(colour))
            painter.setBrush(QColor(getattr(self._theme, ground)))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
            self._draw_key(painter)
            painter.setFont(text_font())
            painter.setPen(QColor(self._theme.text))
            text = self.rect().adjusted(_LEFT, 0, -_RIGHT, 0)
            painter.drawText(text, _WRAPPED | Qt.AlignmentFlag.AlignVCenter, self.text())
            painter.setPen(QColor(getattr(self._theme, colour)))
            painter.setFont(text_font(14, QFont.Weight.DemiBold))
            at_right = QRect(self.width() - _RIGHT, 0, _RIGHT - 4, self.height())
            painter.drawText(at_right, Qt.AlignmentFlag.AlignCenter, sign)

    def _border(self, colour: str) -> QPen:
        lively = self.hasFocus() or self.isChecked() or self._mark is not AnswerMark.OPEN
        hovered = self.isEnabled() and self.underMouse()
        name = colour if lively or hovered else "border"
        return QPen(QColor(getattr(self._theme, name)), 2.0 if self.hasFocus() else 1.0)

    def _draw_key(self, painter: QPainter) -> None:
        box = QRectF(9, self.height() / 2 - 9, 18, 18)
        chosen = self.isChecked()
        painter.setPen(QPen(QColor(self._theme.accent if chosen else self._theme.border), 1))
        painter.setBrush(QColor(self._theme.accent if chosen else self._theme.field))
        painter.drawEllipse(box)
        painter.setPen(QColor(self._theme.on_accent if chosen else self._theme.muted))
        painter.setFont(text_font(11, QFont.Weight.DemiBold))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._number))
