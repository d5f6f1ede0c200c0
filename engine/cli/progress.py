"""Progress line of a command on a terminal; any other output erases it first."""

from __future__ import annotations

import shutil
import sys
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

from engine.files.source import one_line

_FIRST = 1.0  # seconds before the first line
_BETWEEN = 0.2  # seconds between two redraws


class ProgressLine:
    """Progress line drawn by a thread while a command runs; only on a terminal."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._name = self._before = self._after = ""
        self._drawn = ""

    @contextmanager
    def running(self, quiet: bool = False) -> Iterator[None]:
        """Context manager: draw the line after one second, if standard error is a terminal."""
        if quiet or sys.stderr is None or not sys.stderr.isatty():
            yield
            return
        ended = threading.Event()
        thread = threading.Thread(target=self._draw_until, args=(ended,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()
            with self.erased():
                self._name = ""

    @contextmanager
    def erased(self) -> Iterator[None]:
        """Context manager: erase the line for other output."""
        with self._lock:
            if self._drawn:
                self._draw("")
            yield

    def start(self, name: str, number: int, count: int) -> None:
        """Set the present file, its number and the count of files."""
        before = f"file {number} of {count}: " if count > 1 else ""
        with self._lock:
            self._name, self._before, self._after = one_line(name), before, ""

    def say(self, what: str) -> None:
        """Set the present task of the file."""
        self._after = f": {what}"

    def advance(self, done: int, total: int) -> None:
        """Set the progress of the task."""
        self._after = f": {100 * done // max(total, 1)} %"

    def _draw_until(self, ended: threading.Event) -> None:
        wait = _FIRST
        while not ended.wait(wait):
            wait = _BETWEEN
            with self._lock:
                if self._name and not ended.is_set():
                    self._draw(self._text(_columns() - 1))

    def _draw(self, text: str) -> None:
        """Draw the line and return the cursor to its start, so that a ^C echo is erased with it."""
        if text != self._drawn:
            self._write("\r" + text + " " * (_columns() - 1 - _width(text)) + "\r")
            self._drawn = text

    def _text(self, columns: int) -> str:
        """Return the line in that many columns; a name too long is cut at its beginning."""
        name, before, after = (_encodable(t) for t in (self._name, self._before, self._after))
        room = columns - _width(before + after)
        if _width(name) > room:
            while name and _width(name) > room - 3:
                name = name[1:]
            name = f"...{name}"
        return f"{before}{name}{after}" if room > len("...") else ""

    @staticmethod
    def _write(text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()


LINE = ProgressLine()


def _columns() -> int:
    return max(shutil.get_terminal_size().columns, 2)


def _encodable(text: str) -> str:
    encoding = sys.stderr.encoding or "ascii"
    return text.encode(encoding, "backslashreplace").decode(encoding)


def _width(text: str) -> int:
    """Return the number of terminal columns of a text."""
    wide = sum(unicodedata.east_asian_width(mark) in "WF" for mark in text)
    return len(text) + wide - sum(unicodedata.combining(mark) > 0 for mark in text)
