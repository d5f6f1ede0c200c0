"""What opens and saves: the rules of files, the gallery, the lecture and recovery."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from PySide6.QtCore import QCoreApplication, QEvent

from engine.errors import InputError
from engine.experiment.experiment import Experiment
from engine.files.sequence import read_sequence, with_sequence
from engine.files.weights.choice import read_layer
from engine.files.weights.survey import survey
from engine.gallery import entries, entry
from tests.gui.robustness.desk import Desk, small
from tests.gui.robustness.ledger import Ledger

OWN = ("rotation.json", "opening.safetensors", "identity.json")
DAMAGED = ("cut.json", "empty.safetensors", "words.json", "wrong.npz", "gone.json", ".")
FOREIGN = ("speech.safetensors", "keras.npz", "square.npy")
SAVED = ("new.json", "new.safetensors", "rotation.json")
SAVED_IN_VAIN = ("nowhere/new.json", "speech.safetensors")
SMALL = [e.id for e in entries() if small(entry(e.id).load())]


class Filing(RuleBasedStateMachine):
    """What brings another experiment, or writes the present one."""

    desk: Desk

    @rule(name=st.sampled_from(SMALL))
    def open_an_entry(self, name: str) -> None:
        self._open(lambda: self.desk.files.open_entry(name), None)

    @rule(name=st.sampled_from(OWN + DAMAGED))
    def open_a_file(self, name: str) -> None:
        path = self.desk.folder / name
        self._open(lambda: self.desk.files.open_path(path), path)
        assert bool(self.desk.said) == (name in DAMAGED)

    @rule(name=st.sampled_from(FOREIGN), number=st.integers(0, 3))
    def open_weights_of_others(self, name: str, number: int) -> None:
        layers = survey(path := self.desk.folder / name).layers
        weights = read_layer(path, layers[number % len(layers)])
        self._open(lambda: self.desk.document.open(weights, None), None)

    @rule(columns=st.lists(st.integers(0, 5), min_size=1, max_size=5))
    def read_columns(self, columns: list[int]) -> None:
        def read(experiment: Experiment) -> Experiment:
            path = self.desk.folder / "wide.csv"
            return with_sequence(experiment, read_sequence(path, None, columns))

        self.desk.edit(lambda: self.desk.document.edit(read, "inputs"))

    @rule()
    def read_words_as_a_sequence(self) -> None:
        path = self.desk.folder / "words.csv"
        if self.desk.document.experiment.network.m < 4:
            return  # which of its four columns to read would be asked in a sheet
        assert not self.desk.attempt(lambda: self.desk.files.open_sequence_path(path))
        assert "x" in self.desk.said[0]

    @rule(name=st.sampled_from(SAVED + SAVED_IN_VAIN))
    def save(self, name: str) -> None:
        path = self.desk.folder / name
        before = _content(path)
        if name in SAVED_IN_VAIN:
            with pytest.raises(InputError, match=path.name):
                self.desk.document.save(path)
            assert _content(path) == before
        else:
            self.desk.document.save(path)
            self.desk.ledger.saved(path)

    @rule(name=st.sampled_from(SMALL))
    def recover(self, name: str) -> None:
        path, lost = self.desk.folder / "lost.json", entry(name).load()
        self.desk.lent = None
        self.desk.attempt(lambda: self.desk.document.recover(lost, path))
        self.desk.own.opened(lost, path)

    @rule(name=st.sampled_from(SMALL))
    def lend(self, name: str) -> None:
        lent = entry(name).load()
        self.desk.document.lend(lent)
        self.desk.lent = Ledger(lent)
        _drop_what_was_left()

    @rule()
    def give_back(self) -> None:
        self.desk.document.give_back()
        self.desk.lent = None
        _drop_what_was_left()

    def _open(self, act: Callable[[], object], path: Path | None) -> None:
        desk = self.desk
        before, is_lent = desk.document.undo_stack.count(), desk.lent is not None
        desk.said.clear()
        act()
        desk.settle()
        if desk.said:
            # asked about unsaved changes, the reader has their own work back
            assert is_lent or not desk.document.is_lent
            desk.lent = desk.lent if desk.document.is_lent else None
            assert desk.document.undo_stack.count() == before
            return
        desk.lent = None
        desk.own.opened(desk.document.experiment, path)
        desk.own.saved(path)


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _drop_what_was_left() -> None:
    """Delete the undo stacks that were put aside, as the event loop would."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
