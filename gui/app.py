"""The application: builds Qt, the document and the window, and runs them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from engine.network.experiment import Experiment
from engine.version import VERSION
from gui.crash import CrashReporter, log_path
from gui.document import Document
from gui.fonts import load_fonts
from gui.garbage import GuiGarbage
from gui.main_window import MainWindow
from gui.places import ICONS
from gui.settings import Settings
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


def main_window(
    app: QApplication, experiment: Experiment, path: Path | None, settings: Settings
) -> MainWindow:
    """Return the window on an experiment, paused at the loss."""
    document = Document(experiment, path)
    window = MainWindow(document, settings, Theming(app, settings.theme))
    document.start()
    window.playback.apply(lambda head: head.jump(head.loss_position))
    return window


def run(argv: list[str], experiment: Experiment, path: Path | None = None) -> int:
    """Open the window on an experiment read from `path`; return the exit status."""
    app = application(argv)
    crashes = CrashReporter(app)
    crashes.install(log_path())
    garbage = GuiGarbage(app)
    window = main_window(app, experiment, path, Settings())
    crashes.reported.connect(window.show_report)
    window.show()
    status = app.exec()
    garbage.stop()
    crashes.uninstall()
    return status
