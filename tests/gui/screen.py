"""What a person sees on screen and does to it."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QSlider, QSpinBox, QTableView, QWidget

from gui.theme import LIGHT

Pixels = NDArray[np.uint8]
Control = TypeVar("Control", bound=QWidget)
Left, Right = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


class Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def pixels_of(image: QImage) -> Pixels:
    """Return red, green and blue of every pixel, (height, width, 3)."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), -1)
    return rows[:, : 3 * plain.width()].reshape(plain.height(), plain.width(), 3).copy()


def seen(widget: QWidget) -> Pixels:
    """Return what a widget looks like."""
    QApplication.processEvents()
    return pixels_of(widget.grab().toImage())


def same(before: Pixels, after: Pixels) -> bool:
    """Tell whether two pictures are equal, pixel for pixel."""
    return before.shape == after.shape and bool((before == after).all())


def has_ink(pixels: Pixels, colour: str, near: int = 40) -> int:
    """Return how many pixels have about this colour."""
    wanted = np.array(QColor(colour).getRgb()[:3])
    return int((np.abs(pixels.astype(int) - wanted).sum(axis=2) <= near).sum())


def drawn(widget: QWidget, paper: str = LIGHT.card) -> int:
    """Return how many pixels are not blank paper."""
    pixels = seen(widget)
    return pixels.shape[0] * pixels.shape[1] - has_ink(pixels, paper, 6)


def centre_of(table: QTableView, row: int, column: int) -> QPoint:
    """Return the middle of a cell."""
    return table.visualRect(table.model().index(row, column)).center()


def go_to(table: QTableView, row: int, column: int) -> None:
    """Put the keyboard into a cell by clicking it."""
    QTest.mouseClick(table.viewport(), Left, pos=centre_of(table, row, column))


def type_keys(text: str, *keys: Qt.Key) -> None:
    """Type where the keyboard is."""
    for key in (*text, *keys):
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the keyboard"
        QTest.keyClick(widget, key)
        QApplication.processEvents()


def type_in(table: QTableView, row: int, column: int, text: str) -> None:
    """Click a cell, type over it, press Enter."""
    go_to(table, row, column)
    type_keys(text, Qt.Key.Key_Return)


def find(window: QWidget, kind: type[Control], name: str) -> Control:
    """Return the control that a screen reader calls by this name."""
    return next(w for w in window.findChildren(kind) if w.accessibleName() == name)


def choose(box: QComboBox, text: str) -> None:
    """Choose from a drop-down list with the keyboard."""
    box.setFocus()
    start, goal = box.currentIndex(), box.findText(text)
    for _ in range(abs(goal - start)):
        QTest.keyClick(box, Qt.Key.Key_Down if goal > start else Qt.Key.Key_Up)
    assert box.currentText() == text


def pick(box: QComboBox, text: str) -> None:
    """Open a drop-down list with the keyboard and choose from it."""
    box.setFocus()
    start, goal = box.currentIndex(), box.findText(text)
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.view().isVisible()
    for _ in range(abs(goal - start)):
        QTest.keyClick(box.view(), Qt.Key.Key_Down if goal > start else Qt.Key.Key_Up)
    QTest.keyClick(box.view(), Qt.Key.Key_Return)
    assert box.currentText() == text


def set_number(window: QWidget, name: str, value: int) -> None:
    """Type a whole number into the box of that name."""
    box = find(window, QSpinBox, name)
    box.setFocus()
    box.selectAll()
    type_keys(str(value), Qt.Key.Key_Return)


def slide(slider: QSlider, *shares: float) -> None:
    """Drag a slider's handle through these places, 0 the left end and 1 the right."""
    places = [QPoint(10 + round(share * (slider.width() - 20)), 11) for share in shares]
    QTest.mousePress(slider, Left, pos=places[0])
    for place in places[1:]:
        QTest.mouseMove(slider, place)
        QApplication.processEvents()
    QTest.mouseRelease(slider, Left, pos=places[-1])


def contrast(ink: str, paper: str) -> float:
    """Return the contrast ratio of two colours as WCAG 2 defines it, 1 … 21."""
    light, dark = sorted((_luminance(ink), _luminance(paper)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    levels = np.array(QColor(colour).getRgbF()[:3])
    linear = np.where(levels <= 0.04045, levels / 12.92, ((levels + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])
