"""The preview: whole, in proportion, never enlarged."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from gui.export.preview import Preview
from gui.theme import LIGHT
from tests.gui.screen import drawn, has_ink, seen


@pytest.fixture
def preview(qtbot: QtBot) -> Preview:
    made = Preview(LIGHT)
    qtbot.addWidget(made)
    made.resize(424, 324)
    return made


@pytest.mark.parametrize(
    ("size", "shown"), [((40, 30), (40, 30)), ((4000, 1000), (400, 100)), ((100, 600), (50, 300))]
)
def test_a_picture_is_shown_whole(
    preview: Preview, size: tuple[int, int], shown: tuple[int, int]
) -> None:
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(QColor("#ff00ff"))
    preview.show_image(image)
    assert has_ink(seen(preview), "#ff00ff") == pytest.approx(shown[0] * shown[1], rel=0.03)


def test_lines_of_a_table_are_shown(preview: Preview) -> None:
    empty = drawn(preview, LIGHT.field)
    preview.show_text("k,log10_norm\n24,0.0")
    assert drawn(preview, LIGHT.field) > empty + 100
    assert preview.image is None
