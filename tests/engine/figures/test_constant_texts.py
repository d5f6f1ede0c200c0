"""γλ beyond a double, and a radius that cannot be told from 0, as they are written."""

from __future__ import annotations

import numpy as np

from engine.analysis.constants import constants
from engine.backprop.trace import trace
from engine.figures.constant_texts import base_text, radius_text
from engine.network.activations import ACTIVATIONS
from engine.network.network import Network
from tests.engine.experiments import of_matrix


def test_the_base_of_the_bound_is_written_at_any_size() -> None:
    assert base_text(trace(of_matrix([[2.5]]))) == "2.50"
    large = of_matrix([[1.75e308]], ACTIVATIONS["gelu"], T=1, x=[[2.0**0.5]])
    assert base_text(trace(large)).endswith("10³⁰⁸")


def test_a_radius_is_zero_or_about_zero_where_w_is_nilpotent() -> None:
    def text(W: object) -> str:
        return radius_text(constants(Network.of(W)))

    turn = np.linalg.qr(np.random.default_rng(0).standard_normal((4, 4))).Q
    assert text([[5, -3, 2], [15, -9, 6], [10, -6, 4]]) == "= 0.00"
    assert text(turn @ np.eye(4, k=1) @ turn.T) == "≈ 0"
    assert text([[0.5]]) == "= 0.50"
