"""What a command works on: a file, or an entry of the gallery."""

from __future__ import annotations

import argparse
from pathlib import Path

from engine.errors import InputError
from engine.files.load import load, reading
from engine.files.parts import activation_called
from engine.files.source import about
from engine.network.edits import with_activation
from engine.network.experiment import Experiment

GALLERY = "gallery:"


def subject(
    name: str,
    sequence: str | None = None,
    activation: str | None = None,
    layer: str | None = None,
    transposed: bool | None = None,
) -> Experiment:
    """Return the experiment in the file `name`, or in the gallery if it is `gallery:ID`.

    Raises:
        InputError: as for `load`, or there is no such entry.
    """
    if not name.startswith(GALLERY):
        return _from_file(name, sequence, activation, layer, transposed)
    if layer is not None or transposed is not None:
        found = "is in the gallery, where there is nothing to choose"
        raise InputError(found, "leave out --layer and --transpose", file=name)
    experiment = _gallery_entry(name)
    if activation is not None:
        experiment = with_activation(experiment, activation_called(activation))
    return experiment if sequence is None else reading(experiment, sequence)


def asked_for(name: str, options: argparse.Namespace) -> Experiment:
    """Return the experiment `name`, read as the options of a command say; errors as `subject`."""
    activation = getattr(options, "activation", None)
    transposed = True if options.transpose else None
    return subject(name, options.sequence, activation, options.layer, transposed)


def first_subject() -> Experiment:
    """Return the experiment that the window opens on when no other is asked for."""
    from engine.gallery import opening  # noqa: PLC0415 - only when the gallery is asked for

    return opening().load()


def own_file(name: str | None, sequence: str | None) -> Path | None:
    """Return the file that `subject(name, sequence)` stands in whole, to be saved to.

    There is none for an entry of the gallery, nor where a sequence was put in place of the file's.
    """
    if name is None or name.startswith(GALLERY) or sequence is not None:
        return None
    return Path(name)


def _from_file(
    name: str,
    sequence: str | None,
    activation: str | None,
    layer: str | None,
    transposed: bool | None,
) -> Experiment:
    try:
        return load(name, sequence, activation, layer, transposed)
    except InputError:
        from engine.gallery import entries  # noqa: PLC0415 - only when the gallery is asked for

        if any(entry.id == name for entry in entries()):
            remedy = f"for the example of that name, write {GALLERY}{name}"
            raise InputError("is no file", remedy, file=name) from None
        raise


def _gallery_entry(name: str) -> Experiment:
    from engine.gallery import entry  # noqa: PLC0415 - only when the gallery is asked for

    with about(name):
        return entry(name.removeprefix(GALLERY)).load()
