"""Menus: texts, unique shortcuts, and recent files."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QMainWindow
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.menus import Menus


@pytest.fixture
def menus(qtbot: QtBot) -> Menus:
    window = QMainWindow()
    qtbot.addWidget(window)
    return Menus(window)


def test_an_action_does_what_it_is_given_and_names_its_key(menus: Menus) -> None:
    done: list[str] = []
    action = menus.action(menus.file, "&Do it…", lambda: done.append("it"), "Ctrl+J")
    action.trigger()
    assert done == ["it"]
    assert action.toolTip() == "Do it (Ctrl+J)"
    assert action in menus.file.actions()


def test_one_theme_is_chosen_at_a_time(menus: Menus) -> None:
    chosen: list[str] = []
    menus.themes("dark", chosen.append)
    theme_menu = menus.view.actions()[0].menu()
    assert [a.isChecked() for a in theme_menu.actions()] == [False, False, True]
    theme_menu.actions()[1].trigger()
    assert chosen == ["light"]
    assert [a.isChecked() for a in theme_menu.actions()] == [False, True, False]


def test_recent_files_are_listed_by_name_and_can_be_cleared(menus: Menus, tmp_path: Path) -> None:
    opened: list[object] = []
    menus.show_recent([tmp_path / "a.json", tmp_path / "b.json"], opened.append, opened.clear)
    actions = menus.recent.actions()
    assert [a.text() for a in actions] == ["a.json", "b.json", "", "Clear this list"]
    actions[1].trigger()
    assert opened == [tmp_path / "b.json"]
    actions[3].trigger()
    assert opened == []
    menus.show_recent([], opened.append, opened.clear)
    assert menus.recent.actions() == []
    assert not menus.recent.isEnabled()


def test_no_two_actions_share_a_key(still_window: MainWindow) -> None:
    keys = [key.toString() for a in still_window.findChildren(QAction) for key in a.shortcuts()]
    buttons = still_window.findChildren(QAbstractButton)
    keys += [b.shortcut().toString() for b in buttons if not b.shortcut().isEmpty()]
    assert [key for key, count in Counter(keys).items() if count > 1] == []
    assert QKeySequence(QKeySequence.StandardKey.Undo).toString() in keys


def test_menus_have_no_two_equal_letters(still_window: MainWindow) -> None:
    menus = still_window.menus
    own = (menus.file, menus.edit, menus.matrix, menus.grid)
    for menu in (*own, menus.view, menus.playback, menus.help):
        texts = [a.text().split("\t")[0] for a in menu.actions() if "&" in a.text()]
        letters = Counter(text[text.index("&") + 1].lower() for text in texts)
        assert [letter for letter, count in letters.items() if count > 1] == [], menu.title()
