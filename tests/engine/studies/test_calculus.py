"""Derivatives against differences and PyTorch, stationary points against closed forms."""

from __future__ import annotations

import numpy as np
import pytest

from engine.cells.activations import ACTIVATIONS
from engine.errors import InputError
from engine.studies.calculus import PARABOLA, READY, Function, Kind, Stationary, typed, working

BY_NAME = {function.name: function for function in READY}
every_function = pytest.mark.parametrize(
    "function",
    [*READY, typed("x^3 - 3x"), typed("(x - 1)^4 (x + 2)"), typed("0.1a^8 - a")],
    ids=lambda f: f.name,
)


def test_the_functions_of_the_lecture_are_ready() -> None:
    assert list(BY_NAME) == ["x² + 2x", "logistic", "tanh", "s(1 − s)", "1 − s²"]


@every_function
def test_each_derivative_is_the_difference_quotient_of_the_one_before(function: Function) -> None:
    x = np.linspace(*function.view, 41)
    h = 1e-5 * (function.view[1] - function.view[0])
    for before, after in zip(function.orders, function.orders[1:], strict=False):
        quotient = (before(x + h) - before(x - h)) / (2 * h)
        np.testing.assert_allclose(
            after(x), quotient, rtol=1e-6, atol=1e-7 * np.ptp(quotient) + 1e-9
        )


@pytest.mark.parametrize("name", ["logistic", "tanh"])
def test_the_second_derivative_of_a_sigmoid_is_autograds(name: str) -> None:
    torch = pytest.importorskip("torch")
    a = torch.linspace(-6, 6, 61, dtype=torch.float64, requires_grad=True)
    sigma = {"logistic": torch.sigmoid, "tanh": torch.tanh}[name]
    (slope,) = torch.autograd.grad(sigma(a).sum(), a, create_graph=True)
    (bend,) = torch.autograd.grad(slope.sum(), a)
    ours = BY_NAME[name].orders[2](a.detach().numpy())
    np.testing.assert_allclose(ours, bend.numpy(), rtol=1e-9, atol=1e-16)


def test_the_parabola_of_the_lecture() -> None:
    assert PARABOLA.stationary == (Stationary(-1.0, -1.0, 2.0, Kind.MINIMUM),)
    assert working(PARABOLA) == (
        r"f'(x) = 2x+2 = 0 \;\Rightarrow\; x = {-1}",
        r"f'' = {2} > 0,\;\mathrm{minimum}\;\Rightarrow\; f = {-1}",
    )


@pytest.mark.parametrize(
    ("name", "s", "activation"), [("s(1 − s)", 0.5, "logistic"), ("1 − s²", 0.0, "tanh")]
)
def test_the_slope_by_the_activated_value_has_its_maximum_at_gamma(
    name: str, s: float, activation: str
) -> None:
    sigma = ACTIVATIONS[activation]
    assert BY_NAME[name].stationary == (Stationary(s, sigma.gamma, -2.0, Kind.MAXIMUM),)
    a = np.linspace(-5, 5, 11)
    by_value = BY_NAME[name].orders[0](sigma.value(a))
    np.testing.assert_allclose(by_value, sigma.slope(a), rtol=1e-10)
    assert "not of a" in BY_NAME[name].note


@pytest.mark.parametrize("name", ["logistic", "tanh"])
def test_a_sigmoid_has_no_stationary_point_and_its_slope_has_one_at_zero(name: str) -> None:
    function = BY_NAME[name]
    assert function.stationary == working(function) == ()
    assert function.orders[2](np.array([0.0])) == 0.0
    assert f"{ACTIVATIONS[name].gamma:g}" in function.note


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("x^3 - 3x", [(-1, 2, -6, "maximum"), (1, -2, 6, "minimum")]),
        ("-x^2", [(0, 0, -2, "maximum")]),
        ("x^3", [(0, 0, 0, "saddle")]),
        ("-x^3", [(0, 0, 0, "saddle")]),
        ("x^4", [(0, 0, 0, "minimum")]),
        ("1 - x^6", [(0, 1, 0, "maximum")]),
        ("(x - 1)^2 (x - 4)^2", [(1, 0, 18, "minimum"), (2.5, 81 / 16, -9, "maximum"),
                                 (4, 0, 18, "minimum")]),
        ("x^5 - 5x^4/4", [(0, 0, 0, "maximum"), (1, -0.25, 5, "minimum")]),
    ],
)  # fmt: skip
def test_stationary_points_are_found_and_classed(
    text: str, kinds: list[tuple[float, float, float, str]]
) -> None:
    found = typed(text).stationary
    assert [(p.x, p.value, p.second, p.kind.value) for p in found] == kinds


@every_function
def test_the_view_shows_every_stationary_point(function: Function) -> None:
    least, most = function.view
    assert all(least < point.x < most for point in function.stationary)
    around = np.linspace(least, most, 2001)
    flips = np.flatnonzero(np.diff(np.sign(function.orders[1](around))))
    extrema = [p for p in function.stationary if p.kind is not Kind.SADDLE]
    assert len(extrema) <= len(flips) <= 2 * len(extrema)


def test_a_constant_and_a_line_say_that_there_is_nothing_to_find() -> None:
    assert "f′ = 0 everywhere" in typed("3").note
    assert "no stationary point" in typed("2x + 1").note
    assert typed("3").stationary == typed("2x").stationary == ()


def test_what_is_rounded_is_said_to_be() -> None:
    lines = working(typed("x^3 - x"))
    assert lines[0] == "f'(x) = 3x^2-1 = 0"
    assert lines[1].startswith(r"x \approx {-0.5774}:\; f'' \approx {-3.464} < 0")
    assert "maximum" in lines[1]


def test_a_test_that_decides_nothing_shows_zero() -> None:
    assert working(typed("x^4"))[1].startswith(r"f'' = 0,\;\mathrm{minimum}")


def test_a_refusal_names_the_place() -> None:
    with pytest.raises(InputError, match="character 3"):
        typed("x ? 2")


def test_values_with_an_end_in_decimal_or_as_a_small_fraction_are_exact() -> None:
    assert working(typed("0.1x²+0.2x"))[1] == (
        r"f'' = {0.2} > 0,\;\mathrm{minimum}\;\Rightarrow\; f = {-0.1}"
    )
    assert working(typed("9x^2 - 6x"))[0].endswith(r"x = {\frac{1}{3}}")
    assert working(typed("x^2 - 0.0003x"))[0].endswith(r"x = {1.5\cdot 10^{-4}}")


def test_roots_of_every_size_have_all_their_digits() -> None:
    # f' = (x − 10⁻⁸)(x − 10⁸), of which the small root lies 10¹⁶ times closer to 0
    points = typed("x^3/3 - 50000000.00000000x^2 + x").stationary
    assert [p.kind for p in points] == [Kind.MAXIMUM, Kind.MINIMUM]
    small = float(points[0].x)
    assert small == pytest.approx(1.0000000000000001e-08, rel=1e-15)
