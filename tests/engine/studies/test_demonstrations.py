"""Each demonstration shows what its name says."""

from __future__ import annotations

import numpy as np
import pytest

from engine.bptt.trace import Trace, trace
from engine.gallery import entry
from engine.studies.demonstrations import DEMONSTRATIONS, Demonstration
from engine.studies.descent import descended, update
from engine.studies.loss_along_gradient import look_along
from engine.studies.step_outcome import StepClass, StepOutcome, step_outcome

SMALL, OVERSHOOT, CLIPPED = DEMONSTRATIONS


def first_step(shown: Demonstration) -> tuple[Trace, StepOutcome]:
    found = trace(entry(shown.entry_id).load())
    gradient = found.gradients.total("W")
    ray = look_along(found.experiment, gradient)
    assert ray is not None
    step = update(found, shown.rule)
    return found, step_outcome(ray, found.experiment, gradient, step.length)


@pytest.mark.parametrize(
    ("shown", "word"),
    [(SMALL, StepClass.TOO_SMALL), (OVERSHOOT, StepClass.OVERSHOOTS), (CLIPPED, StepClass.GOOD)],
)
def test_the_first_step_is_what_the_name_says(shown: Demonstration, word: StepClass) -> None:
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
