"""When something unexpected is raised: log it, show it, go on."""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QStandardPaths,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)

_log = logging.getLogger("bptt-lab")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
}


class CrashReporter(QObject):
    """Catches what nobody caught, in any thread.

    Signals:
        reported: a report to show, ready to be copied.
    """

    reported = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before = sys.excepthook, threading.excepthook

    def install(self, log_file: Path) -> None:
        """Log to a file and take over the hooks for uncaught exceptions and Qt's messages."""
        handler = RotatingFileHandler(log_file, maxBytes=1 << 20, backupCount=1, encoding="utf8")
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        _log.addHandler(handler)
        if sys.stderr is not None:
            faulthandler.enable()
        self._before = sys.excepthook, threading.excepthook
        sys.excepthook = self._report
        threading.excepthook = lambda args: self._report(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )
        qInstallMessageHandler(_log_qt)

    def uninstall(self) -> None:
        """Give the hooks back and close the log."""
        sys.excepthook, threading.excepthook = self._before
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
        _log.error("uncaught exception\n%s", report)
        if issubclass(kind, Exception):
            self.reported.emit(report)
        else:
            sys.__excepthook__(kind, error, trail)


def log_path() -> Path:
    """Return the log file's place, made if need be."""
    place = QStandardPaths.StandardLocation.AppLocalDataLocation
    folder = Path(QStandardPaths.writableLocation(place))
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "bptt-lab.log"


def _log_qt(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    _log.log(_LEVELS.get(kind, logging.ERROR), "Qt: %s", text)
