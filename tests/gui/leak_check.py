"""Leak check: widgets, timers, threads and objects that a test left behind."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread, QTimer
from PySide6.QtWidgets import QApplication, QToolTip
from shiboken6 import getCppPointer, isValid

# Qt's own, made when first needed and kept
_QTS_OWN = {
    "QAbstractEventDispatcher",
    "QDragManager",
    "QFusionStyle",
    "QGestureManager",
    "QInputDevice",
    "QPAEventDispatcherGlib",
    "QPAEventDispatcherUnix",
    "QPointingDevice",
    "QSessionManager",
    "QStyleSheetStyle",
    "QTipLabel",
    "PySide::SenderSignalDeletionTracker",
}


@dataclass(frozen=True)
class LeakCheck:
    """What is there at one moment, each thing by its address with a word for it."""

    widgets: dict[int, str] = field(default_factory=dict)
    timers: dict[int, str] = field(default_factory=dict)
    threads: dict[int, str] = field(default_factory=dict)
    children: dict[int, str] = field(default_factory=dict)
    collecting: bool = True

    @classmethod
    def now(cls) -> LeakCheck:
        """Look around."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        widgets = app.topLevelWidgets()
        timers = app.findChildren(QTimer)  # those of a window go with it
        return cls(
            _named(widgets),
            _named(t for t in timers if t.isActive()),
            {thread.ident or 0: thread.name for thread in threading.enumerate()},
            _named(app.children()),
            gc.isenabled(),
        )

    def since(self, before: LeakCheck) -> list[str]:
        """Say what is there now and was not before."""
        kinds = ("widgets", "timers", "threads", "children")
        found = [
            f"{kind}: {name}"
            for kind in kinds
            for address, name in getattr(self, kind).items()
            if address not in getattr(before, kind)
        ]
        return found if self.collecting == before.collecting else [*found, "gc switched"]


def flush() -> None:
    """Let Qt do what it has put off, deletions above all."""
    QToolTip.hideText()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def running_without_parent() -> list[str]:
    """Name the timers and threads that run and belong to nobody; looks at every object."""
    mine = [o for o in gc.get_objects() if issubclass(type(o), QTimer | QThread) and isValid(o)]
    return [
        repr(o)
        for o in mine
        if o.parent() is None and (o.isActive() if isinstance(o, QTimer) else o.isRunning())
        if o is not QCoreApplication.instance().thread()
    ]


def _named(objects: Iterable[QObject]) -> dict[int, str]:
    named = {}
    for item in objects:
        kind = item.metaObject().className()
        if kind not in _QTS_OWN:
            named[getCppPointer(item)[0]] = f"{kind} {item.objectName()}".strip()
    return named
