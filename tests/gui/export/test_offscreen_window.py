"""Another window: complete, silent, and gone without a trace."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from gui.export.offscreen_window import offscreen_window
from gui.main_window import MainWindow
from gui.theme import DARK
from tests.gui.leak_check import flush


def test_it_shares_and_remembers_nothing(window: MainWindow, tmp_path: Path) -> None:
    sheet, palette = QApplication.instance().styleSheet(), QApplication.palette()
    made = offscreen_window(MainWindow, window.document.experiment, DARK)
    assert made.theming.theme is DARK
    assert made.document is not window.document
    assert not any(action.shortcut().toString() for action in made.findChildren(QAction))
    made.settings.folder = tmp_path
    made.settings.set_export({"theme": "dark"})
    assert made.settings.folder != tmp_path
    assert made.close()
    made.deleteLater()
    flush()
    vars(made).clear()
    assert (QApplication.instance().styleSheet(), QApplication.palette()) == (sheet, palette)
    assert list(tmp_path.iterdir()) == []
