"""AnimationRenderer: frames of a copy, while the window goes on; cancelled at once."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from engine.errors import InputError
from gui.export.animation_renderer import AnimationRenderer
from gui.export.frame_schedule import FrameSchedule
from gui.export.offscreen_copy import OffscreenCopy, offscreen_panel
from gui.main_window import MainWindow
from gui.theme import LIGHT
from tests.gui.leak_check import flush
from tests.gui.screen import same, seen


class Broken(QWidget):
    def paintEvent(self, _event: QPaintEvent) -> None:
        1 / 0  # noqa: B018


@pytest.fixture
def filming() -> Iterator[AnimationRenderer]:
    parent = QObject()
    made = AnimationRenderer(parent)
    yield made
    made.stop()
    parent.deleteLater()
    flush()


@pytest.fixture
def stage(window: MainWindow) -> Iterator[OffscreenCopy]:
    made = offscreen_panel(window.norm, LIGHT)
    made.show(window.norm.view, QSize(401, 243))
    yield made
    made.close()
    flush()


def test_the_first_frame_is_at_the_loss_and_the_last_at_the_end(
    filming: AnimationRenderer, stage: OffscreenCopy, window: MainWindow, qtbot: QtBot
) -> None:
    before = seen(window)
    sweep = FrameSchedule(24, False, 5, 0.2)
    with qtbot.waitSignal(filming.done, timeout=20_000) as said:
        filming.start(stage, LIGHT.card, sweep, "gif")
    with Image.open(BytesIO(said.args[0])) as film:
        film.load()
        first = np.asarray(film.convert("RGB")).astype(int)
        lasting, frames = 0, film.n_frames
        for i in range(frames):
            film.seek(i)
            lasting += film.info["duration"]
        last = np.asarray(film.convert("RGB"))
    assert film.size == (401, 243)
    assert 20 <= frames <= sweep.frames
    assert lasting == pytest.approx(1000 * sweep.seconds)
    assert (np.abs(first - last).max(axis=2) > 60).mean() > 0.005
    assert same(before, seen(window))
    assert not filming.running


def test_the_frames_are_the_stages_own_pictures(
    filming: AnimationRenderer, stage: OffscreenCopy, qtbot: QtBot
) -> None:
    sweep = FrameSchedule(24, True, 5, 0.1)
    with qtbot.waitSignal(filming.done, timeout=20_000) as said:
        filming.start(stage, LIGHT.card, sweep, "apng")
    for _ in stage.stepping(sweep.head(sweep.frames - 1)):
        pass
    with Image.open(BytesIO(said.args[0])) as film:
        film.seek(film.n_frames - 1)
        last = np.asarray(film.convert("RGB")).astype(int)
    assert (np.abs(last - seen(stage.widget)).max(axis=2) > 40).mean() < 0.02


def test_cancelled_it_is_silent(
    filming: AnimationRenderer, stage: OffscreenCopy, qtbot: QtBot
) -> None:
    answers: list[object] = []
    filming.done.connect(answers.append)
    filming.failed.connect(answers.append)
    with qtbot.waitSignal(filming.progressed, check_params_cb=lambda share: share > 0.05):
        filming.start(stage, LIGHT.card, FrameSchedule(24, True, 20, 0.4), "webp")
    filming.cancel()
    assert not filming.running
    qtbot.wait(200)
    assert answers == []


def test_what_cannot_be_drawn_ends_it(
    filming: AnimationRenderer, stage: OffscreenCopy, qtbot: QtBot
) -> None:
    errors: list[object] = []
    filming.failed.connect(errors.append)
    broken = Broken(stage.widget)
    broken.show()
    with qtbot.capture_exceptions() as reported:
        filming.start(stage, LIGHT.card, FrameSchedule(24, False, 5, 0.2), "gif")
        qtbot.waitUntil(lambda: bool(errors))
        broken.deleteLater()
        flush()
    assert [str(error) for error in errors] == [
        "the animation cannot be drawn; please send the report of it to the authors"
    ]
    assert {kind for kind, *_ in reported} == {ZeroDivisionError}
    assert not filming.running


def test_what_cannot_be_encoded_ends_it(
    filming: AnimationRenderer,
    stage: OffscreenCopy,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    error = InputError("failed (no room)", "choose another format", place="ffmpeg")

    def fail(*_: object) -> bytes:
        raise error

    monkeypatch.setattr("gui.export.animation_renderer.encoded", fail)
    with qtbot.waitSignal(filming.failed, timeout=20_000) as said:
        filming.start(stage, LIGHT.card, FrameSchedule(24, False, 5, 0.2), "gif")
    assert said.args == [error]
    assert not filming.running


def test_frames_have_the_background_outside_the_rounded_card(
    filming: AnimationRenderer, stage: OffscreenCopy, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(filming.done, timeout=20_000) as said:
        filming.start(stage, "#123456", FrameSchedule(24, False, 5, 0.1), "webp")
    with Image.open(BytesIO(said.args[0])) as film:
        for place in (0, film.n_frames - 1):
            film.seek(place)
            frame = film.convert("RGB")
            corners = [(x, y) for x in (0, frame.width - 1) for y in (0, frame.height - 1)]
            assert {frame.getpixel(corner) for corner in corners} == {(0x12, 0x34, 0x56)}


def test_a_second_film_can_follow_a_cancelled_one(
    filming: AnimationRenderer, stage: OffscreenCopy, qtbot: QtBot
) -> None:
    filming.start(stage, LIGHT.card, FrameSchedule(24, True, 20, 0.4), "gif")
    filming.cancel()
    with qtbot.waitSignal(filming.done, timeout=20_000) as said:
        filming.start(stage, LIGHT.card, FrameSchedule(24, False, 5, 0.1), "webp")
    assert said.args[0][:4] == b"RIFF"
