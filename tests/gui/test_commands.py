"""The undo command: what it installs, and with what it merges."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QUndoCommand, QUndoStack

from engine.gallery import entry
from gui.commands import ALONE, Replace, Work

FIRST, SECOND, THIRD = (Work(entry(name).load()) for name in ("rotation", "shift", "jordan"))


@pytest.fixture
def installed() -> list[tuple[Work, int]]:
    return []


@pytest.fixture
def stack(installed: list[tuple[Work, int]]) -> QUndoStack:
    return QUndoStack()


def replace(
    before: Work, after: Work, installed: list[tuple[Work, int]], gesture: int = ALONE
) -> Replace:
    return Replace(before, after, "text", lambda *work: installed.append(work), gesture)


def test_redo_installs_what_comes_after_and_undo_what_was_before(
    stack: QUndoStack, installed: list[tuple[Work, int]]
) -> None:
    stack.push(replace(FIRST, SECOND, installed, gesture=4))
    stack.undo()
    stack.redo()
    assert installed == [(SECOND, 4), (FIRST, ALONE), (SECOND, 4)]


def test_one_gesture_is_one_step(stack: QUndoStack, installed: list[tuple[Work, int]]) -> None:
    stack.push(replace(FIRST, SECOND, installed, gesture=4))
    stack.push(replace(SECOND, THIRD, installed, gesture=4))
    assert stack.count() == 1
    stack.undo()
    assert installed[-1] == (FIRST, ALONE)
    stack.redo()
    assert installed[-1] == (THIRD, 4)


@pytest.mark.parametrize(("one", "other"), [(ALONE, ALONE), (4, 5), (4, ALONE)])
def test_other_edits_stay_apart(
    stack: QUndoStack, installed: list[tuple[Work, int]], one: int, other: int
) -> None:
    stack.push(replace(FIRST, SECOND, installed, one))
    stack.push(replace(SECOND, THIRD, installed, other))
    assert stack.count() == 2


def test_a_command_of_another_kind_is_not_merged(installed: list[tuple[Work, int]]) -> None:
    assert not replace(FIRST, SECOND, installed, 4).mergeWith(QUndoCommand("other"))


def test_work_remembers_its_file() -> None:
    assert Work(FIRST.experiment).path is None
    assert Work(FIRST.experiment, Path("a.json")).path == Path("a.json")
