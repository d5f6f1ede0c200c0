"""The chain P_{t,k} = J_t J_{t−1} … J_{k+1} with J_j = diag(σ'(a_j)) W.

Backpropagation walks back one factor at a time, a scaling of columns and one matrix product:
P_{t,j−1} = (P_{t,j} · σ'(a_j)) W (`maths.md`, 3).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from engine.backprop.norms import SPECTRAL, Norm, singular_values
from engine.backprop.scaled import LOG10_2, Array, Scaled, log10

Progress = Callable[[int, int], None]

_BATCH_NUMBERS = 1 << 17  # numbers in one stack of matrices: 1 MB, some 20 ms of work
_KEPT_NUMBERS = 1 << 25  # numbers in all kept products: 256 MB


@dataclass(frozen=True, eq=False)
class Chain:
    """The factors and products of one trace; `slopes[j − 1]` is σ'(a_j), (t, d).

    Every `stride`-th product is kept, so any other is rebuilt in fewer than `stride` products.
    """

    W: Array
    slopes: Array
    stride: int
    kept: tuple[Scaled, ...]

    def factor(self, j: int) -> Array:
        """Return J_j = ∂s_j/∂s_{j−1} = diag(σ'(a_j)) W, (d, d), for 1 ≤ j ≤ t."""
        factor: Array = self.slopes[j - 1][:, None] * self.W
        return factor

    def product(self, k: int) -> Scaled:
        """Return P_{t,k} = ∂s_t/∂s_k, (d, d), for 0 ≤ k ≤ t; P_{t,t} = I."""
        t = len(self.slopes)
        first, steps = divmod(t - k, self.stride)
        product, W = self.kept[first], Scaled.of(self.W)
        for j in range(k + steps, k, -1):
            product = step_back(product, self.slopes[j - 1], W)
        return product


@dataclass(frozen=True, eq=False)
class FactorSizes:
    """Logarithms to base 10 of the sizes of J_1 … J_t, each (t,), index j − 1.

    Attributes:
        norms: ‖J_j‖.
        least: σ_min(J_j). One below the rounding of its factor, d · ε · σ_max, counts as 0: what
            was computed there is noise, and 0 keeps the bound from below true.
        slopes: max |σ'(a_j)|.
    """

    norms: Array
    least: Array
    slopes: Array


def step_back(product: Scaled, slope: Array, W: Scaled) -> Scaled:
    """Return P_{t,j−1} = (P_{t,j} · σ'(a_j)) W.

    All three enter with their own exponents, so that no entry of theirs underflows alone.
    """
    scale = Scaled.of(slope)
    exponent = product.exponent + scale.exponent + W.exponent
    return Scaled.of((product.mantissa * scale.mantissa) @ W.mantissa, exponent)


def walk(
    W: Array, slopes: Array, norm: Norm, progress: Callable[[int], None]
) -> tuple[Chain, Array]:
    """Walk the whole chain back once.

    Returns:
        the chain, and log10 ‖P_{t,k}‖ for k = t … 0, (t + 1,), −inf where the product is zero.
    """
    t, d = slopes.shape
    stride = -(-(t + 1) * d * d // _KEPT_NUMBERS)
    kept: list[Scaled] = []
    logs = np.empty(t + 1)
    stack: list[Scaled] = []
    for i, product in enumerate(_products(W, slopes)):
        if i % stride == 0:
            kept.append(product)
        stack.append(product)
        if len(stack) == _batch(d) or i == t:
            logs[i + 1 - len(stack) : i + 1] = _log10_norms(stack, norm)
            stack.clear()
            progress(i)
    logs.flags.writeable = False
    return Chain(W, slopes, stride, tuple(kept)), logs


def factor_sizes(
    W: Array, slopes: Array, norm: Norm, progress: Callable[[int], None]
) -> FactorSizes:
    """Return the sizes of all factors diag(σ'(a_j)) W; `slopes` is (t, d)."""
    t, d = slopes.shape
    norms, least = np.empty(t), np.empty(t)
    unit = Scaled.of(W)
    steepest = np.abs(slopes).max(axis=1)
    shifts = np.frexp(steepest)[1]
    for start in range(0, t, _batch(d)):
        part = slice(start, start + _batch(d))
        stack = np.ldexp(slopes[part], -shifts[part, None])[:, :, None] * unit.mantissa
        values = singular_values(stack)
        norms[part] = values[:, 0] if norm is SPECTRAL else norm.of(stack)
        noise = d * np.finfo(np.float64).eps * values[:, 0]
        least[part] = np.where(values[:, -1] > noise, values[:, -1], 0.0)
        progress(min(start + _batch(d), t))
    size = (shifts + unit.exponent) * LOG10_2
    return FactorSizes(log10(norms) + size, log10(least) + size, log10(steepest))


def norm_of(matrix: Array, norm: Norm) -> tuple[float, float]:
    """Return ‖matrix‖, inf where it leaves the range of a double, and log10 ‖matrix‖."""
    unit = Scaled.of(matrix)
    size = norm.of(unit.mantissa[None])[0]
    with np.errstate(over="ignore"):
        plain = float(np.ldexp(size, unit.exponent))
    return plain, float(log10(size)) + unit.exponent * LOG10_2


def _products(W: Array, slopes: Array) -> Iterator[Scaled]:
    product, unit = Scaled.of(np.eye(len(W))), Scaled.of(W)
    yield product
    for slope in slopes[::-1]:
        product = step_back(product, slope, unit)
        yield product


def _log10_norms(stack: list[Scaled], norm: Norm) -> Array:
    exponents = np.array([product.exponent for product in stack])
    norms = norm.of(np.stack([product.mantissa for product in stack]))
    logs: Array = log10(norms) + exponents * LOG10_2
    return logs


def _batch(d: int) -> int:
    return max(1, _BATCH_NUMBERS // (d * d))
