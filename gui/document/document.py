"""The document: owner of the experiment, its undo stack and its study."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoGroup, QUndoStack

from engine.arrays import Array
from engine.bptt.trace import check
from engine.chain.chain import norm_of
from engine.chain.norms import norm_called
from engine.errors import InputError
from engine.experiment.edits import array_of, scaled_to, with_cells
from engine.experiment.experiment import Experiment
from engine.experiment.matrix_edits import with_block
from engine.files.fingerprint import Fingerprint
from engine.files.save import save
from engine.studies.study import Study
from gui.document.computing import Computing
from gui.document.undo_commands import NO_GESTURE, DocumentState, Install, ReplaceState, push

Change = Callable[[Experiment], Experiment]


class Document(QObject):
    """The single owner of the experiment. Widgets request changes and receive studies.

    Signals:
        changed: another Experiment was installed; its study may take a while.
        studied: a new Study is installed.
        progressed: the share of a long computation that is done, 0 … 1.
        grown: a partial result of a long computation, a Growth.
        refused: an edit was rejected, and why; nothing changed.
        info: a change that an edit caused beside its own, and why.
        metadata_changed: the file's name or the saved state may have changed.
    """

    changed = Signal(object)
    studied = Signal(object)
    progressed = Signal(float)
    grown = Signal(object)
    refused = Signal(str)
    info = Signal(str)
    metadata_changed = Signal()

    def __init__(self, experiment: Experiment, path: Path | None = None) -> None:
        super().__init__()
        self.undo_group = QUndoGroup(self)
        self.undo_stack = QUndoStack(self.undo_group)
        self.undo_stack.cleanChanged.connect(self.metadata_changed)
        self.undo_group.setActiveStack(self.undo_stack)
        self._lent: QUndoStack | None = None
        self._work = self._user_state = DocumentState(experiment, path)
        self._norm = "spectral"
        self._study: Study | None = None
        self._latest: Study | None = None  # the latest study that belongs to this document
        self._ghost: Study | None = None
        self._gesture = NO_GESTURE
        self._scaled = experiment, 0.0
        self._computing = Computing(self)
        self._computing.done.connect(self._installed)
        self._computing.progressed.connect(self.progressed)
        self._computing.grown.connect(self.grown)
        self._computing.failed.connect(lambda error: self.refused.emit(str(error)))

    @property
    def experiment(self) -> Experiment:
        """The present experiment."""
        return self._work.experiment

    @property
    def path(self) -> Path | None:
        """The file the experiment was read from or saved to."""
        return self._work.path

    @property
    def user_state(self) -> DocumentState:
        """The user's own experiment, file and norm, also while a sandbox is shown."""
        return self._user_state if self.in_sandbox else self._work

    @property
    def study(self) -> Study | None:
        """The latest study; it lags behind the experiment while a long one is computed."""
        return self._study

    @property
    def ghost(self) -> Study | None:
        """The study before the last edit or gesture; None after another document was opened."""
        return self._ghost

    def start(self) -> None:
        """Compute the first study."""
        self._computing.request(self.experiment, self._norm)

    def stop(self) -> None:
        """Cancel any computation, so that the document can be deleted."""
        self._computing.stop()

    def edit(self, change: Change, text: str, gesture: int = NO_GESTURE) -> bool:
        """Make one undoable change; edits of one gesture become one undo step.

        Returns whether the edit was made. A rejected edit changes nothing and emits `refused`.
        """
        return self._push(lambda: change(self.experiment), text, self._install_edit, gesture)

    def edit_cells(
        self, name: str, cells: dict[tuple[int, int], float], gesture: int = NO_GESTURE
    ) -> bool:
        """Change entries of W, U, b, x, s0 or y, given by row and column."""
        ndim = array_of(self.experiment, name).ndim  # a vector is shown as a column
        changed = {index[:ndim]: value for index, value in cells.items()}
        text = f"edit of {name}" if len(cells) > 1 else _cell_text(name, next(iter(changed)))
        return self.edit(lambda experiment: with_cells(experiment, name, changed), text, gesture)

    def edit_block(self, name: str, top: int, left: int, block: Array) -> bool:
        """Write a block of numbers into W, U, b, x, s0 or y, from a row and a column on."""
        if block.size == 1:
            return self.edit_cells(name, {(top, left): block.item()})
        return self.edit(lambda e: with_block(e, name, (top, left), block), f"edit of {name}")

    def scale_to(self, lam: float, gesture: int = NO_GESTURE) -> bool:
        """Scale W so that λ = ‖W‖ becomes `lam`, in the norm shown."""
        if gesture == NO_GESTURE or gesture != self._gesture:
            norm = norm_called(self._norm)
            self._scaled = self.experiment, norm_of(self.experiment.network.W, norm)[0]
        start, current = self._scaled
        # scaled from the W at the start of the gesture, so that passing through 0 loses nothing
        return self.edit(lambda _: scaled_to(start, current, lam), "scaling of W", gesture)

    def open(self, experiment: Experiment, path: Path | None) -> bool:
        """Install another experiment; undo restores the present one."""
        text = f"opening of {experiment.name or 'an experiment'}"
        self.leave_sandbox()
        opened = self._push(lambda: experiment, text, self._install, NO_GESTURE, path)
        if opened:
            self.undo_stack.setClean()
        return opened

    def replace_content(self, experiment: Experiment, text: str) -> bool:
        """Install another experiment as the content of the same file."""
        return self._push(lambda: experiment, text, self._install_replaced, NO_GESTURE)

    def recover(self, experiment: Experiment, path: Path | None) -> bool:
        """Install recovered work as an unsaved edit."""
        text = f"recovery of {experiment.name or 'an experiment'}"
        self.leave_sandbox()
        return self._push(lambda: experiment, text, self._install, NO_GESTURE, path)

    def enter_sandbox(self, experiment: Experiment) -> None:
        """Show another experiment; `leave_sandbox` shows the user's own again.

        Edits in the sandbox have an undo stack of their own and do not count as unsaved work.
        """
        if self._lent is None:
            self._user_state = self._work
        else:
            self._lent.deleteLater()
        self._lent = QUndoStack(self.undo_group)
        self.undo_group.setActiveStack(self._lent)
        self._install(DocumentState(experiment), NO_GESTURE)

    def leave_sandbox(self) -> None:
        """Show the user's own work again, with its undo stack."""
        if self._lent is None:
            return
        self._lent.deleteLater()
        self._lent = None
        self.undo_group.setActiveStack(self.undo_stack)
        self._install(self._user_state, NO_GESTURE)

    @property
    def norm(self) -> str:
        """The name of the chosen matrix norm."""
        return self._norm

    @property
    def in_sandbox(self) -> bool:
        """Whether the experiment shown is not the user's own."""
        return self._lent is not None

    def save(self, path: Path) -> Fingerprint:
        """Write the experiment to a file, which becomes the document's; return its fingerprint.

        Raises:
            InputError: it cannot be written; the old file is untouched.
        """
        written = save(self.experiment, path)
        self._work = replace(self._work, path=path)
        (self._lent or self.undo_stack).setClean()
        self.metadata_changed.emit()
        return written

    def set_norm(self, name: str) -> None:
        """Choose the matrix norm; a choice of view, so not undoable."""
        try:
            check(self.experiment, name)
        except InputError as error:
            self.refused.emit(str(error))
            return
        self._norm = name
        self._ghost = self._latest = None
        self._computing.request(self.experiment, name)

    def _push(
        self,
        make: Callable[[], Experiment],
        text: str,
        install: Install,
        gesture: int,
        path: Path | None = None,
    ) -> bool:
        try:
            after = make()
            check(after, self._norm)
        except InputError as error:
            self.refused.emit(str(error))
            return False
        command = ReplaceState(
            self._work, DocumentState(after, path, self._norm), text, install, gesture
        )
        push(self._lent or self.undo_stack, command)
        return True

    def _install_edit(self, work: DocumentState, gesture: int) -> None:
        """Install the state after or before an edit; a file name given by a save since is kept."""
        if gesture == NO_GESTURE or gesture != self._gesture:
            self._ghost = self._latest
        self._put(replace(work, path=self.path), gesture)

    def _install(self, work: DocumentState, gesture: int) -> None:
        """Install another document, or undo that; the previous study is not shown beside it."""
        self._ghost = self._latest = None
        self._put(work, gesture)

    def _install_replaced(self, work: DocumentState, gesture: int) -> None:
        """Install another content of this file, or undo that."""
        self._install(replace(work, path=self.path), gesture)

    def _put(self, work: DocumentState, gesture: int) -> None:
        self._gesture = gesture
        self._work = work
        lost = self._keep_norm(work)
        self.changed.emit(work.experiment)
        self._computing.request(work.experiment, self._norm)
        self.metadata_changed.emit()
        if lost:
            self.info.emit(lost)

    def _keep_norm(self, work: DocumentState) -> str:
        """Keep the chosen norm; if it overflows here, choose another and emit `info`."""
        if work.norm == self._norm:
            return ""
        try:
            check(work.experiment, self._norm)
        except InputError as error:
            self._norm = work.norm
            self._ghost = self._latest = None
            return f"The {norm_called(work.norm).label} norm is back: in the other {error}"
        return ""

    def _installed(self, study: Study) -> None:
        self._study = study
        if study.experiment is self.experiment:  # else requested before another was opened
            self._latest = study
        self.studied.emit(study)


def _cell_text(name: str, index: tuple[int, ...]) -> str:
    return f"edit of {name}[{', '.join(str(i + 1) for i in index)}]"
