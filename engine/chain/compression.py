"""What a factored product is at one step, and how rows that no longer count are discarded.

The method and its bound are derived in `docs/fast-norms.md`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.chain.factors import PartialProduct
from engine.chain.gram import gram
from engine.chain.scaled import Array

TOLERANCE = 1e-8  # what one compression may discard, Frobenius, relative to the product
PROBES = 8

_ROUNDING_SEEN = 1e-13  # so much of the norm walks in the probes, to see rounding amplified
_SIDE = 1e-11  # trailing rows with this share of ‖B‖_F² need no place in the Gram matrix


@dataclass(frozen=True, eq=False)
class State:
    """Where the walk is.

    Attributes:
        walking: the product, its mantissa (d, r + 0 or 8): beside it, and with its exponent, go
            the probes, random combinations of all that was discarded.
        r: columns of the product alone.
        lead: of them, sorted by size, so many carry the norm.
    """

    walking: PartialProduct
    r: int
    lead: int

    @classmethod
    def dense(cls, product: PartialProduct) -> State:
        """Return the state of a product that is whole."""
        r = product.mantissa.shape[1]
        return cls(product, r, r)

    @property
    def product(self) -> PartialProduct:
        """What is carried, without the probes."""
        return self.walking._replace(mantissa=self.walking.mantissa[:, : self.r])

    @property
    def probes(self) -> Array:
        """Those beside it, (d, 0 or 8)."""
        return self.walking.mantissa[:, self.r :]


def compressed(state: State, rng: np.random.Generator) -> State:
    """Return the state turned into singular directions, those below TOLERANCE discarded."""
    old, r = state.product, state.r
    vectors = np.linalg.eigh(gram(old.flat[None])[0])[1][:r, : -r - 1 : -1]
    turned = old._replace(mantissa=old.mantissa @ vectors)
    squares = np.einsum("ij,ij->j", turned.flat, turned.flat)
    beyond = np.cumsum(squares[::-1])[::-1]  # of this column and all after it
    keep, lead = (int(np.sum(beyond > part * beyond[0])) for part in (TOLERANCE**2, _SIDE))
    basis = vectors[:, :keep] if old.basis is None else old.basis @ vectors[:, :keep]
    rows = turned.mantissa
    probes = state.probes if state.probes.size else np.zeros((len(rows), PROBES))
    probes = probes + rows[:, keep:] @ rng.standard_normal((r - keep, PROBES))
    sizes = np.sqrt(np.einsum("ij,ij->i", rows, rows))  # rounding is relative to these
    probes += _ROUNDING_SEEN * sizes[:, None] * rng.standard_normal(probes.shape)
    walking = old._replace(basis=basis, mantissa=np.concatenate([rows[:, :keep], probes], 1))
    return State(walking, keep, lead)
