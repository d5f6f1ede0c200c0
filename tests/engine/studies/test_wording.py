"""Numbers in sentences keep the sentences true."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.bptt.trace import trace
from engine.cells.activations import ACTIVATIONS
from engine.experiment.network import Network
from engine.studies.constants import constants
from engine.studies.wording import base_text, counted, loss_words, radius_text, share, size
from tests.engine.experiments import of_matrix


@pytest.mark.parametrize(
    ("log10", "text"),
    [
        (math.log10(0.9999), "0.9999"),
        (math.log10(1.00003), "1.00003"),
        (math.log10(2.0), "2"),
        (math.log10(37.04), "37"),
        (math.log10(123_000), "1.23×10⁵"),
        (math.log10(9.96e6), "9.96×10⁶"),
        (308.2957, "1.98×10³⁰⁸"),
        (-600.0, "1.00×10⁻⁶⁰⁰"),
        (-math.inf, "0"),
    ],
)
def test_a_size_is_told_from_one_and_never_leaves_the_range_of_a_double(
    log10: float, text: str
) -> None:
    assert size(log10) == text


@pytest.mark.parametrize("off", [0.0, 1e-16, -1e-16, 4e-15, -3e-13])
def test_a_share_of_one_is_100_percent_whatever_the_last_digits(off: float) -> None:
    assert share(1.0 + off) == "100 %"


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (0.9997, "over 99.9 %"),
        (1 - 1e-11, "over 99.9 %"),
        (1 + 1e-11, "over 100 %"),
        (1.0036, "over 100 %"),
        (0.9975, "99.8 %"),
        (0.3412, "34 %"),
        (1.52, "152 %"),
        (0.0, "0 %"),
    ],
)
def test_nothing_else_is_said_to_be_all(part: float, text: str) -> None:
    assert share(part) == text


def test_one_is_said_in_the_singular() -> None:
    assert [counted(n, "step") for n in (0, 1, 2)] == ["0 steps", "1 step", "2 steps"]


def test_the_base_of_the_bound_is_written_at_any_size() -> None:
    assert base_text(trace(of_matrix([[2.5]]))) == "2.5"
    large = of_matrix([[1.75e308]], ACTIVATIONS["gelu"], T=1, x=[[2.0**0.5]])
    assert base_text(trace(large)).endswith("10³⁰⁸")


def test_a_radius_is_zero_or_about_zero_where_w_is_nilpotent() -> None:
    def text(W: object) -> str:
        return radius_text(constants(Network.of(W)))

    turn = np.linalg.qr(np.random.default_rng(0).standard_normal((4, 4))).Q
    assert text([[5, -3, 2], [15, -9, 6], [10, -6, 4]]) == "= 0"
    assert text(turn @ np.eye(4, k=1) @ turn.T) == "≈ 0"
    assert text([[0.5]]) == "= 0.5"


def test_a_loss_is_zero_only_where_every_state_is_its_target() -> None:
    assert loss_words(trace(of_matrix([[0.5]]))) == "L = 0"
    assert loss_words(trace(of_matrix([[0.5]], y=[2.0]))) == "L = 2.00"
    assert loss_words(trace(of_matrix([[0.5]], y=[1e-170]))) == "L < 10⁻³⁰⁰"  # 5e-341
    assert loss_words(trace(of_matrix([[0.5]], y=[1e200]))) == "L > 10³⁰⁸"
