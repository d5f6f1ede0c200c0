"""Preset: an experiment as JSON that can be written by hand.

    {"format": "bptt-lab", "version": 1, "name": "Rotation", "description": "what it teaches",
     "activation": "tanh", "W": [[0.9, -0.4], [0.4, 0.9]],
     "U": [[1], [0]], "b": [0, 0], "s0": [0, 0], "x": [[0.5], [0], [0]], "y": [0, 0], "t": 3}

Only W is required; `Parts` lists the defaults of the rest. V, c and label together make the loss
the cross-entropy of a read-out, "summed": true adds the losses of all steps. Numbers read back
bit for bit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from engine.arrays import Array
from engine.cells.activations import TANH
from engine.errors import InputError
from engine.experiment.edits import array_of
from engine.experiment.experiment import Experiment
from engine.files.experiment_parts import AXES, STEPS, Parts
from engine.files.format import FORMAT, VERSION, require_known
from engine.files.json_text import parse_object, require_kind, require_numbers
from engine.files.limits import JSON_BYTES
from engine.files.limits import STEPS as MOST_STEPS
from engine.files.source import as_text, read_bytes

PRESET_ENDING = ".json"

_SCALARS = {
    "name": str,
    "description": str,
    "activation": str,
    "steps": int,
    "t": int,
    "label": int,
    "summed": bool,
}
_NUMBERS = 3_000_000
_ROWS = 4 * MOST_STEPS


def read_preset(path: Path) -> Experiment:
    """Return the experiment in a preset file; errors as for `parse_preset`."""
    return parse_preset(read_bytes(path, JSON_BYTES))


def parse_preset(data: bytes) -> Experiment:
    """Return the experiment that JSON describes.

    Raises:
        InputError: not UTF-8, not JSON, another format, a newer version, an unknown or repeated
            field, a value of the wrong kind, a wrong shape, a number that is not finite, too many.
    """
    text = as_text(data)
    _check_count(text.count(","), text.count("["))
    fields = parse_object(text)
    form, version = fields.pop("format", FORMAT), fields.pop("version", VERSION)
    require_kind(form, str, "format")
    require_kind(version, int, "version")
    require_known(form, version)
    _require_only_known(fields)
    arrays = {name: _array(fields.pop(name), name) for name in AXES if name in fields}
    for name, value in fields.items():
        require_kind(value, _SCALARS[name], name)
    return Parts(arrays.pop("W"), arrays, **fields).experiment()


def preset_text(experiment: Experiment) -> str:
    """Return the preset as JSON text, one matrix row a line, without default values.

    Raises:
        InputError: the name or the description is not valid Unicode, or there are too many numbers.
    """
    fields = ",\n".join(f'  "{name}": {text}' for name, text in _fields(experiment))
    text = f"{{\n{fields}\n}}\n"
    _check_count(text.count(","), text.count("["))
    return text


def _check_count(numbers: int, rows: int) -> None:
    """Raise InputError if there are too many numbers or rows."""
    for count, most, kind in ((numbers, _NUMBERS, "numbers"), (rows, _ROWS, "rows")):
        if count > most:
            found = f"is a preset of more than {most} {kind}"
            raise InputError(found, "keep so large a network as .safetensors")


def _require_only_known(fields: Iterable[str]) -> None:
    known = (*AXES, *_SCALARS)
    for name in fields:
        if name not in known:
            remedy = f"remove or rename it; there are format, version, {', '.join(known)}"
            raise InputError(f"has an unknown field {name[:40]!r}", remedy)
    if "W" not in fields:
        raise InputError("is missing", 'add it, as in "W": [[0.5, 0], [0, 0.5]]', place="W")


def _array(value: Any, name: str) -> Array:
    axes = AXES[name]
    require_numbers(value, name, axes)
    rows = value if axes == 2 else [value]
    for i, row in enumerate(rows):
        if len(row) != len(rows[0]):
            raise InputError(
                f"has {len(row)} numbers, expected {len(rows[0])}",
                "give rows of equal length",
                place=f"row {i + 1} of {name}",
            )
    try:
        array = np.array(value, np.float64)
    except OverflowError as error:
        found = "holds a number beyond the range of a double"
        raise InputError(found, "use a smaller number", place=name) from error
    return array.reshape(0, 0) if array.ndim < axes else array


def _fields(experiment: Experiment) -> Iterator[tuple[str, str]]:
    network = experiment.network
    yield "format", _quoted("format", FORMAT)
    yield "version", str(VERSION)
    for name in ("name", "description"):
        if getattr(experiment, name):
            yield name, _quoted(name, getattr(experiment, name))
    if network.activation is not TANH:
        yield "activation", _quoted("activation", network.activation.name)
    yield "W", _rows_text(network.W)
    for name, default in _defaults(experiment).items():
        array = array_of(experiment, name)
        if not _same(array, default):
            yield name, _rows_text(array) if array.ndim == 2 else _row_text(array)
        elif name == "x" and experiment.T != STEPS:
            yield "steps", str(experiment.T)
    if experiment.t != experiment.T:
        yield "t", str(experiment.t)
    yield from _loss_fields(experiment)


def _loss_fields(experiment: Experiment) -> Iterator[tuple[str, str]]:
    readout = experiment.readout
    if readout is not None:
        yield "V", _rows_text(readout.V)
        yield "c", _row_text(readout.c)
        yield "label", str(readout.label)
    if experiment.summed:
        yield "summed", "true"


def _defaults(experiment: Experiment) -> dict[str, Array]:
    d, zeros = experiment.network.d, np.zeros(experiment.network.d)
    x = np.zeros_like(experiment.x)
    return {"U": np.eye(d), "b": zeros, "s0": zeros, "x": x, "y": zeros}


def _same(array: Array, default: Array) -> bool:
    """Compare bit for bit: −0 is not the default 0."""
    return array.shape == default.shape and array.tobytes() == default.tobytes()


def _rows_text(array: Array) -> str:
    return "[\n" + ",\n".join(f"    {_row_text(row)}" for row in array) + "\n  ]"


def _row_text(row: Array) -> str:
    return f"[{', '.join(map(_number_text, row.tolist()))}]"


def _number_text(value: float) -> str:
    text = repr(value)
    return text[:-2] if text.endswith(".0") and text != "-0.0" else text


def _quoted(name: str, text: str) -> str:
    try:
        return msgspec.json.encode(text).decode()
    except UnicodeEncodeError as error:
        raise InputError("is not valid Unicode", "type it anew", place=name) from error
