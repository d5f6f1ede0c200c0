"""Progress line: on a terminal only, erased before other output and at the end."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import redirect_stderr
from pathlib import Path
from typing import TextIO

import pytest

from engine.cli import progress
from engine.cli.exit_status import for_each, note
from engine.cli.progress import LINE, ProgressLine

pty = pytest.importorskip("pty", reason="no terminals to test with here")


class Screen:
    """The other end of a terminal; reads what was written, and keeps what would be on screen."""

    def __init__(self, descriptor: int, stream: TextIO) -> None:
        self._descriptor, self.stream = descriptor, stream
        self.written = ""

    def read(self) -> str:
        """Return the screen's lines."""
        os.set_blocking(self._descriptor, False)
        try:
            while data := os.read(self._descriptor, 1 << 16):
                self.written += data.decode()
        except OSError:
            pass  # nothing more yet
        return "\n".join(map(_line, self.written.split("\r\n")))

    def wait_for(self, text: str) -> str:
        """Return the screen as soon as the text is on it."""
        for _ in range(3000):  # half a minute
            if text in (shown := self.read()):
                return shown
            time.sleep(0.01)
        pytest.fail(f"{text!r} does not come; there is {shown!r}")


def _line(written: str) -> str:
    shown = ""
    for part in written.split("\r"):
        shown = part + shown[len(part) :]
    return shown.rstrip()


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[Screen]:
    """A terminal of 40 columns, on which nothing is waited for."""
    master, slave = pty.openpty()
    monkeypatch.setattr(progress, "_FIRST", 0.0)
    monkeypatch.setattr(progress, "_BETWEEN", 0.01)
    monkeypatch.setenv("COLUMNS", "40")
    with os.fdopen(slave, "w", encoding="utf-8") as stream:
        yield Screen(master, stream)
    os.close(master)


def test_the_line_shows_file_and_share_and_is_erased_at_the_end(screen: Screen) -> None:
    seen = []

    def work(name: str) -> int:
        LINE.advance(1, 4)
        seen.append(screen.wait_for(f"{name}: 25 %"))
        LINE.say("norm, plot 1 of 2")
        seen.append(screen.wait_for("norm"))
        return 0

    with redirect_stderr(screen.stream):
        assert for_each(["a.npz", "b.npz"], work) == 0
    assert seen[0] == "file 1 of 2: a.npz: 25 %"
    assert seen[1] == "file 1 of 2: a.npz: norm, plot 1 of 2"
    assert seen[2] == "file 2 of 2: b.npz: 25 %"
    assert screen.read() == ""
    assert threading.active_count() == 1


def test_other_output_has_a_line_of_its_own(screen: Screen) -> None:
    def work(name: str) -> int:
        screen.wait_for(name)
        note("check: it holds")
        screen.wait_for(f"holds\n{name}")
        return 0

    with redirect_stderr(screen.stream):
        for_each(["a.npz"], work)
    assert screen.read() == "check: it holds\n"


@pytest.mark.parametrize("end", [KeyboardInterrupt, OSError])
def test_the_line_is_erased_after_every_kind_of_end(
    screen: Screen, end: type[BaseException]
) -> None:
    def work(name: str) -> int:
        screen.wait_for(name)
        raise end

    with redirect_stderr(screen.stream), pytest.raises(end):
        for_each(["a.npz"], work)
    assert screen.read() == ""


def test_a_long_name_is_cut_at_its_beginning(screen: Screen) -> None:
    line = ProgressLine()
    line.start("a/very/long/way/to/some/網絡/b.npz", 3, 50)
    line.advance(1, 2)
    shown = "file 3 of 50: .../some/網絡/b.npz: 50 %"
    assert line._text(39) == shown
    assert len(shown) + len("網絡") == 39  # these two take two columns each


def test_nothing_is_drawn_when_quiet(screen: Screen) -> None:
    with redirect_stderr(screen.stream), LINE.running(quiet=True):
        LINE.start("a.npz", 1, 1)
        time.sleep(0.05)
    screen.read()
    assert screen.written == ""


def test_nothing_is_drawn_into_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_FIRST", 0.0)
    with (tmp_path / "errors").open("w") as stream, redirect_stderr(stream), LINE.running():
        LINE.start("a.npz", 1, 1)
        time.sleep(0.05)
    assert (tmp_path / "errors").read_text() == ""
