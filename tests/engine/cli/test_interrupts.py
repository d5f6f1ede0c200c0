"""Ctrl-C: one KeyboardInterrupt, and the previous handler is restored."""

import signal
import sys
import time
import weakref

import pytest

from engine.cli.interrupts import interruptible


class Thing:
    """Something that can be referred to weakly."""


def work() -> None:
    """Do something for half a minute."""
    for _ in range(3000):
        time.sleep(0.01)


def test_the_first_raises_and_the_next_are_ignored_until_the_end() -> None:
    before = signal.getsignal(signal.SIGINT), sys.unraisablehook
    with interruptible():
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
    assert (signal.getsignal(signal.SIGINT), sys.unraisablehook) == before


def test_an_interrupt_dropped_by_python_is_raised_again(capsys: pytest.CaptureFixture[str]) -> None:
    things = [Thing()]
    reference = weakref.ref(things[0], lambda _: signal.raise_signal(signal.SIGINT))
    with interruptible():
        things.clear()
        with pytest.raises(KeyboardInterrupt):
            work()
    assert reference() is None
    assert capsys.readouterr().err == ""


def test_an_ignored_signal_stays_ignored() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with interruptible():
            signal.raise_signal(signal.SIGINT)
            assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
