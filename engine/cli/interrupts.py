"""Ctrl-C during a command: ends it once, cleanly, without a traceback."""

from __future__ import annotations

import _thread
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SOON = 0.01  # seconds


@contextmanager
def interruptible() -> Iterator[None]:
    """Context manager: the first Ctrl-C raises KeyboardInterrupt, later ones are ignored.

    Python drops an exception that is raised in a destructor or in the callback of a weak reference:
    where that is the KeyboardInterrupt, it is raised again a moment later.
    """
    before = signal.getsignal(signal.SIGINT)
    if before in (signal.SIG_IGN, None) or threading.current_thread() != threading.main_thread():
        yield
        return
    hook = sys.unraisablehook
    sys.unraisablehook = _raised_again
    signal.signal(signal.SIGINT, _raise_once)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        sys.unraisablehook = hook


def _raise_once(_number: int, _frame: FrameType | None) -> None:
    signal.signal(signal.SIGINT, _ignore)
    raise KeyboardInterrupt


def _ignore(_number: int, _frame: FrameType | None) -> None:
    """Ignore a signal; unlike SIG_IGN a handler is not inherited by child processes."""


def _raised_again(dropped: sys.UnraisableHookArgs) -> None:
    if not issubclass(dropped.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(dropped)
        return
    signal.signal(signal.SIGINT, _raise_once)
    threading.Timer(_SOON, _thread.interrupt_main).start()
