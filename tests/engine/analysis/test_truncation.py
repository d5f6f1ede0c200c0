"""Truncated gradients against PyTorch with the state detached τ steps before each loss."""

from __future__ import annotations

import numpy as np
import pytest

from engine.analysis.gradient_shares import shares
from engine.analysis.partial_sums import PartialSums, partial_sums
from engine.analysis.truncation import truncated
from engine.backprop.scaled import Scaled
from engine.backprop.trace import trace
from engine.network.activations import IDENTITY
from engine.network.experiment import Experiment
from engine.network.loss_edits import with_summed
from tests.engine.experiments import ACTIVATION_NAMES, of_matrix
from tests.engine.loss_oracle import LOSSES, autograd_truncated, drawn


def of(experiment: Experiment) -> PartialSums:
    result = trace(experiment)
    return truncated(result, shares(result.gradients))


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
    parts = shares(result.gradients)
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
        truncated(result, shares(result.gradients), stop)
