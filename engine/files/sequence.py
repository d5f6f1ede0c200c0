"""Reader of input sequences: tables with one step a line, or arrays with one step a row."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from engine.arrays import Array, frozen
from engine.errors import InputError
from engine.experiment.experiment import Experiment
from engine.files.archive import Archive, is_real, open_archive
from engine.files.csv_table import TABLE_ENDINGS, TableSurvey, read_csv, survey_table, within
from engine.files.limits import require_steps
from engine.files.source import with_filename
from engine.files.unsupported_formats import refusal
from engine.files.weights.survey_types import TensorInfo

_NAME = "x"
_LISTED = 12

SEQUENCE_ENDINGS = (*TABLE_ENDINGS, ".npy", ".npz", ".safetensors")


@dataclass(frozen=True)
class SequenceSurvey:
    """Survey of the arrays or columns in a file that may be read as x.

    Attributes:
        path: the file.
        table: the columns and the first rows of a .csv or .tsv file; None for arrays.
        arrays: the arrays with one axis or two, (T,) or (T, m), of numbers; none for a table.
        chosen: the array that `read_sequence` reads by default; None if there are several.
    """

    path: Path
    table: TableSurvey | None
    arrays: tuple[TensorInfo, ...]
    chosen: str | None


def survey_sequence(path: str | os.PathLike[str]) -> SequenceSurvey:
    """Return the survey of a sequence file, without reading its numbers.

    Raises:
        InputError: an unsupported or unreadable file, or one without a suitable array.
    """
    file = Path(path)
    with with_filename(file):
        if file.suffix.lower() in TABLE_ENDINGS:
            return SequenceSurvey(file, survey_table(file), (), None)
        _require_known(file)
        with open_archive(file, _NAME) as archive:
            arrays = _arrays(archive)
    return SequenceSurvey(file, None, arrays, _only(arrays))


def read_sequence(
    path: str | os.PathLike[str],
    array: str | None = None,
    columns: Sequence[int] | None = None,
) -> Array:
    """Return the sequence in a .csv, .tsv, .npy, .npz or .safetensors file, (T, m).

    Args:
        path: the file.
        array: the name of the array in an archive; optional if there is only one, or one called
            x.
        columns: the columns to read, counted from 0 and in this order; all by default.

    Raises:
        InputError: as for the file's reader, an unsupported file, or an array or a column that
            is missing or has to be chosen.
    """
    file = Path(path)
    with with_filename(file):
        if file.suffix.lower() in TABLE_ENDINGS:
            return frozen(read_csv(file, columns), _NAME, 2)
        _require_known(file)
        x = _from_archive(file, array)
        taken = x if columns is None else x[:, list(within(columns, x.shape[1]))]
        return frozen(taken, _NAME, 2)


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


def _require_known(file: Path) -> None:
    if file.suffix.lower() not in SEQUENCE_ENDINGS:
        raise refusal(file, f"a sequence is read from {', '.join(SEQUENCE_ENDINGS)}")


def _arrays(archive: Archive) -> tuple[TensorInfo, ...]:
    infos = (TensorInfo(name, *kind) for name, kind in archive.kinds.items())
    arrays = tuple(info for info in infos if len(info.shape) in (1, 2) and is_real(info.dtype))
    if not arrays:
        found = "holds no array of numbers with one axis or two"
        raise InputError(found, "save one sequence, one step a row")
    return arrays


def _only(arrays: tuple[TensorInfo, ...]) -> str | None:
    names = [info.name for info in arrays]
    if len(names) == 1:
        return names[0]
    return _NAME if _NAME in names else None


def _from_archive(file: Path, array: str | None) -> Array:
    with open_archive(file, _NAME) as archive:
        arrays = _arrays(archive)
        name = array or _only(arrays)
        shapes = {info.name: info.shape for info in arrays}
        if name is None or name not in shapes:
            some = ", ".join(f"“{known[:40]}”" for known in list(shapes)[:_LISTED])
            found = "has no sequence of that name" if name else "holds several arrays"
            raise InputError(found, f"choose one of {some}, or save it alone as .npy")
        shape = shapes[name]
        require_steps(shape[0], math.prod(shape[1:]), name)
        x = archive.read(name, len(shape))
        return x if x.ndim == 2 else x.reshape(-1, 1)
