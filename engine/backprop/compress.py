"""What a factored product is at one step, and how rows that no longer count are discarded.

The method and its bound are derived in `docs/fast-norms.md`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.backprop.factors import Carried
from engine.backprop.lanczos import gram
from engine.backprop.scaled import Array

TOLERANCE = 1e-8  # what one compression may discard, Frobenius, relative to the product

_PROBES = 8
_ROUNDING_SEEN = 1e-13  # so much of the norm walks in the probes, to see rounding amplified
_SIDE = 1e-11  # trailing rows with this share of ‖B‖_F² need no place in the Gram matrix


@dataclass(frozen=True, eq=False)
class State:
    """Where the walk is.

    Attributes:
        product: what is carried.
        probes: (d, 0 or 8) random combinations of all that was discarded, with its exponent.
        lead: of the product's columns, sorted by size, so many carry the norm.
    """

    product: Carried
    probes: Array
    lead: int

    @classmethod
    def dense(cls, product: Carried) -> State:
        """Return the state of a product that is whole."""
        d, r = product.mantissa.shape
        return cls(product, np.empty((d, 0)), r)


def compressed(state: State, rng: np.random.Generator) -> State:
    """Return the state turned into singular directions, those below TOLERANCE discarded."""
    old, r = state.product, state.product.mantissa.shape[1]
    vectors = np.linalg.eigh(gram(old.mantissa[None])[0])[1][:r, : -r - 1 : -1]
    turned = old.mantissa @ vectors
    squares = np.einsum("ij,ij->j", turned, turned)
    beyond = np.cumsum(squares[::-1])[::-1]  # of this column and all after it
    keep, lead = (int(np.sum(beyond > part * beyond[0])) for part in (TOLERANCE**2, _SIDE))
    basis = vectors[:, :keep] if old.basis is None else old.basis @ vectors[:, :keep]
    product = Carried(old.i, basis, turned[:, :keep].copy(), old.exponent)
    probes = state.probes if state.probes.size else np.zeros((len(turned), _PROBES))
    probes = probes + turned[:, keep:] @ rng.standard_normal((r - keep, _PROBES))
    sizes = np.linalg.norm(turned, axis=1, keepdims=True)  # rounding is relative to these
    probes += _ROUNDING_SEEN * sizes * rng.standard_normal(probes.shape)
    return State(product, probes, lead)
