"""What a command works on: a file, or an entry of the gallery."""

from __future__ import annotations

from engine.files.load import load, reading
from engine.files.parts import activation_called
from engine.files.source import about
from engine.network.edits import with_activation
from engine.network.experiment import Experiment

GALLERY = "gallery:"


def subject(name: str, sequence: str | None = None, activation: str | None = None) -> Experiment:
    """Return the experiment in the file `name`, or in the gallery if it is `gallery:ID`.

    Raises:
        InputError: as for `load`, or there is no such entry.
    """
    if not name.startswith(GALLERY):
        return load(name, sequence, activation)
    experiment = _gallery_entry(name)
    if activation is not None:
        experiment = with_activation(experiment, activation_called(activation))
    return experiment if sequence is None else reading(experiment, sequence)


def _gallery_entry(name: str) -> Experiment:
    from engine.gallery import entry  # noqa: PLC0415 - only when the gallery is asked for

    with about(name):
        return entry(name.removeprefix(GALLERY)).load()
