"""‖X‖₂² of a run of similar matrices X: small ones by squaring, large ones by Lanczos and a proof.

What the last run found tells the next where to look, but is never believed: every value is proved,
by the residual of its vector (`squaring.py`) or because μI − G has a Cholesky factor only if every
eigenvalue of G = XᵀX is below μ.
"""

from __future__ import annotations

import numpy as np

from engine.backprop.gram import are_below, gram, top
from engine.backprop.lanczos import lanczos, random_vector
from engine.backprop.scaled import Array
from engine.backprop.squaring import LARGEST, largest_eigenvalues, separate

PROOF = 1e-9  # relative room of the proof in ‖X‖², 2.2e-10 in log10 ‖X‖

_DIRECT = 48  # columns up to which all eigenvalues are taken where squaring finds none alone
_TOGETHER = 1 << 16  # numbers in the Gram matrices that walk together, for fewer, larger calls
_FEWEST = 6  # steps of the recurrence
_ASTRAY = 0.01  # of a random vector joins one that led to no proof: it may be blind to the largest
_SOONER = 0.75  # of the steps of the last time, so that they can come down


class Largest:
    """Finds ‖X‖₂² of one stack after another; what it found last tells it where to look next."""

    def __init__(self, start: Array) -> None:
        self._vector, self._steps = start, _FEWEST
        self._is_alone = True

    @classmethod
    def anywhere(cls, r: int) -> Largest:
        """Return one that knows nothing of its matrices, of r columns."""
        return cls(random_vector(r))

    @classmethod
    def first(cls, r: int) -> Largest:
        """Return one for matrices whose first column is near the leading direction."""
        return cls(np.eye(1, r)[0])

    def __call__(self, stack: Array) -> Array:
        """Return ‖X‖₂² of each matrix of the stack, (n, d, r), as (n,).

        Entries must be far from the ends of a double's range. The value is at most ‖X‖₂² and at
        least ‖X‖₂² / (1 + PROOF), but for rounding.
        """
        r = stack.shape[2]
        if r <= _DIRECT:
            return largest_eigenvalues(gram(stack))
        if r > LARGEST or not self._is_alone:
            return self._by_lanczos(stack)
        values, known = separate(gram(stack))
        self._is_alone = bool(known.any())
        if not known.all():
            values[~known] = self._by_lanczos(stack[~known])
        return values

    def _by_lanczos(self, stack: Array) -> Array:
        n, _, r = stack.shape
        few = max(1, _TOGETHER // (r * r))
        return np.concatenate([self._proved(stack[i : i + few]) for i in range(0, n, few)])

    def _proved(self, stack: Array) -> Array:
        grams, (n, _, r) = gram(stack), stack.shape
        inner = grams[:, :r, :r]
        found = lanczos(
            lambda v: np.matmul(inner, v[:, :, None])[:, :, 0],
            np.tile(self._vector, (n, 1)),
            max(_FEWEST, int(_SOONER * self._steps)),
        )
        self._vector, self._steps = found.vector, found.steps
        if are_below(grams, found.values * (1.0 + PROOF)):
            return found.values
        self._vector = self._vector + _ASTRAY * random_vector(r) / np.sqrt(r)
        return top(grams)
