"""Both losses and their gradients against mpmath at 60 digits, and where they leave a double."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mp, mpf

from engine.errors import InputError
from engine.experiment.loss import (
    Readout,
    loss_gradients,
    loss_rounding,
    losses,
    parts_rounding,
)

LARGEST = float(np.finfo(np.float64).max)
NO_STATE = np.zeros((1, 1))
logits = st.lists(
    st.floats(-3, 3) | st.floats(-40, 40) | st.floats(-700, 700), min_size=1, max_size=6
)


def of_logits(z: list[float], label: int) -> Readout:
    """Return the read-out that gives these outputs whatever the state."""
    return Readout(np.zeros((len(z), 1)), np.array(z), label)


def softmax(z: list[float]) -> list[mpf]:
    with mp.workdps(700):  # e^1400 beside 1
        powers = [mp.exp(mpf(v)) for v in z]
        return [p / sum(powers) for p in powers]


@settings(max_examples=100, deadline=None)
@given(logits, st.data())
def test_the_cross_entropy_keeps_its_digits(z: list[float], data: st.DataObject) -> None:
    label = data.draw(st.integers(0, len(z) - 1))
    found = losses(NO_STATE, np.zeros(1), of_logits(z, label))[0]
    with mp.workdps(700):
        true = -mp.log(softmax(z)[label])
        # the margins z_i − z_label are rounded once: ε·|margin| of the loss
        assert abs(found - true) <= 4e-16 * (2 + np.ptp(z)) * true + 1e-323


@settings(max_examples=100, deadline=None)
@given(logits, st.data())
def test_the_softmax_gradient_keeps_its_digits(z: list[float], data: st.DataObject) -> None:
    n = len(z)
    label = data.draw(st.integers(0, n - 1))
    readout = Readout(np.eye(n), np.array(z), label)
    rows, exponents = loss_gradients(np.zeros((1, n)), np.zeros(n), readout)
    with mp.workdps(700):
        shares = softmax(z)
        wrong = sum((p for i, p in enumerate(shares) if i != label), mpf(0))
        true = [-wrong if i == label else p for i, p in enumerate(shares)]
        size = max(map(abs, true))
        for ours, theirs in zip(rows[0], true, strict=True):
            exact = mpf(float(ours)) * mpf(2) ** int(exponents[0])
            assert abs(exact - theirs) <= 4e-16 * (4 + np.ptp(z)) * size


@pytest.mark.parametrize(("c", "loss"), [(15.0, 9.357622968839299e-14), (17.0, 1.713908431e-15)])
def test_a_confident_class_has_a_loss_of_its_own(c: float, loss: float) -> None:
    assert losses(NO_STATE, np.zeros(1), of_logits([c, -c], 0))[0] == pytest.approx(loss, rel=1e-9)


def test_a_gradient_below_a_double_is_not_zero() -> None:
    readout = Readout(np.eye(2), np.array([500.0, -500.0]), 0)
    rows, exponents = loss_gradients(np.zeros((1, 2)), np.zeros(2), readout)
    logarithm = np.log2(np.abs(rows[0])) + exponents[0]
    np.testing.assert_allclose(logarithm, -1000.0 / np.log(2.0), rtol=1e-15)


def test_one_class_alone_has_no_loss_and_no_gradient() -> None:
    readout = Readout(np.ones((1, 2)), np.array([3.0]), 0)
    S = np.array([[1.0, -2.0]])
    assert losses(S, np.zeros(2), readout)[0] == 0.0
    np.testing.assert_array_equal(loss_gradients(S, np.zeros(2), readout)[0], [[0.0, 0.0]])


@pytest.mark.parametrize(
    ("z", "label", "loss"),
    [
        ([1.5e308, -1.5e308], 1, np.inf),  # 3·10³⁰⁸
        ([1.5e308, -1.5e308], 0, 0.0),
        ([8e307, -8e307], 1, 1.6e308),
        ([LARGEST, LARGEST], 0, np.log(2.0)),
    ],
)
def test_outputs_at_the_end_of_a_double(z: list[float], label: int, loss: float) -> None:
    readout = of_logits(z, label)
    assert losses(NO_STATE, np.zeros(1), readout)[0] == pytest.approx(loss, rel=1e-15)
    assert np.isfinite(loss_gradients(NO_STATE, np.zeros(1), readout)[0]).all()


def test_a_squared_error_above_a_double_is_infinite_and_its_gradient_is_not() -> None:
    S, y = np.array([[1.7e308, 1.0], [3.0, 4.0]]), np.array([-1.7e308, 0.0])
    np.testing.assert_array_equal(losses(S, y, None), [np.inf, np.inf])
    rows, exponents = loss_gradients(S, y, None)
    np.testing.assert_array_equal(rows[0], [1.7e308, 0.5])
    np.testing.assert_array_equal(exponents, [1, 1])


@pytest.mark.parametrize("entropy", [False, True])
def test_many_states_side_by_side_are_each_state_alone(entropy: bool) -> None:
    rng = np.random.default_rng(4)
    S, y = rng.standard_normal((2, 5, 3)), rng.standard_normal(3)
    readout = Readout(rng.standard_normal((4, 3)), rng.standard_normal(4), 2) if entropy else None
    for function in (losses, parts_rounding):
        many = function(S, y, readout)
        assert many.shape == (2, 5)
        alone = function(S[1, 3], y, readout)
        assert many[1, 3] == pytest.approx(float(alone), rel=1e-13)


def test_the_rounding_of_the_parts_by_hand() -> None:
    epsilon = 2.0**-52
    S, y = np.array([[3.0, -1.0]]), np.array([1.0, 1.0])
    assert parts_rounding(S, y, None)[0] == epsilon * (2 * 3 + 2 * 1)
    readout = Readout(np.eye(2), np.array([0.0, 5.0]), 0)  # z = 3, 4
    assert parts_rounding(S, y, readout)[0] == epsilon * (4 + 3)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(-6, 6), st.booleans())
def test_the_loss_is_no_further_off_than_its_rounding(
    seed: int, decades: float, entropy: bool
) -> None:
    rng = np.random.default_rng(seed)
    S, y = 10.0**decades * rng.standard_normal((1, 3)), rng.standard_normal(3)
    readout = Readout(np.eye(3), y, int(rng.integers(3))) if entropy else None
    values = losses(S, y, readout)
    found, rounding = float(values[0]), float(loss_rounding(S, y, readout, values)[0])
    with mp.workdps(60):
        s, t = [mpf(float(v)) for v in S[0]], [mpf(float(v)) for v in y]
        true = sum((a - b) ** 2 for a, b in zip(s, t, strict=True)) / 2
        if readout is not None:
            z = [a + b for a, b in zip(s, t, strict=True)]
            others = [v - z[readout.label] for i, v in enumerate(z) if i != readout.label]
            true = mp.log1p(sum(map(mp.exp, others)))
        assert abs(found - true) <= 2 * rounding + 1e-323


def test_a_label_without_a_class_is_refused() -> None:
    with pytest.raises(InputError, match="label is 2; choose a class from 0 to 1"):
        Readout(np.eye(2), np.zeros(2), 2)
