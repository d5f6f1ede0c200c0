"""Something unexpected: it is logged and reported, and the window lives on."""

from __future__ import annotations

import faulthandler
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer, qWarning
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from gui.crash import CrashReporter, log_path
from gui.main_window import MainWindow
from tests.gui.screen import type_in

pytestmark = [pytest.mark.qt_no_exception_capture, pytest.mark.no_qt_log]


class Broken(QWidget):
    """A widget that cannot draw itself."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        raise RuntimeError("broken paint")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log.txt"


@pytest.fixture
def reporter(
    qapp: QApplication, log: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[CrashReporter]:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    monkeypatch.setattr(faulthandler, "enable", lambda: None)  # the test run has its own
    reporter = CrashReporter()
    reporter.install(log)
    yield reporter
    reporter.uninstall()


@pytest.fixture
def reports(reporter: CrashReporter) -> list[str]:
    reports: list[str] = []
    reporter.reported.connect(reports.append)
    return reports


def fail() -> None:
    raise RuntimeError("broken slot")


def test_an_exception_in_a_slot_is_logged_and_reported(
    reports: list[str], log: Path, qtbot: QtBot
) -> None:
    QTimer.singleShot(0, fail)
    qtbot.waitUntil(lambda: bool(reports), timeout=2000)
    assert "RuntimeError: broken slot" in reports[0]
    assert "in fail" in reports[0]
    assert reports[0].strip() in log.read_text(encoding="utf8")


def test_an_exception_while_painting_is_reported(
    reports: list[str], log: Path, qtbot: QtBot
) -> None:
    widget = Broken()
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitUntil(lambda: bool(reports), timeout=2000)
    widget.hide()
    assert "RuntimeError: broken paint" in reports[0]
    assert "broken paint" in log.read_text(encoding="utf8")


def test_an_exception_in_a_thread_is_reported_in_this_one(
    reporter: CrashReporter, reports: list[str], log: Path, qtbot: QtBot
) -> None:
    class Here(QObject):
        def hear(self, _report: str) -> None:
            idents.append(threading.get_ident())

    idents: list[int] = []
    here = Here()
    reporter.reported.connect(here.hear)
    thread = threading.Thread(target=fail, name="worker")
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(idents), timeout=2000)
    assert idents == [threading.get_ident()]
    assert "broken slot" in reports[0]
    assert "broken slot" in log.read_text(encoding="utf8")


def test_what_qt_says_goes_to_the_log(reporter: CrashReporter, log: Path) -> None:
    qWarning("something odd")
    assert "WARNING Qt: something odd" in log.read_text(encoding="utf8")


def test_an_interrupt_is_no_crash(reports: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert reports == []
    assert "KeyboardInterrupt" in capsys.readouterr().err


def test_the_hooks_are_given_back_and_the_log_is_closed(log: Path) -> None:
    before = sys.excepthook, threading.excepthook
    reporter = CrashReporter()
    reporter.install(log)
    assert sys.excepthook is not before[0]
    reporter.uninstall()
    assert (sys.excepthook, threading.excepthook) == before
    size = log.stat().st_size
    qWarning("after the end")
    assert log.stat().st_size == size


def test_the_window_shows_the_report_and_lives_on(
    fresh_window: MainWindow, reporter: CrashReporter, qtbot: QtBot
) -> None:
    window = fresh_window
    reporter.reported.connect(window.show_report)
    QTimer.singleShot(0, fail)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=2000)
    box = QApplication.activeModalWidget()
    assert "broken slot" in box.detailedText()
    box.close()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    type_in(window.matrix.table, 0, 0, "0.5")
    assert window.document.experiment.network.W[0, 0] == 0.5


def boxes(window: MainWindow) -> list[QMessageBox]:
    return [box for box in window.findChildren(QMessageBox) if box.isVisible()]


def test_a_hundred_errors_are_counted_in_one_box(fresh_window: MainWindow) -> None:
    window = fresh_window
    for number in range(100):
        window.show_report(f"error {number}")
    (box,) = boxes(window)
    assert box.detailedText() == "error 0"
    assert "It has happened 100 times; the report is of the first." in box.informativeText()
    box.close()


def test_what_was_told_is_not_told_again_at_once(fresh_window: MainWindow) -> None:
    window = fresh_window
    window.show_report("broken paint")
    boxes(window)[0].close()
    window.show_report("broken paint")
    assert boxes(window) == [], "closing the box paints the window, which fails again"
    window.show_report("something else")
    (box,) = boxes(window)
    assert box.detailedText() == "something else"
    assert "times" not in box.informativeText()
    box.close()


def test_what_fails_again_and_again_fills_no_log(
    reporter: CrashReporter, reports: list[str], log: Path
) -> None:
    for _ in range(50):
        try:
            fail()
        except RuntimeError as error:
            sys.excepthook(type(error), error, error.__traceback__)
    said = log.read_text(encoding="utf8")
    assert said.count("RuntimeError: broken slot") == 1
    assert said.count("the same exception again") == 49
    assert len(reports) == 50


def test_the_log_is_rotated_and_the_old_half_kept(reporter: CrashReporter, log: Path) -> None:
    for _ in range(40):
        qWarning("x" * 60_000)
    assert log.stat().st_size < 1 << 20
    assert log.with_name("log.txt.1").stat().st_size < 1 << 20


def test_an_error_while_something_is_deleted_is_reported(reports: list[str], log: Path) -> None:
    class Grave:
        def __del__(self) -> None:
            raise RuntimeError("broken end")

    Grave()
    assert "RuntimeError: broken end" in reports[0]
    assert "broken end" in log.read_text(encoding="utf8")


def test_where_no_log_can_be_written_the_terminal_has_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faulthandler, "enable", lambda: None)
    (tmp_path / "file").touch()
    reporter = CrashReporter()
    reporter.install(tmp_path / "file" / "log.txt")
    qWarning("something odd")
    reporter.uninstall()
    assert "WARNING Qt: something odd" in capsys.readouterr().err


def test_the_log_has_a_place_of_its_own(qapp: QApplication) -> None:
    path = log_path()
    assert path.parent.is_dir()
    assert path.name == "bptt-lab.log"
