"""Rules of the document machine: files, gallery, lecture sandbox and recovery."""

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
from engine.files.weights.layer_choice import read_layer
from engine.files.weights.survey import survey
from engine.gallery import entries, entry
from tests.gui.robustness.document_harness import DocumentHarness, small
from tests.gui.robustness.reference_model import ReferenceModel

OWN = ("rotation.json", "opening.safetensors", "identity.json")
DAMAGED = ("cut.json", "empty.safetensors", "words.json", "wrong.npz", "gone.json", ".")
FOREIGN = ("speech.safetensors", "keras.npz", "square.npy")
SAVED = ("new.json", "new.safetensors", "rotation.json")
SAVED_IN_VAIN = ("nowhere/new.json", "speech.safetensors")
SMALL = [e.id for e in entries() if small(entry(e.id).load())]


class FileRules(RuleBasedStateMachine):
    """What brings another experiment, or writes the present one."""

    harness: DocumentHarness

    @rule(name=st.sampled_from(SMALL))
    def open_an_entry(self, name: str) -> None:
        self._open(lambda: self.harness.files.open_entry(name), None)

    @rule(name=st.sampled_from(OWN + DAMAGED))
    def open_a_file(self, name: str) -> None:
        path = self.harness.folder / name
        self._open(lambda: self.harness.files.open_path(path), path)
        assert bool(self.harness.said) == (name in DAMAGED)

    @rule(name=st.sampled_from(FOREIGN), number=st.integers(0, 3))
    def open_weights_of_others(self, name: str, number: int) -> None:
        layers = survey(path := self.harness.folder / name).layers
        weights = read_layer(path, layers[number % len(layers)])
        self._open(lambda: self.harness.document.open(weights, None), None)

    @rule(columns=st.lists(st.integers(0, 5), min_size=1, max_size=5))
    def read_columns(self, columns: list[int]) -> None:
        def read(experiment: Experiment) -> Experiment:
            path = self.harness.folder / "wide.csv"
            return with_sequence(experiment, read_sequence(path, None, columns))

        self.harness.edit(lambda: self.harness.document.edit(read, "inputs"))

    @rule()
    def read_words_as_a_sequence(self) -> None:
        path = self.harness.folder / "words.csv"
        if self.harness.document.experiment.network.m < 4:
            return  # which of its four columns to read would be asked in a sheet
        assert not self.harness.attempt(lambda: self.harness.files.open_sequence_path(path))
        assert "x" in self.harness.said[0]

    @rule(name=st.sampled_from(SAVED + SAVED_IN_VAIN))
    def save(self, name: str) -> None:
        path = self.harness.folder / name
        before = _content(path)
        if name in SAVED_IN_VAIN:
            with pytest.raises(InputError, match=path.name):
                self.harness.document.save(path)
            assert _content(path) == before
        else:
            self.harness.document.save(path)
            self.harness.model.saved(path)

    @rule(name=st.sampled_from(SMALL))
    def recover(self, name: str) -> None:
        path, lost = self.harness.folder / "lost.json", entry(name).load()
        self.harness.lent = None
        self.harness.attempt(lambda: self.harness.document.recover(lost, path))
        self.harness.own.opened(lost, path)

    @rule(name=st.sampled_from(SMALL))
    def enter_sandbox(self, name: str) -> None:
        lent = entry(name).load()
        self.harness.document.enter_sandbox(lent)
        self.harness.lent = ReferenceModel(lent)
        _drop_what_was_left()

    @rule()
    def leave_sandbox(self) -> None:
        self.harness.document.leave_sandbox()
        self.harness.lent = None
        _drop_what_was_left()

    def _open(self, act: Callable[[], object], path: Path | None) -> None:
        harness = self.harness
        before, in_sandbox = harness.document.undo_stack.count(), harness.lent is not None
        harness.said.clear()
        act()
        harness.settle()
        if harness.said:
            # asked about unsaved changes, the reader has their own work back
            assert in_sandbox or not harness.document.in_sandbox
            harness.lent = harness.lent if harness.document.in_sandbox else None
            assert harness.document.undo_stack.count() == before
            return
        harness.lent = None
        harness.own.opened(harness.document.experiment, path)
        harness.own.saved(path)


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _drop_what_was_left() -> None:
    """Delete the undo stacks that were put aside, as the event loop would."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
