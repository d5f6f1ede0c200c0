"""Gestures: numbers that never come twice."""

from gui.widgets.gestures import next_gesture


def test_no_number_comes_twice_and_none_means_alone() -> None:
    numbers = [next_gesture() for _ in range(100)]
    assert len(set(numbers)) == 100
    assert min(numbers) >= 0
