"""Exporting what is shown: the dialog, a panel's menu, and the clipboard."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QApplication, QMenu

from gui.export.dialog import ExportDialog
from gui.export.export_options import WINDOW, recalled
from gui.export.export_targets import ExportTargets, Scene
from gui.export.offscreen_window import Build, offscreen_window
from gui.export.raster import picture
from gui.widgets.panel import Panel


class ExportController(QObject):
    """The exports of all panels and of the window.

    Args:
        window: what is exported as a whole; its settings remember the last choices.
        panels: the panels that have a picture, most wanted first.
        build: makes another window of the same kind.

    Signals:
        saved: the file that was written.
        failed: why nothing could be exported.
    """

    saved = Signal(str)
    failed = Signal(str)

    def __init__(self, window: Any, panels: tuple[Panel, ...], build: Build) -> None:
        super().__init__(window)
        self._window, self.panels, self._build = window, panels, build

    def open(self, what: str = WINDOW) -> None:
        """Ask how to export a panel, by its name, or the window."""
        shown = self.panels[0]
        if shown.study is None or shown.playhead is None:
            self.failed.emit("There is nothing to export yet: wait until the first study is there.")
            return
        scene = Scene(shown.study, shown.playhead, shown.theme)
        make = partial(offscreen_window, self._build, shown.study.experiment)
        subjects = ExportTargets(self._window, self.panels, scene, make, self)
        settings = self._window.settings
        choice = replace(recalled(settings.export), what=what)
        dialog = ExportDialog(subjects, choice, settings, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        subjects.setParent(dialog)
        dialog.saved.connect(self.saved)
        dialog.open()

    def copy(self, panel: Panel) -> None:
        """Put a panel's picture on the clipboard."""
        QApplication.clipboard().setImage(picture(panel, panel.theme.card))

    def show_menu(self, panel: Panel, position: QPoint) -> None:
        """Offer a panel's export at a point of the screen."""
        menu = QMenu(panel)
        menu.addAction(f"Export “{panel.accessibleName()}”…", lambda: self.open(panel.name))
        menu.addAction("Copy picture", lambda: self.copy(panel))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(position)
