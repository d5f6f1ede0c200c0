"""Layers of Flax and Haiku, x·K + h·R + b.

    Flax linen   i/kernel (m, d), i/bias, h/kernel (d, d)
    Flax nnx     dense_i/kernel, dense_i/bias, dense_h/kernel
    Haiku        vanilla_rnn/linear/w, …/b, vanilla_rnn/linear_1/w, …/b; always with relu

Haiku's layers may also be called input_to_hidden and hidden_to_hidden.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.cells.activations import RELU
from engine.errors import InputError
from engine.files.archive import Shape
from engine.files.weights.gates import gated
from engine.files.weights.survey_types import TRANSPOSED, Layer, fitting, split_name


@dataclass(frozen=True)
class _Cell:
    convention: str
    recurrent: str
    inputs: str
    kernel: str
    bias: str
    activation: str | None = None
    scope: str = ""


_CELLS = (
    _Cell("Flax", "h", "i", "kernel", "bias"),
    _Cell("Flax", "dense_h", "dense_i", "kernel", "bias"),
    _Cell("Haiku", "linear_1", "linear", "w", "b", RELU.name, "vanilla_rnn"),
    _Cell("Haiku", "hidden_to_hidden", "input_to_hidden", "w", "b", RELU.name),
)
_GATES = ("hn", "hf")  # every gated cell of Flax has one of them
_STACKED = "w_h"  # all gates of Haiku's GRU, side by side


def jax_layers(shapes: Mapping[str, Shape]) -> Iterator[Layer | InputError]:
    """Yield each recurrent layer with names of Flax or Haiku, or the InputError that rejects it."""
    for name in shapes:
        yield from _cells(shapes, name)
        yield from _gates(shapes, name)


def _cells(shapes: Mapping[str, Shape], name: str) -> Iterator[Layer | InputError]:
    inner, kernel = split_name(name)
    outer, part = split_name(inner[:-1])
    for cell in _CELLS:
        U = f"{outer}{cell.inputs}{inner[-1:]}{kernel}"
        named = (part, kernel) == (cell.recurrent, cell.kernel) and U in shapes
        if named and split_name(outer[:-1])[1].startswith(cell.scope):
            yield gated(name, shapes[name]) or fitting(_layer(shapes, name, U, cell), shapes)


def _gates(shapes: Mapping[str, Shape], name: str) -> Iterator[InputError]:
    inner, kernel = split_name(name)
    if kernel == "kernel" and split_name(inner[:-1])[1] in _GATES:
        found = "is one of the gates of a GRU or an LSTM"
        yield InputError(found, "train with Flax' SimpleCell", place=name)
    stacked = gated(name, shapes[name]) if kernel == _STACKED else None
    if stacked is not None:
        yield stacked


def _layer(shapes: Mapping[str, Shape], W: str, U: str, cell: _Cell) -> Layer:
    prefix, _ = split_name(split_name(W)[0][:-1])
    near = [name.removesuffix(cell.kernel) + cell.bias for name in (U, W)]
    biases = [name for name in near if name in shapes]
    added = " + ".join(name.removeprefix(prefix) for name in biases)
    return Layer(
        label=prefix.rstrip("./") or "cell",
        convention=cell.convention,
        W=W,
        U=U,
        biases=tuple(biases),
        transposed=True,
        activation=cell.activation,
        note=f"biases {added} are added; " * (len(biases) == 2) + TRANSPOSED,
    )
