"""The check finds a right gradient right, a wrong one wrong, and says when it cannot tell."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.analysis.gradient_check import gradient_check
from engine.backprop.trace import trace
from engine.gallery import entry
from engine.network.activations import IDENTITY, TANH
from engine.network.edits import with_array
from tests.engine.experiments import ACTIVATION_NAMES, of_matrix, random_experiment
from tests.engine.loss_oracle import LOSSES, drawn


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


def test_a_wrong_gradient_is_found_out() -> None:
    right = trace(drawn("squared", False))
    other = trace(with_array(right.experiment, "y", right.experiment.y + 1e-3))
    check = gradient_check(replace(right, gradients=other.gradients))
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
