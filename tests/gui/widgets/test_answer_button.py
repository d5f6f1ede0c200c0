from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.theme import DARK, LIGHT, Theme
from gui.widgets.answer_button import AnswerButton, AnswerMark
from tests.gui.screen import has_ink, seen


def shown(qtbot: QtBot, text: str = "It shrinks", width: int = 220) -> AnswerButton:
    choice = AnswerButton(2, text)
    qtbot.addWidget(choice)
    choice.resize(width, choice.heightForWidth(width))
    choice.show()
    return choice


def test_a_long_text_takes_more_lines_in_a_narrow_row(qtbot: QtBot):
    choice = shown(qtbot, "It rises to about 2, then shrinks to nothing")
    assert choice.heightForWidth(160) > choice.heightForWidth(500)


def test_a_click_at_the_far_end_chooses(qtbot: QtBot):
    choice = shown(qtbot)
    QTest.mouseClick(choice, Qt.MouseButton.LeftButton, pos=QPoint(choice.width() - 3, 4))
    assert choice.isChecked()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize(("mark", "role"), [(AnswerMark.RIGHT, "good"), (AnswerMark.WRONG, "warm")])
def test_right_and_wrong_have_a_background_and_a_sign(
    qtbot: QtBot, theme: Theme, mark: AnswerMark, role: str
):
    choice = shown(qtbot)
    choice.set_theme(theme)
    assert not has_ink(seen(choice), getattr(theme, f"{role}_soft"), 6)
    choice.set_mark(mark)
    assert has_ink(seen(choice), getattr(theme, f"{role}_soft"), 6) > 1000
    at_right = seen(choice)[:, -26:-4]
    assert has_ink(at_right, getattr(theme, role)) > 5


def test_the_accessible_name_has_the_key(qtbot: QtBot):
    choice = shown(qtbot)
    assert choice.accessibleName() == "2: It shrinks"
    choice.set_mark(AnswerMark.WRONG)
    assert choice.accessibleDescription() == "wrong"
