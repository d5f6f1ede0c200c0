"""Choice of one layer of a file, and its reading as an experiment."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from engine.arrays import Array
from engine.cells.activations import TANH
from engine.errors import InputError
from engine.experiment.experiment import Experiment
from engine.files.archive import Archive, open_archive
from engine.files.experiment_parts import Parts
from engine.files.source import one_line, with_filename
from engine.files.weights.survey_types import Layer, Survey

_LISTED = 12


def chosen(found: Survey, layer: str | int | None = None) -> Layer:
    """Return the layer with the label or the number `layer`, from 1; by default the only one.

    Raises:
        InputError: an unknown label or number, or several layers and none chosen.
    """
    if layer is None and len(found.layers) == 1:
        return found.layers[0]
    for number, each in enumerate(found.layers, 1):
        if str(layer) in (each.label, str(number)):
            return each
    listed = [f"{i} “{each.label}”" for i, each in enumerate(found.layers[:_LISTED], 1)]
    rest = ["…"] * (len(found.layers) > _LISTED)
    what = f"holds {len(found.layers)} recurrent layers ({', '.join(listed + rest)})"
    if layer is not None:
        what = f"has no layer {str(layer)[:40]!r}; it {what}"
    raise InputError(what, "choose one with --layer, by its number or its name")


def read_layer(
    path: str | os.PathLike[str],
    layer: Layer,
    transposed: bool | None = None,
    activation: str | None = None,
) -> Experiment:
    """Return the experiment with one layer's weights; no other tensor is read.

    Every floating type up to float64 is widened exactly. U has d rows: where it is not square its
    shape decides whether it is transposed, otherwise it is transposed along with W.

    Args:
        path: the surveyed file.
        layer: one of the survey's layers.
        transposed: whether the file multiplies rows by matrices; by default as the layer says.
        activation: the activation's name; by default as the layer says, else tanh.

    Raises:
        InputError: a tensor that is missing, damaged, not finite or of a wrong shape.
    """
    file = Path(path)
    with with_filename(file), open_archive(file) as archive:
        return layer_parts(archive, layer, transposed, activation, one_line(file.stem)).experiment()


def layer_parts(
    archive: Archive, layer: Layer, transposed: bool | None, activation: str | None, name: str
) -> Parts:
    """Return the parts, called `name`, of one layer in an open archive; as for `read_layer`."""
    for each in (layer.W, layer.U, *layer.biases, layer.s0, layer.x):
        if each is not None and each not in archive.kinds:
            raise InputError("is missing", "the file has changed: open it again", place=each)
    transposed = layer.transposed if transposed is None else transposed
    W = archive.read(layer.W, 2)
    arrays = dict(_beside(archive, layer))
    if layer.U is not None:
        arrays["U"] = _transposed(archive.read(layer.U, 2), len(W), transposed)
    called = activation or layer.activation or TANH.name
    return Parts(W.T if transposed else W, arrays, called, name=name)


def _beside(archive: Archive, layer: Layer) -> Iterator[tuple[str, Array]]:
    """Yield b, s0 and x, if the file has them."""
    if layer.biases:
        with np.errstate(over="ignore"):  # rejected with its place later
            yield "b", np.sum([_flat(archive, bias) for bias in layer.biases], axis=0)
    if layer.s0 is not None:
        yield "s0", _flat(archive, layer.s0)
    if layer.x is not None:
        yield "x", archive.read(layer.x, 2)


def _transposed(U: Array, d: int, transposed: bool) -> Array:
    fits = [i for i in (0, 1) if U.shape[i] == d]
    if len(fits) == 1:
        transposed = fits == [1]
    return U.T if transposed else U


def _flat(archive: Archive, name: str) -> Array:
    shape, _ = archive.kinds[name]
    return archive.read(name, len(shape)).reshape(-1)
