"""Anything done to a document in any order: it stays sound, and undo is exact to the last bit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from PySide6.QtWidgets import QApplication

from engine.cells.activations import ACTIVATIONS
from engine.chain.norms import NORMS
from engine.experiment.edits import (
    ARRAYS,
    array_of,
    with_activation,
    with_steps,
    with_t,
    with_units,
)
from engine.experiment.loss_edits import (
    with_cross_entropy,
    with_label,
    with_squared_error,
    with_summed,
)
from engine.playhead import SPEEDS, Playhead
from gui.matrix_menu.actions import matrix_actions
from gui.widgets.undo_groups import next_undo_group
from tests.gui.robustness.document_harness import DocumentHarness, same_study
from tests.gui.robustness.file_rules import FileRules
from tests.gui.robustness.random_session import require_sound
from tests.gui.robustness.sample_files import TEXTS
from tests.soak import times

NUMBERS = st.one_of(
    st.floats(-2, 2), st.sampled_from([0.0, -0.0, 1e-300, 1e308, float("nan"), float("inf")])
)
NAMES, CORNERS = st.sampled_from(ARRAYS), st.tuples(st.integers(0, 7), st.integers(0, 7))
ACTIONS = [action for group in matrix_actions(lambda: "spectral") for action in group]
MOVES = (Playhead.play, Playhead.pause, Playhead.step, Playhead.back)


class EditRules(RuleBasedStateMachine):
    """What edits the experiment in place."""

    harness: DocumentHarness

    @rule(name=NAMES, corner=CORNERS, value=NUMBERS)
    def edit_cell(self, name: str, corner: tuple[int, int], value: float) -> None:
        row, column = self._inside(name, corner)
        self.harness.edit(lambda: self.harness.document.edit_cells(name, {(row, column): value}))

    @rule(name=NAMES, corner=CORNERS, values=st.lists(NUMBERS, min_size=4, max_size=4))
    def edit_block(self, name: str, corner: tuple[int, int], values: list[float]) -> None:
        top, left = self._inside(name, corner)
        rows, columns = self._shape(name)
        block = np.array(values).reshape(2, 2)[: rows - top, : columns - left]
        self.harness.edit(lambda: self.harness.document.edit_block(name, top, left, block))

    @rule(name=NAMES, text=st.sampled_from(TEXTS))
    def paste(self, name: str, text: str) -> None:
        harness = self.harness
        harness.table.show_array(array_of(harness.document.experiment, name), name)
        QApplication.clipboard().setText(text)
        harness.edit(harness.table.blocks.paste)

    @rule(action=st.sampled_from(ACTIONS), number=st.floats(-0.5, 3), seed=st.integers(0, 9))
    def use_the_matrix_menu(self, action, number: float, seed: int) -> None:
        given = [
            (1 + seed % 8 if field.name == "Units d" else seed) if field.whole else number
            for field in action.fields
        ]
        document = self.harness.document
        self.harness.edit(lambda: document.edit(lambda e: action.change(e, *given), action.text))

    @rule(ways=st.lists(st.floats(0, 3), min_size=1, max_size=4))
    def drag_lambda(self, ways: list[float]) -> None:
        gesture = next_undo_group()
        for lam in ways:
            self.harness.edit(lambda lam=lam: self.harness.document.scale_to(lam, gesture), gesture)

    @rule(name=st.sampled_from(sorted(ACTIVATIONS)), d=st.integers(0, 6), steps=st.integers(0, 30))
    def change_the_network(self, name: str, d: int, steps: int) -> None:
        for change in (
            lambda e: with_activation(e, ACTIVATIONS[name]),
            lambda e: with_units(e, d),
            lambda e: with_steps(e, steps),
            lambda e: with_t(e, max(steps // 2, 1)),
        ):
            self.harness.edit(lambda change=change: self.harness.document.edit(change, "change"))

    @rule(label=st.integers(-1, 9), entropy=st.booleans(), summed=st.booleans())
    def change_the_loss(self, label: int, entropy: bool, summed: bool) -> None:
        kind = with_cross_entropy if entropy else with_squared_error
        for change in (kind, lambda e: with_label(e, label), lambda e: with_summed(e, summed)):
            self.harness.edit(lambda change=change: self.harness.document.edit(change, "loss"))

    def _shape(self, name: str) -> tuple[int, int]:
        shape = array_of(self.harness.document.experiment, name).shape
        return (*shape, 1)[:2]

    def _inside(self, name: str, corner: tuple[int, int]) -> tuple[int, int]:
        rows, columns = self._shape(name)
        return corner[0] % rows, corner[1] % columns


class PlaybackRules(RuleBasedStateMachine):
    """What changes the view, or goes back and forth in time."""

    harness: DocumentHarness

    @rule(move=st.sampled_from(MOVES))
    def move(self, move) -> None:
        self.harness.playback.apply(move)

    @rule(position=st.integers(-3, 300), seconds=st.floats(0, 30))
    def jump_and_go_on(self, position: int, seconds: float) -> None:
        self.harness.playback.apply(lambda head: head.jump(position).tick(seconds))

    @rule(speed=st.sampled_from(SPEEDS), loop=st.booleans())
    def pace(self, speed: float, loop: bool) -> None:
        self.harness.playback.apply(lambda head: head.at_speed(speed).looping(loop))

    @rule(norm=st.sampled_from([*NORMS, "taxicab"]))
    def measure(self, norm: str) -> None:
        assert not self.harness.attempt(lambda: self.harness.document.set_norm(norm))
        assert bool(self.harness.said) == (norm not in NORMS)

    @rule(steps=st.integers(1, 6))
    def undo(self, steps: int) -> None:
        for _ in range(steps):
            self.harness.attempt(self.harness.document.undo_group.undo)
            self.harness.model.undo()

    @rule(steps=st.integers(1, 6))
    def redo(self, steps: int) -> None:
        for _ in range(steps):
            self.harness.attempt(self.harness.document.undo_group.redo)
            self.harness.model.redo()

    @rule()
    def undo_to_what_was_saved(self) -> None:
        stack, model = self.harness.document.undo_group.activeStack(), self.harness.model
        stack.setIndex(stack.cleanIndex() if stack.cleanIndex() >= 0 else stack.index())
        while model.clean >= 0 and model.index != model.clean:
            (model.undo if model.index > model.clean else model.redo)()

    @rule(act=st.sampled_from(["keep", "end"]))
    def compare(self, act: str) -> None:
        self.harness.attempt(getattr(self.harness.comparison, act))

    @rule()
    def swap(self) -> None:
        self.harness.edit(self.harness.comparison.swap)


class DocumentMachine(EditRules, PlaybackRules, FileRules):
    """All of it, on one document."""

    def __init__(self) -> None:
        super().__init__()
        self.harness = DocumentHarness()

    @invariant()
    def the_experiment_is_sound_and_as_the_ledger_says(self) -> None:
        require_sound(self.harness.document.experiment)
        assert self.harness.document.experiment is self.harness.model.experiment

    @invariant()
    def the_undo_stack_is_as_the_ledger_says(self) -> None:
        harness, stack = self.harness, self.harness.document.undo_group.activeStack()
        assert (stack.index(), stack.count()) == (harness.model.index, len(harness.model.entries))
        assert stack.isClean() == harness.model.is_clean
        assert harness.document.undo_stack.isClean() == harness.own.is_clean
        assert harness.document.path == harness.model.path

    @invariant()
    def the_study_is_what_the_experiment_alone_gives(self) -> None:
        self.harness.settle()
        assert same_study(self.harness.document)

    @invariant()
    def the_playhead_is_within_its_range(self) -> None:
        head = self.harness.playback.playhead
        assert head.t == self.harness.document.experiment.t
        assert 0 <= head.position <= head.last
        assert 0 <= head.fraction < 1

    @invariant()
    def nothing_was_raised_unseen(self) -> None:
        assert not self.harness.raised

    def teardown(self) -> None:
        self.harness.close()


@pytest.mark.soak
def test_a_document_stays_sound_whatever_is_done_to_it(qapp: QApplication) -> None:
    run_state_machine_as_test(
        DocumentMachine,
        settings=settings(
            derandomize=True,
            database=None,
            deadline=None,
            max_examples=times(15, 300),
            stateful_step_count=times(25, 60),
            phases=[Phase.generate],  # a way found is told whole: to shorten it takes minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
