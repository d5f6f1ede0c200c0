"""What must not happen while a window is used: exceptions, Qt's complaints, stray files."""

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
)
_WRITING = {"os.rename": (0, 1), "os.remove": (0,), "os.mkdir": (0,), "os.truncate": (0,)}
_CACHES = ("__pycache__", "/dev/", "/proc/", ".hypothesis")


class Watch:
    """Collects what nobody caught and what was written outside one folder.

    Attributes:
        complaints: what happened, each with its report.
    """

    def __init__(self, folder: Path) -> None:
        self.complaints: list[str] = []
        self._folder = str(folder.resolve())

    @contextmanager
    def installed(self) -> Iterator[Watch]:
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


_watching: list[Watch] = []
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
        for index in _WRITING[event]:
            _watching[-1].opened(arguments[index], writes=True)
