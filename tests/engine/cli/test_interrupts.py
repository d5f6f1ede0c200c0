"""Ctrl-C: one exception, whatever Python is doing, and the handler of before afterwards."""

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


def test_an_interrupt_that_python_drops_comes_again(capsys: pytest.CaptureFixture[str]) -> None:
    things = [Thing()]
    reference = weakref.ref(things[0], lambda _: signal.raise_signal(signal.SIGINT))
    with interruptible():
        things.clear()
        with pytest.raises(KeyboardInterrupt):
            work()
    assert reference() is None
    assert capsys.readouterr().err == ""


def test_where_it_was_ignored_it_stays_so() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with interruptible():
            signal.raise_signal(signal.SIGINT)
            assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
