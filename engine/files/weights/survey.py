"""Survey of the recurrent layers in a file, by names and shapes, before weights are read."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from engine.cells.activations import ACTIVATIONS
from engine.errors import InputError
from engine.files.archive import Archive, Shape, open_archive
from engine.files.own_archives import is_own
from engine.files.preset import PRESET_ENDING
from engine.files.source import with_filename
from engine.files.weights.gates import gates_by_name
from engine.files.weights.jax import jax_layers
from engine.files.weights.keras import keras_layers
from engine.files.weights.plain import plain_layers
from engine.files.weights.pytorch import pytorch_layers
from engine.files.weights.survey_types import Layer, Survey, TensorInfo

__all__ = ["Layer", "Survey", "TensorInfo", "survey"]

_FINDERS = (pytorch_layers, jax_layers, keras_layers, plain_layers, gates_by_name)
_ALIASES = {"sigmoid": "logistic", "linear": "identity"}
_NAME_THEM = "name them W, U and b, as in numpy.savez('weights.npz', W=W, U=U, b=b)"


def survey(path: str | os.PathLike[str]) -> Survey:
    """Return the survey of a file; reads only its header, or a whole table.

    Raises:
        InputError: an unreadable file, or one without a plain recurrent layer, with the reason,
            such as a GRU or an LSTM.
    """
    file = Path(path)
    with with_filename(file):
        if file.suffix.lower() == PRESET_ENDING:
            return Survey(file, (), (), own=True)
        with open_archive(file) as archive:
            if is_own(archive):
                return Survey(file, (), (), own=True)
            return survey_of(archive, file)


def survey_of(archive: Archive, file: Path) -> Survey:
    """Return the survey of an open archive of foreign weights.

    Raises:
        InputError: no plain recurrent layer.
    """
    layers = _layers({name: shape for name, (shape, _) in archive.kinds.items()})
    called = _activation(archive.metadata)
    layers = [replace(layer, activation=called or layer.activation) for layer in layers]
    tensors = (TensorInfo(name, *kind) for name, kind in archive.kinds.items())
    return Survey(file, tuple(tensors), tuple(layers), own=False)


def _layers(shapes: Mapping[str, Shape]) -> list[Layer]:
    found = [each for finder in _FINDERS for each in finder(shapes)]
    layers = [each for each in found if isinstance(each, Layer)]
    if not layers:
        raise next((each for each in found if isinstance(each, InputError)), _nothing(shapes))
    return layers


def _nothing(shapes: Mapping[str, Shape]) -> InputError:
    some = ", ".join(f"{name[:40]!r}" for name in list(shapes)[:4])
    found = f"holds no recurrent weights by a name this program knows (it holds {some or 'none'})"
    return InputError(found, _NAME_THEM)


def _activation(metadata: Mapping[str, str]) -> str | None:
    called = metadata.get("activation", metadata.get("nonlinearity", "")).lower()
    called = _ALIASES.get(called, called)
    return called if called in ACTIVATIONS else None
