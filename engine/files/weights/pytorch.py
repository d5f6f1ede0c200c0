"""Layers of `torch.nn.RNN` and `torch.nn.RNNCell`, from the names of their state dicts.

    W = weight_hh_l0 (d, d),   U = weight_ih_l0 (d, m),   b = bias_ih_l0 + bias_hh_l0 (d,)

_l1 is the next layer, _reverse the other direction; a cell's names have no ending.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from engine.errors import InputError
from engine.files.archive import Shape
from engine.files.weights.survey_types import Layer, fitting, shape_text, split_name

_RECURRENT = re.compile(r"weight_hh(_l([0-9]{1,4})(_reverse)?)?")
_ONE_RNN = "save the state dict of a torch.nn.RNN"
_GATES = {3: "a GRU", 4: "an LSTM"}


def pytorch_layers(shapes: Mapping[str, Shape]) -> Iterator[Layer | InputError]:
    """Yield each recurrent layer with PyTorch's names, or the InputError that rejects it."""
    for name, shape in shapes.items():
        prefix, last = split_name(name)
        match = _RECURRENT.fullmatch(last)
        if match is None:
            continue
        ending = match[1] or ""
        refusal = _refusal(name, shape, prefix + "weight_hr" + ending in shapes)
        missing = prefix + "weight_ih" + ending
        if refusal is None and missing not in shapes:
            refusal = InputError("is missing", _ONE_RNN, place=missing)
        yield refusal or fitting(_layer(shapes, prefix, match), shapes)


def _refusal(name: str, shape: Shape, projected: bool) -> InputError | None:
    if len(shape) != 2:
        return InputError(f"has {len(shape)} axes, expected 2", _ONE_RNN, place=name)
    rows, d = shape
    if rows == d and not projected:
        return None
    kind = _GATES.get(rows // d if d and rows % d == 0 else 0, "not square")
    kind = "with projections (weight_hr)" if projected else kind
    found = f"{shape_text(shape)}, {kind}; this program studies a plain nn.RNN, {d} × {d}"
    return InputError(found, "train with torch.nn.RNN", place=name)


def _layer(shapes: Mapping[str, Shape], prefix: str, match: re.Match[str]) -> Layer:
    ending, number, reverse = match[1] or "", match[2], match[3]
    biases = [f"bias_ih{ending}", f"bias_hh{ending}"]
    biases = [bias for bias in biases if prefix + bias in shapes]
    both = reverse or f"{prefix}weight_hh{ending}_reverse" in shapes
    direction = ("backward" if reverse else "forward") if both else ""
    layer = f"layer {int(number)}" if number else "cell" * (not prefix)
    parts = (prefix.rstrip("./"), layer, direction)
    return Layer(
        label=", ".join(part for part in parts if part),
        convention="PyTorch",
        W=f"{prefix}weight_hh{ending}",
        U=f"{prefix}weight_ih{ending}",
        biases=tuple(prefix + bias for bias in biases),
        transposed=False,
        activation=None,
        note="; ".join(_notes(biases, int(number or 0), bool(both), bool(reverse))),
    )


def _notes(biases: list[str], number: int, both: bool, reverse: bool) -> Iterator[str]:
    if len(biases) == 2:
        yield f"biases {' + '.join(biases)} are added"
    if number:
        where = f"layer {number - 1}" + ", both directions" * both
        yield f"input weights of layer {number} read the states of {where}"
    if reverse:
        yield "it reads the sequence from its end"
