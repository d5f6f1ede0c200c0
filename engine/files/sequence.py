"""Input sequences from .csv and .npy files: one step a row, one input a column."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from engine.errors import InputError
from engine.files.csv_table import read_csv
from engine.files.limits import require_steps
from engine.files.npy_array import read_npy
from engine.files.source import about
from engine.network.arrays import Array, frozen
from engine.network.experiment import Experiment

_READERS = {".csv": read_csv, ".npy": read_npy}

SEQUENCE_ENDINGS = tuple(_READERS)


def read_sequence(path: str | os.PathLike[str]) -> Array:
    """Return the sequence in a .csv or .npy file, (T, m).

    Raises:
        InputError: as for `read_csv` and `read_npy`, or another kind of file.
    """
    file = Path(path)
    with about(file):
        reader = _READERS.get(file.suffix.lower())
        if reader is None:
            found = f"is no kind of file a sequence is read from ({file.suffix or 'no ending'})"
            raise InputError(found, "give a .csv or .npy file")
        return frozen(reader(file), "x", 2)


def with_sequence(experiment: Experiment, x: Array) -> Experiment:
    """Return the experiment reading `x`, (T, m), with the loss at its last step.

    Raises:
        InputError: m differs from the number of columns of U, or there are too many steps.
    """
    m = experiment.network.m
    if x.shape[1] != m:
        found = f"has {x.shape[1]} numbers a step, but the network reads {m}"
        raise InputError(found, f"give {m}, one a column of U", place="x")
    require_steps(len(x), max(m, experiment.network.d))
    return replace(experiment, x=x, t=len(x))
