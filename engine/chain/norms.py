"""The four matrix norms, each taken of a whole stack of matrices at once.

All are submultiplicative and give ‖diag(v)M‖ ≤ max|v| ‖M‖, so the bound (γλ)^(t−k) holds in each
(`docs/maths.md`, 4). With the Frobenius norm it holds for t − k ≥ 1 only, as ‖I‖_F = √d.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError

Array = NDArray[np.float64]

_SHARED = 1e6  # multiplications, with_filename, from which a second thread is worth its start


@dataclass(frozen=True)
class Norm:
    """A matrix norm.

    Attributes:
        name: its name in scripts and on the command line.
        label: its name for people.
        symbol: the subscript of ‖·‖.
        of: maps (n, d, d) to (n,).
    """

    name: str
    label: str
    symbol: str
    of: Callable[[Array], Array]


def singular_values(stack: Array) -> Array:
    """Return the singular values, largest first, of (n, d, d) as (n, d).

    A large stack is shared by two threads; decomposing needs nothing that Python guards.
    """
    n, d, _ = stack.shape
    if n * d**3 < _SHARED or n == 1:
        return _decomposed(stack)
    with ThreadPoolExecutor(1) as other:
        first = other.submit(_decomposed, stack[: n // 2])
        rest = _decomposed(stack[n // 2 :])
        return np.concatenate([first.result(), rest])


def _decomposed(stack: Array) -> Array:
    return np.asarray(np.linalg.svd(stack, compute_uv=False), dtype=np.float64)


def _spectral(stack: Array) -> Array:
    return singular_values(stack)[:, 0]


def _frobenius(stack: Array) -> Array:
    largest = np.abs(stack).max(axis=(1, 2))  # squares of the entries may leave a double's range
    unit = stack / np.where(largest > 0, largest, 1.0)[:, None, None]
    norms: Array = largest * np.sqrt(np.einsum("nij,nij->n", unit, unit))
    return norms


def _one(stack: Array) -> Array:
    norms: Array = np.abs(stack).sum(axis=1).max(axis=1)
    return norms


def _inf(stack: Array) -> Array:
    norms: Array = np.abs(stack).sum(axis=2).max(axis=1)
    return norms


SPECTRAL = Norm("spectral", "spectral", "2", _spectral)

NORMS: dict[str, Norm] = {
    norm.name: norm
    for norm in (
        SPECTRAL,
        Norm("frobenius", "Frobenius", "F", _frobenius),
        Norm("one", "column sums", "1", _one),
        Norm("inf", "row sums", "∞", _inf),
    )
}


def norm_called(name: str) -> Norm:
    """Return the norm with that name.

    Raises:
        InputError: there is no such norm.
    """
    if name not in NORMS:
        raise InputError(f"is {name!r}", f"choose one of {', '.join(NORMS)}", place="norm")
    return NORMS[name]
