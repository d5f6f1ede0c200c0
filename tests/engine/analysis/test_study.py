"""The study bundles trace, constants and verdict of one experiment."""

from __future__ import annotations

import numpy as np
import pytest

from engine.analysis.constants import constants
from engine.analysis.study import estimated_seconds, study
from engine.analysis.verdict import verdict
from engine.backprop.trace import trace
from engine.errors import InputError
from engine.network.activations import TANH
from tests.engine.experiments import of_matrix, random_experiment

DRAWN = random_experiment(np.random.default_rng(4), TANH, (5, 2, 9, 8), gain=1.3)


@pytest.mark.parametrize("norm", ["spectral", "one"])
def test_its_parts_are_those_of_the_same_experiment(norm: str) -> None:
    found = study(DRAWN, norm)
    assert found.experiment is DRAWN
    np.testing.assert_array_equal(found.trace.log10_norm, trace(DRAWN, norm).log10_norm)
    assert found.verdict == verdict(trace(DRAWN, norm))
    assert found.constants.rho == constants(DRAWN.network).rho


def test_progress_and_errors_are_the_traces() -> None:
    counts: list[int] = []
    study(DRAWN, progress=lambda done, _total: counts.append(done))
    assert counts[-1] == 16
    with pytest.raises(InputError, match="norm is 'two'"):
        study(DRAWN, "two")


def test_the_estimate_grows_with_steps_and_units() -> None:
    short, long = (estimated_seconds(of_matrix(np.eye(8), T=T)) for T in (10, 1000))
    assert 0 < short < long / 50
    assert estimated_seconds(of_matrix(np.eye(64), T=10)) > 8 * short
