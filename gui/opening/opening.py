"""Opening of files: the program's own at once, foreign ones through a dialog."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from engine.arrays import Array
from engine.errors import InputError
from engine.experiment.experiment import Experiment
from engine.files.csv_table import TABLE_ENDINGS
from engine.files.sequence import SequenceSurvey, read_sequence, survey_sequence, with_sequence
from engine.files.weights.survey import Survey, survey
from gui.background import Background
from gui.document.document import Document
from gui.opening.drop import DropPlan
from gui.opening.open_dialog_base import OpenDialogBase
from gui.opening.weights_or_sequence_dialog import ask_weights_or_sequence
from gui.theme import LIGHT, Theme

_T = TypeVar("_T")
_Found = Callable[[Any], bool]
_Look = tuple[SequenceSurvey, Array | None]


class Opening(QObject):
    """Opens files in a document, with a dialog where there is something to choose.

    The program's own files are opened by `open_own`; `may_go_on` asks about unsaved changes first.

    Signals:
        failed: a file could not be read, and why; nothing changed.
        opened: foreign weights from this path are in the document.
    """

    failed = Signal(str)
    opened = Signal(object)

    def __init__(
        self,
        document: Document,
        open_own: Callable[[Path], bool],
        may_go_on: Callable[[], bool],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._document, self._open_own, self._window = document, open_own, window
        self._may_go_on = may_go_on
        self._theme = LIGHT
        self._sheet: OpenDialogBase | None = None
        self._sequence: Path | None = None
        self._found: _Found = bool
        self._finding, self._reading, self._measuring = (Background(self) for _ in range(3))
        self._finding.done.connect(lambda answer: self._try(lambda: self._found(answer)))
        self._finding.failed.connect(lambda error: self.failed.emit(str(error)))

    def open(self, path: Path, sequence: Path | None = None) -> bool:
        """Open a network, through a dialog if its weights are foreign, and then a sequence for it.

        Returns whether the network is open now.
        """
        self._sequence = sequence
        return self._run(path, lambda: survey(path), self._surveyed)

    def open_sequence(self, path: Path) -> bool:
        """Read the inputs x, through a dialog if needed; return whether x was set now."""
        m = self._document.experiment.network.m
        return self._run(path, lambda: _survey_sequence(path, m), self._sequence_surveyed)

    def open_dropped(self, dropped: DropPlan) -> None:
        """Open dropped files; a table or an array may need a question."""
        if dropped.refusal:
            self.failed.emit(dropped.refusal)
        elif dropped.network is not None:
            self.open(dropped.network, dropped.table)
        elif dropped.table is not None:
            self._ask(dropped.table)

    def set_theme(self, theme: Theme) -> None:
        """Take on a theme's colours."""
        self._theme = theme
        if self._sheet is not None:
            self._sheet.set_theme(theme)

    def stop(self) -> None:
        """Cancel running work and wait for the worker threads to end."""
        for background in (self._finding, self._reading, self._measuring):
            background.stop()

    def _run(self, path: Path, work: Callable[[], object], found: _Found) -> bool:
        """Run the survey of a file: in a worker for a table, which is read whole, else at once."""
        self._finding.cancel()
        if path.suffix.lower() not in TABLE_ENDINGS:
            return self._try(lambda: found(work()))
        self._found = found
        self._finding.run(lambda _report: work())
        return False

    def _surveyed(self, found: Survey) -> bool:
        if found.own:
            opened = self._may_go_on() and self._open_own(found.path)
            return opened and self._open_sequence_of()
        self._leave_sheet()
        from gui.opening.weights_sheet import WeightsSheet  # noqa: PLC0415 - imports pyqtgraph

        sheet = WeightsSheet(found, self._reading, self._measuring, self._theme, self._window)
        sheet.chosen.connect(lambda experiment: self._install(experiment, found.path))
        return self._show(sheet)

    def _install(self, experiment: Experiment, path: Path) -> None:
        # without a path, so that foreign weights are never saved over
        if self._may_go_on() and self._document.open(experiment, None):
            self.opened.emit(path)
            self._open_sequence_of()

    def _open_sequence_of(self) -> bool:
        """Open the sequence given with the network, if any."""
        path, self._sequence = self._sequence, None
        if path is not None:
            self.open_sequence(path)
        return True

    def _sequence_surveyed(self, look: _Look) -> bool:
        found, x = look
        if x is not None:
            return self._feed(x, found.path)
        self._leave_sheet()
        from gui.opening.sequence_sheet import SequenceSheet  # noqa: PLC0415 - when needed only

        sheet = SequenceSheet(
            found,
            self._document.experiment,
            self._reading,
            self._measuring,
            self._theme,
            self._window,
        )
        sheet.chosen.connect(lambda x: self._feed(x, found.path))
        return self._show(sheet)

    def _feed(self, x: Array, path: Path) -> bool:
        return self._document.edit(lambda e: with_sequence(e, x), f"inputs from {path.name}")

    def _ask(self, path: Path) -> None:
        """Survey a table or an array both as weights and as inputs; ask if it may be either."""
        self._sequence = None
        m = self._document.experiment.network.m

        def both() -> tuple[Survey | InputError, _Look | InputError]:
            return _tried(lambda: survey(path)), _tried(lambda: _survey_sequence(path, m))

        self._run(path, both, self._found_both)

    def _found_both(self, answers: tuple[Survey | InputError, _Look | InputError]) -> bool:
        weights, look = answers
        if isinstance(weights, InputError):
            if isinstance(look, InputError) or math.isinf(_width(look[0])):
                raise weights  # many arrays: report the reason as weights, such as those of a GRU
            return self._sequence_surveyed(look)
        if weights.own or isinstance(look, InputError):
            return self._surveyed(weights)
        ask_weights_or_sequence(
            weights.path,
            lambda: self._surveyed(weights),
            lambda: self._sequence_surveyed(look),
            self._window,
        )
        return False

    def _show(self, sheet: OpenDialogBase) -> bool:
        self._sheet = sheet
        sheet.finished.connect(self._forget)
        sheet.open()
        return False

    def _leave_sheet(self) -> None:
        """Close the open dialog before another is built, as they share worker threads."""
        if self._sheet is not None:
            self._sheet.reject()

    def _forget(self) -> None:
        self._sheet = None

    def _try(self, action: Callable[[], bool]) -> bool:
        try:
            return action()
        except InputError as error:
            self.failed.emit(str(error))
            return False


def _tried(work: Callable[[], _T]) -> _T | InputError:
    try:
        return work()
    except InputError as error:
        return error


def _survey_sequence(path: Path, m: int) -> _Look:
    """Survey a sequence, and read it if no columns need to be chosen."""
    found = survey_sequence(path)
    return found, read_sequence(path) if _width(found) <= m else None


def _width(found: SequenceSurvey) -> float:
    """Return the number of columns; inf if an array must be chosen first."""
    if found.table is not None:
        return len(found.table.columns)
    shapes = {array.name: array.shape for array in found.arrays}
    return math.inf if found.chosen is None else (*shapes[found.chosen], 1)[1]
