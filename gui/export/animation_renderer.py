"""Making an animation while the window stays alive: frames here in slices, encoding in a worker."""

from __future__ import annotations

from collections.abc import Iterator
from queue import Empty, Queue

from PySide6.QtCore import QElapsedTimer, QObject, QRect, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QRegion
from PySide6.QtWidgets import QWidget

from engine.errors import InputError
from gui.background import Background, Report
from gui.export.encoders import AnimationSpec, encoded
from gui.export.frame_schedule import FrameSchedule
from gui.export.offscreen_copy import OffscreenCopy
from gui.export.raster import as_a_picture
from gui.overrides import raised

_SLICE_MS = 4  # after which the window gets its turn
_PIECE = 250_000  # pixels painted at a time
_WAITING = 3  # frames drawn before they are wanted
_PATIENCE = 0.05  # seconds after which the worker asks whether it is still wanted


class AnimationRenderer(QObject):
    """Films a stage that nobody sees.

    Signals:
        progressed: how much is done, 0 … 1.
        done: the content of the file.
        failed: the exception that ended it.
    """

    progressed = Signal(float)
    done = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._frames: Iterator[None] = iter(())
        self._waiting: Queue[bytes] = Queue()
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._draw)
        self._background = Background(self)
        self._background.progressed.connect(self.progressed)
        self._background.done.connect(self._end)
        self._background.failed.connect(self._fail)

    @property
    def running(self) -> bool:
        """Whether an animation is being made."""
        return self._timer.isActive()

    def start(
        self, stage: OffscreenCopy, background: str, sweep: FrameSchedule, format_: str
    ) -> None:
        """Film a sweep."""
        waiting = self._waiting = Queue(_WAITING)
        size = stage.widget.size()
        reel = AnimationSpec(size.width(), size.height(), sweep.rate, sweep.frames)
        self._frames = _filmed(stage, background, sweep, waiting)
        self._background.run(lambda report: _work(format_, waiting, reel, report))
        self._timer.start()

    def cancel(self) -> None:
        """Want it no more; nothing has been written."""
        self._timer.stop()
        self._background.cancel()

    def stop(self) -> None:
        """Give up and wait for the worker to end."""
        self.cancel()
        self._background.stop()

    def _draw(self) -> None:
        try:
            self._draw_slice()
        except Exception:
            self.cancel()
            remedy = "please send the report of it to the authors"
            self.failed.emit(InputError("cannot be drawn", remedy, place="the animation"))
            raise

    def _draw_slice(self) -> None:
        """Draw for one slice of time; the timer goes on until the worker has answered."""
        clock = QElapsedTimer()
        clock.start()
        while clock.elapsed() < _SLICE_MS:
            if self._waiting.full() or next(self._frames, self) is self:
                self._timer.setInterval(5)
                return
        self._timer.setInterval(0)

    def _end(self, content: object) -> None:
        self._timer.stop()
        self.done.emit(content)

    def _fail(self, error: object) -> None:
        self._timer.stop()
        self.failed.emit(error)


def _filmed(
    stage: OffscreenCopy, background: str, sweep: FrameSchedule, waiting: Queue[bytes]
) -> Iterator[None]:
    """Draw frame after frame, yielding after each piece of work; the last frame is held."""
    widget = stage.widget
    image = QImage(widget.size(), QImage.Format.Format_RGB32)
    for part in _bands(widget.rect()):
        _paint(widget, image, part, background)
        yield
    for i in range(sweep.frames):
        for part in stage.stepping(sweep.head(i)) if i < sweep.moving else ():
            yield
            for band in _bands(part):
                _paint(widget, image, band, background)
                yield
        waiting.put_nowait(bytes(image.constBits()))
        yield


def _bands(part: QRect) -> Iterator[QRect]:
    """Cut what takes long to paint into pieces."""
    height = max(_PIECE // max(part.width(), 1), 1)
    for top in range(part.top(), part.bottom() + 1, height):
        yield QRect(part.left(), top, part.width(), height) & part


def _paint(widget: QWidget, image: QImage, part: QRect, background: str) -> None:
    """Draw a part of a widget anew."""
    with raised(), as_a_picture(widget), QPainter(image) as painter:
        painter.fillRect(part, QColor(background))
        flags = QWidget.RenderFlag.DrawChildren
        widget.render(painter, part.topLeft(), QRegion(part), flags)


def _work(format_: str, waiting: Queue[bytes], reel: AnimationSpec, report: Report) -> bytes:
    """Encode the frames as they come; `report` raises when nobody wants them any more."""
    taken = 0

    def alive() -> None:
        report(taken, reel.count)

    def frames() -> Iterator[bytes]:
        nonlocal taken
        while taken < reel.count:
            alive()
            try:
                frame = waiting.get(timeout=_PATIENCE)
            except Empty:
                continue
            taken += 1
            yield frame

    return encoded(format_, frames(), reel, alive)
