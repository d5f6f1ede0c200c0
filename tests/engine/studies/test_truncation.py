"""Truncated gradients against PyTorch with the state detached τ steps before each loss."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from engine.bptt.trace import trace
from engine.cells.activations import ACTIVATIONS, IDENTITY, TANH
from engine.chain.scaled import Scaled
from engine.experiment.edits import with_array
from engine.experiment.experiment import Experiment
from engine.experiment.loss_edits import with_summed
from engine.experiment.network import Network
from engine.studies.gradient_decomposition import gradient_decomposition
from engine.studies.partial_sums import partial_sums
from engine.studies.truncation import Truncated, truncated
from tests.engine.experiments import ACTIVATION_NAMES, of_matrix
from tests.engine.loss_oracle import LOSSES, autograd_truncated, drawn


def of(experiment: Experiment) -> Truncated:
    result = trace(experiment)
    return truncated(result, gradient_decomposition(result.gradients))


@pytest.mark.parametrize("name", ACTIVATION_NAMES)
@pytest.mark.parametrize(("kind", "summed"), LOSSES)
def test_truncated_gradients_are_autograds(kind: str, summed: bool, name: str) -> None:
    experiment = drawn(kind, summed, name, (4, 2, 14, 13))
    found = of(experiment)
    full = autograd_truncated(experiment, experiment.t)
    for tau in range(1, experiment.t + 1):
        oracle = autograd_truncated(experiment, tau)
        norm, angle = np.linalg.norm(oracle), angle_between(oracle, full)
        assert 10.0 ** found.log10_norm[tau - 1] == pytest.approx(norm, rel=1e-8)
        assert found.angle[tau - 1] == pytest.approx(angle, rel=1e-8, abs=1e-8)


def angle_between(a: np.ndarray, b: np.ndarray) -> float:
    return float(partial_sums([Scaled.of(a)], Scaled.of(b)).angle[0])


def test_summed_losses_past_a_double_end_at_the_full_gradient() -> None:
    # from 1e-160 the states reach 7^300 · 1e-160 ≈ 10^93; the gradient has another 10^253
    result = trace(with_summed(of_matrix([[7.0]], IDENTITY, T=300, s0=[1e-160], y=[1.0]), True))
    parts = gradient_decomposition(result.gradients)
    found = truncated(result, parts)
    assert found.log10_norm[-1] == pytest.approx(parts.log10_total, abs=1e-9)
    assert found.angle[-1] == pytest.approx(0.0, abs=1e-9)


def test_summed_and_single_agree_when_there_is_one_step() -> None:
    experiment = drawn("squared", False, shape=(3, 2, 5, 1))
    alone, summed = of(experiment), of(with_summed(experiment, True))
    np.testing.assert_allclose(alone.log10_norm, summed.log10_norm, rtol=1e-14)


def test_what_reports_may_end_the_work() -> None:
    result = trace(drawn("squared", True))

    def stop(done: int, total: int) -> None:
        assert total == 18
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        truncated(result, gradient_decomposition(result.gradients), stop)


FADING = of_matrix([[0.1]], IDENTITY, T=10, x=[[1.0]] + [[0.9]] * 9)


@pytest.mark.parametrize(("share", "reach"), [(1e-3, 3), (1e-30, 9), (2.0, 1)])
def test_the_reach_is_the_least_length_beyond_which_little_is_lost(
    share: float, reach: int
) -> None:
    # δ_k = 0.1^(10 − k) up to a constant; s_0 = 0 and s_k = 1 for k ≥ 1, held there by the input
    assert of(FADING).reach(share) == reach


def test_of_equal_parts_the_most_recent_leads_whatever_the_last_digits() -> None:
    found = of(of_matrix([[1.0]], IDENTITY, T=9, s0=[1.0]))
    shaken = replace(found, log10_part=found.log10_part + 1e-15 * np.arange(9))
    assert (found.leading, shaken.leading) == (0, 0)
    assert found.recent == pytest.approx(5 / 9, rel=1e-12)


def test_of_summed_losses_the_parts_are_sorted_by_lag() -> None:
    # W = 0.05, an input at step 1 alone: of L_1 … L_10 all but L_2's last step is little
    x = [[2.0]] + [[0.0]] * 9
    found = of(with_summed(of_matrix([[0.05]], TANH, T=10, x=x), True))
    assert found.leading == 0
    kept = 10.0 ** (found.log10_norm[0] - found.log10_norm[-1])
    assert kept == pytest.approx(0.9975, abs=5e-5)  # by 60 digits
    assert found.reach(1e-3) == 2


def test_the_whole_is_all_of_it_from_the_last_part_that_is_not_zero() -> None:
    # s_0 = 0 makes the last part zero, so that τ = t − 1 already is the full gradient
    found = of(drawn("squared", True, "relu", (4, 2, 14, 13)))
    zero = with_s0(drawn("squared", True, "tanh", (4, 2, 14, 13)))
    for sums, last in ((found, 13), (of(zero), 12)):
        np.testing.assert_array_equal(sums.log10_norm[last - 1 :], sums.log10_norm[-1])
        np.testing.assert_array_equal(sums.angle[last - 1 :], 0.0)


def with_s0(experiment: Experiment) -> Experiment:
    return with_array(experiment, "s0", np.zeros(experiment.network.d))


def test_summed_losses_keep_a_direction_far_below_the_one_that_dies() -> None:
    """At step 1 the unit that has grown 2^699 is off, and the one that shrank 2^−699 leads."""
    x = np.zeros((700, 2))
    x[0], x[1] = (-5.0, 1.0), (1e-150, 1.0)
    W = np.diag([2.0, 0.5])
    network = Network(W, np.eye(2), np.zeros(2), np.ones(2), ACTIVATIONS["relu"])
    experiment = with_summed(Experiment(network, x, np.zeros(2), 700), True)
    # unit 2: s_1 = 1.5, s_2 = 1.75, then halved 698 times; its δ_1 = 2^−699 s_700, and ‖s_0‖ = √2
    longest = math.log10(1.75 * math.sqrt(2.0)) - (698 + 699) * math.log10(2.0)
    assert of(experiment).log10_part[-1] == pytest.approx(longest, abs=1e-9)
