"""Operating system signals that end the window: Ctrl-C, a logout, a closed terminal."""

from __future__ import annotations

import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier, Signal

_ENDING = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")  # SIGBREAK: Windows' closed terminal


class EndSignals(QObject):
    """Delivers termination signals to the GUI thread.

    Python runs a signal handler only between two of its instructions, and Qt's event loop may wait
    for hours without one. So the handlers do nothing, and the byte that Python writes to a socket
    (`signal.set_wakeup_fd`) wakes the event loop up.

    Signals:
        received: the number of the signal.
    """

    received = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reading, self._writing = socket.socketpair()
        self._reading.setblocking(False)
        self._writing.setblocking(False)
        read = QSocketNotifier.Type.Read
        self._notifier = QSocketNotifier(self._reading.fileno(), read, self)
        self._notifier.activated.connect(self._read)
        self._wakeup = signal.set_wakeup_fd(self._writing.fileno(), warn_on_full_buffer=False)
        numbers = (getattr(signal, name) for name in _ENDING if hasattr(signal, name))
        self._before = {
            number: signal.signal(number, _do_nothing)
            for number in numbers
            if signal.getsignal(number) is not signal.SIG_IGN  # as under nohup
        }

    def stop(self) -> None:
        """Restore the previous handlers."""
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._wakeup)
        self._notifier.setEnabled(False)
        self._reading.close()
        self._writing.close()

    def _read(self) -> None:
        for number in self._reading.recv(64):
            if number in self._before:
                self.received.emit(number)


def _do_nothing(*_: object) -> None:
    """Replace the default handler, which would end the program at once."""
