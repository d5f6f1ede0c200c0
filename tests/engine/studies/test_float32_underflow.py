"""Which terms survive in float32, against PyTorch in float32."""

from __future__ import annotations

import numpy as np
import pytest

from engine.bptt.trace import trace
from engine.cells.activations import ACTIVATIONS, IDENTITY, LOGISTIC, TANH
from engine.experiment.experiment import Experiment
from engine.studies.float32_underflow import Float32Underflow, float32_underflow
from tests.engine.experiments import ACTIVATION_NAMES, of_matrix, random_experiment
from tests.engine.loss_oracle import LOSSES, autograd_terms, with_loss


def fading(name: str, T: int = 120) -> Experiment:
    """Return a network whose gradient shrinks by about 0.3 or less a step."""
    rng = np.random.default_rng(7)
    return random_experiment(rng, ACTIVATIONS[name], (4, 2, T, T), "orthogonal", gain=0.3)


@pytest.mark.parametrize("name", ACTIVATION_NAMES)
@pytest.mark.parametrize(("kind", "summed"), LOSSES)
def test_zero_terms_are_pytorchs(kind: str, summed: bool, name: str) -> None:
    experiment = with_loss(fading(name), kind, summed)
    lens, terms = float32_underflow(experiment), autograd_terms(experiment, "float32")[::-1]
    zero = ~terms.any(axis=(1, 2))
    # the last subnormal may be rounded either way: a sum of products has no one order
    assert (lens.zero != zero).sum() <= 1
    assert abs(lens.silent_until - Float32Underflow(zero, lens.finite).silent_until) <= 1
    assert lens.finite.all()
    assert (lens.silent_until > 20) is not summed


def test_terms_are_lost_that_a_double_keeps() -> None:
    experiment = of_matrix([[0.1]], IDENTITY, T=100, x=np.full((100, 1), 0.9), s0=[1.0])
    lens = float32_underflow(experiment)
    assert np.isfinite(trace(experiment).gradients.log10_term_norm()).all()
    # s_k ≈ 1 and δ_k ≈ 0.1^(100 − k): below 2^−150 = 7.0e−46 from the 46th factor on
    assert lens.silent_until == 100 - 46


def test_a_state_that_rounds_to_one_has_no_slope_in_float32() -> None:
    experiment = of_matrix([[0.5]], TANH, T=2, x=[[12.0], [12.0]], s0=[1.0])
    assert trace(experiment).gradients.log10_term_norm()[0] > -np.inf
    assert float32_underflow(experiment).silent_until == 2


def test_the_logistic_saturates_at_one_but_not_at_zero() -> None:
    high = float32_underflow(of_matrix([[0.5]], LOGISTIC, T=1, x=[[20.0]], s0=[1.0]))
    low = float32_underflow(of_matrix([[0.5]], LOGISTIC, T=1, x=[[-20.0]], s0=[1.0], y=[1.0]))
    assert high.zero.all()
    assert not low.zero.any()


def test_an_overflow_is_not_a_zero() -> None:
    lens = float32_underflow(of_matrix([[10.0]], IDENTITY, T=60, s0=[1.0]))
    assert not lens.finite.any()
    assert not lens.zero.any()
    assert lens.silent_until == 0


def test_one_nonzero_entry_keeps_a_term() -> None:
    # s = (1/2, 0), (1/4, 0) and δ_2 = s_2, so both terms have one nonzero entry beside zeros
    lens = float32_underflow(of_matrix([[0.5, 0.0], [0.0, 0.5]], IDENTITY, T=2, s0=[1.0, 0.0]))
    assert not lens.zero.any()


def test_one_infinite_entry_makes_a_term_infinite() -> None:
    experiment = of_matrix([[10.0, 0.0], [0.0, 1.0]], IDENTITY, T=60, s0=[1.0, 1.0])
    assert not float32_underflow(experiment).finite.any()
