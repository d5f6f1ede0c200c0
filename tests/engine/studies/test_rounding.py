"""The rounding of the states against mpmath, and what a network makes of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from mpmath import mp, mpf

from engine.bptt.trace import trace
from engine.cells.activations import IDENTITY, TANH
from engine.experiment.experiment import Experiment
from engine.experiment.loss import loss_rounding
from engine.studies.rounding import states_rounding
from tests.engine.experiments import of_matrix, random_experiment


def exact_loss(e: Experiment) -> mpf:
    """Return L_t of a tanh network at 60 digits."""
    net = e.network
    W, U, b, s = (mp.matrix(v.tolist()) for v in (net.W, net.U, net.b, net.s0))
    for x in e.x[: e.t]:
        a = W * s + U * mp.matrix(x.tolist()) + b
        s = a.apply(mp.tanh)
    return sum((s[i] - mpf(float(e.y[i]))) ** 2 for i in range(net.d)) / 2


@pytest.mark.parametrize("gain", [0.5, 1.0, 2.0])
@pytest.mark.parametrize("seed", range(4))
def test_the_loss_is_no_further_off_than_its_rounding(seed: int, gain: float) -> None:
    rng = np.random.default_rng(seed)
    experiment = random_experiment(rng, TANH, (4, 2, 20, 20), gain=gain)
    result = trace(experiment)
    last = result.run.s[-1]
    rounding = states_rounding(experiment) + float(
        loss_rounding(last, experiment.y, None, np.array(result.loss))
    )
    with mp.workdps(60):
        off = float(abs(mpf(result.loss) - exact_loss(experiment)))
    assert off <= 3 * rounding
    assert rounding < 1e-8 * result.loss


def test_a_network_that_amplifies_amplifies_rounding() -> None:
    calm = of_matrix([[1.0]], IDENTITY, T=30, s0=[1.0], y=[0.5])
    steep = replace(calm, network=replace(calm.network, W=np.array([[3.0]])))
    growth = trace(steep).loss / trace(calm).loss
    assert 0.1 * growth < states_rounding(steep) / states_rounding(calm) < 10 * growth


def test_no_state_no_rounding() -> None:
    assert states_rounding(of_matrix(np.eye(2), TANH, T=3, y=[1.0, 2.0])) == 0.0


def test_a_copy_beyond_a_double_leaves_the_rounding_unknown() -> None:
    experiment = of_matrix([[1.0]], IDENTITY, T=400, s0=[1.7e154])
    assert states_rounding(experiment) in (np.inf, pytest.approx(1e294, rel=1e3))
