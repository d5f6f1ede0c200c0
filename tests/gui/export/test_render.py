"""From a choice to a file's content."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from engine.playhead import Playhead
from engine.plots.plots import PLOTS
from engine.plots.tables import table
from engine.studies.study import Study
from gui.export.export_options import ExportOptions
from gui.export.export_targets import Scene
from gui.export.render import (
    animation_spec_of,
    animation_words,
    data,
    drawn,
    frame_schedule_of,
    picture_words,
)
from gui.main_window import MainWindow
from gui.theme import LIGHT

FOUND = {"svg": b"<?xml", "pdf": b"%PDF", "png": b"\x89PNG"}


@pytest.fixture
def scene(opening_study: Study) -> Scene:
    t = opening_study.trace.t
    return Scene(opening_study, Playhead(t, t + 1 + 7), LIGHT)


@pytest.mark.parametrize("format_", FOUND)
def test_every_kind_of_picture_is_what_it_says(window: MainWindow, format_: str) -> None:
    content = drawn(window.film, LIGHT.card, ExportOptions(format=format_, scale=2))()
    assert content.startswith(FOUND[format_])


def test_the_scale_is_that_of_the_choice(window: MainWindow) -> None:
    content = drawn(window.film, LIGHT.card, ExportOptions(scale=2))()
    assert QImage.fromData(content).size() == 2 * window.film.size()


@pytest.mark.parametrize("plot", PLOTS)
def test_tables_hold_the_plots_data_at_the_step_in_view(scene: Scene, plot: str) -> None:
    expected = table(scene.study, plot, scene.playhead.k)
    head, *lines = data(scene, plot, "csv").decode().splitlines()
    assert head.split(",") == list(expected)
    assert len(lines) == len(next(iter(expected.values())))
    with np.load(BytesIO(data(scene, plot, "npz"))) as arrays:
        assert set(arrays) == set(expected)
        for name, column in expected.items():
            assert (arrays[name] == column).all() or column.dtype.kind == "f"


def test_the_product_follows_the_playhead(scene: Scene) -> None:
    earlier = replace(scene, playhead=scene.playhead.back())
    assert data(scene, "product", "csv") != data(earlier, "product", "csv")


def test_words_say_how_large_and_long_it_will_be(scene: Scene) -> None:
    size = QSize(760, 308)
    assert picture_words(ExportOptions(scale=3), size, scene) == "2280 × 924 pixels"
    assert picture_words(ExportOptions(format="svg"), size, scene) == "760 × 308, sharp at any size"
    choice = ExportOptions(format="gif", rate=10, pace=0.2)
    assert animation_words(choice, size, scene) == "760 × 308 pixels, 59 frames, 5.9 s"
    reel = animation_spec_of(frame_schedule_of(choice, scene), size)
    assert (reel.width, reel.height, reel.rate, reel.count) == (760, 308, 10, 59)
