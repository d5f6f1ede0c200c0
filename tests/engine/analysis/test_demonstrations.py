"""Each demonstration shows what its name says."""

from __future__ import annotations

import numpy as np
import pytest

from engine.analysis.demonstrations import DEMONSTRATIONS, Demonstration
from engine.analysis.descent import descended, update
from engine.analysis.landing import Landing, Word, landing
from engine.analysis.ray import look_along
from engine.backprop.trace import Trace, trace
from engine.gallery import entry

SMALL, OVERSHOOT, CLIPPED = DEMONSTRATIONS


def first_step(shown: Demonstration) -> tuple[Trace, Landing]:
    found = trace(entry(shown.entry_id).load())
    gradient = found.gradients.total("W")
    ray = look_along(found.experiment, gradient)
    assert ray is not None
    step = update(found, shown.rule)
    return found, landing(ray, found.experiment, gradient, step.length)


@pytest.mark.parametrize(
    ("shown", "word"),
    [(SMALL, Word.TOO_SMALL), (OVERSHOOT, Word.OVERSHOOTS), (CLIPPED, Word.GOOD)],
)
def test_the_first_step_is_what_the_name_says(shown: Demonstration, word: Word) -> None:
    assert first_step(shown)[1].word is word


def test_a_hundred_small_steps_move_nothing() -> None:
    found = start = trace(entry(SMALL.entry_id).load())
    for _ in range(100):
        found = trace(descended(found, update(found, SMALL.rule)))
    moved = np.linalg.norm(found.experiment.network.W - start.experiment.network.W)
    assert moved < 1e-4 * np.linalg.norm(start.experiment.network.W)
    assert found.loss == pytest.approx(start.loss, rel=1e-6)


def test_the_last_two_differ_by_clipping_alone() -> None:
    one, other = (entry(shown.entry_id).load() for shown in (OVERSHOOT, CLIPPED))
    np.testing.assert_array_equal(one.network.W, other.network.W)
    assert OVERSHOOT.rule.eta == CLIPPED.rule.eta
    assert first_step(CLIPPED)[1].loss < 0.01 * first_step(OVERSHOOT)[1].loss
