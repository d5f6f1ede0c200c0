"""Gestures: numbers that never come twice."""

from gui.widgets.undo_groups import next_undo_group


def test_no_number_comes_twice_and_none_means_alone() -> None:
    numbers = [next_undo_group() for _ in range(100)]
    assert len(set(numbers)) == 100
    assert min(numbers) >= 0
