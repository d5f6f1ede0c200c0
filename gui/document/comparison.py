"""Comparison of two experiments: A, a stored study, and B, the document."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from engine.bptt.trace import check
from engine.chain.norms import Norm
from engine.errors import InputError
from engine.studies.study import Study
from gui.document.computing import Computing
from gui.document.document import Document


class Comparison(QObject):
    """Stores the study of A, to be compared with the document, B.

    Signals:
        changed: the Study of A, or None when the comparison ended.
    """

    changed = Signal(object)

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._reference: Study | None = None
        self._norm: Norm | None = None
        self._computing = Computing(self)
        self._computing.done.connect(self._keep)
        document.studied.connect(self._follow_norm)

    def keep(self) -> None:
        """Store the present experiment as A."""
        if self._document.study is not None:
            self._keep(self._document.study)

    def swap(self) -> None:
        """Swap A and B, as an undoable edit."""
        reference, study = self._reference, self._document.study
        if reference is None or study is None:
            return
        if self._document.replace_content(reference.experiment, "swap of A and B"):
            self._keep(study)

    def end(self) -> None:
        """End the comparison."""
        self.stop()
        self._reference = None
        self.changed.emit(None)

    def stop(self) -> None:
        """Cancel a running computation."""
        self._computing.stop()

    def _keep(self, study: Study) -> None:
        self._reference, self._norm = study, study.trace.norm
        self.changed.emit(study)

    def _follow_norm(self, study: Study) -> None:
        """Compute A in the norm of B; A is hidden where that overflows."""
        reference, norm = self._reference, study.trace.norm
        if reference is None or norm is self._norm:
            return
        self._norm = norm
        try:
            check(reference.experiment, norm.name)
        except InputError:
            self._computing.stop()
            self.changed.emit(None)
        else:
            self._computing.request(reference.experiment, norm.name)
