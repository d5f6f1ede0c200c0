"""Undo commands: the state they install, and merging of gestures."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest
from PySide6.QtGui import QUndoStack

from engine.gallery import entry
from gui.document.undo_commands import NO_GESTURE, DocumentState, ReplaceState, push

FIRST, SECOND, THIRD = (
    DocumentState(entry(name).load()) for name in ("rotation", "shift", "jordan")
)


@pytest.fixture
def installed() -> list[tuple[DocumentState, int]]:
    return []


@pytest.fixture
def stack(installed: list[tuple[DocumentState, int]]) -> QUndoStack:
    return QUndoStack()


def replace(
    before: DocumentState,
    after: DocumentState,
    installed: list[tuple[DocumentState, int]],
    gesture: int = NO_GESTURE,
) -> ReplaceState:
    return ReplaceState(before, after, "text", lambda *work: installed.append(work), gesture)


def test_redo_installs_what_comes_after_and_undo_what_was_before(
    stack: QUndoStack, installed: list[tuple[DocumentState, int]]
) -> None:
    push(stack, replace(FIRST, SECOND, installed, gesture=4))
    stack.undo()
    stack.redo()
    assert installed == [(SECOND, 4), (FIRST, NO_GESTURE), (SECOND, 4)]


def test_one_gesture_is_one_step(
    stack: QUndoStack, installed: list[tuple[DocumentState, int]]
) -> None:
    push(stack, replace(FIRST, SECOND, installed, gesture=4))
    push(stack, replace(SECOND, THIRD, installed, gesture=4))
    assert stack.count() == 1
    stack.undo()
    assert installed[-1] == (FIRST, NO_GESTURE)
    stack.redo()
    assert installed[-1] == (THIRD, 4)


@pytest.mark.parametrize(("one", "other"), [(NO_GESTURE, NO_GESTURE), (4, 5), (4, NO_GESTURE)])
def test_other_edits_stay_apart(
    stack: QUndoStack, installed: list[tuple[DocumentState, int]], one: int, other: int
) -> None:
    push(stack, replace(FIRST, SECOND, installed, one))
    push(stack, replace(SECOND, THIRD, installed, other))
    assert stack.count() == 2


def test_what_was_saved_in_a_gesture_stays_within_reach(
    stack: QUndoStack, installed: list[tuple[DocumentState, int]]
) -> None:
    push(stack, replace(FIRST, SECOND, installed, gesture=4))
    stack.setClean()
    push(stack, replace(SECOND, THIRD, installed, gesture=4))
    stack.undo()
    assert installed[-1] == (SECOND, NO_GESTURE)
    assert stack.isClean()


def test_an_edit_after_an_undo_drops_what_was_undone(
    stack: QUndoStack, installed: list[tuple[DocumentState, int]]
) -> None:
    push(stack, replace(FIRST, SECOND, installed, gesture=4))
    push(stack, replace(SECOND, THIRD, installed))
    stack.undo()
    push(stack, replace(SECOND, FIRST, installed, gesture=4))
    assert stack.count() == 2
    assert not stack.canRedo()


def test_what_a_gesture_passed_through_is_not_kept(
    stack: QUndoStack, installed: list[tuple[DocumentState, int]]
) -> None:
    before, passed = FIRST, []
    for _ in range(10):
        after = DocumentState(FIRST.experiment)
        push(stack, replace(before, after, installed, gesture=4))
        before = after
        passed.append(weakref.ref(after))
    del before, after
    installed.clear()
    gc.collect()
    assert [work() is not None for work in passed] == [False] * 9 + [True]


def test_work_remembers_its_file() -> None:
    assert DocumentState(FIRST.experiment).path is None
    assert DocumentState(FIRST.experiment, Path("a.json")).path == Path("a.json")
