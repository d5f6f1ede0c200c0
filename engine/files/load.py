"""Loading of an experiment from any supported file."""

from __future__ import annotations

import os
from pathlib import Path

from engine.errors import InputError
from engine.experiment.edits import with_activation
from engine.experiment.experiment import Experiment
from engine.files.archive import open_archive
from engine.files.experiment_parts import activation_called
from engine.files.own_archives import is_own, own_parts
from engine.files.preset import PRESET_ENDING, read_preset
from engine.files.sequence import read_sequence, with_sequence
from engine.files.source import one_line, with_filename
from engine.files.weights.layer_choice import chosen, layer_parts
from engine.files.weights.survey import survey_of


def load(
    path: str | os.PathLike[str],
    sequence: str | os.PathLike[str] | None = None,
    activation: str | None = None,
    layer: str | int | None = None,
    transposed: bool | None = None,
) -> Experiment:
    """Return the experiment in a file.

    Args:
        path: a preset (.json), a network file (.safetensors), a trace (.npz), or weights: named
            ones in .safetensors or .npz, W alone in .npy, .csv or .tsv.
        sequence: a file whose steps replace x, as for `read_sequence`; t becomes its last step.
        activation: the name of the activation that replaces the file's.
        layer: the recurrent layer, by label or number from 1; needed if the weights hold
            several.
        transposed: whether the weights multiply rows, x·K + h·R; by default as their names say.

    Raises:
        InputError: a missing, unreadable, damaged or unsupported file; names the file, the
            place in it and the remedy.
    """
    file = Path(path)
    with with_filename(path):
        if file.suffix.lower() == PRESET_ENDING:
            _require_no_choice(layer, transposed)
            experiment = read_preset(file)
        else:
            experiment = _read(file, layer, transposed)
        if activation is not None:
            experiment = with_activation(experiment, activation_called(activation))
    return experiment if sequence is None else reading(experiment, sequence)


def reading(experiment: Experiment, sequence: str | os.PathLike[str]) -> Experiment:
    """Return the experiment with x replaced by the sequence in a file.

    Raises:
        InputError: as for `read_sequence` and `with_sequence`; names the sequence's file.
    """
    x = read_sequence(sequence)
    with with_filename(sequence):
        return with_sequence(experiment, x)


def _read(file: Path, layer: str | int | None, transposed: bool | None) -> Experiment:
    with open_archive(file) as archive:
        if is_own(archive):
            _require_no_choice(layer, transposed)
            return own_parts(archive, one_line(file.stem)).experiment()
        found = chosen(survey_of(archive, file), layer)
        return layer_parts(archive, found, transposed, None, one_line(file.stem)).experiment()


def _require_no_choice(layer: str | int | None, transposed: bool | None) -> None:
    if layer is not None or transposed is not None:
        found = "is this program's own file, with one network and nothing to choose"
        raise InputError(found, "open it without a layer or an orientation")
