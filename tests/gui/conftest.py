"""The window under test: our fonts, style and theme, no user's settings, nothing left behind."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

# where cores are shared, threads that wait for each other by spinning take ten times as long
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from PySide6.QtCore import (
    QMessageLogContext,
    QSettings,
    QStandardPaths,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.experiment.experiment import Experiment
from engine.gallery import entry
from engine.studies.study import Study, study
from gui.app import application, main_window
from gui.main_window import MainWindow
from gui.settings import Settings
from gui.theme import LIGHT
from gui.theming import Theming
from tests.gui.leak_check import LeakCheck, flush, running_without_parent

HERE = Path(__file__).parent
OFFSCREEN_SAYS = "This plugin does not support"
OpenWindow = Callable[..., MainWindow]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let every message from Qt fail the test that caused it."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.qt_log_level_fail("INFO"))
            item.add_marker(pytest.mark.qt_log_ignore(OFFSCREEN_SAYS))


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    QStandardPaths.setTestModeEnabled(True)
    return application(["bptt-lab"])


@pytest.fixture(scope="session")
def look(qapp: QApplication) -> Theming:
    """The light theme on the application."""
    return Theming(qapp, "light")


@pytest.fixture(scope="module")
def without_style_sheet(qapp: QApplication, look: Theming) -> Iterator[None]:
    """Test a widget with the colours of its own theme alone."""
    sheet = qapp.styleSheet()
    qapp.setStyleSheet("")
    yield
    qapp.setStyleSheet(sheet)


@pytest.fixture(autouse=True)
def _nothing_left(
    request: pytest.FixtureRequest, qapp: QApplication, look: Theming
) -> Iterator[None]:
    """Fail the test that leaves a widget, a timer, a thread or a complaint of Qt behind."""
    flush()
    before = LeakCheck.now()
    yield
    complaints: list[str] = []

    def complain(_kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
        if not text.startswith(OFFSCREEN_SAYS):
            complaints.append(text)

    previous = qInstallMessageHandler(complain)
    request.node.funcargs.clear()  # pytest holds them longer than the fixtures live
    flush()
    left = LeakCheck.now().since(before)
    if left:
        gc.collect()
        flush()
        left = LeakCheck.now().since(before)
    qInstallMessageHandler(previous)
    assert not left
    assert not complaints


def settings_in(folder: Path) -> Settings:
    """Return settings in a file of their own, with the light theme."""
    store = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    settings = Settings(store)
    settings.theme = "light"
    return settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_in(tmp_path)


def shown_window(
    app: QApplication, experiment: Experiment, path: Path | None, settings: Settings
) -> MainWindow:
    """Build the real window, show it and give it the keyboard."""
    window = main_window(app, experiment, path, settings)
    window.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    return window


def close_window(window: MainWindow, look: Theming) -> None:
    """Close a window without a question, and let go of all it held."""
    theming = window.theming
    window.document.undo_stack.setClean()
    assert window.close()
    window.deleteLater()
    flush()
    vars(window).clear()
    theming.deleteLater()
    if theming.theme != LIGHT:
        look.choose("light")


@pytest.fixture
def open_window(qapp: QApplication, settings: Settings, look: Theming) -> Iterator[OpenWindow]:
    """Opens the real window on a gallery entry, by id, or on an experiment."""
    windows: list[MainWindow] = []

    def build(subject: str | Experiment = "opening", path: Path | None = None) -> MainWindow:
        experiment = entry(subject).load() if isinstance(subject, str) else subject
        windows.append(shown_window(qapp, experiment, path, settings))
        return windows[-1]

    yield build
    for window in windows:
        close_window(window, look)
    windows.clear()
    assert not running_without_parent()


@pytest.fixture(scope="module")
def still_window(
    qapp: QApplication, look: Theming, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MainWindow]:
    """A window to look at only, shared by the tests of a file."""
    settings = settings_in(tmp_path_factory.mktemp("still"))
    window = shown_window(qapp, entry("opening").load(), None, settings)
    put_back(window)
    yield window
    close_window(window, look)


@pytest.fixture
def fresh_window(open_window: OpenWindow) -> MainWindow:
    """A window of the test's own on the opening example, five factors multiplied."""
    window = open_window()
    put_back(window)
    return window


@pytest.fixture
def window(still_window: MainWindow) -> Iterator[MainWindow]:
    """The shared window, put back to how it opened; a test that closes it takes a fresh one."""
    put_back(still_window)
    yield still_window
    still_window.document.stop()


def put_back(window: MainWindow) -> None:
    """Undo everything, stop, and go to five factors multiplied, with the keyboard in the grid."""
    stack = window.document.undo_stack
    stack.setIndex(0)
    stack.clear()
    window.document.set_norm("spectral")
    window.controls.set_speed(1.0)
    window.controls.set_loop(False)
    window.playback.apply(lambda head: head.pause().jump(head.loss_position + 5))
    window.matrix.show_array("W")
    window.notice.hide()
    window.resize(1440, 900)
    window.activateWindow()
    window.matrix.table.setFocus()
    assert QTest.qWaitForWindowActive(window)


@pytest.fixture(scope="session")
def opening_study() -> Study:
    """The study of the opening example."""
    return study(entry("opening").load())
