"""Layers of arrays with plain names: W, U and b, or names of recurrent and input weights.

    s_j = σ(W s_{j−1} + U x_j + b),   W (d, d),   U (d, m)

An input matrix that fits only as (m, d) shows that the file holds rows times matrices. The
initial state s0 and the inputs x may stand beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.errors import InputError
from engine.files.archive import Shape
from engine.files.weights.survey_types import TRANSPOSED, Layer, fitting, split_name

_WEIGHTS = (
    ("W", ("U", "W_in")),
    ("W_hh", ("W_xh", "W_ih", "W_hx")),
    ("Whh", ("Wxh", "Wih", "Whx")),
    ("W_h", ("W_x", "W_i")),
    ("Wh", ("Wx", "Wi")),
    ("W_rec", ("W_in",)),
    ("Wrec", ("Win",)),
)
_BIASES = (("b",), ("b_h",), ("bh",), ("b_ih", "b_hh"), ("b_hh",))
_STATES = ("s0", "h0")


def plain_layers(shapes: Mapping[str, Shape]) -> Iterator[Layer | InputError]:
    """Yield each layer whose arrays have plain names, or the InputError that rejects it.

    A recurrent matrix without input weights counts only at the top, or where it is all there is.
    """
    named = [found for name in shapes for found in _named(shapes, name)]
    yield from named
    if len(shapes) == 1 and not named:
        yield fitting(_layer(shapes, next(iter(shapes)), None), shapes)


def _named(shapes: Mapping[str, Shape], name: str) -> Iterator[Layer | InputError]:
    prefix, last = split_name(name)
    for W, inputs in _WEIGHTS:
        U = next((prefix + U for U in inputs if prefix + U in shapes), None)
        if last == W and (U is not None or not prefix):
            yield fitting(_layer(shapes, name, U), shapes)


def _layer(shapes: Mapping[str, Shape], W: str, U: str | None) -> Layer:
    prefix, _ = split_name(W)
    d = max(shapes[W], default=0)
    biases = ([prefix + b for b in names] for names in _BIASES)
    added = next((names for names in biases if shapes.keys() >= set(names)), [])
    inputs = shapes[U] if U is not None else (d, d)
    turned = len(inputs) == 2 and inputs[1] == d != inputs[0]
    m = inputs[0] if turned else inputs[-1]
    return Layer(
        label=prefix.rstrip("./") or W,
        convention="plain",
        W=W,
        U=U,
        biases=tuple(added),
        transposed=turned,
        activation=None,
        note=f"{U} fits only as (m, d): {TRANSPOSED}" if turned else "",
        s0=next((prefix + s for s in _STATES if shapes.get(prefix + s) == (d,)), None),
        x=prefix + "x" if shapes.get(prefix + "x", ())[1:] == (m,) else None,
    )
