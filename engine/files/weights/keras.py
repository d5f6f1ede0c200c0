"""Layers of Keras' SimpleRNN, x·K + h·R + b.

    kernel (m, d),   recurrent_kernel (d, d),   bias (d,)

in a scope such as simple_rnn/simple_rnn_cell, of forward_… or backward_… within a Bidirectional;
older files end the names in :0. A .weights.h5 file has cell/vars/0, 1 and 2 in that order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from engine.errors import InputError
from engine.files.archive import Shape
from engine.files.weights.gates import gated
from engine.files.weights.survey_types import TRANSPOSED, Layer, fitting

_NAMED = re.compile(r"(?P<scope>(?:.*[./])?)recurrent_kernel(?P<end>:0)?", re.DOTALL)
_NUMBERED = re.compile(r"(?P<scope>(?:.*[./])?cell[./]vars[./])1(?P<end>)", re.DOTALL)
_CELL = re.compile(r"[./](?:simple_rnn_)?cell(?:_[0-9]+)?([./]vars)?[./]?\Z")
_NAMES = ((_NAMED, ("kernel", "bias")), (_NUMBERED, ("0", "2")))


def keras_layers(shapes: Mapping[str, Shape]) -> Iterator[Layer | InputError]:
    """Yield each recurrent layer with Keras' names, or the InputError that rejects it."""
    for name in shapes:
        for pattern, (kernel, bias) in _NAMES:
            if match := pattern.fullmatch(name):
                yield _found(shapes, match, kernel, bias)


def _found(
    shapes: Mapping[str, Shape], match: re.Match[str], kernel: str, bias: str
) -> Layer | InputError:
    W, scope, end = match[0], match["scope"], match["end"] or ""
    U, b = scope + kernel + end, scope + bias + end
    if U not in shapes:
        return InputError("is missing", "save all weights of the layer", place=U)
    layer = _layer(scope, W, U, (b,) if b in shapes else ())
    return gated(W, shapes[W]) or fitting(layer, shapes)


def _layer(scope: str, W: str, U: str, biases: tuple[str, ...]) -> Layer:
    label = _CELL.sub("", scope).rstrip("./")
    backward = any(part.startswith("backward_") for part in re.split("[./]", scope))
    return Layer(
        label=label or "cell",
        convention="Keras",
        W=W,
        U=U,
        biases=biases,
        transposed=True,
        activation=None,
        note=TRANSPOSED + "; it reads the sequence from its end" * backward,
    )
