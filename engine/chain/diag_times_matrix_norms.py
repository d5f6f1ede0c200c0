"""‖diag(s) A‖₂ for many s at once: conjugate gradients on the Rayleigh quotient.

λ_max of K = diag(s) A Aᵀ diag(s) is where vᵀKv / vᵀv is largest. Each vector moves in the plane of
itself and a conjugate direction to the best point there (Hestenes and Karush 1951; Polak and
Ribière 1969), all vectors together, so that a step is one matrix product with A Aᵀ.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from engine.chain.scaled import Array

Index = NDArray[np.intp]

_ROUGH, _RESIDUAL = 3e-5, 3e-9  # ‖Kv − θv‖ / θ at the end, in single and in double precision;
# θ is then right to the square of it over the relative gap to the next eigenvalue
_MOST = 160
_DOWN = 64  # units in the last place by which θ falls through rounding alone
_LOOK = 6  # steps between two looks at which vectors have arrived
_AGREE = 1e-13  # of two bounds, relative: what lies between them is known
_TOGETHER = 1 << 15  # numbers in the vectors that walk together


def spectral_norms(A: Array, slopes: Array, progress: Callable[[int], None]) -> Array:
    """Return ‖diag(s) A‖₂ for each row s of `slopes`, (n, d), entries from 0 to about 1, as (n,).

    The squares of the norms must not underflow; `progress` is told how many are done.

    Raises:
        numpy.linalg.LinAlgError: an eigenvalue did not converge.
    """
    size = int(np.frexp(np.abs(A).max())[1])
    unit = np.ldexp(A, -size)
    gram, rows = unit @ unit.T, np.linalg.norm(unit, axis=1)
    norm = float(np.sqrt(np.linalg.eigvalsh(gram)[-1]))
    norms = np.empty(len(slopes))
    few = max(1, _TOGETHER // len(A))
    for start in range(0, len(slopes), few):
        part = slopes[start : start + few]
        below, above = (part * rows).max(axis=1), part.max(axis=1) * norm
        between = np.flatnonzero(above - below > _AGREE * above)
        below[between] = np.sqrt(_largest(gram, part[between]))
        norms[start : start + few] = below
        progress(start + len(part))
    return np.ldexp(norms, size)


def _largest(gram: Array, slopes: Array) -> Array:
    v = slopes * np.random.default_rng(0).standard_normal(slopes.shape[1])
    for kind, residual in ((np.float32, _ROUGH), (np.float64, _RESIDUAL)):
        v, values, unsettled = _climbed(
            gram.astype(kind), slopes.astype(kind), v.astype(kind), residual
        )
    for j in unsettled:
        values[j] = np.linalg.eigvalsh(slopes[j][:, None] * gram * slopes[j])[-1]
    return values


def _climbed(gram: Array, slopes: Array, v: Array, residual: float) -> tuple[Array, Array, Index]:
    """Return the vectors at the end, their Rayleigh quotients and which have not arrived."""
    ends, values, active = v.copy(), np.zeros(len(v), v.dtype), np.arange(len(v))
    search = _Search(gram, slopes, v)
    for _ in range(_MOST // _LOOK):
        if not active.size:
            break
        for _ in range(_LOOK):
            search.step()
        ends[active], values[active] = search.v, search.theta
        going = search.residual > residual * search.theta
        active = active[going]
        search.only(going)
    return ends, values, active


class _Search:
    """Vectors v, (n, d), on their way up; every other field goes with them."""

    def __init__(self, gram: Array, slopes: Array, v: Array) -> None:
        self._gram, self._slopes = gram, slopes
        self.v = v / np.linalg.norm(v, axis=1, keepdims=True)
        self.image = self._apply(self.v)
        self.direction, self.gradient = np.zeros_like(v), np.zeros_like(v)
        self.theta = _dots(self.v, self.image)
        self.residual = np.full_like(self.theta, np.inf)

    def _apply(self, v: Array) -> Array:
        image: Array = np.matmul(self._slopes * v, self._gram)
        image *= self._slopes
        return image

    def step(self) -> None:
        """Move each v to the best point in the plane of v and its next direction."""
        gradient = self.image - self.theta[:, None] * self.v
        square = _dots(gradient, gradient)
        turn = np.maximum(square - _dots(gradient, self.gradient), 0.0) / self.residual**2
        direction = self.direction
        direction *= turn[:, None]
        direction += gradient
        direction -= _dots(direction, self.v)[:, None] * self.v
        length = np.sqrt(_dots(direction, direction))
        unit = direction * (1.0 / np.where(length > 0, length, 1.0))[:, None]
        image = self._apply(unit)
        along, across = _dots(unit, image), _dots(unit, self.image)
        angle = 0.5 * np.arctan2(2.0 * across, self.theta - along)
        cos, sin = np.cos(angle)[:, None], np.sin(angle)[:, None]
        v, image = cos * self.v + sin * unit, cos * self.image + sin * image
        theta = _dots(v, image) / _dots(v, v)
        # a direction of rounding alone is not at a right angle to v, and may lead down
        down = np.flatnonzero(theta < self.theta * (1.0 - _DOWN * np.finfo(theta.dtype).eps))
        for moved, stayed in ((v, self.v), (image, self.image), (theta, self.theta)):
            moved[down] = stayed[down]
        direction[down] = 0.0
        self.v, self.image, self.theta = v, image, theta
        self.gradient, self.direction = gradient, direction
        self.residual = np.maximum(np.sqrt(square), np.finfo(square.dtype).tiny ** 0.5)

    def only(self, going: NDArray[np.bool_]) -> None:
        """Keep these vectors."""
        for name in ("_slopes", "v", "image", "direction", "gradient", "theta", "residual"):
            setattr(self, name, getattr(self, name)[going])


def _dots(a: Array, b: Array) -> Array:
    dots: Array = np.einsum("ni,ni->n", a, b)
    return dots
