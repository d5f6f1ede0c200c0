"""σ and its slope, saturated or not, against 60 digits, finite differences and autograd."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mpmath import mp, mpf

from engine.network.activations import ACTIVATIONS, Activation
from tests.engine.experiments import ACTIVATION_NAMES
from tests.engine.oracles import DIGITS, exact_slope, torch_activation

SMOOTH = ("logistic", "tanh")
LAST_NORMAL = {"logistic": 708.0, "tanh": 354.0}  # beyond it the slope has fewer than 53 bits
every_activation = pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=lambda a: a.name)
huge = st.floats(allow_nan=False, allow_infinity=False)


def at(function: object, a: float) -> float:
    return float(function(np.array([a]))[0])  # type: ignore[operator]


def exact_value(name: str, a: float) -> mpf:
    with mp.workdps(DIGITS):
        if name == "logistic":
            e = mp.exp(-abs(mpf(a)))
            return (1 if a >= 0 else e) / (1 + e)
        return mp.tanh(mpf(a))


@pytest.mark.parametrize("name", SMOOTH)
@given(a=huge)
def test_value_has_all_its_digits_at_any_magnitude(name: str, a: float) -> None:
    exact = exact_value(name, a)
    assert abs(at(ACTIVATIONS[name].value, a) - exact) <= 4e-16 * abs(exact) + mpf(5e-324)


@pytest.mark.parametrize("name", SMOOTH)
@given(share=st.floats(-1, 1))
def test_slope_has_all_its_digits_when_saturated(name: str, share: float) -> None:
    a = share * LAST_NORMAL[name]
    exact = exact_slope(name, a)
    assert abs(at(ACTIVATIONS[name].slope, a) / exact - 1) < 2e-15


@pytest.mark.parametrize("name", SMOOTH)
@pytest.mark.parametrize("size", [0.0, 1.0, 18.0, 40.0, 350.0, 700.0, 745.0, 1e4, 1e308])
def test_slope_is_even_and_between_zero_and_gamma(name: str, size: float) -> None:
    sigma = ACTIVATIONS[name]
    assert at(sigma.slope, size) == at(sigma.slope, -size)
    assert 0 <= at(sigma.slope, size) <= sigma.gamma
    exact = float(exact_slope(name, size))
    assert at(sigma.slope, size) == pytest.approx(exact, rel=1e-14, abs=5e-324)


@pytest.mark.parametrize("name", SMOOTH)
@pytest.mark.parametrize("a", [-5.0, -1.0, 0.0, 0.3, 2.0, 7.0])
def test_slope_is_the_difference_quotient(name: str, a: float) -> None:
    sigma, h = ACTIVATIONS[name], 1e-5
    quotient = (at(sigma.value, a + h) - at(sigma.value, a - h)) / (2 * h)
    assert at(sigma.slope, a) == pytest.approx(quotient, rel=1e-5, abs=1e-11)


@every_activation
def test_value_and_slope_agree_with_autograd(activation: Activation) -> None:
    torch = pytest.importorskip("torch")
    a = np.linspace(-6, 6, 241)
    tensor = torch.tensor(a, requires_grad=True)
    value = torch_activation(activation)(tensor)
    value.sum().backward()
    np.testing.assert_allclose(activation.value(a), value.detach().numpy(), rtol=1e-13, atol=0)
    np.testing.assert_allclose(activation.slope(a), tensor.grad.numpy(), rtol=1e-10, atol=0)


@every_activation
def test_gamma_is_the_largest_slope_and_attained(activation: Activation) -> None:
    a = np.concatenate([np.linspace(-9, 9, 3001), [0.0, 1.0]])
    assert activation.slope(a).max() == activation.gamma
    where = 1.0 if activation.attained_at == "every a > 0" else 0.0
    assert at(activation.slope, where) == activation.gamma


def test_relu_has_slope_zero_at_its_corner_and_one_just_above() -> None:
    slope = ACTIVATIONS["relu"].slope(np.array([-1.0, -0.0, 0.0, 5e-324, 1e308]))
    np.testing.assert_array_equal(slope, [0, 0, 0, 1, 1])


@every_activation
def test_shape_is_kept_and_the_input_untouched(activation: Activation) -> None:
    a = np.linspace(-2, 2, 6).reshape(2, 3)
    before = a.copy()
    value, slope = activation.value(a), activation.slope(a)
    value += 1.0
    slope += 1.0
    assert value.shape == slope.shape == (2, 3)
    np.testing.assert_array_equal(a, before)


def test_each_activation_is_found_under_its_own_name() -> None:
    assert ACTIVATION_NAMES == ("tanh", "logistic", "relu", "identity")
    assert all(name == activation.name for name, activation in ACTIVATIONS.items())
