"""Test harness: a real document with playback and files, beside its reference model."""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import numpy as np
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QWidget

from engine.experiment.experiment import Experiment
from engine.gallery import entry
from engine.studies.study import study
from gui.document.comparison import Comparison
from gui.document.document import Document
from gui.document.undo_commands import NO_GESTURE
from gui.files import Files
from gui.grid.table import MatrixTable
from gui.playback import Playback
from tests.gui.conftest import settings_in
from tests.gui.robustness.reference_model import ReferenceModel, contents
from tests.gui.robustness.sample_files import all_files

_PATIENCE_MS = 30_000


class DocumentHarness:
    """All that is needed to work on an experiment without a window around it.

    Attributes:
        said: why something was refused or failed, since the last action began.
    """

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="harness-"))
        self.files_given = all_files(self.folder)
        self.parent, self.table = QWidget(), MatrixTable()
        self.document = Document(entry("opening").load())
        self.playback = Playback(self.parent)
        self.files = Files(self.document, settings_in(self.folder), self.parent)
        self.comparison = Comparison(self.document, self.parent)
        self.own = ReferenceModel(self.document.experiment)
        self.lent: ReferenceModel | None = None
        self.said: list[str] = []
        self.raised: list[str] = []
        self._hook, sys.excepthook = sys.excepthook, self._uncaught
        self._question, QMessageBox.question = QMessageBox.question, _discard
        self._threads = set(threading.enumerate())
        self._wire()
        self.document.start()

    @property
    def model(self) -> ReferenceModel:
        """What should be in place: the reader's own, or what is lent."""
        return self.lent or self.own

    def edit(self, act: Callable[[], object], gesture: int = NO_GESTURE) -> None:
        """Do what may edit the experiment, and hold it against the model."""
        if self.attempt(act):
            self.model.edited(self.document.experiment, gesture)

    def attempt(self, act: Callable[[], object]) -> bool:
        """Do what may be refused; return whether anything is another than before.

        What is refused says why and changes nothing.
        """
        before = self._state()
        self.said.clear()
        act()
        self.settle()
        changed = self._state() != before
        if self.said:
            assert not changed
            assert all(len(words) > 10 for words in self.said)
        return changed

    def _state(self) -> tuple[object, ...]:
        document, stack = self.document, self.document.undo_group.activeStack()
        experiment = id(document.experiment)
        return experiment, stack.index(), stack.count(), stack.isClean(), document.path

    def settle(self) -> None:
        """Wait for what is read, computed or written in workers."""
        self._until(lambda: self.files.opening._finding._current is None)
        self._until(lambda: self.document.study is not None)
        self._until(self._is_computed)

    def _is_computed(self) -> bool:
        shown = self.document.study
        is_same = shown is not None and shown.experiment is self.document.experiment
        return is_same and shown.trace.norm.name == self.document.norm

    def _until(self, holds: Callable[[], bool]) -> None:
        waited = 0
        while not holds() and waited < _PATIENCE_MS:
            QTest.qWait(1)
            waited += 1
        assert holds()

    def close(self) -> None:
        """Undo and redo everything, bit for bit, and leave nothing behind."""
        document, own = self.document, self.own
        document.leave_sandbox()
        last, stack = contents(own.experiment), document.undo_stack
        stack.setIndex(0)
        assert contents(document.experiment) == contents(own.first)
        assert document.experiment is own.first
        stack.setIndex(len(own.entries))
        if own.entries:
            assert document.experiment is own.entries[-1].after
        stack.setIndex(own.index)
        assert contents(document.experiment) == last
        self._end()
        assert not self.raised
        assert set(threading.enumerate()) <= self._threads

    def _end(self) -> None:
        self.playback.stop()
        self.document.stop()
        self.comparison.stop()
        self.files.opening.stop()
        self.table.blocks.stop()
        sys.excepthook, QMessageBox.question = self._hook, self._question
        for part in (self.table, self.parent, self.document):
            part.deleteLater()
        shutil.rmtree(self.folder)

    def _wire(self) -> None:
        document, table = self.document, self.table
        for signal in (document.refused, self.files.failed, table.refused):
            signal.connect(self.said.append)
        document.studied.connect(lambda study: self.playback.fit(study.trace.t))
        table.edited.connect(document.edit_block)

    def _uncaught(
        self, kind: type[BaseException], error: BaseException, trail: TracebackType | None
    ) -> None:
        self.raised.append("".join(traceback.format_exception(kind, error, trail)))


def _discard(*_arguments: object) -> QMessageBox.StandardButton:
    """Answer every question about unsaved work."""
    return QMessageBox.StandardButton.Discard


def same_study(document: Document) -> bool:
    """Tell whether the study shown is, bit for bit, the one made from the experiment alone."""
    shown, fresh = document.study, study(document.experiment, document.norm)
    assert shown is not None
    pairs = (
        (shown.trace.log10_norm, fresh.trace.log10_norm),
        (shown.trace.run.s, fresh.trace.run.s),
        (shown.trace.factor_norms, fresh.trace.factor_norms),
    )
    return all(np.array_equal(one.view(np.int64), two.view(np.int64)) for one, two in pairs)


def small(experiment: Experiment) -> bool:
    """Tell whether a study of it takes no time worth speaking of."""
    return experiment.t * experiment.network.d**2 < 20_000
