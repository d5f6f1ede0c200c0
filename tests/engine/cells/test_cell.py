"""A cell is a plug: the walk takes a cell that is no Elman cell, against complex differences."""

from __future__ import annotations

import numpy as np
import pytest

from engine.bptt.forward import unrolled
from engine.cells.cell import Cell
from engine.chain.chain import walk
from engine.chain.diag_times import DiagTimes
from engine.chain.norms import NORMS
from tests.engine.cells.leaky import Leaky
from tests.engine.chain.chains import quiet
from tests.engine.experiments import NORM_NAMES, Array
from tests.engine.oracles import ORDERS

_H = 1e-100  # an imaginary difference so small is exact to rounding


def drawn(d: int, T: int, gain: float) -> tuple[Leaky, Array, Array]:
    """Return a leaky cell with its inputs, (T, 3), and its first state."""
    rng = np.random.default_rng(d)
    W = gain * rng.standard_normal((d, d)) / np.sqrt(d)
    cell = Leaky(W, 0.4 * rng.standard_normal((d, 3)), rng.uniform(0.1, 0.9, d))
    return cell, rng.standard_normal((T, 3)), 0.1 * rng.standard_normal(d)


def run(cell: Cell, x: Array, s: Array) -> tuple[Array, Array]:
    """Return all pre-activations, (T, d), and states, (T + 1, d)."""
    steps = list(unrolled(cell.drive(x), s, cell.step))
    return np.array([a for a, _ in steps]), np.array([s, *(state for _, state in steps)])


def derivative(cell: Cell, x: Array, s: Array) -> Array:
    """Return ∂s_t/∂s_k by complex differences of the forward pass over the inputs x from s_k."""
    moved = s + 1j * _H * np.eye(len(s))  # one sequence for each entry of s_k
    states = [moved, *(state for _a, state in unrolled(cell.drive(x), moved, cell.step))]
    return np.asarray(states[-1].imag.T / _H)


def test_its_factors_are_the_derivatives_of_one_step() -> None:
    cell, x, s0 = drawn(6, 9, 1.5)
    a, s = run(cell, x, s0)
    factors = cell.factors(a)
    assert (len(factors), factors.d) == (9, 6)
    for j in range(1, 10):
        expected = derivative(cell, x[j - 1 : j], s[j - 1])
        np.testing.assert_allclose(factors.dense(j), expected, rtol=0, atol=1e-14)


@pytest.mark.parametrize("norm", NORM_NAMES)
@pytest.mark.parametrize(("d", "T"), [(1, 1), (5, 60), (40, 150)])
def test_its_chain_is_walked_as_an_elman_cells_is(d: int, T: int, norm: str) -> None:
    cell, x, s0 = drawn(d, T, 1.5)
    a, s = run(cell, x, s0)
    chain, logs = walk(cell.factors(a), NORMS[norm], quiet)
    for i in {0, 1, T // 3, T - 1, T}:
        expected = derivative(cell, x[T - i :], s[T - i])
        size = np.linalg.norm(expected, ORDERS[norm])
        assert logs[i] == pytest.approx(np.log10(size), abs=1e-9)
        np.testing.assert_allclose(chain.product(T - i).value(), expected, atol=3e-5 * size)


def test_rows_that_grow_far_apart_keep_their_own_exponents() -> None:
    factors = np.array([np.diag([1.0, 1e-30])] * 30)
    factors[0] = np.diag([0.0, 1.0])  # the last on the way back leaves the smaller part alone
    _, logs = walk(DiagTimes.of_dense(factors), NORMS["spectral"], quiet)
    np.testing.assert_allclose(logs[:30], 0.0, atol=1e-12)
    assert logs[30] == pytest.approx(-30 * 29, abs=1e-9)
