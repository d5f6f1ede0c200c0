"""The preset: one experiment as JSON that a person can write by hand.

    {"format": "bptt-lab", "version": 1, "name": "Rotation", "description": "what it teaches",
     "activation": "tanh", "W": [[0.9, -0.4], [0.4, 0.9]],
     "U": [[1], [0]], "b": [0, 0], "s0": [0, 0], "x": [[0.5], [0], [0]], "y": [0, 0], "t": 3}

Only W is required; `Parts` says what the rest defaults to. V, c and label together make the loss
the cross-entropy of a read-out, "summed": true adds the losses of all steps. Numbers read back
bit for bit.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import msgspec
import numpy as np
from msgspec import UNSET, UnsetType

from engine.errors import InputError
from engine.files.format import FORMAT, VERSION, require_known
from engine.files.json_errors import invalid, malformed
from engine.files.limits import JSON_BYTES
from engine.files.limits import STEPS as MOST_STEPS
from engine.files.parts import STEPS, Parts
from engine.files.source import as_text, read_bytes
from engine.network.activations import TANH
from engine.network.arrays import Array
from engine.network.edits import array_of
from engine.network.experiment import Experiment

PRESET_ENDING = ".json"

Row = list[float]
Rows = list[Row]
Whole = Annotated[int, msgspec.Meta(ge=-(1 << 62), le=1 << 62)]


class _Head(msgspec.Struct):
    format: str = FORMAT
    version: Whole = VERSION


class _Preset(_Head, forbid_unknown_fields=True, kw_only=True):
    W: Rows
    U: Rows | UnsetType = UNSET
    b: Row | UnsetType = UNSET
    s0: Row | UnsetType = UNSET
    x: Rows | UnsetType = UNSET
    y: Row | UnsetType = UNSET
    name: str = ""
    description: str = ""
    activation: str = TANH.name
    steps: Whole | UnsetType = UNSET
    t: Whole | UnsetType = UNSET
    V: Rows | UnsetType = UNSET
    c: Row | UnsetType = UNSET
    label: Whole | UnsetType = UNSET
    summed: bool = False


_NUMBERS = 3_000_000
_ROWS = 4 * MOST_STEPS
_STRING = re.compile(rb'("(?:[^"\\]++|\\.)*+")\s*(:?)', re.DOTALL)


def read_preset(path: Path) -> Experiment:
    """Return the experiment in a preset file; errors as for `parse_preset`."""
    return parse_preset(read_bytes(path, JSON_BYTES))


def parse_preset(data: bytes) -> Experiment:
    """Return the experiment that JSON describes.

    Raises:
        InputError: not UTF-8, not JSON, another format, a newer version, an unknown or repeated
            field, a value of the wrong kind, a wrong shape, a number that is not finite, too many.
    """
    text = as_text(data).encode()
    _require_few(text.count(b","), text.count(b"["))
    try:
        head = msgspec.json.decode(text, type=_Head)
        require_known(head.format, head.version)
        preset = msgspec.json.decode(text, type=_Preset)
    except msgspec.ValidationError as error:
        raise invalid(error, _Preset.__struct_fields__) from error
    except msgspec.DecodeError as error:
        raise _diagnosed(error, text) from error
    except RecursionError as error:
        raise InputError("nests its brackets too deeply", "write W as rows in a list") from error
    _require_single(text)
    return _parts(preset).experiment()


def preset_text(experiment: Experiment) -> str:
    """Return the preset as JSON text, one row of a matrix a line, without what is default.

    Raises:
        InputError: the name or the description is not valid Unicode, or there are too many numbers.
    """
    fields = ",\n".join(f'  "{name}": {text}' for name, text in _fields(experiment))
    text = f"{{\n{fields}\n}}\n"
    _require_few(text.count(","), text.count("["))
    return text


def _diagnosed(error: msgspec.DecodeError, text: bytes) -> InputError:
    """Return what is wrong; NaN and Infinity, which are not JSON, are named by their place."""
    try:
        _parts(msgspec.convert(json.loads(text), _Preset)).experiment()
    except InputError as found:
        return found
    except msgspec.ValidationError as found:
        return invalid(found, _Preset.__struct_fields__)
    except (ValueError, RecursionError):
        pass
    return malformed(error, text)


def _require_few(numbers: int, rows: int) -> None:
    """Raise InputError if they would take far more memory than their text."""
    for count, most, kind in ((numbers, _NUMBERS, "numbers"), (rows, _ROWS, "rows")):
        if count > most:
            found = f"is a preset of more than {most} {kind}"
            raise InputError(found, "keep so large a network as .safetensors")


def _require_single(text: bytes) -> None:
    """Raise InputError if a field is given twice; a preset has no object but the outermost."""
    seen: set[str] = set()
    for match in _STRING.finditer(text):
        if not match[2]:
            continue
        key = msgspec.json.decode(match[1], type=str)
        if key in seen:
            raise InputError("is given twice", "remove one of the two", place=key)
        seen.add(key)


def _parts(preset: _Preset) -> Parts:
    matrices = {"U": preset.U, "x": preset.x, "V": preset.V}
    vectors = {"b": preset.b, "s0": preset.s0, "y": preset.y, "c": preset.c}
    given = {name: _matrix(rows, name) for name, rows in matrices.items() if rows is not UNSET}
    given |= {name: np.array(row, np.float64) for name, row in vectors.items() if row is not UNSET}
    return Parts(
        _matrix(preset.W, "W"),
        given,
        preset.activation,
        steps=None if preset.steps is UNSET else preset.steps,
        t=None if preset.t is UNSET else preset.t,
        label=None if preset.label is UNSET else preset.label,
        summed=preset.summed,
        name=preset.name,
        description=preset.description,
    )


def _matrix(rows: Rows, name: str) -> Array:
    width = len(rows[0]) if rows else 0
    for i, row in enumerate(rows):
        if len(row) != width:
            raise InputError(
                f"has {len(row)} numbers, expected {width}",
                "give rows of equal length",
                place=f"row {i + 1} of {name}",
            )
    return np.array(rows, dtype=np.float64).reshape(len(rows), width)


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
