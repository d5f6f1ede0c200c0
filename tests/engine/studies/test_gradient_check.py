"""The check finds a right gradient right, a wrong one wrong, and says when it cannot tell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bptt.gradient import Gradient
from engine.bptt.trace import Trace, trace
from engine.cells.activations import ACTIVATIONS, IDENTITY, LEAKY_RELU, RELU, TANH, Activation
from engine.chain.scaled import Array, Scaled
from engine.errors import InputError
from engine.experiment.edits import with_array
from engine.experiment.experiment import Experiment
from engine.experiment.loss import Readout
from engine.gallery import entry
from engine.studies.gradient_check import GradientCheck, Kink, gradient_check
from tests.engine.experiments import (
    ACTIVATION_NAMES,
    experiments,
    of_matrix,
    random_experiment,
)
from tests.engine.loss_oracle import LOSSES, autograd_terms, drawn


@pytest.mark.parametrize("name", ACTIVATION_NAMES)
@pytest.mark.parametrize(("kind", "summed"), LOSSES)
def test_the_formula_agrees(kind: str, summed: bool, name: str) -> None:
    result = trace(drawn(kind, summed, name, (5, 3, 12, 9)))
    check = gradient_check(result)
    assert check.agrees
    assert check.relative < 1e-7
    assert check.settled == check.checked == check.entries == 25
    assert check.formula == result.gradient[check.row, check.column]
    assert check.error == abs(check.quotient - check.formula)
    assert check.largest == np.abs(result.gradient).max()


def with_gradients(result: Trace, gradients: Gradient) -> Trace:
    """Return the trace with other gradients than it would compute."""
    wrong = replace(result)
    vars(wrong)["gradients"] = gradients  # where a trace keeps them once they are computed
    return wrong


def test_a_wrong_gradient_is_found_out() -> None:
    right = trace(drawn("squared", False))
    other = trace(with_array(right.experiment, "y", right.experiment.y + 1e-3))
    check = gradient_check(with_gradients(right, other.gradients))
    assert not check.agrees
    assert check.settled == 25
    difference = np.abs(right.gradient - other.gradient)
    assert (check.row, check.column) == np.unravel_index(difference.argmax(), difference.shape)
    assert check.error == pytest.approx(difference.max(), rel=1e-3)


def test_a_large_network_is_checked_in_part() -> None:
    rng = np.random.default_rng(3)
    reports: list[tuple[int, int]] = []
    experiment = random_experiment(rng, TANH, (64, 2, 10, 10))
    check = gradient_check(trace(experiment), lambda *done: reports.append(done))
    assert (check.checked, check.entries) == (400, 64 * 64)
    assert check.agrees
    assert reports[0] == (0, 400)
    assert len(reports) > 1


def test_a_vanished_gradient_is_below_what_quotients_can_tell() -> None:
    check = gradient_check(trace(entry("gaussian-0.5").load()))
    assert check.largest < 1e-15
    assert check.settled == 0
    assert not check.agrees


def test_a_steep_loss_is_not_mistaken_for_a_flat_one() -> None:
    # beyond tiny steps the network saturates, where wide quotients agree with each other on ~0
    check = gradient_check(trace(entry("nilpotent").load()))
    assert check.agrees
    assert check.largest > 1e5


def test_no_gradient_is_confirmed() -> None:
    check = gradient_check(trace(of_matrix(np.eye(2), TANH, T=3)))
    assert (check.error, check.largest) == (0.0, 0.0)
    assert check.agrees


def test_a_loss_past_a_double_cannot_be_checked() -> None:
    with pytest.raises(OverflowError):
        gradient_check(trace(of_matrix([[10.0]], IDENTITY, T=300, s0=[1.0])))


# ------------------------------------------------------------------ what rounding hides


def confident(c: float) -> Experiment:
    """Return one tanh unit read by two classes of which the right one leads by 2c and more."""
    found = of_matrix([[0.5]], TANH, T=3, b=[1.0])
    return replace(found, readout=Readout(np.array([[1.0], [-1.0]]), np.array([c, -c]), 0))


@pytest.mark.parametrize("c", [30.0, 500.0])
def test_a_difference_below_the_rounding_of_the_read_out_is_undecided(c: float) -> None:
    check = gradient_check(trace(confident(c)))
    assert check.settled == 0
    assert not check.agrees


def test_equal_losses_settle_nothing_against_a_formula_that_is_not_zero() -> None:
    # s = 1 to the last bit, whatever is done to W[1, 1]
    experiment = of_matrix([[1.0]], TANH, T=1, s0=[1.0], b=[20.0], y=[0.5])
    result = trace(experiment)
    assert result.gradient[0, 0] != 0.0
    check = gradient_check(result)
    assert (check.quotient, check.settled) == (0.0, 0)


# ------------------------------------------------------------------ kinks


@pytest.mark.parametrize("sigma", [RELU, LEAKY_RELU])
def test_a_unit_on_a_kink_is_named_and_the_entries_that_move_it_are_left_out(
    sigma: Activation,
) -> None:
    experiment = of_matrix([[0, 1], [1, 0]], sigma, T=3, s0=[1, 0], y=[5, 5])
    check = gradient_check(trace(experiment))
    assert check.kink == Kink(sigma.name, 0, 1, True, 2)
    assert (check.settled, check.checked) == (2, 4)
    assert check.agrees
    # s_3 = (0, W[1, 2] W[2, 1]²): by hand −4·2 for W[2, 1] and −4 for W[1, 2]
    assert (check.row, check.column) in ((1, 0), (0, 1))
    assert check.formula == {(1, 0): -8.0, (0, 1): -4.0}[check.row, check.column]


def test_a_unit_nearer_to_a_kink_than_the_smallest_step_is_named_too() -> None:
    experiment = of_matrix([[1.0]], RELU, T=2, s0=[1.0], b=[-1.0 + 1e-15], y=[5.0])
    check = gradient_check(trace(experiment))
    assert check.kink == Kink("relu", 0, 1, False, 1)
    assert check.settled == 0


def test_steps_that_cross_a_kink_do_not_count() -> None:
    # a_1 = 10⁻⁶: the larger steps cross the kink, the smaller ones agree
    experiment = of_matrix([[1.0]], RELU, T=1, s0=[1.0], b=[-1.0 + 1e-6], y=[5.0])
    check = gradient_check(trace(experiment))
    assert check.kink is None
    assert check.agrees


def test_a_unit_that_no_entry_moves_may_stand_on_a_kink() -> None:
    experiment = of_matrix([[0.5, 0.0], [0.0, 0.0]], RELU, T=3, s0=[1.0, 0.0], y=[1.0, 1.0])
    check = gradient_check(trace(experiment))
    # unit 2 stays at a = 0, but for W[2, 1] that reads the first unit
    assert check.kink == Kink("relu", 1, 1, True, 1)
    assert check.settled == 3


# ------------------------------------------------------------------ any experiment


@dataclass(frozen=True)
class _Formula:
    """A gradient made by hand, in place of the trace's."""

    values: Array

    def total(self, _parameter: str = "W") -> Scaled:
        return Scaled.of(self.values)


@st.composite
def any_experiments(draw: st.DrawFn) -> Experiment:
    """Draw an experiment of either loss, at t or summed, over 40 decades of outputs and targets."""
    found = draw(experiments(largest=4))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    scale = 10.0 ** draw(st.floats(-1, 1) | st.floats(-20, 20))
    found = replace(found, y=found.y * scale, summed=draw(st.booleans()))
    if draw(st.booleans()):
        n, d = draw(st.integers(1, 4)), found.network.d
        V, c = scale * rng.standard_normal((n, d)), rng.standard_normal(n)
        found = replace(found, readout=Readout(V, c * draw(st.sampled_from((0, 1, 30))), n - 1))
    return found


def checked(experiment: Experiment) -> tuple[Trace, GradientCheck] | None:
    try:
        result = trace(experiment)
        return result, gradient_check(result)
    except (InputError, OverflowError):
        return None


@settings(max_examples=120, deadline=None)
@given(any_experiments())
def test_the_right_formula_is_never_called_wrong(experiment: Experiment) -> None:
    found = checked(experiment)
    if found is None:
        return
    result, check = found
    assert check.agrees or check.settled == 0
    if check.agrees and check.settled == check.checked:
        truth = autograd_terms(experiment).sum(axis=0)
        if np.isfinite(truth).all():  # PyTorch's products overflow where ours keep an exponent
            np.testing.assert_allclose(result.gradient, truth, rtol=0, atol=1e-4 * check.largest)


@settings(max_examples=120, deadline=None)
@given(any_experiments(), st.floats(-3, 1), st.integers(0, 15), st.sampled_from((-1, 1)))
def test_a_wrong_formula_is_called_wrong_unless_its_entry_is_undecided(
    experiment: Experiment, decades: float, at: int, sign: int
) -> None:
    found = checked(experiment)
    if found is None:
        return
    result, right = found
    values = result.gradient.copy()
    values.flat[at % values.size] += sign * 10.0**decades * (right.largest or 1.0)
    wrong: Any = _Formula(values)
    check = gradient_check(with_gradients(result, wrong))
    if right.settled == right.checked == check.settled:
        assert not check.agrees
    if right.settled == right.checked and right.quotient != 0.0:
        assert check.settled > 0


def test_every_activation_with_a_kink_says_where() -> None:
    h = 1e-7
    for sigma in ACTIVATIONS.values():
        a = np.linspace(-2.0, 2.0, 401)
        left, right = (sigma.value(a) - sigma.value(a - h)), (sigma.value(a + h) - sigma.value(a))
        bent = a[np.abs(right - left) > 1e-3 * h]
        np.testing.assert_allclose(bent, sigma.kinks, atol=1e-12)
