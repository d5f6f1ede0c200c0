"""Operating system signals reach the GUI thread, and handlers are restored."""

from __future__ import annotations

import signal
import sys

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.signals import EndSignals

NAMES = ["SIGINT", "SIGTERM", "SIGHUP"] if sys.platform != "win32" else ["SIGINT"]


@pytest.mark.parametrize("name", NAMES)
def test_a_signal_is_told_once_and_its_handler_comes_back(
    qapp: QApplication, qtbot: QtBot, name: str
) -> None:
    number = getattr(signal, name)
    before = signal.getsignal(number)
    parent = QObject()
    signals = EndSignals(parent)
    received: list[int] = []
    signals.received.connect(received.append)
    with qtbot.waitSignal(signals.received, timeout=5000):
        signal.raise_signal(number)
    assert received == [number]
    signals.stop()
    assert signal.getsignal(number) == before
    assert signal.set_wakeup_fd(-1) == -1


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGHUP there")
def test_what_was_ignored_stays_so(qapp: QApplication) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        signals = EndSignals()
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
        signals.stop()
    finally:
        signal.signal(signal.SIGHUP, before)
