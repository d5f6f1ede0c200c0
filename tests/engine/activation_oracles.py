"""What an activation is, told without the engine: one row for each, read by every test.

A new activation needs a row here and no other list of names.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mpmath import mp, mpf


@dataclass(frozen=True)
class Oracle:
    """An activation by its definition.

    Attributes:
        name: its name in the engine.
        value, slope: σ and σ' of a number of mpmath, at its present precision.
        torch: PyTorch's function, given the module.
        gamma: sup |σ'| to nine decimals.
        steepest_at: an a at which σ' is γ to rounding.
        is_smooth: whether σ has a derivative everywhere.
        is_even: whether σ' is even.
        is_bounded: whether σ is.
        has_peak: whether σ' reaches γ at one a, or at ± a, alone.
        last_normal: the size of a beyond which σ', or a factor of it, has fewer than 53 bits; 0
            where there is no such size, or where σ' loses digits at every size.
    """

    name: str
    value: Callable[[Any], Any]
    slope: Callable[[Any], Any]
    torch: Callable[[Any], Any]
    gamma: str = "1.000000000"
    steepest_at: float = 0.0
    is_smooth: bool = True
    is_even: bool = False
    is_bounded: bool = False
    has_peak: bool = True
    last_normal: float = 0.0


def _logistic(x: Any) -> Any:
    e = mp.exp(-abs(x))
    return (1 if x >= 0 else e) / (1 + e)


def _normal_share(x: Any) -> Any:
    return mp.erfc(-x / mp.sqrt(2)) / 2 if abs(x) < 99 else mpf(int(x > 0))


def _gelu_slope(x: Any) -> Any:
    density = mp.exp(-(min(abs(x), 99) ** 2) / 2) / mp.sqrt(2 * mp.pi)
    return _normal_share(x) + x * density


ACTIVATION_ORACLES = {
    oracle.name: oracle
    for oracle in (
        Oracle(
            "tanh", mp.tanh, lambda x: 4 * _logistic(2 * x) * _logistic(-2 * x),
            lambda torch: torch.tanh, is_even=True, is_bounded=True, last_normal=354,
        ),
        Oracle(
            "logistic", _logistic, lambda x: _logistic(x) * _logistic(-x),
            lambda torch: torch.sigmoid, "0.250000000",
            is_even=True, is_bounded=True, last_normal=708,
        ),
        Oracle(
            "relu", lambda x: max(x, mpf(0)), lambda x: mpf(int(x > 0)),
            lambda torch: torch.relu, steepest_at=1.0, is_smooth=False, has_peak=False,
        ),
        Oracle(
            "identity", lambda x: x, lambda _: mpf(1),
            lambda torch: torch.clone, has_peak=False,
        ),
        Oracle(
            "softplus", lambda x: max(x, mpf(0)) + mp.log1p(mp.exp(-abs(x))), _logistic,
            # linear beyond the threshold
            lambda torch: lambda a: torch.nn.functional.softplus(a, threshold=100),
            steepest_at=1e308, has_peak=False, last_normal=708,
        ),
        Oracle(
            "softsign", lambda x: x / (1 + abs(x)), lambda x: 1 / (1 + abs(x)) ** 2,
            lambda torch: torch.nn.functional.softsign,
            is_even=True, is_bounded=True, last_normal=1e150,
        ),
        Oracle(
            "leaky-relu", lambda x: x if x > 0 else x * mpf(0.01),
            lambda x: mpf(1 if x > 0 else 0.01), lambda torch: torch.nn.functional.leaky_relu,
            steepest_at=1.0, is_smooth=False, has_peak=False,
        ),
        Oracle(
            "gelu", lambda x: x * _normal_share(x), _gelu_slope,
            lambda torch: torch.nn.functional.gelu, "1.128904145", steepest_at=2**0.5,
        ),
        Oracle(
            "silu", lambda x: x * _logistic(x), lambda x: _logistic(x) * (1 + x * _logistic(-x)),
            lambda torch: torch.nn.functional.silu, "1.099839320",
            steepest_at=2.399357280515468, last_normal=700,
        ),
    )
}  # fmt: skip
