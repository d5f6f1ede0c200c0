"""Matrices whose cells are read: those of the gallery, and random ones of any magnitude."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
from numpy.typing import NDArray

from engine.bptt.trace import trace
from engine.gallery import entries
from engine.plots.readable import readable

Array = NDArray[np.float64]


@cache
def of_gallery() -> tuple[Array, ...]:
    """Return W, two factors and the product at three k of every entry."""
    found = []
    for entry in entries():
        experiment = entry.load()
        walked, t = trace(experiment), experiment.t
        found += [experiment.network.W, walked.factor(1), walked.factor(t)]
        found += [readable(walked.product(k))[0] for k in (t - 1, t // 2, 0)]
    return tuple(found)


@cache
def at_random(count: int = 200) -> tuple[Array, ...]:
    """Return matrices with zeros among entries whose sizes differ by up to many decades."""
    rng = np.random.default_rng(14)
    found = []
    for i in range(count):
        d = int(rng.integers(1, 13))
        values = rng.standard_normal((d, d)) * 10.0 ** rng.uniform(-6 * (i % 2), 0, (d, d))
        values[rng.random((d, d)) < 0.1] = 0.0
        found.append(values * 10.0 ** rng.uniform(-12, 9 if i % 3 else 1))
    return tuple(found)


def require_one_format(texts: list[str], values: Array) -> None:
    """Fail unless all entries are written with the same decimals, or none is written."""
    if not any(texts):
        return
    assert len(texts) == values.size
    zeros = [text == "0" for text in texts]
    assert zeros == [value == 0 for value in values.flat]
    numbers = [text for text in texts if text != "0"]
    assert all(re.fullmatch(r"−?\d+(\.\d+)?", text) for text in numbers)
    assert len({len(text.partition(".")[2]) for text in numbers}) <= 1
    assert not any(re.fullmatch(r"−[0.]+", text) for text in numbers)
