"""The network unrolled through time: the wave runs forward to the loss, then back from it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QToolTip, QWidget

from engine.numbers import short
from engine.playhead import Phase, Playhead
from engine.studies.study import Study
from engine.studies.wording import loss_words
from gui.formula.formula import paint_formula
from gui.paint_cache import PaintCache
from gui.theme import LIGHT, Theme
from gui.widgets.panel import Panel, label
from gui.widgets.tint import image_of

Array = NDArray[np.float64]

_MARGIN = 14.0
_LARGEST, _SMALLEST = 8.0, 1.2  # radius of a state, in pixels
_DECADE = 1.0  # |log10| of a factor's norm at which its edge has its full colour
_LABEL_ROOM = 46.0


@dataclass(frozen=True)
class _Geometry:
    """Where the states stand, in pixels.

    Attributes:
        steps: how many steps there are, T.
        pitch: the distance of two states.
        axis: their height.
        radius: their size.
    """

    steps: int = 1
    pitch: float = 1.0
    axis: float = 0.0
    radius: float = _SMALLEST

    @staticmethod
    def of(steps: int, width: float, height: float) -> _Geometry:
        """Return the geometry of so many steps in a widget of this size."""
        pitch = (width - 2 * _MARGIN) / steps
        radius = min(max(pitch * 0.3, _SMALLEST), _LARGEST)
        return _Geometry(steps, pitch, 12 + (height - 18) / 3, radius)

    def point(self, at: float) -> QPointF:
        """Return where a state stands, or a place between two."""
        return QPointF(_MARGIN + at * self.pitch, self.axis)


class ChainView(QWidget):
    """States as circles, factors as the edges between them.

    Signals:
        state_chosen: the state j that was clicked, 1 … T; the loss should stand there.
        factor_chosen: the factor j whose edge was clicked.
    """

    state_chosen = Signal(int)
    factor_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._theme: Theme = LIGHT
        self._study: Study | None = None
        self._playhead = Playhead(1)
        self._edges = QImage()
        self._at = _Geometry()
        self._states, self._labels = PaintCache(), PaintCache()
        self.setMinimumHeight(56)
        self.setMouseTracking(True)
        self.setAccessibleName("the network unrolled through time")

    def set_theme(self, theme: Theme) -> None:
        """Take on a theme's colours."""
        self._theme = theme
        if self._study is not None:
            self.show_study(self._study)

    def show_study(self, study: Study) -> None:
        """Colour the edges by the norms of their factors."""
        self._study = study
        steps = f"{study.experiment.T} steps; the loss stands at step {study.trace.t}"
        self.setAccessibleDescription(steps)
        self._edges = _edge_colours(self._theme, study.trace.factor_norms)
        self._place()
        self.update()

    def resizeEvent(self, _event: object) -> None:
        """Fill the width."""
        self._place()

    def show_frame(self, playhead: Playhead) -> None:
        """Move the wave."""
        self._playhead = playhead
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw edges, states, labels, the loss and the wave."""
        if self._study is None:
            return
        labelled = (self._theme, self._at.steps, self._playhead.t)
        reached = (*labelled, self._playhead.position)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_edges(painter)
            self._states.paint(painter, QSizeF(self.size()), reached, self._paint_states)
            self._labels.paint(painter, QSizeF(self.size()), labelled, self._paint_labels)
            self._paint_wave(painter)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the state or the edge under the mouse."""
        state, edge = self._under(event.position())
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
        elif state:
            self.state_chosen.emit(state)
        elif edge:
            self.factor_chosen.emit(edge)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what a click would do."""
        state, edge = self._under(event.position())
        text = f"put the loss at s[{state}]" if state else ""
        if edge and self._study is not None:
            norm = short(float(self._study.trace.factor_norms[edge - 1]))
            text = f"go to ∂s[{edge}] / ∂s[{edge - 1}], norm {norm}"
        self.setCursor(Qt.CursorShape.PointingHandCursor if text else Qt.CursorShape.ArrowCursor)
        QToolTip.showText(event.globalPosition().toPoint(), text, self)

    def _paint_edges(self, painter: QPainter) -> None:
        """Draw the edges as one strip; those walked are thicker, in their factors' colours."""
        head, axis, pitch = self._playhead, self._at.axis, self._at.pitch
        left = self._at.point(0).x()
        painter.fillRect(
            QRectF(left, axis - 1, pitch * self._at.steps, 2), QColor(self._theme.border)
        )
        if head.phase is Phase.FORWARD:
            return
        for start, width in ((head.k, 3.0), (min(head.k, head.t - 1), 5.0)):
            stop = head.t if width == 3.0 else head.k + 1
            if start < stop <= head.t:
                target = QRectF(
                    left + start * pitch, axis - width / 2, (stop - start) * pitch, width
                )
                painter.drawImage(target, self._edges, QRectF(start, 0, stop - start, 1))

    def _paint_states(self, painter: QPainter) -> None:
        """Draw the states, which stay while the wave moves between two of them."""
        theme, head, radius = self._theme, self._playhead, self._at.radius
        if radius < 2.0:
            return
        steps = range(self._at.steps + 1)
        pitch, axis = self._at.pitch, self._at.axis
        points = [QPointF(_MARGIN + j * pitch, axis) for j in steps]
        forward = head.phase is Phase.FORWARD
        reached = range(head.state + 1) if forward else range(head.k, head.t + 1)
        ends = range(head.k, head.k + 2) if head.steps_back else range(0)
        loss = range(0) if forward else range(head.t, head.t + 1)
        idle = [j for j in steps if j not in reached]
        for states, fill, edge, width in (
            (idle, theme.window, theme.border, 1.2),
            (reached, theme.accent_soft, theme.accent, 1.2),
            (loss, theme.accent, theme.accent, 1.2),
            (ends, None, theme.accent, 2.2),
        ):
            painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(edge), width))
            for j in states:
                painter.drawEllipse(points[j], radius, radius)

    def _paint_wave(self, painter: QPainter) -> None:
        """Draw the moving dot: along the next edge, forward or back."""
        head = self._playhead
        at: float = head.state if head.phase is Phase.FORWARD else head.k
        if head.phase is Phase.FORWARD and head.state < head.t:
            at += head.fraction
        elif head.phase is not Phase.FORWARD and head.k > 0:
            at -= head.fraction
        radius = max(self._at.radius * 0.45, 2.6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.accent))
        painter.drawEllipse(self._at.point(at), radius, radius)

    def _paint_labels(self, painter: QPainter) -> None:
        """Draw the names, which stay at every step."""
        head, last = self._playhead, self._at.steps
        every = self._label_every()
        shown = {j for j in range(0, last + 1, every) if abs(j - head.t) * self._at.pitch >= 24}
        below = self._at.axis + max(self._at.radius, 4) + 3
        for j in sorted({*shown, head.t}):
            place = QRectF(self._at.point(j).x() - 22, below, 44, 17)
            colour = self._theme.text if j == head.t else self._theme.muted
            paint_formula(painter, place, "s_{#{j}}", {"j": j}, 13, colour)
        loss = QRectF(self._at.point(head.t).x() - 14, 0, 28, self._at.axis - self._at.radius - 3)
        paint_formula(painter, loss, r"\mathcal{L}", {}, 16, self._theme.accent)

    def _under(self, position: QPointF) -> tuple[int, int]:
        """Return the state and the edge at a point; 0 where there is none."""
        if self._study is None or abs(position.y() - self._at.axis) > 16:
            return 0, 0
        place = (position.x() - _MARGIN) / self._at.pitch
        nearest = round(place)
        reach = max(self._at.radius, 3.0) / self._at.pitch
        if abs(place - nearest) <= min(reach, 0.35) and 1 <= nearest <= self._at.steps:
            return nearest, 0
        edge = int(place) + 1
        return 0, edge if place > 0 and edge <= self._study.trace.t else 0

    def _place(self) -> None:
        if self._study is not None:
            self._at = _Geometry.of(self._study.experiment.T, self.width(), self.height())

    def _label_every(self) -> int:
        for decade in (1, 10, 100, 1000, 10_000, 100_000):
            for n in (1, 2, 4, 5):
                if n * decade * self._at.pitch >= _LABEL_ROOM:
                    return n * decade
        return self._at.steps


class ChainPanel(Panel):
    """The unrolled network in its card, with a line that says what is happening."""

    def __init__(self) -> None:
        super().__init__("chain", "Unrolled through time")
        self.drawing = ChainView()
        self._caption = label()
        self.head.addWidget(self._caption)
        self.body.addWidget(self.drawing, 1)

    def study_changed(self, study: Study) -> None:
        """Draw the chain anew."""
        self.drawing.show_study(study)

    def step_changed(self, study: Study, playhead: Playhead) -> None:
        """Say what is happening."""
        self._caption.setText(_caption(playhead, loss_words(study.trace)))

    def frame_advanced(self, playhead: Playhead) -> None:
        """Move the wave."""
        self.drawing.show_frame(playhead)


def _caption(head: Playhead, loss: str) -> str:
    if head.phase is Phase.FORWARD:
        return f"running forward · state s[{head.state}] of {head.t}"
    if head.phase is Phase.LOSS:
        return f"the loss at t = {head.t} · {loss} · nothing sent back yet"
    if head.k == 0:
        factors = f"all {head.t} factors" if head.t > 1 else "the one factor"
        return f"{factors} multiplied, back to s[0]"
    return f"backpropagating from t = {head.t} · now at factor j = {head.j}"


def _edge_colours(theme: Theme, norms: Array) -> QImage:
    """Return a pixel for each factor: warm where it may grow, cool where it shrinks."""
    with np.errstate(divide="ignore"):
        logs = np.log10(norms)
    share = np.clip(0.5 + np.abs(logs) / _DECADE, 0.5, 1.0)[:, None]
    warm, cool, idle = (
        np.array(QColor(name).getRgb(), float) for name in (theme.warm, theme.cool, theme.border)
    )
    full = np.where(logs[:, None] > 0, warm, cool)
    return image_of(np.rint(full * share + idle * (1 - share)).astype(np.uint8)[None])
