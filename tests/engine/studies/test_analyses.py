"""Each analysis of a study: what it answers, and when two questions are one."""

from __future__ import annotations

import numpy as np
import pytest

from engine.cells.activations import IDENTITY, TANH
from engine.experiment.experiment import Experiment
from engine.studies.analyses import (
    CheckedGradient,
    GradientTerms,
    LyapunovExponents,
    PowersOfW,
    ProductSingularValues,
    StepAlongGradient,
    WholeGradient,
)
from engine.studies.descent import Rule, update
from engine.studies.loss_along_gradient import losses_along, unit
from engine.studies.study import Analysis, study
from tests.engine.experiments import of_matrix, random_experiment
from tests.engine.loss_oracle import drawn

EVERY = (
    PowersOfW(),
    ProductSingularValues(),
    LyapunovExponents(),
    GradientTerms(),
    WholeGradient(),
    CheckedGradient(),
    StepAlongGradient(Rule(0.1)),
)
each = pytest.mark.parametrize("analysis", EVERY, ids=lambda analysis: type(analysis).__name__)


def sized(d: int, t: int) -> Experiment:
    return random_experiment(np.random.default_rng(2), TANH, (d, 2, t, t))


@each
def test_equal_questions_have_one_answer(analysis: Analysis[object]) -> None:
    found = study(sized(3, 6))
    again = StepAlongGradient(Rule(0.1)) if hasattr(analysis, "rule") else type(analysis)()
    assert not found.knows(analysis)
    assert found.get(analysis) is found.get(again)
    assert found.knows(again)


def test_another_rule_is_another_question() -> None:
    found = study(sized(3, 6))
    short, long = (found.get(StepAlongGradient(Rule(eta))).update.length for eta in (0.1, 0.2))
    assert long == pytest.approx(2 * short, rel=1e-12)


@each
def test_more_steps_and_more_units_take_longer(analysis: Analysis[object]) -> None:
    least = analysis.seconds(sized(4, 20))
    assert 0 < least < analysis.seconds(sized(4, 60)) < analysis.seconds(sized(64, 60))


def test_summed_losses_take_longer_to_truncate() -> None:
    alone, summed = (drawn("squared", s, shape=(4, 2, 50, 50)) for s in (False, True))
    assert WholeGradient().seconds(summed) > 2 * WholeGradient().seconds(alone)


@pytest.mark.parametrize(
    ("d", "t", "powers"), [(2, 5, 24), (2, 90, 90), (2, 300, 200), (65, 60, 40)]
)
def test_as_many_powers_as_factors_within_bounds(d: int, t: int, powers: int) -> None:
    found = study(of_matrix(0.5 * np.eye(d), IDENTITY, T=t)).get(PowersOfW())
    expected = np.log10(0.5) * np.arange(powers + 1)
    np.testing.assert_allclose(found.log10_norms, expected, rtol=1e-12, atol=1e-14)


def test_the_step_comes_down_on_the_loss_along_the_gradient() -> None:
    found = study(sized(3, 6))
    step = update(found.trace, Rule(0.3))
    answer = found.get(StepAlongGradient(Rule(0.3)))
    direction = unit(found.trace.gradients.total("W"))
    expected = losses_along(found.experiment, direction, np.array([step.length]))[0]
    assert answer.landing is not None
    assert answer.landing.distance == step.length
    assert answer.landing.loss == pytest.approx(expected, rel=1e-14)


def test_without_a_gradient_there_is_a_step_but_nothing_along_it() -> None:
    answer = study(of_matrix([[0.5]], IDENTITY, T=5)).get(StepAlongGradient(Rule(0.1)))
    assert (answer.ray, answer.landing) == (None, None)
    assert answer.update.log10_gradient == -np.inf


def test_the_terms_of_the_whole_gradient_are_those_asked_for_alone() -> None:
    found = study(sized(3, 6))
    assert found.get(WholeGradient()).shares is found.get(GradientTerms())
