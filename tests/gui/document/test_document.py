"""Document: edits, exact undo, gestures, rejected edits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.cells.activations import ACTIVATIONS
from engine.errors import InputError
from engine.experiment.edits import array_of, with_activation, with_array, with_steps
from engine.experiment.experiment import Experiment
from engine.files.load import load
from engine.gallery import entry
from engine.studies.study import Study
from gui.document.document import Document


@pytest.fixture
def document(qapp: QApplication) -> Iterator[Document]:
    document = Document(entry("opening").load())
    document.start()
    yield document
    document.stop()


def weights(document: Document) -> bytes:
    return document.experiment.network.W.tobytes()


def large() -> Experiment:
    """Return an experiment that is too large to be computed at once."""
    W = np.random.default_rng(1).standard_normal((128, 128)) / 10
    small = entry("identity").load()
    network = type(small.network)(W, np.eye(128), np.zeros(128), np.zeros(128), ACTIVATIONS["tanh"])
    return Experiment(network, np.full((250, 128), 0.1), np.zeros(128), 250, "large")


def test_an_edit_is_studied_at_once_and_undo_is_exact(document: Document) -> None:
    before, told = weights(document), []
    document.studied.connect(told.append)
    assert document.edit_cells("W", {(0, 1): 1 / 3})
    assert document.study is told[-1]
    assert told[-1].experiment.network.W[0, 1] == 1 / 3
    document.undo_stack.undo()
    assert weights(document) == before
    assert told[-1].experiment is document.experiment
    document.undo_stack.redo()
    assert document.experiment.network.W[0, 1] == 1 / 3


@pytest.mark.parametrize(
    ("name", "cells", "said"),
    [
        ("W", {(0, 1): 2.0}, "edit of W[1, 2]"),
        ("b", {(2, 0): 2.0}, "edit of b[3]"),
        ("W", {(0, 0): 2.0, (1, 1): 2.0}, "edit of W"),
    ],
)
def test_undo_says_what_it_would_take_back(
    document: Document, name: str, cells: dict[tuple[int, int], float], said: str
) -> None:
    document.edit_cells(name, cells)
    assert document.undo_stack.undoText() == said


@pytest.mark.parametrize(
    ("name", "block", "said"),
    [
        ("W", [[1.0, 2.0], [3.0, 4.0]], "edit of W"),
        ("W", [[5.0]], "edit of W[2, 1]"),
        ("b", [[1.0], [2.0]], "edit of b"),
        ("b", [[1.0]], "edit of b[2]"),
    ],
)
def test_a_block_is_one_edit(
    document: Document, name: str, block: list[list[float]], said: str
) -> None:
    before = document.experiment
    assert document.edit_block(name, 1, 0, np.array(block))
    array = array_of(document.experiment, name).reshape(4, -1)
    assert array[1 : 1 + len(block), : len(block[0])].tolist() == block
    assert (document.undo_stack.count(), document.undo_stack.undoText()) == (1, said)
    document.undo_stack.undo()
    assert document.experiment is before


@pytest.mark.parametrize("value", [np.inf, -np.inf, np.nan])
def test_what_is_not_finite_is_refused_by_name(document: Document, value: float) -> None:
    before, refusals = document.experiment, []
    document.refused.connect(refusals.append)
    assert not document.edit_cells("W", {(1, 2): value})
    assert "W[2, 3]" in refusals[0]
    assert document.experiment is before
    assert document.undo_stack.count() == 0


def test_overflow_is_refused_with_its_step(document: Document) -> None:
    document.edit(lambda e: with_activation(e, ACTIVATIONS["identity"]), "identity")
    refusals: list[str] = []
    document.refused.connect(refusals.append)
    W = 1e100 * np.ones((4, 4))
    assert not document.edit(lambda e: with_array(e, "W", W), "huge")
    assert "at step 5" in refusals[0]
    assert document.undo_stack.count() == 1


def test_edits_of_one_gesture_are_one_step_and_the_ghost_is_from_before_it(
    document: Document,
) -> None:
    before, start = weights(document), document.study
    for value in (0.1, 0.2, 0.3):
        document.edit_cells("W", {(0, 0): value}, gesture=7)
    assert document.undo_stack.count() == 1
    assert document.ghost is start
    document.edit_cells("W", {(0, 0): 0.4}, gesture=8)
    assert document.undo_stack.count() == 2
    assert document.ghost.experiment.network.W[0, 0] == 0.3
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert weights(document) == before


def test_scaling_through_zero_and_back_in_one_gesture_loses_nothing(document: Document) -> None:
    W, lam = document.experiment.network.W, document.study.trace.lam
    for wanted in (1.0, 0.0, 2.0, lam):
        assert document.scale_to(wanted, gesture=3)
    np.testing.assert_array_equal(document.experiment.network.W, W)
    assert document.undo_stack.count() == 1


def test_scaling_is_measured_in_the_norm_shown(document: Document) -> None:
    document.set_norm("frobenius")
    document.scale_to(2.0)
    assert np.linalg.norm(document.experiment.network.W) == pytest.approx(2.0, rel=1e-12)


def test_zero_weights_cannot_be_scaled_and_it_says_so(document: Document) -> None:
    document.edit(lambda e: with_array(e, "W", np.zeros((4, 4))), "zero")
    refusals: list[str] = []
    document.refused.connect(refusals.append)
    assert not document.scale_to(1.0)
    assert refusals == ["W is zero and cannot be scaled; enter a number in W first"]


def test_undo_to_what_the_norm_takes_out_of_range_goes_back_to_one_it_has(
    qapp: QApplication,
) -> None:
    document = Document(entry("rotation").load())
    document.start()
    said: list[str] = []
    document.info.connect(said.append)
    document.edit_block("W", 0, 0, np.array([[1e308, 1e308]]))
    huge = document.experiment
    document.undo_stack.undo()
    document.set_norm("inf")
    document.undo_stack.redo()
    assert document.study.experiment is huge
    assert document.study.trace.lam == pytest.approx(np.sqrt(2) * 1e308)
    assert (document.norm, document.ghost) == ("spectral", None)
    assert said == [
        "The spectral norm is back: in the other λ = ‖W‖ leaves the range of a double; "
        "divide W by a power of ten"
    ]
    document.stop()


def test_another_norm_is_a_matter_of_view(document: Document) -> None:
    document.edit_cells("W", {(0, 0): 0.5})
    document.set_norm("inf")
    assert document.study.trace.norm.name == "inf"
    assert document.ghost is None
    assert document.undo_stack.count() == 1


def test_opening_is_undoable_and_clean(document: Document) -> None:
    first = document.experiment
    other = entry("rotation").load()
    assert document.open(other, Path("r.json"))
    assert document.experiment is other
    assert document.path == Path("r.json")
    assert document.undo_stack.isClean()
    assert document.ghost is None
    document.undo_stack.undo()
    assert document.experiment is first
    assert document.path is None


def unnamed(name: str) -> Experiment:
    """Return a gallery entry as a file that gives it no name."""
    return replace(entry(name).load(), name="")


@pytest.mark.parametrize("way", ["open", "recover", "lend"])
def test_the_curve_of_one_document_is_no_ghost_in_another(document: Document, way: str) -> None:
    document.open(unnamed("opening"), Path("first.json"))
    second = unnamed("rotation")
    if way == "lend":
        document.enter_sandbox(second)
    else:
        getattr(document, way)(second, Path("second.json"))
    assert document.study.experiment is second
    assert document.ghost is None
    opened = document.study
    document.edit_cells("W", {(0, 0): 0.5})
    assert document.ghost is opened
    edited = document.study
    document.undo_group.activeStack().undo()
    assert document.ghost is edited
    if way == "lend":
        document.leave_sandbox()
    else:
        document.undo_stack.undo()
    assert document.study.experiment.network.d == 4
    assert document.ghost is None


def test_the_same_file_opened_again_is_another_document(document: Document) -> None:
    document.edit_cells("W", {(0, 0): 0.5})
    assert document.ghost is not None
    document.open(entry("opening").load(), Path("opening.json"))
    assert document.ghost is None


def test_an_experiment_exchanged_keeps_the_file_and_has_no_ghost(
    document: Document, tmp_path: Path
) -> None:
    first, path = document.experiment, tmp_path / "w.json"
    document.save(path)
    assert document.replace_content(unnamed("rotation"), "swap of A and B")
    assert (document.undo_stack.undoText(), document.ghost) == ("swap of A and B", None)
    assert document.path == path
    document.undo_stack.undo()
    assert (document.experiment, document.ghost, document.path) == (first, None, path)


def test_a_study_that_comes_late_is_no_ghost_of_what_was_opened_meanwhile(
    document: Document, qtbot: QtBot
) -> None:
    document.open(replace(large(), name=""), Path("first.json"))
    second = replace(large(), name="")
    document.open(second, Path("second.json"))
    document.edit_cells("W", {(0, 0): 0.5})  # the small study before both is still installed
    assert document.ghost is None
    qtbot.waitUntil(lambda: document.study.experiment is document.experiment, timeout=20_000)
    edited = document.study
    document.edit_cells("W", {(0, 0): 0.6})
    assert document.ghost is edited


def test_saving_takes_the_files_name(document: Document, tmp_path: Path) -> None:
    document.edit_cells("W", {(0, 0): 1 / 3})
    path = tmp_path / "w.json"
    document.save(path)
    assert document.path == path
    assert document.undo_stack.isClean()
    assert load(path).network.W.tobytes() == weights(document)
    document.edit_cells("W", {(0, 0): 0.5})
    document.undo_stack.undo()
    assert document.undo_stack.isClean()
    assert document.path == path


def test_undoing_what_was_done_before_the_save_keeps_the_files_name(
    document: Document, tmp_path: Path
) -> None:
    document.edit_cells("W", {(0, 0): 1 / 3})
    document.save(tmp_path / "w.json")
    document.undo_stack.undo()
    assert document.path == tmp_path / "w.json"


def test_a_save_that_fails_changes_nothing(document: Document, tmp_path: Path) -> None:
    document.edit_cells("W", {(0, 0): 1 / 3})
    with pytest.raises(InputError):
        document.save(tmp_path / "none" / "w.json")
    assert document.path is None
    assert not document.undo_stack.isClean()


@pytest.mark.slow
def test_a_large_experiment_comes_later_and_the_old_study_stays(
    document: Document, qtbot: QtBot
) -> None:
    small = document.study
    document.open(large(), None)
    assert document.study is small
    with qtbot.waitSignal(document.studied, timeout=20_000):
        pass
    assert document.study.experiment is document.experiment


@pytest.mark.slow
def test_scaling_a_large_experiment_keeps_the_edit_made_just_before(
    document: Document, qtbot: QtBot
) -> None:
    document.open(large(), None)
    with qtbot.waitSignal(document.studied, timeout=20_000):
        pass
    document.edit_cells("W", {(0, 0): 2.0})
    document.scale_to(1.0)
    W = document.experiment.network.W
    assert W[0, 0] == np.abs(W).max()


@pytest.mark.slow
def test_of_edits_faster_than_computations_those_between_are_left_out(
    document: Document, qtbot: QtBot
) -> None:
    told: list[Study] = []
    document.open(large(), None)
    document.studied.connect(told.append)
    document.edit(lambda e: with_steps(e, 240), "steps")
    document.edit(lambda e: with_steps(e, 230), "steps")
    qtbot.waitUntil(lambda: bool(told) and told[-1].trace.t == 230, timeout=20_000)
    assert 240 not in [study.trace.t for study in told]


def test_what_is_recovered_is_an_edit_that_is_still_to_be_saved(document: Document) -> None:
    before, found = document.experiment, entry("rotation").load()
    document.enter_sandbox(entry("shift").load())
    assert document.recover(found, Path("w.json"))
    assert (document.experiment, document.path) == (found, Path("w.json"))
    assert document.undo_stack.undoText() == f"recovery of {found.name}"
    assert not document.undo_stack.isClean()
    document.undo_stack.undo()
    assert (document.experiment, document.path) == (before, None)
    assert document.undo_stack.isClean()


def test_the_readers_own_work_is_known_while_another_is_lent(document: Document) -> None:
    own = document.user_state
    assert own.experiment is document.experiment
    document.enter_sandbox(entry("shift").load())
    document.edit_cells("W", {(0, 0): 0.5})
    assert document.user_state is own
    document.leave_sandbox()
    document.edit_cells("W", {(0, 0): 0.5})
    assert document.user_state.experiment is document.experiment
