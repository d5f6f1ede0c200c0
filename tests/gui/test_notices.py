"""Notices: visible, accessible, not blocking, and hidden after a while."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from gui import notices
from gui.notices import Notice
from gui.theme import DARK, LIGHT
from tests.gui.screen import Left, drawn

LONG = "W[2, 3] is not a number ('abc'); type a number such as 0.5 or -1e-3. " * 6


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(900, 500)
    page.show()
    return page


@pytest.fixture
def notice(page: QWidget) -> Notice:
    notice = Notice(page)
    notice.set_theme(LIGHT)
    return notice


def test_it_is_there_only_when_it_has_something_to_say(notice: Notice) -> None:
    assert not notice.isVisible()
    notice.show_error("W[2, 3] is empty")
    assert notice.isVisible()
    assert notice.text == notice.accessibleDescription() == "W[2, 3] is empty"
    assert drawn(notice, LIGHT.warm_soft) > 100


@pytest.mark.parametrize("text", ["short", LONG])
def test_it_lies_inside_the_window_and_shows_all_its_text(
    notice: Notice, page: QWidget, text: str
) -> None:
    notice.show_error(text)
    assert page.rect().contains(notice.geometry())
    page.resize(400, 500)
    assert page.rect().contains(notice.geometry())


def test_the_cross_closes_it(notice: Notice) -> None:
    notice.show_error("something")
    cross = notice.findChild(QToolButton)
    assert cross.accessibleName() == "Close"
    QTest.mouseClick(cross, Left)
    assert not notice.isVisible()


def test_it_goes_by_itself(notice: Notice, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notices, "_LEAST_SECONDS", 0.05)
    monkeypatch.setattr(notices, "_SECONDS_A_CHARACTER", 0.001)
    notice.show_error("something")
    qtbot.waitUntil(lambda: not notice.isVisible(), timeout=2000)


def test_good_news_do_not_look_like_bad_ones(notice: Notice, look: object) -> None:
    notice.show_error("the same words")
    bad = notice.objectName()
    notice.show_info("the same words")
    assert notice.objectName() != bad
    assert notice.text == "the same words"


def test_the_cross_is_drawn_in_the_themes_colour(notice: Notice) -> None:
    cross = notice.findChild(QToolButton)
    light = cross.icon().pixmap(16, 16).toImage()
    notice.set_theme(DARK)
    assert cross.icon().pixmap(16, 16).toImage() != light
