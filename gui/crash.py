"""Crash reports: an unexpected exception is logged and shown, and the program continues."""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
import traceback
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QDeadlineTimer,
    QMessageLogContext,
    QObject,
    QStandardPaths,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QMessageBox, QWidget

_log = logging.getLogger("bptt-lab")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
}
_ADVICE = "Please save it, and send the report below to the authors."
_QUIET_MS = 10_000  # after the dialog was closed, during which the same exception opens no other


class CrashReporter(QObject):
    """Catches uncaught exceptions of every thread.

    Signals:
        reported: a report to show, ready to be copied.
    """

    reported = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before = sys.excepthook, threading.excepthook, sys.unraisablehook
        self._last = ""

    def install(self, log_file: Path) -> None:
        """Start the log file and install the hooks for uncaught exceptions and Qt's messages."""
        handler = _handler(log_file)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        _log.addHandler(handler)
        if sys.stderr is not None:
            faulthandler.enable()
        self._before = sys.excepthook, threading.excepthook, sys.unraisablehook
        sys.excepthook = self._report
        threading.excepthook = lambda args: self._report(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )
        sys.unraisablehook = lambda args: self._report(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )
        qInstallMessageHandler(_log_qt)

    def uninstall(self) -> None:
        """Restore the previous hooks and close the log."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
        qInstallMessageHandler(None)
        for handler in list(_log.handlers):
            _log.removeHandler(handler)
            handler.close()

    def _report(
        self,
        kind: type[BaseException],
        error: BaseException,
        trail: TracebackType | None,
    ) -> None:
        report = "".join(traceback.format_exception(kind, error, trail))
        repeated = report == self._last  # a widget that cannot paint raises at every frame
        self._last = report
        _log.error("the same exception again" if repeated else f"uncaught exception\n{report}")
        if issubclass(kind, Exception):
            self.reported.emit(report)
        else:
            sys.__excepthook__(kind, error, trail)


class ReportBox(QObject):
    """Dialog with a crash report; further exceptions are counted in the open dialog."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._box: QMessageBox | None = None
        self._told = ""
        self._count = 0
        self._quiet = QDeadlineTimer()

    def show(self, report: str) -> None:
        """Show the report, ready to be read and copied."""
        if self._box is not None:
            self._count += 1
            again = f"It has happened {self._count} times; the report is of the first."
            self._box.setInformativeText(f"{_ADVICE} {again}")
        elif report != self._told or self._quiet.hasExpired():
            self._open(report)

    def _open(self, report: str) -> None:
        self._told, self._count = report, 1
        self._box = box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("Something unexpected happened")
        box.setText("BPTT Lab met an error it did not expect. Your work is still here.")
        box.setInformativeText(_ADVICE)
        box.setDetailedText(report)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.finished.connect(self._closed)
        box.open()

    def _closed(self) -> None:
        self._box = None
        self._quiet.setRemainingTime(_QUIET_MS)


def log_path() -> Path:
    """Return the path of the log file; create its folder if possible."""
    place = QStandardPaths.StandardLocation.AppLocalDataLocation
    folder = Path(QStandardPaths.writableLocation(place))
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return folder / "bptt-lab.log"


def _handler(log_file: Path) -> logging.Handler:
    """Return the log handler: a file, or the terminal where no file can be written."""
    try:
        return RotatingFileHandler(log_file, maxBytes=1 << 20, backupCount=1, encoding="utf8")
    except OSError:
        return logging.StreamHandler()


def _log_qt(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    _log.log(_LEVELS.get(kind, logging.ERROR), "Qt: %s", text)
