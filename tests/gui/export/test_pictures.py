"""Exporting from the window: by menu, by key, by right click, to file and clipboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from tests.gui.screen import Right

PANELS = ("norm", "factor", "film", "chain", "eigenvalues", "chain_rule")


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file the dialog answers with."""
    path = tmp_path / "picture.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    return path


def right_click(window: MainWindow, widget: QWidget) -> None:
    """Click as a person does: on the window, which finds who is meant."""
    at = widget.mapTo(window, QPoint(widget.width() // 2, widget.height() // 2))
    QTest.mouseClick(window.windowHandle(), Right, pos=at)
    QApplication.processEvents()


@pytest.mark.parametrize("name", PANELS)
def test_a_right_click_offers_the_panels_picture(
    window: MainWindow, name: str, target: Path, qtbot: QtBot
) -> None:
    panel = getattr(window, name)
    right_click(window, panel)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    export, copy, *_ = menu.actions()
    assert panel.accessibleName() in export.text()
    copy.trigger()
    assert QApplication.clipboard().image().size() == 3 * panel.size()
    export.trigger()
    assert QImage(str(target)).size() == 3 * panel.size()
    assert window.notice.text == f"Saved {target}"
    menu.close()
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)


def test_every_panel_can_be_exported_from_the_menu(window: MainWindow, target: Path) -> None:
    actions = window.menus.export.actions()
    for name in PANELS:
        panel = getattr(window, name)
        next(a for a in actions if a.text() == f"{panel.accessibleName()}…").trigger()
        assert QImage(str(target)).size() == 3 * panel.size()


def test_the_whole_window_has_a_key(window: MainWindow, target: Path) -> None:
    QTest.keySequence(window, "Ctrl+E")
    assert QImage(str(target)).size() == 3 * window.size()


def test_the_dialog_starts_in_the_last_folder_with_the_panels_name(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    starts: list[str] = []

    def reply(_parent: object, _title: str, start: str, _kinds: str) -> tuple[str, str]:
        starts.append(start)
        return str(tmp_path / "plain"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", reply)
    window.pictures.save(window.film, window.film.name)
    window.pictures.save(window.norm, window.norm.name)
    assert (tmp_path / "plain.png").is_file()
    assert starts[1] == str(tmp_path / "norm.png")


def test_a_cancelled_dialog_writes_nothing(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    window.pictures.save(window.film, "film")
    assert list(tmp_path.glob("*.png")) == []
    assert not window.notice.isVisible()


def test_a_picture_that_cannot_be_written_is_explained(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "none" / "p.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    next(a for a in window.findChildren(QAction) if a.text() == "Whole window…").trigger()
    assert window.notice.isVisible()
    assert "p.png" in window.notice.text
    assert not path.exists()
