"""Background work that can be left behind: who asked for it need not wait until it ends."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal

from gui.background import Background, Report, Work


class DetachedTask(Background):
    """Work that never reports, and so cannot be ended half way."""

    _ended = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._under_way = False

    def run(self, work: Work) -> None:
        """Do the work, in place of what is still wanted."""

        def noted(report: Report) -> object:
            self._under_way = True
            try:
                return work(report)
            finally:
                self._under_way = False
                self._ended.emit()

        super().run(noted)

    def leave(self, keeper: QObject) -> None:
        """Want no answer; go as soon as the work has ended, belonging to `keeper` until then."""
        self.cancel()
        self.setParent(keeper)
        self._ended.connect(self._go, Qt.ConnectionType.QueuedConnection)
        if not self._under_way:
            self._go()

    def _go(self) -> None:
        self.stop()
        self.deleteLater()
