"""From a choice to a file: the command line's figure, the data, and words about both."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QImage

from engine.playhead import Playhead
from engine.plots.figure import draw
from engine.plots.plots import PLOTS
from engine.plots.tables import table
from engine.studies.study import Study, study
from gui.export.export_options import ExportOptions
from gui.export.export_targets import ExportTargets, Scene
from gui.export.render import (
    animation_spec_of,
    animation_words,
    data,
    file_of_plot,
    frame_schedule_of,
    glimpse_of_plot,
    picture_words,
    plot_words,
)
from gui.main_window import MainWindow
from gui.theme import DARK, LIGHT, Theme
from tests.engine.cli.terminal import run
from tests.gui.leftovers import flush

PANELS = [name for name in PLOTS if name != "product"]
Targets = Callable[[Scene], ExportTargets]


@pytest.fixture
def scene(opening_study: Study) -> Scene:
    t = opening_study.trace.t
    return Scene(opening_study, Playhead(t, t + 1 + 7), LIGHT)


@pytest.fixture
def targets(window: MainWindow) -> Iterator[Targets]:
    parent = QObject()

    def build(scene: Scene) -> ExportTargets:
        return ExportTargets(window, window.pictures.panels, scene, lambda _theme: window, parent)

    yield build
    parent.deleteLater()
    flush()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("kind", ["svg", "pdf"])
@pytest.mark.parametrize("panel", PANELS)
def test_the_windows_figure_is_the_command_lines(
    targets: Targets, scene: Scene, tmp_path: Path, panel: str, kind: str, theme: Theme
) -> None:
    choice = ExportOptions(panel, kind, theme.name, 640, 480)
    asked = ("--plot", panel, "--theme", theme.name, "--size", "640x480")
    out = tmp_path / f"figure.{kind}"
    assert run("export", "gallery:opening", "--k", f"{scene.playhead.k}", "--out", out, *asked) == 0
    assert file_of_plot(targets(scene), choice)() == out.read_bytes()


def test_the_panel_of_eigenvalues_is_drawn_as_the_spectrum(targets: Targets, scene: Scene) -> None:
    one, other = (
        file_of_plot(targets(scene), ExportOptions(name, "svg", width=640, height=480))()
        for name in ("eigenvalues", "spectrum")
    )
    assert one == other


def test_a_figure_follows_the_norm_and_the_step_in_view(targets: Targets, scene: Scene) -> None:
    choice = ExportOptions("factor", "svg")
    other = replace(scene, study=study(scene.study.experiment, "frobenius"))
    earlier = replace(scene, playhead=scene.playhead.back())
    files = [file_of_plot(targets(each), choice)() for each in (scene, other, earlier)]
    assert len(set(files)) == 3


def test_text_is_kept_as_text_where_that_is_chosen(targets: Targets, scene: Scene) -> None:
    choice = ExportOptions("norm", "svg", svg_text=True)
    assert b">steps back through time, t \xe2\x88\x92 k<" in file_of_plot(targets(scene), choice)()
    outlined = replace(choice, svg_text=False)
    assert b"<text" not in file_of_plot(targets(scene), outlined)()


def test_a_figure_as_shown_has_the_panels_size_and_at_least_what_it_needs(
    targets: Targets, scene: Scene, window: MainWindow
) -> None:
    root = ET.fromstring(file_of_plot(targets(scene), ExportOptions("film", "svg"))())  # noqa: S314
    assert window.film.height() < 200
    assert root.get("width") == f"{0.75 * window.film.width():g}pt"
    assert root.get("height") == "240pt"


@pytest.mark.parametrize("kind", ["svg", "pdf"])
def test_the_preview_is_the_figure_as_pixels(targets: Targets, scene: Scene, kind: str) -> None:
    choice = ExportOptions("norm", kind, "dark", 640, 480)
    content = glimpse_of_plot(targets(scene), choice)()
    assert isinstance(content, bytes)
    image = QImage.fromData(content)
    assert image.size() == QSize(640, 480)
    assert image.pixelColor(0, 0).name() == DARK.card
    assert content == draw(
        scene.study, "norm", "png", theme=DARK, size=(640, 480), k=scene.playhead.k
    )


def test_the_preview_of_data_is_their_first_lines(targets: Targets, scene: Scene) -> None:
    lines = str(glimpse_of_plot(targets(scene), ExportOptions("film", "npz"))()).splitlines()
    assert lines[0] == "j,row,column,value"
    assert lines[-1] == f"… {24 * 16 + 1 - 40} more lines"
    assert len(lines) == 41


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
    figure = ExportOptions(format="svg")
    assert plot_words(figure, size, "film") == "All factors: 760 × 308, sharp at any size"
    table_of_it = ExportOptions(format="csv")
    assert plot_words(table_of_it, size, "film").endswith("behind the plot, at the step in view")
    choice = ExportOptions(format="gif", rate=10, pace=0.2)
    assert animation_words(choice, size, scene) == "760 × 308 pixels, 59 frames, 5.9 s"
    reel = animation_spec_of(frame_schedule_of(choice, scene), size)
    assert (reel.width, reel.height, reel.rate, reel.count) == (760, 308, 10, 59)
