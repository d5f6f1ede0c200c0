"""σ, its slope and γ, saturated or not, against 60 digits, finite differences and PyTorch."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mpmath import mp, mpf

from engine.cells.activations import ACTIVATIONS, Activation
from tests.engine.activation_oracles import ACTIVATION_ORACLES
from tests.engine.experiments import ACTIVATION_NAMES
from tests.engine.oracles import exact_slope, exact_value, torch_activation

HUGE = (1e4, 1e160, 1e308, 1.7e308)
ORACLES = ACTIVATION_ORACLES.values()
EVEN = [oracle.name for oracle in ORACLES if oracle.is_even]
SMOOTH = [oracle.name for oracle in ORACLES if oracle.is_smooth]
LAST_NORMAL = {oracle.name: oracle.last_normal for oracle in ORACLES if oracle.last_normal}
every_activation = pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=lambda a: a.name)
huge = st.floats(allow_nan=False, allow_infinity=False)


def at(function: object, a: float) -> float:
    return float(function(np.array([a]))[0])  # type: ignore[operator]


@pytest.mark.parametrize("name", [name for name in ACTIVATION_NAMES if name != "gelu"])
@given(a=huge)
def test_value_has_all_its_digits_at_any_magnitude(name: str, a: float) -> None:
    exact = exact_value(name, a)
    assert abs(at(ACTIVATIONS[name].value, a) - exact) <= 6e-16 * abs(exact) + mpf(5e-324)


@given(a=st.floats(-37, 37) | st.floats(37, 1.7e308))
def test_gelu_loses_a_squared_units_of_its_last_place_at_most(a: float) -> None:
    exact = exact_value("gelu", a)
    lost = 2.3e-16 * (4 + min(a, 0) ** 2)
    assert abs(at(ACTIVATIONS["gelu"].value, a) - exact) <= lost * abs(exact) + mpf(5e-324)


@pytest.mark.parametrize("name", LAST_NORMAL)
@given(share=st.floats(-1, 1))
def test_slope_has_all_its_digits_when_saturated(name: str, share: float) -> None:
    a = share * LAST_NORMAL[name]
    error = abs(at(ACTIVATIONS[name].slope, a) - exact_slope(name, a))
    cancelled = 4e-16 if name == "silu" else 0.0  # 1 + aσ(−a) passes through zero
    assert error <= 2e-15 * abs(exact_slope(name, a)) + cancelled * (-4 < a < 0)


@given(a=st.floats(-37, 37))
def test_the_slope_of_gelu_far_below_zero_and_through_its_zero(a: float) -> None:
    exact = exact_slope("gelu", a)
    lost = 2.3e-16 * (4 + a * a) * abs(exact) + 4e-16 * (-4 < a < 0)
    assert abs(at(ACTIVATIONS["gelu"].slope, a) - exact) <= lost + mpf(5e-324)


@pytest.mark.parametrize("name", EVEN)
@pytest.mark.parametrize("size", [0.0, 1.0, 18.0, 40.0, 350.0, 700.0, 745.0, 1e4, 1e308])
def test_slope_is_even_and_between_zero_and_gamma(name: str, size: float) -> None:
    sigma = ACTIVATIONS[name]
    assert at(sigma.slope, size) == at(sigma.slope, -size)
    assert 0 <= at(sigma.slope, size) <= sigma.gamma
    exact = float(exact_slope(name, size))
    assert at(sigma.slope, size) == pytest.approx(exact, rel=1e-14, abs=5e-324)


@every_activation
@pytest.mark.parametrize("size", HUGE)
def test_nothing_overflows_at_either_end(activation: Activation, size: float) -> None:
    for a in (-size, size):
        value, slope = at(activation.value, a), at(activation.slope, a)
        assert value == pytest.approx(float(exact_value(activation.name, a)), rel=1e-15)
        assert slope == pytest.approx(float(exact_slope(activation.name, a)), rel=1e-15)


@pytest.mark.parametrize("name", SMOOTH)
@pytest.mark.parametrize("a", [-5.0, -1.0, 0.0, 0.3, 2.0, 7.0])
def test_slope_is_the_difference_quotient(name: str, a: float) -> None:
    sigma, h = ACTIVATIONS[name], 1e-5
    quotient = (at(sigma.value, a + h) - at(sigma.value, a - h)) / (2 * h)
    assert at(sigma.slope, a) == pytest.approx(quotient, rel=2e-5, abs=1e-10)


@every_activation
def test_value_and_slope_agree_with_autograd(activation: Activation) -> None:
    torch = pytest.importorskip("torch")
    a = np.linspace(-6, 6, 241)
    tensor = torch.tensor(a, requires_grad=True)
    value = torch_activation(activation)(tensor)
    value.sum().backward()
    np.testing.assert_allclose(activation.value(a), value.detach().numpy(), rtol=1e-13, atol=1e-15)
    np.testing.assert_allclose(activation.slope(a), tensor.grad.numpy(), rtol=1e-10, atol=1e-15)


@every_activation
def test_gamma_is_the_largest_size_of_a_slope_and_attained(activation: Activation) -> None:
    a = np.concatenate([np.linspace(-40, 40, 8001), [0.0, 1.0, *HUGE]])
    assert np.abs(activation.slope(a)).max() <= activation.gamma * (1 + 5e-16)
    where = ACTIVATION_ORACLES[activation.name].steepest_at
    assert at(activation.slope, where) == pytest.approx(activation.gamma, rel=5e-16)


@pytest.mark.parametrize(
    ("name", "sigma", "near"),
    [
        ("gelu", lambda a: a * (1 + mp.erf(a / mp.sqrt(2))) / 2, 1.4),
        ("silu", lambda a: a / (1 + mp.exp(-a)), 2.3),
    ],
)
def test_gamma_where_the_second_derivative_is_zero_to_fifteen_digits(
    name: str, sigma: Callable[[mpf], mpf], near: float
) -> None:
    with mp.workdps(40):
        tops = [mp.findroot(lambda a: mp.diff(sigma, a, 2), at) for at in (near, -near)]
        most, least = (mp.diff(sigma, top) for top in tops)
    found = ACTIVATIONS[name]
    assert found.peak == pytest.approx(float(tops[0]), rel=1e-14)
    assert found.gamma == pytest.approx(float(most), rel=1e-15)
    assert float(least) == pytest.approx(1 - found.gamma, rel=1e-13)
    assert abs(least) < most


def test_the_gammas_in_ten_digits() -> None:
    found = {name: f"{sigma.gamma:.9f}" for name, sigma in ACTIVATIONS.items()}
    assert found == {oracle.name: oracle.gamma for oracle in ORACLES}


@every_activation
def test_the_peak_is_a_point_that_no_neighbour_reaches(activation: Activation) -> None:
    if activation.peak is None:
        assert not ACTIVATION_ORACLES[activation.name].has_peak
        return
    beside = activation.slope(activation.peak + np.array([-0.01, 0.01]))
    assert at(activation.slope, activation.peak) > beside.max() > 0


@pytest.mark.parametrize(("name", "least"), [("relu", 0.0), ("leaky-relu", 0.01)])
def test_a_rectifier_has_its_small_slope_at_its_corner_and_one_just_above(
    name: str, least: float
) -> None:
    slope = ACTIVATIONS[name].slope(np.array([-1.0, -0.0, 0.0, 5e-324, 1e308]))
    np.testing.assert_array_equal(slope, [least, least, least, 1, 1])


@every_activation
def test_shape_is_kept_and_the_input_untouched(activation: Activation) -> None:
    a = np.linspace(-2, 2, 6).reshape(2, 3)
    before = a.copy()
    value, slope = activation.value(a), activation.slope(a)
    np.testing.assert_array_equal(value[1], activation.value(a[1]))
    value += 1.0
    slope += 1.0
    assert value.shape == slope.shape == (2, 3)
    np.testing.assert_array_equal(a, before)


def test_each_activation_is_found_under_its_own_name() -> None:
    assert tuple(ACTIVATION_ORACLES) == ACTIVATION_NAMES
    assert all(name == activation.name for name, activation in ACTIVATIONS.items())
