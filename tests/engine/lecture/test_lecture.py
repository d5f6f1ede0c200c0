"""The lecture as it ships: its order, its answers and every figure it gives, by the engine."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

import numpy as np
import pytest
from numpy.polynomial import Polynomial

from engine.gallery import entry
from engine.lecture import PartKind, Step, steps
from engine.playhead import Playhead
from engine.studies.study import Study, study

TITLES = [
    "The gradient revisited",
    "One element of the chain, part 1",
    "One element of the chain, part 2",
    "The update rule",
    "A detour to calculus",
    "The magnitude of the derivative",
    "The bound",
    "Vanishing and exploding",
]
EVERY = pytest.mark.parametrize("step", steps(), ids=lambda step: step.id)
FIGURE = re.compile(r"(?<![\w.])−?\d+(?:[.,]\d+)*(?:e−?\d+)?%?")


def fig(value: float, digits: int) -> str:
    text = f"{value:#.{digits}g}".rstrip(".")
    return re.sub(r"e([+-])0*", lambda match: "e" + match[1].strip("+").replace("-", "−"), text)


def step_called(step_id: str) -> tuple[Step, Study]:
    (step,) = (step for step in steps() if step.id == step_id)
    return step, study(step.state.experiment)


def test_the_walk_is_the_lecture_in_its_own_order():
    assert [step.title for step in steps()] == TITLES


@EVERY
def test_a_step_is_short_and_shows_its_mathematics(step: Step):
    kinds = [part.kind for part in step.parts]
    words = " ".join(part.content for part in step.parts if part.kind is PartKind.TEXT).split()
    assert kinds.count(PartKind.FORMULA) >= 2
    assert kinds[0] is PartKind.TEXT
    assert 15 < len(words) < 90
    assert 2 <= len(step.question.choices) <= 4
    assert all(len(choice) <= 40 for choice in step.question.choices)


@EVERY
def test_a_step_sends_a_finite_gradient_back(step: Step):
    found = study(step.state.experiment, step.state.norm)
    assert np.isfinite(found.trace.gradient).all()
    assert found.trace.t == step.state.playhead(Playhead(t=3)).t


def test_each_slip_of_the_lecture_is_named_where_it_matters():
    said = {step.id: " ".join(part.content for part in step.parts) for step in steps()}
    counted, _ = step_called("one-element-of-the-chain-part-1")
    assert "t − k of them" in counted.question.why
    assert "indices transposed" in said["one-element-of-the-chain-part-1"]
    assert "activated value" in said["the-magnitude-of-the-derivative"]
    assert "submultiplicativity" in said["the-bound"]
    assert "holds for the bound only" in said["vanishing-and-exploding"]


def _zero_term(s: Study) -> tuple[int, list[str]]:
    terms = s.trace.term_norm
    assert not s.trace.run.s[0].any()
    assert (terms[:-1] > 0).all()
    return (2 if terms[-1] == 0 else int(terms[-1] < terms.max())), ["1", "0"]


def _factors(s: Study) -> tuple[int, list[str]]:
    head = Playhead(t=s.trace.t)
    count = head.jump(head.last).steps_back
    return count - 7, ["1", str(count), str(count), "1", str(count + 1)]


def _row(s: Study) -> tuple[int, list[str]]:
    W = np.abs(s.trace.experiment.network.W)
    shares = np.array([np.abs(s.trace.factor(j)) / W for j in range(1, s.trace.t + 1)])
    faded = shares.max(axis=0) < 0.001
    expected = np.zeros_like(faded)
    expected[0] = True
    assert (faded == expected).all()
    assert shares[:, 1:].min() > 0.1
    return 0, ["1", "1"]


def _small_update(s: Study) -> tuple[int, list[str]]:
    share = float(np.linalg.norm(s.trace.gradient) / np.linalg.norm(s.experiment.network.W))
    answer = int(np.searchsorted([-0.03, -0.003], -share))
    return answer, [fig(share, 2), "1000", f"{round(1000 * share * 100)}%"]


def _parabola(_: Study) -> tuple[int, list[str]]:
    f = Polynomial([0, 2, 1])
    (at,) = f.deriv().roots()
    bends = f.deriv(2)(at)
    assert (at, f(at)) == pytest.approx((-1, -1))
    return (0 if bends > 0 else 1), [f"{bends:.0f}", "−1"]


def _slope_at_two(s: Study) -> tuple[int, list[str]]:
    np.testing.assert_allclose(s.trace.run.a, [[0, 2]] * s.trace.t, atol=1e-12)
    state, slope = s.trace.run.s[1, 1], s.trace.chain.slopes[0, 1]
    assert s.trace.chain.slopes[0, 0] == pytest.approx(0.25)
    answer = int(np.argmin(np.abs(np.array([-2, state * (1 - state), 0.25]) - slope)))
    figures = [fig(state, 3), fig(1 - state, 3), fig(slope, 3), fig(s.trace.gamma, 2)]
    return answer, [*figures, "1", "0", "−2"]


def _critical(s: Study) -> tuple[int, list[str]]:
    end = 10.0 ** s.trace.log10_norm[-1]
    assert s.trace.base == pytest.approx(1)
    answer = 1 if end < 0.5 else 0 if end < 2 else 2
    return answer, [fig(end, 2), fig(s.trace.chain.slopes.mean(), 2)]


def _permitted(s: Study) -> tuple[int, list[str]]:
    end = 10.0 ** s.trace.log10_norm[-1]
    assert s.trace.base == pytest.approx(1.25)
    assert round(10 ** s.trace.log10_bound[-1]) == 87
    twin = study(entry("attained-5").load()).trace
    assert twin.base == pytest.approx(s.trace.base)
    assert entry("attained-5").name == "Logistic, bound attained, λ = 5"
    grown = f"{float(f'{10 ** twin.log10_norm[-1]:.3g}'):,.0f}"
    answer = 2 if end < 1e-3 else 1 if end < 1e3 else 0
    return answer, [fig(end, 2), "5", grown]


CHECKS: dict[str, Callable[[Study], tuple[int, list[str]]]] = {
    "the-gradient-revisited": _zero_term,
    "one-element-of-the-chain-part-1": _factors,
    "one-element-of-the-chain-part-2": _row,
    "the-update-rule": _small_update,
    "a-detour-to-calculus": _parabola,
    "the-magnitude-of-the-derivative": _slope_at_two,
    "the-bound": _critical,
    "vanishing-and-exploding": _permitted,
}


@EVERY
def test_the_answer_is_what_the_engine_measures(step: Step):
    answer, figures = CHECKS[step.id](study(step.state.experiment))
    assert step.question.is_right(answer)
    assert FIGURE.findall(step.question.why) == figures


def test_the_stationary_slopes_are_as_the_step_says():
    for slope, at, most in (((0, 1, -1), 0.5, 0.25), ((1, 0, -1), 0.0, 1.0)):
        f = Polynomial(slope)
        assert f.deriv().roots() == pytest.approx([at])
        assert f(at) == pytest.approx(most)
        assert f.deriv(2)(at) == pytest.approx(-2)


def test_the_saturated_unit_is_said_to_be_flat():
    _, found = step_called("one-element-of-the-chain-part-2")
    assert found.trace.chain.slopes[:, 0].max() < 0.001
    assert found.trace.chain.slopes[:, 1:].min() > 0.1
    assert math.isfinite(found.trace.loss)
