"""The transport: first, back, play, forward, last, the timeline, speed and loop."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton

from engine.numbers import trimmed
from engine.playhead import SPEEDS, Phase, Playhead
from gui.fonts import text_font
from gui.theme import Theme
from gui.view import View
from gui.widgets.buttons import tool_button
from gui.widgets.icons import icon
from gui.widgets.marked_slider import MarkedSlider
from gui.widgets.panel import Panel, label

_ROOM_FOR_UNIT = 640
_WIDEST_DIGITS = str.maketrans("1234567", "0000000")
_BUTTONS = (
    ("first", "To the first state (Home)"),
    ("back", "One step back (←)"),
    ("play", "Play (Space)"),
    ("forward", "One step forward (→)"),
    ("last", "To the end (End)"),
)


class TransportPanel(Panel):
    """Buttons and timeline. It asks for moves and shows where the playhead stands.

    Signals:
        pressed: a button's name: first, back, play, forward or last.
        sought: a position on the timeline.
        speed_chosen, loop_chosen: as the reader set them.
    """

    pressed = Signal(str)
    sought = Signal(int)
    speed_chosen = Signal(float)
    loop_chosen = Signal(bool)

    def __init__(self) -> None:
        super().__init__("", "Transport", margins=(12, 8))
        self.title.hide()
        self._buttons = {name: self._button(name, tip) for name, tip in _BUTTONS}
        self._timeline = MarkedSlider()
        self._timeline.setAccessibleName("timeline")
        self._timeline.setToolTip("Drag to any step; the mark is the loss")
        self._timeline.moved.connect(lambda position, _gesture: self.sought.emit(position))
        self._place = label("", "strong")
        self._place.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._speed = QComboBox()
        self._loop = tool_button("Loop (L)", checkable=True)
        self._lay_out()

    def view_changed(self, view: View, before: View | None) -> None:
        """Show where the playhead stands, even on a chain whose study is still to come."""
        super().view_changed(view, before)
        head, drawn = view.playhead, before.playhead if before is not None else None
        if head is None or head == drawn:
            return
        if drawn is None or drawn.t != head.t:
            self._timeline.setRange(0, head.last)
            self._timeline.set_mark(head.loss_position)
        if drawn is None or drawn.playing != head.playing:
            self._show_playing(head.playing)
        if drawn is None or (drawn.speed, drawn.loop) != (head.speed, head.loop):
            self._show_pace(head.speed, head.loop)
        if drawn is None or (drawn.t, drawn.position) != (head.t, head.position):
            if not self._timeline.isSliderDown():
                self._timeline.setValue(head.position)
            self._show_place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say less where there is little room, so that the timeline keeps its own."""
        super().resizeEvent(event)
        self._show_place()

    def theme_changed(self, theme: Theme) -> None:
        """Recolour the icons."""
        for name, button in self._buttons.items():
            if name != "play":
                button.setIcon(icon(name, theme.text))
        self._loop.setIcon(icon("loop", theme.text))
        self._show_playing(bool(self.playhead and self.playhead.playing))

    def _button(self, name: str, tip: str) -> QToolButton:
        button = tool_button(tip)
        button.setFixedSize(36, 34)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.pressed.emit(name))
        return button

    def _lay_out(self) -> None:
        self._buttons["play"].setObjectName("primary")
        for speed in SPEEDS:
            self._speed.addItem(f"{trimmed(speed)}×", speed)
        self._speed.setToolTip("Speed (− and +)")
        self._speed.setAccessibleName("speed")
        self._speed.setFixedWidth(68)
        self._speed.activated.connect(lambda i: self.speed_chosen.emit(SPEEDS[i]))
        self._loop.setFixedSize(36, 34)
        self._loop.clicked.connect(self.loop_chosen)
        row = QHBoxLayout()
        row.setSpacing(7)
        for button in self._buttons.values():
            row.addWidget(button)
        row.addSpacing(8)
        row.addWidget(self._timeline, 1)
        for widget in (self._place, self._speed, self._loop):
            row.addWidget(widget)
        self.body.addLayout(row)

    def _show_playing(self, playing: bool) -> None:
        button = self._buttons["play"]
        button.setIcon(icon("pause" if playing else "play", self.theme.on_accent))
        button.setToolTip("Pause (Space)" if playing else "Play (Space)")
        button.setAccessibleName("Pause" if playing else "Play")

    def _show_pace(self, speed: float, loop: bool) -> None:
        self._speed.setCurrentIndex(SPEEDS.index(speed) if speed in SPEEDS else 2)
        self._loop.setChecked(loop)

    def _show_place(self) -> None:
        """Say where the playhead is, in a width that does not change while it plays."""
        if self.playhead is None:
            return
        unit = " factors" if self.width() >= _ROOM_FOR_UNIT else ""
        widest = f"{self.playhead.t} of {self.playhead.t}{unit}".translate(_WIDEST_DIGITS)
        metrics = QFontMetrics(text_font(13, QFont.Weight.DemiBold))
        self._place.setFixedWidth(metrics.horizontalAdvance(widest) + 4)
        self._place.setText(_place(self.playhead, unit))


def _place(head: Playhead, unit: str) -> str:
    if head.phase is Phase.FORWARD:
        return f"{head.state} of {head.t}{' states' if unit else ''}"
    if head.phase is Phase.LOSS:
        return "the loss"
    return f"{head.steps_back} of {head.t}{unit}"
