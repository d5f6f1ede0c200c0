"""The questions: what matters is asked, the rest is not."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QSpinBox
from pytestqt.qtbot import QtBot

from gui.export.export_options import ExportOptions
from gui.export.options_form import ExportOptionsForm
from tests.gui.screen import choose, find

NAMES = {"window": "Whole window", "norm": "Accumulated product norm", "film": "All factors"}


@pytest.fixture
def form(qtbot: QtBot) -> ExportOptionsForm:
    made = ExportOptionsForm(NAMES, lambda what: what != "window", ExportOptions("norm"))
    qtbot.addWidget(made)
    made.show()
    return made


def asked(form: ExportOptionsForm) -> set[str]:
    boxes = [form.findChildren(kind) for kind in (QComboBox, QSpinBox, QCheckBox)]
    return {box.accessibleName() for each in boxes for box in each if box.isVisible()}


def test_a_picture_has_theme_size_and_scale(form: ExportOptionsForm) -> None:
    common = {"what to export", "file format"}
    assert asked(form) == common | {"theme", "size", "scale"}
    choose(form.format, "SVG drawing")
    assert asked(form) == common | {"theme", "size", "text as text"}
    choose(form.format, "PDF page")
    assert asked(form) == common | {"theme", "size"}
    choose(form.format, "CSV table of the data")
    assert asked(form) == common
    choose(form.format, "GIF animation")
    moving = {"way", "frames per second", "seconds per step"}
    assert asked(form) == common | {"theme", "size"} | moving


def test_a_preset_sets_the_sides_and_own_ones_can_be_typed(form: ExportOptionsForm) -> None:
    choose(form.extent, "16:9 slide, 1280 × 720")
    assert form.choice.size == (1280, 720)
    choose(form.extent, "Width × height")
    assert {"width in pixels", "height in pixels"} < asked(form)
    wide = find(form, QSpinBox, "width in pixels")
    wide.selectAll()
    QTest.keyClicks(wide, "333")
    QTest.keyClick(wide, Qt.Key.Key_Return)
    assert form.choice.width == 333
    choose(form.extent, "As shown")
    assert form.choice.size is None


def test_the_file_name_follows_until_it_is_typed(form: ExportOptionsForm) -> None:
    assert form.file_name == "norm.png"
    choose(form.format, "PDF page")
    choose(form.what, "All factors")
    assert form.file_name == "film.pdf"
    form.name.selectAll()
    QTest.keyClicks(form.name, "mine")
    choose(form.format, "SVG drawing")
    assert form.file_name == "mine.svg"
    form.name.clear()
    assert form.file_name == "film.svg"


@pytest.mark.parametrize(
    ("name", "key"),
    [("NPZ arrays of the data", "npz"), ("SVG drawing", "svg"), ("PDF page", "pdf")],
)
def test_figures_and_data_are_offered_only_where_there_is_a_plot(
    form: ExportOptionsForm, name: str, key: str
) -> None:
    choose(form.format, name)
    choose(form.what, "Whole window")
    assert form.choice.format == "png"
    model = form.format.model()
    assert isinstance(model, QStandardItemModel)
    assert not model.item(form.format.findData(key)).isEnabled()
    choose(form.what, "All factors")
    assert model.item(form.format.findData(key)).isEnabled()


def test_text_of_an_svg_is_outlines_unless_chosen(form: ExportOptionsForm) -> None:
    choose(form.format, "SVG drawing")
    assert not form.choice.svg_text
    find(form, QCheckBox, "text as text").click()
    assert form.choice.svg_text


def test_it_begins_with_what_it_is_given_and_tells_of_changes(qtbot: QtBot) -> None:
    given = ExportOptions("film", "webp", "dark", 900, 650, 2, True, 10, 0.8, True)
    form = ExportOptionsForm(NAMES, lambda _what: True, given)
    qtbot.addWidget(form)
    assert form.choice == given
    with qtbot.waitSignal(form.changed) as said:
        choose(form.theme, "Light")
    assert said.args[0].theme == "light"
