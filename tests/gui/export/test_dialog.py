"""The export dialog: what it shows is what it writes, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from engine.errors import InputError
from engine.plots.figure import draw
from engine.plots.tables import table_csv
from gui.export.dialog import ExportDialog
from gui.export.export_options import ExportOptions, ffmpeg
from gui.main_window import MainWindow
from gui.theme import DARK, LIGHT
from tests.gui.leak_check import flush
from tests.gui.screen import choose, has_ink, pixels_of, same, seen

PICKED = "PNG picture", "SVG drawing", "PDF page"


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that the person picks, who lets an old one be replaced."""
    folder = tmp_path / "out"
    folder.mkdir()
    path = folder / "picked"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)
    return path


@pytest.fixture
def dialog(window: MainWindow) -> Iterator[ExportDialog]:
    window.settings.set_export(ExportOptions().remembered())
    window.pictures.open("norm")
    yield opened(window)
    for left in window.findChildren(ExportDialog):
        left.done(0)
    flush()


def opened(window: MainWindow) -> ExportDialog:
    return next(d for d in window.findChildren(ExportDialog) if d.isVisible())


def wait_for_preview(dialog: ExportDialog, qtbot: QtBot) -> None:
    """Wait until the file may be asked for; the first figure takes the import of matplotlib."""
    qtbot.waitUntil(dialog.export.isEnabled, timeout=60_000)


def press(dialog: ExportDialog, qtbot: QtBot) -> None:
    """Press Export… and wait until it is done or has said why not."""
    wait_for_preview(dialog, qtbot)
    ended: list[int] = []
    dialog.finished.connect(ended.append)
    QTest.mouseClick(dialog.export, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(ended) or not dialog.running, timeout=30_000)


def test_it_shows_what_will_come_out(
    dialog: ExportDialog, window: MainWindow, qtbot: QtBot
) -> None:
    size = window.norm.size()
    assert dialog.preview.image.size() == size
    assert dialog.caption.text() == f"{3 * size.width()} × {3 * size.height()} pixels"
    choose(dialog.form.theme, "Dark")
    qtbot.waitUntil(lambda: has_ink(pixels_of(dialog.preview.image), DARK.card, 6) > 10_000)
    choose(dialog.form.extent, "16:9 slide, 1280 × 720")
    qtbot.waitUntil(lambda: dialog.preview.image.width() == 1280)
    choose(dialog.form.format, "CSV table of the data")
    qtbot.waitUntil(lambda: dialog.preview.text.startswith("k,steps_back,log10_norm"))


@pytest.mark.parametrize("name", PICKED)
def test_pictures_are_written(
    dialog: ExportDialog, window: MainWindow, target: Path, qtbot: QtBot, name: str
) -> None:
    choose(dialog.form.format, name)
    suffix = dialog.form.choice.kind.suffix
    press(dialog, qtbot)
    path = target.with_suffix(suffix)
    assert list(target.parent.iterdir()) == [path]
    assert path.read_bytes()[:4] in (b"\x89PNG", b"<?xm", b"%PDF")
    assert window.notice.text == f"Saved {path}"
    flush()
    assert not window.findChildren(ExportDialog)


def test_another_theme_and_size_leave_the_window_as_it_was(
    dialog: ExportDialog, window: MainWindow, target: Path, qtbot: QtBot
) -> None:
    before = [seen(panel) for panel in (window.norm, window.factor, window.chain_rule)]
    choose(dialog.form.theme, "Dark")
    choose(dialog.form.extent, "16:9 slide, 1280 × 720")
    choose(dialog.form.scale, "2×")
    press(dialog, qtbot)
    image = QImage(str(target.with_suffix(".png")))
    assert (image.width(), image.height()) == (2560, 1440)
    assert has_ink(pixels_of(image), LIGHT.card, 6) < 10_000
    for panel, was in zip((window.norm, window.factor, window.chain_rule), before, strict=True):
        assert same(was, seen(panel))


@pytest.mark.parametrize("kind", ["svg", "pdf"])
def test_a_figure_is_the_engines_and_previewed_as_such(
    dialog: ExportDialog, window: MainWindow, target: Path, qtbot: QtBot, kind: str
) -> None:
    choose(dialog.form.format, {"svg": "SVG drawing", "pdf": "PDF page"}[kind])
    choose(dialog.form.extent, "4:3 slide, 1024 × 768")
    choose(dialog.form.theme, "Dark")
    assert not dialog.export.isEnabled()
    wait_for_preview(dialog, qtbot)
    assert dialog.preview.image.size() == QSize(1024, 768)
    assert dialog.preview.image.pixelColor(2, 2).name() == DARK.card
    assert dialog.caption.text().endswith("its bound: 1024 × 768, sharp at any size")
    press(dialog, qtbot)
    k = window.playback.playhead.k
    expected = draw(window.document.study, "norm", kind, theme=DARK, size=(1024, 768), k=k)
    assert target.with_suffix(f".{kind}").read_bytes() == expected


def test_the_window_has_no_drawing_of_lines(dialog: ExportDialog, qtbot: QtBot) -> None:
    choose(dialog.form.format, "SVG drawing")
    choose(dialog.form.what, "Whole window")
    assert dialog.form.choice.format == "png"
    wait_for_preview(dialog, qtbot)
    assert dialog.message.text() == ""


def test_a_film_that_cannot_be_encoded_ends_with_a_message(
    dialog: ExportDialog, target: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> bytes:
        raise InputError("failed (no room)", "choose another format", place="ffmpeg")

    monkeypatch.setattr("gui.export.animation_renderer.encoded", fail)
    choose(dialog.form.format, "GIF animation")
    press(dialog, qtbot)
    assert dialog.message.text() == "ffmpeg failed (no room); choose another format"
    assert not dialog.running
    assert dialog.form.isEnabled()
    assert list(target.parent.iterdir()) == []


def test_the_table_is_the_engines(
    dialog: ExportDialog, window: MainWindow, target: Path, qtbot: QtBot
) -> None:
    choose(dialog.form.format, "CSV table of the data")
    press(dialog, qtbot)
    study, head = window.document.study, window.playback.playhead
    assert target.with_suffix(".csv").read_bytes() == table_csv(study, "norm", head.k)


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("GIF animation", ".gif"),
        ("APNG animation", ".png"),
        ("WebP animation", ".webp"),
        pytest.param(
            "MP4 film",
            ".mp4",
            marks=pytest.mark.skipif(ffmpeg() is None, reason="ffmpeg is not installed"),
        ),
    ],
)
def test_animations_are_written(
    dialog: ExportDialog, target: Path, qtbot: QtBot, name: str, suffix: str
) -> None:
    choose(dialog.form.what, "All factors")
    choose(dialog.form.format, name)
    choose(dialog.form.rate, "5")
    choose(dialog.form.pace, "0.1")
    qtbot.waitUntil(lambda: "18 frames, 3.6 s" in dialog.caption.text())
    press(dialog, qtbot)
    (path,) = target.parent.iterdir()
    assert path == target.with_suffix(suffix)
    if suffix != ".mp4":
        with Image.open(BytesIO(path.read_bytes())) as film:
            first = np.asarray(film.convert("RGB")).astype(int)
            film.seek(film.n_frames - 1)
            assert film.n_frames > 10
            assert np.abs(np.asarray(film.convert("RGB")) - first).max() > 60


def test_a_cancelled_animation_leaves_no_file(
    dialog: ExportDialog, target: Path, qtbot: QtBot
) -> None:
    choose(dialog.form.format, "WebP animation")
    qtbot.waitUntil(dialog.export.isEnabled)
    QTest.mouseClick(dialog.export, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.progress.value() > 20)
    assert dialog.cancel.text() == "Stop"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.running
    assert dialog.isVisible()
    assert dialog.message.text() == "Cancelled; nothing was written."
    assert list(target.parent.iterdir()) == []
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_closing_the_dialog_first_ends_an_animation(
    dialog: ExportDialog, target: Path, qtbot: QtBot
) -> None:
    choose(dialog.form.format, "GIF animation")
    qtbot.waitUntil(dialog.export.isEnabled)
    dialog.export.click()
    assert dialog.running
    assert not dialog.close()
    assert not dialog.running
    assert dialog.close()
    assert list(target.parent.iterdir()) == []


def test_what_is_too_large_is_said_before_anything_is_done(
    dialog: ExportDialog, target: Path, qtbot: QtBot
) -> None:
    choose(dialog.form.format, "GIF animation")
    choose(dialog.form.extent, "16:9 slide, 1280 × 720")
    choose(dialog.form.rate, "25")
    choose(dialog.form.pace, "1.5")
    press(dialog, qtbot)
    assert "million pixels" in dialog.message.text()
    assert list(target.parent.iterdir()) == []


def test_a_folder_that_is_gone_is_said_and_nothing_forgotten(
    dialog: ExportDialog, target: Path, qtbot: QtBot
) -> None:
    target.parent.rmdir()
    press(dialog, qtbot)
    assert "folder that does not exist" in dialog.message.text()
    assert dialog.isVisible()
    assert not dialog.running
    target.parent.mkdir()
    press(dialog, qtbot)
    assert target.with_suffix(".png").is_file()


@pytest.mark.parametrize("name", ["PNG picture", "CSV table of the data", "GIF animation"])
def test_a_full_disk_leaves_the_old_file(
    dialog: ExportDialog,
    target: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    choose(dialog.form.format, name)
    choose(dialog.form.rate, "5")
    choose(dialog.form.pace, "0.1")
    path = target.with_suffix(dialog.form.choice.kind.suffix)
    path.write_bytes(b"old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    press(dialog, qtbot)
    assert "disk is full" in dialog.message.text()
    assert [(p, p.read_bytes()) for p in target.parent.iterdir()] == [(path, b"old")]
    assert dialog.export.isEnabled()


def test_a_file_that_the_typed_name_comes_to_is_not_replaced_unasked(
    dialog: ExportDialog, target: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = target.with_suffix(".png")
    path.write_bytes(b"old")
    asked: list[str] = []

    def refuse(_parent: object, _title: str, text: str, *_: object) -> QMessageBox.StandardButton:
        asked.append(text)
        return QMessageBox.StandardButton.No

    monkeypatch.setattr(QMessageBox, "question", refuse)
    press(dialog, qtbot)
    assert asked == ["“picked.png” is there already. Replace it?"]
    assert path.read_bytes() == b"old"
    assert dialog.isVisible()


def test_a_name_that_promises_another_format_is_refused(
    dialog: ExportDialog, target: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = target.with_suffix(".svg")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    press(dialog, qtbot)
    assert "ends in .svg, and the format chosen is PNG picture" in dialog.message.text()
    assert not path.exists()


def test_a_protected_file_is_said(dialog: ExportDialog, target: Path, qtbot: QtBot) -> None:
    target.with_suffix(".png").mkdir()
    press(dialog, qtbot)
    assert "is a folder" in dialog.message.text()


def test_a_hidden_panel_is_exported_with_todays_study(
    dialog: ExportDialog, window: MainWindow, target: Path, qtbot: QtBot
) -> None:
    choose(dialog.form.what, "Spectrum")
    qtbot.waitUntil(lambda: dialog.message.isVisible() or dialog.export.isEnabled())
    press(dialog, qtbot)
    image = pixels_of(QImage(str(target.with_suffix(".png"))))
    assert not window.bench.spectrum.isVisible()
    assert has_ink(image, LIGHT.accent) > 1000


def test_what_was_shown_when_asked_for_is_exported(
    fresh_window: MainWindow, target: Path, qtbot: QtBot
) -> None:
    window = fresh_window
    window.pictures.open("norm")
    dialog = opened(window)
    shown = dialog.preview.image
    window.document.scale_to(0.1)  # as when a long study comes in meanwhile
    window.playback.apply(lambda head: head.jump(head.last))
    choose(dialog.form.scale, "1×")
    press(dialog, qtbot)
    away = np.abs(pixels_of(QImage(str(target.with_suffix(".png")))).astype(int) - pixels_of(shown))
    assert (away.max(axis=2) > 40).mean() < 0.01


def test_the_last_choices_are_remembered(
    dialog: ExportDialog, window: MainWindow, target: Path, qtbot: QtBot
) -> None:
    choose(dialog.form.format, "SVG drawing")
    choose(dialog.form.theme, "Dark")
    press(dialog, qtbot)
    assert window.settings.folder == target.parent
    window.pictures.open("film")
    again = opened(window)
    assert (again.form.choice.format, again.form.choice.theme) == ("svg", "dark")
    assert again.form.file_name == "film.svg"
    wait_for_preview(again, qtbot)
    again.reject()


def test_both_themes_can_be_read(fresh_window: MainWindow) -> None:
    for theme in (LIGHT, DARK):
        fresh_window.theming.choose(theme.name)
        fresh_window.pictures.open("norm")
        dialog = opened(fresh_window)
        QApplication.processEvents()
        assert has_ink(seen(dialog), theme.window, 6) > 20_000
        assert has_ink(seen(dialog.form), theme.text) > 300
        dialog.reject()
        flush()
