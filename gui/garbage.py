"""Garbage collection in the GUI thread only.

Python's automatic collector runs in any thread; in a worker it would destroy Qt objects there.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_INTERVAL_MS = 1000


class GuiGarbage(QObject):
    """Timer that runs the garbage collector in place of the automatic one."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=_INTERVAL_MS)
        self._timer.timeout.connect(self._collect)
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Enable Python's automatic collector again."""
        self._timer.stop()
        gc.enable()

    @staticmethod
    def _collect() -> None:
        for generation, (count, threshold) in enumerate(
            zip(gc.get_count(), gc.get_threshold(), strict=True)
        ):
            if count > threshold > 0:
                gc.collect(generation)
