"""Types of the survey of a weights file: tensors, layers, survey."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.errors import InputError
from engine.files.archive import Shape
from engine.files.limits import require_units

_SAID = 8
_PLAIN = "this program studies plain recurrent layers, d × d"
_ALONE = "give a square matrix, or read it as a sequence (--sequence)"
_TOGETHER = "save the weights of one layer together"

TRANSPOSED = "the file multiplies rows by matrices, so W and U are transposed"


@dataclass(frozen=True)
class TensorInfo:
    """A tensor of a file.

    Attributes:
        name: the name in the file.
        shape: its shape; () for a single number.
        dtype: the type's name in the file, such as "BF16" or "float32".
    """

    name: str
    shape: Shape
    dtype: str


@dataclass(frozen=True)
class Layer:
    """A plain recurrent layer in a file, by the names of its tensors.

    Attributes:
        label: a unique label in the file, such as "rnn, layer 1, backward".
        convention: the naming convention: "PyTorch", "Flax", "Haiku", "Keras" or "plain".
        W: the recurrent weights' name.
        U: the input weights' name; None without input weights, so that U = I.
        biases: the names of the biases; b is their sum.
        transposed: whether the file computes x·K + h·R, so that W = Rᵀ and U = Kᵀ.
        activation: the activation's name; None if unknown.
        note: a sentence for the user; may be empty.
        s0: the initial state's name, if there is one.
        x: the input sequence's name, if there is one.
    """

    label: str
    convention: str
    W: str
    U: str | None
    biases: tuple[str, ...]
    transposed: bool
    activation: str | None
    note: str
    s0: str | None = None
    x: str | None = None


@dataclass(frozen=True)
class Survey:
    """Survey of a file.

    Attributes:
        path: the file.
        tensors: all its tensors, in the file's order; none for the program's own files.
        layers: the plain recurrent layers among them, at least one; none for its own files.
        own: whether the program wrote the file, which then opens without a dialog.
    """

    path: Path
    tensors: tuple[TensorInfo, ...]
    layers: tuple[Layer, ...]
    own: bool


def split_name(name: str) -> tuple[str, str]:
    """Return the scope of a tensor's name, with its separator, and the last part."""
    cut = max(name.rfind("."), name.rfind("/")) + 1
    return name[:cut], name[cut:]


def fitting(layer: Layer, shapes: Mapping[str, Shape]) -> Layer | InputError:
    """Return the layer, or the InputError about its tensors' shapes."""
    try:
        _require_fitting(layer, shapes)
    except InputError as error:
        return error
    return layer


def _require_fitting(layer: Layer, shapes: Mapping[str, Shape]) -> None:
    shape = shapes[layer.W]
    if len(shape) != 2 or shape[0] != shape[1]:
        remedy = _ALONE if layer.U is None else _PLAIN
        raise InputError(f"{shape_text(shape)}, not square", remedy, place=layer.W)
    d = shape[0]
    require_units(d, layer.W)
    inputs = shapes[layer.U] if layer.U is not None else shape
    if len(inputs) != 2 or inputs[layer.transposed] != d:
        wanted = f"m × {d}" if layer.transposed else f"{d} × m"
        raise InputError(f"{shape_text(inputs)}, expected {wanted}", _TOGETHER, place=layer.U or "")
    for bias in layer.biases:
        if math.prod(shapes[bias]) != d:
            found = f"has {math.prod(shapes[bias])} numbers, expected {d}"
            raise InputError(found, _TOGETHER, place=bias)


def shape_text(shape: Shape) -> str:
    """Return a shape as text that continues a tensor's name: "is 4 × 2"."""
    if not shape:
        return "is a single number"
    return f"is {' × '.join(map(str, shape))}" if len(shape) <= _SAID else f"has {len(shape)} axes"
