"""Exporting what is shown: a panel or the window, to a file or to the clipboard."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QWidget

from engine.errors import InputError
from gui.export.picture import picture, save_png
from gui.settings import Settings
from gui.widgets.panel import Panel


class Pictures(QObject):
    """The picture actions of all panels.

    Signals:
        saved: the file that was written.
        failed: why it could not be.
    """

    saved = Signal(str)
    failed = Signal(str)

    def __init__(self, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._settings = settings
        self._window = window

    def save(self, widget: QWidget, name: str) -> None:
        """Ask for a file and write the widget's picture to it."""
        start = str(self._settings.folder / f"{name}.png")
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, "Export as PNG", start, "PNG picture (*.png)"
        )
        if chosen:
            path = Path(chosen)
            self.save_to(widget, path if path.suffix else path.with_suffix(".png"))

    def save_to(self, widget: QWidget, path: Path) -> None:
        """Write the widget's picture."""
        try:
            save_png(picture(widget, self._background(widget)), path)
        except InputError as error:
            self.failed.emit(str(error))
            return
        self._settings.folder = path.parent
        self.saved.emit(str(path))

    def copy(self, widget: QWidget) -> None:
        """Put the widget's picture on the clipboard."""
        QApplication.clipboard().setImage(picture(widget, self._background(widget)))

    def show_menu(self, panel: Panel, position: QPoint) -> None:
        """Offer a panel's picture at a point of the screen."""
        menu = QMenu(panel)
        menu.addAction(f"Export “{panel.accessibleName()}” as PNG…",
                       lambda: self.save(panel, panel.name))  # fmt: skip
        menu.addAction("Copy picture", lambda: self.copy(panel))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(position)

    def _background(self, widget: QWidget) -> str:
        if isinstance(widget, Panel):
            return widget.theme.card
        return widget.palette().window().color().name()
