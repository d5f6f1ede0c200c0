"""The application: builds Qt, the document and the window, and runs them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget

from engine.cli.load_input import Start
from engine.experiment.experiment import Experiment
from engine.version import VERSION
from gui.crash import CrashReporter, log_path
from gui.document.document import Document
from gui.fonts import load_fonts
from gui.garbage import GuiGarbage
from gui.main_window import MainWindow
from gui.paths import ICONS
from gui.settings import Settings
from gui.signals import EndSignals
from gui.theming import Theming


def application(argv: list[str]) -> QApplication:
    """Return the application with its name, style, fonts and icon."""
    QCoreApplication.setApplicationName("bptt-lab")
    QCoreApplication.setOrganizationName("bptt-lab")
    QCoreApplication.setApplicationVersion(VERSION)
    app = QApplication(argv)
    app.setStyle("Fusion")
    app.setApplicationDisplayName("BPTT Lab")
    app.setWindowIcon(QIcon(str(ICONS / "bptt-lab.svg")))
    app.setFont(load_fonts())
    return app


def first_window(
    app: QApplication, experiment: Experiment, path: Path | None, settings: Settings
) -> MainWindow:
    """Return the window with the panels of the first paint; `complete` adds the rest."""
    document = Document(experiment, path)
    window = MainWindow(document, settings, Theming(app, settings.theme))
    document.start()
    return window


def main_window(
    app: QApplication, experiment: Experiment, path: Path | None, settings: Settings
) -> MainWindow:
    """Return the whole window on an experiment, paused at the loss."""
    window = first_window(app, experiment, path, settings)
    window.complete()
    return window


def complete(window: MainWindow, start: Start) -> None:
    """Add everything after the first paint: the other panels, autosave and recovery.

    Foreign weights named on the command line are opened, with their dialog, now.
    """
    window.complete()
    from gui.recovery.recovery import Recovery  # noqa: PLC0415
    from gui.recovery.store_layout import recovery_folder  # noqa: PLC0415 - not before the first picture

    recovery = Recovery(window, recovery_folder())
    recovery.start()
    foreign, sequence = start.foreign, start.sequence
    if foreign is not None:
        recovery.after_offer(lambda: window.files.opening.open(foreign, sequence))


class AfterFirstPicture(QObject):
    """Event filter: calls back once, after the first paint of a widget."""

    def __init__(self, widget: QWidget, then: Callable[[], None]) -> None:
        super().__init__(widget)
        self._widget, self._then = widget, then
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Wait for the paint event; its result is on screen once the event loop runs again."""
        if event.type() == QEvent.Type.Paint:
            self._widget.removeEventFilter(self)
            QTimer.singleShot(0, self._then)
        return False


class Ending(QObject):
    """Handler of termination signals: closes the window without questions, unsaved work autosaved.

    Attributes:
        status: the exit status, 128 + the signal's number; 0 without a signal.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.status = 0
        self._window = window
        self._signals = EndSignals(self)
        self._signals.received.connect(self._end)

    def _end(self, number: int) -> None:
        """Autosave now; close the window once no dialog is open."""
        self.status = 128 + number
        try:
            self._window.ending.emit()
        finally:
            QApplication.exit(self.status)

    def stop(self) -> None:
        """Close the window if a signal ended the program."""
        self._signals.stop()
        if self.status and self._window.isVisible():
            self._window.close_unasked()


def run(argv: list[str], start: Start) -> int:
    """Open the window and return the exit status."""
    app = application(argv)
    crashes = CrashReporter(app)
    crashes.install(log_path())
    garbage = GuiGarbage(app)
    window = first_window(app, start.experiment, start.path, Settings())
    crashes.reported.connect(window.show_report)
    ending = Ending(window)
    window.show()
    AfterFirstPicture(window, lambda: complete(window, start))
    status = app.exec()
    ending.stop()
    garbage.stop()
    crashes.uninstall()
    return status
