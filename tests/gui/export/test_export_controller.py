"""Exporting from the window: by menu, by key, by right click, to the dialog and the clipboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from gui.export.dialog import ExportDialog
from gui.main_window import MainWindow
from tests.gui.leak_check import flush
from tests.gui.screen import Right
from tests.gui.views import show_in

PANELS = ("norm", "factor", "film", "chain", "eigenvalues", "chain_rule")


@pytest.fixture(autouse=True)
def _closed(window: MainWindow) -> Iterator[None]:
    yield
    for dialog in window.findChildren(ExportDialog):
        dialog.done(0)
    flush()


def right_click(window: MainWindow, widget: QWidget) -> None:
    """Click as a person does: on the window, which finds who is meant."""
    at = widget.mapTo(window, QPoint(widget.width() // 2, widget.height() // 2))
    QTest.mouseClick(window.windowHandle(), Right, pos=at)
    QApplication.processEvents()


def asked_for(window: MainWindow) -> str:
    """Return what the open dialog would export, and close it."""
    (dialog,) = (d for d in window.findChildren(ExportDialog) if d.isVisible())
    what = dialog.form.choice.what
    dialog.reject()
    flush()
    return what


@pytest.mark.parametrize("name", PANELS)
def test_a_right_click_offers_the_panels_export(
    window: MainWindow, name: str, qtbot: QtBot
) -> None:
    panel = getattr(window, name)
    right_click(window, panel)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    export, copy, *_ = menu.actions()
    assert panel.accessibleName() in export.text()
    copy.trigger()
    assert QApplication.clipboard().image().size() == 3 * panel.size()
    menu.close()
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)
    export.trigger()
    assert asked_for(window) == panel.name


def test_every_panel_can_be_exported_from_the_menu(window: MainWindow) -> None:
    assert window.menus.export.title() == "&Export"
    *actions, whole = window.menus.export.actions()
    assert len(actions) == len(window.pictures.panels)
    for action, panel in zip(actions, window.pictures.panels, strict=True):
        assert action.text() == f"{panel.accessibleName()}…"
        action.trigger()
        assert asked_for(window) == panel.name
    whole.trigger()
    assert asked_for(window) == "window"


def test_the_whole_window_has_a_key(window: MainWindow) -> None:
    QTest.keySequence(window, "Ctrl+E")
    assert asked_for(window) == "window"
    assert QApplication.activeModalWidget() is None


def test_before_the_first_study_there_is_nothing_to_export(window: MainWindow) -> None:
    view = window.view
    show_in(window.norm, study=None)
    window.pictures.open()
    window.norm.show_view(view)
    assert "nothing to export yet" in window.notice.text
    assert not window.findChildren(ExportDialog)
