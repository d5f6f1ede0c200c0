"""Fault monitor: exceptions, Qt warnings and stray files while a window is used."""

from __future__ import annotations

import os
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_HARMLESS = (
    "This plugin does not support",  # of the offscreen platform
    "Mouse event at",  # of QTest: it lies outside a window that has just become smaller
    "Keyboard event not accepted",  # of QTest: nobody wanted the key
)
_WRITING = {  # where each event tells a path, and where the open folder it is relative to
    "os.rename": ((0, 2), (1, 3)),
    "os.remove": ((0, 1),),
    "os.rmdir": ((0, 1),),
    "os.mkdir": ((0, 2),),
    "os.truncate": ((0, None),),
}
_CACHES = ("__pycache__", "/dev/", "/proc/", ".hypothesis")


class FaultMonitor:
    """Collects what nobody caught and what was written outside one folder.

    Attributes:
        complaints: what happened, each with its report.
    """

    def __init__(self, folder: Path) -> None:
        self.complaints: list[str] = []
        self._folder = str(folder.resolve())

    @contextmanager
    def installed(self) -> Iterator[FaultMonitor]:
        """Take over the hooks for a while."""
        before = sys.excepthook, threading.excepthook, sys.unraisablehook
        sys.excepthook = self._raised
        threading.excepthook = lambda args: self._raised(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )
        sys.unraisablehook = lambda args: self._raised(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )
        handler = qInstallMessageHandler(self._said)
        _watching.append(self)
        _listen()
        try:
            yield self
        finally:
            _watching.remove(self)
            qInstallMessageHandler(handler)
            sys.excepthook, threading.excepthook, sys.unraisablehook = before

    def opened(self, path: object, writes: bool) -> None:
        """Note a file that is written outside the folder."""
        if not writes or not isinstance(path, str | bytes | os.PathLike):
            return
        place = os.path.realpath(os.fsdecode(path))
        if not place.startswith(self._folder) and not any(word in place for word in _CACHES):
            self.complaints.append(f"{place} was written")

    def _raised(
        self, kind: type[BaseException], error: BaseException, trail: TracebackType | None
    ) -> None:
        self.complaints.append("".join(traceback.format_exception(kind, error, trail)))

    def _said(self, _kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
        if not text.startswith(_HARMLESS):
            self.complaints.append(f"Qt: {text}")


_watching: list[FaultMonitor] = []
_listening: list[bool] = []


def _listen() -> None:
    """Hear of every file that is opened; a hook for this cannot be taken back, so there is one."""
    if not _listening:
        _listening.append(True)
        sys.addaudithook(_heard)


def _heard(event: str, arguments: tuple[object, ...]) -> None:
    if not _watching:
        return
    if event == "open":
        path, _, flags = arguments
        writes = isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))
        _watching[-1].opened(path, writes)
    elif event in _WRITING:
        for path, folder in _WRITING[event]:
            is_relative = folder is not None and arguments[folder] not in (-1, None)
            _watching[-1].opened(
                _inside(arguments[folder], arguments[path]) if is_relative else arguments[path],
                writes=True,
            )


def _inside(folder: object, path: object) -> str | None:
    """Return the path of a file that is named relative to an open folder, where Linux tells it."""
    try:
        return str(Path(f"/proc/self/fd/{folder}").readlink() / str(path))
    except OSError:
        return None
