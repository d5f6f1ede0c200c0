"""Input of a command: an experiment from a file or the gallery."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from engine.bptt.trace import check
from engine.cli.inputs import GALLERY, require_file
from engine.errors import InputError
from engine.experiment.edits import with_activation
from engine.experiment.experiment import Experiment
from engine.files.experiment_parts import activation_called
from engine.files.load import load, reading
from engine.files.save import SAVED_ENDINGS
from engine.files.source import with_filename
from engine.files.weights.survey import survey


@dataclass(frozen=True)
class Start:
    """Initial state of the window.

    Attributes:
        experiment: the first experiment.
        path: the file to save to, if it holds the whole experiment; else None.
        foreign: a file of foreign weights, to be opened through a dialog.
        sequence: the file with the inputs x of foreign weights.
    """

    experiment: Experiment
    path: Path | None = None
    foreign: Path | None = None
    sequence: Path | None = None


def load_input(
    name: str,
    sequence: str | None = None,
    activation: str | None = None,
    layer: str | None = None,
    transposed: bool | None = None,
) -> Experiment:
    """Return the experiment in the file `name`, or in the gallery if it is `gallery:ID`.

    Raises:
        InputError: as for `load`, or for an unknown entry.
    """
    if sequence is not None:
        require_file(sequence)
    if not name.startswith(GALLERY):
        return _from_file(name, sequence, activation, layer, transposed)
    if layer is not None or transposed is not None:
        found = "is in the gallery, where there is nothing to choose"
        raise InputError(found, "leave out --layer and --transpose", file=name)
    experiment = _gallery_entry(name)
    if activation is not None:
        experiment = with_activation(experiment, activation_called(activation))
    return experiment if sequence is None else reading(experiment, sequence)


def load_from_options(name: str, options: argparse.Namespace) -> Experiment:
    """Return the experiment `name`, read as the command's options say; errors as `load_input`."""
    activation = getattr(options, "activation", None)
    transposed = True if options.transpose else None
    return load_input(name, options.sequence, activation, options.layer, transposed)


def first_subject() -> Experiment:
    """Return the experiment shown at start-up without arguments."""
    from engine.gallery import opening  # noqa: PLC0415 - only when the gallery is asked for

    return opening().load()


def window_start(options: argparse.Namespace) -> Start:
    """Return the initial state of the window for its options.

    Raises:
        InputError: as for `load_input`, or the file's experiment overflows.
    """
    name, sequence = options.file, options.sequence
    if name is None:
        return Start(first_subject())
    chosen = options.layer is not None or options.transpose
    if not chosen and _is_foreign(name):
        return Start(first_subject(), foreign=Path(name), sequence=sequence and Path(sequence))
    path = Path(name)
    saved = not chosen and sequence is None and path.suffix.lower() in SAVED_ENDINGS
    own = saved and not name.startswith(GALLERY)
    experiment = load_from_options(name, options)
    with with_filename(name):
        check(experiment)
    return Start(experiment, path if own else None)


def _is_foreign(name: str) -> bool:
    """Return whether the file holds foreign weights."""
    if name.startswith(GALLERY):
        return False
    try:
        return not survey(name).own
    except InputError:
        return False  # opening reports the reason


def _from_file(
    name: str,
    sequence: str | None,
    activation: str | None,
    layer: str | None,
    transposed: bool | None,
) -> Experiment:
    try:
        require_file(name)
        return load(name, sequence, activation, layer, transposed)
    except InputError:
        from engine.gallery import entries  # noqa: PLC0415 - only when the gallery is asked for

        if any(entry.id == name for entry in entries()):
            remedy = f"for the example of that name, write {GALLERY}{name}"
            raise InputError("is no file", remedy, file=name) from None
        raise


def _gallery_entry(name: str) -> Experiment:
    from engine.gallery import entry  # noqa: PLC0415 - only when the gallery is asked for

    with with_filename(name):
        return entry(name.removeprefix(GALLERY)).load()
