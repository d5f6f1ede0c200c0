"""The word for a step, at its borders on a parabola and where there is none."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.bptt.trace import trace
from engine.cells.activations import IDENTITY, LOGISTIC
from engine.studies.loss_along_gradient import LossAlongGradient, look_along
from engine.studies.step_outcome import StepClass, StepOutcome, classify, step_outcome
from tests.engine.experiments import of_matrix

PARABOLA = of_matrix([[1.0]], IDENTITY, T=1, s0=[1.0], y=[-1.0])  # φ(r) = ½(2 − r)²


def on_parabola(share_of_minimum: float) -> StepOutcome:
    gradient = trace(PARABOLA).gradients.total("W")
    ray = look_along(PARABOLA, gradient)
    assert ray is not None
    return step_outcome(ray, PARABOLA, gradient, 2.0 * share_of_minimum)


@pytest.mark.parametrize(
    ("rho", "word"),
    [
        (1e-6, StepClass.TOO_SMALL),
        (0.050, StepClass.TOO_SMALL),
        (0.053, StepClass.GOOD),
        (1.0, StepClass.GOOD),
        (1.947, StepClass.GOOD),
        (1.951, StepClass.OVERSHOOTS),
        (2.5, StepClass.OVERSHOOTS),
        (1e9, StepClass.OVERSHOOTS),
    ],
)
def test_the_borders_on_a_parabola(rho: float, word: StepClass) -> None:
    found = on_parabola(rho)
    assert found.word is word
    assert found.share == pytest.approx(2 * rho - rho**2, rel=1e-4, abs=1e-9)


def test_sentences_say_how_far_and_how_much() -> None:
    assert on_parabola(0.5).sentence == "The step gains 75 % of the drop to the first minimum."
    assert "passes the minimum and still gains 75 %" in on_parabola(1.5).sentence
    assert "4 times as far" in on_parabola(4.0).sentence
    assert "rises to 9 times" in on_parabola(4.0).sentence
    assert "100 times as far away" in on_parabola(0.01).sentence
    assert "nearly all of the gain is lost" in on_parabola(1.98).sentence


def test_a_landing_beyond_a_double_overshoots() -> None:
    found = on_parabola(math.inf)
    assert (found.word, found.loss) == (StepClass.OVERSHOOTS, math.inf)
    assert "leaves the range of a double" in found.sentence


def test_a_deeper_valley_behind_the_minimum_is_good_luck() -> None:
    ray = LossAlongGradient(np.array([0.0, 1.0, 2.0]), np.array([1.0, 0.5, 0.9]), 1.0)
    found = classify(ray, 5.0, 0.1)
    assert found.word is StepClass.GOOD
    assert "deeper valley" in found.sentence


def test_without_a_minimum_a_step_is_measured_by_the_reach() -> None:
    ray = LossAlongGradient(np.array([0.0, 1.0, 2.0]), np.array([1.0, 0.9, 0.8]), None)
    assert classify(ray, 1e-9, 1.0).word is StepClass.TOO_SMALL
    assert classify(ray, 1.5, 0.85).sentence == (
        "There is no minimum along this line as far as we looked. "
        "The step gains 75 % of the fall found."
    )
    assert classify(ray, 1.5, 0.85).word is StepClass.GOOD
    assert classify(ray, 9.0, 1.2).word is StepClass.OVERSHOOTS


def test_on_flat_ground_a_step_gains_nothing() -> None:
    flat = LossAlongGradient(np.array([0.0, 1.0]), np.array([1.0, 1.0 - 1e-15]), None, noise=1e-14)
    assert classify(flat, 1.0, 1.0).word is StepClass.TOO_SMALL
    assert "falls by less than its own rounding" in classify(flat, 1.0, 1.0).sentence
    assert classify(flat, 1.0, 1.5).word is StepClass.OVERSHOOTS


@pytest.mark.parametrize("eta", [1.0, 10.0, 20.0])
def test_where_the_loss_falls_for_ever_no_sentence_speaks_of_a_minimum(eta: float) -> None:
    # y = 5 is out of reach of the logistic: the larger the weight, the nearer to it
    experiment = of_matrix([[0.5]], LOGISTIC, T=2, y=[5.0])
    gradient = trace(experiment).gradients.total("W")
    step = eta * 10.0 ** gradient.log10_norm()
    ray = look_along(experiment, gradient, step)
    assert ray is not None
    sentence = step_outcome(ray, experiment, gradient, step).sentence
    assert sentence.startswith("There is no minimum along this line as far as we looked. ")
    assert "the minimum" not in sentence


def test_a_gain_of_nearly_all_is_not_called_all() -> None:
    assert "99.9 % of the drop" in on_parabola(0.97).sentence
    assert "gains all of the drop" in on_parabola(1.0).sentence


def test_a_step_of_no_length_says_so() -> None:
    ray = LossAlongGradient(np.array([0.0, 1.0, 2.0]), np.array([1.0, 0.5, 0.9]), 1.0)
    assert classify(ray, 0.0, 1.0).sentence == (
        "The length of the step is below the range of a double: "
        "the step gains less than 0.01 % of the drop."
    )


def test_a_loss_a_little_higher_is_not_said_to_be_once_as_high() -> None:
    ray = LossAlongGradient(np.array([0.0, 1.0, 2.0]), np.array([1.0, 0.5, 0.9]), 1.0)
    assert classify(ray, 3.0, 1.001).sentence.endswith("the loss rises a little above what it was.")
