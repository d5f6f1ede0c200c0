"""The loss at a step: half the squared distance to a target, or the cross-entropy of a read-out.

    squared error      L_j = ½‖s_j − y‖²                     ∂L_j/∂s_j = s_j − y
    cross-entropy      L_j = −log softmax(V s_j + c)[label]  ∂L_j/∂s_j = Vᵀ(softmax(z) − e_label)

z = V s_j + c has one entry a class. With the margins m_i = z_i − z_label the cross-entropy is
log Σ e^{m_i}, of which the largest term is taken out: m_k + log1p(Σ_{i≠k} e^{m_i − m_k}). So the
loss keeps all its digits where the right class leads and the loss is next to nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array, frozen, require_shape
from engine.errors import InputError

_LARGEST = float(np.finfo(np.float64).max)
_EPSILON = float(np.finfo(np.float64).eps)
_LEAST_MARGIN = -1e15  # whose rounding alone is ±1/16: e^margin has no digit there


@dataclass(frozen=True, eq=False)
class Readout:
    """A linear read-out with n classes, of which one is right.

    Attributes:
        V: (n, d) weights.
        c: (n,) bias.
        label: the right class, counted from 0.

    Raises:
        InputError: c does not fit V, an entry is not finite, or there is no such class.
    """

    V: Array
    c: Array
    label: int

    def __post_init__(self) -> None:
        object.__setattr__(self, "V", frozen(self.V, "V", 2))
        object.__setattr__(self, "c", frozen(self.c, "c", 1))
        n = self.V.shape[0]
        require_shape(self.c, "c", (n,), f"give one number for each of the {n} rows of V")
        if not 0 <= self.label < n:
            remedy = f"choose a class from 0 to {n - 1}" if n else "give V at least one row"
            raise InputError(f"is {self.label}", remedy, place="label")

    def outputs(self, S: Array) -> Array:
        """Return z = V s + c of each state, (…, n); not finite where it overflows."""
        with np.errstate(over="ignore", invalid="ignore"):
            z: Array = S @ self.V.T + self.c
        return z

    def margins(self, S: Array) -> Array:
        """Return z_i − z_label of each state, (…, n), held within the range of a double."""
        z = self.outputs(S)
        with np.errstate(over="ignore", invalid="ignore"):
            return np.clip(z - z[..., [self.label]], -_LARGEST, _LARGEST)


def losses(S: Array, y: Array, readout: Readout | None) -> Array:
    """Return L_j of each state, (…, d) → (…,); inf where it leaves the range of a double."""
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        if readout is None:
            squared: Array = 0.5 * ((S - y) ** 2).sum(axis=-1)
            return squared
        margins = readout.margins(S)
        leader = margins.argmax(axis=-1, keepdims=True)
        top = np.take_along_axis(margins, leader, -1)
        rest = np.exp(margins - top)
        np.put_along_axis(rest, leader, 0.0, -1)
        entropy: Array = top[..., 0] + np.log1p(rest.sum(axis=-1))
        in_range: Array = np.where(entropy < _LARGEST, entropy, np.inf)
        return in_range


def loss_gradients(S: Array, y: Array, readout: Readout | None) -> tuple[Array, NDArray[np.int64]]:
    """Return ∂L_j/∂s_j of each state, (n, d), as mantissas and (n,) binary exponents.

    The exponent keeps what a plain double would lose: s − y of two doubles above its range, and the
    softmax of wrong classes below it. 1 − softmax[label] is their sum, so that nothing cancels.
    """
    if readout is None:
        return S / 2 - y / 2, np.ones(len(S), np.int64)
    margins = readout.margins(S)
    margins[:, readout.label] = -np.inf
    lead = margins.max(axis=1, keepdims=True)  # of the wrong classes; −inf if there is none
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        share = np.where(margins > -np.inf, np.exp(margins - lead), 0.0)
        lead = np.maximum(lead, _LEAST_MARGIN)
        below = np.minimum(lead, 0.0)  # share · e^below are the parts beside e^{−max(lead, 0)}
        share /= np.exp(-np.maximum(lead, 0.0)) + share.sum(axis=1, keepdims=True) * np.exp(below)
    exponents = np.floor(below / np.log(2.0))
    share *= np.exp(below - exponents * np.log(2.0)) / 2
    share[:, readout.label] = -share.sum(axis=1)
    return share @ readout.V, exponents[:, 0].astype(np.int64) + 1


def parts_rounding(S: Array, y: Array, readout: Readout | None) -> Array:
    """Return how far the loss of each state moves with the rounding of its parts, (…, d) → (…,).

    ε(|z_max| + |z_label|) with cross-entropy, ε Σ|s − y||s| with squared error. A difference of
    losses below this is not to be told from rounding.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        if readout is None:
            error: Array = _EPSILON * (np.abs(S - y) * np.abs(S)).sum(axis=-1)
            return error
        z = readout.outputs(S)
        sizes: Array = np.abs(z.max(axis=-1)) + np.abs(z[..., readout.label])
        return _EPSILON * sizes


def loss_rounding(S: Array, y: Array, readout: Readout | None, value: Array) -> Array:
    """Return how far rounding moves the loss `value` of each state, the state being right, (…,).

    As ∂L/∂z is 1 − e^{−L} in size, the cross-entropy of a right class that leads is moved by that
    share only of the rounding of z.
    """
    share = 1.0 if readout is None else -np.expm1(-value)
    with np.errstate(over="ignore", invalid="ignore"):
        rounding: Array = share * parts_rounding(S, y, readout) + _EPSILON * value
    return rounding
