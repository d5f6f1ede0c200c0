"""Saving of an experiment, bit for bit."""

from __future__ import annotations

import os
from pathlib import Path

from engine.errors import InputError
from engine.experiment.experiment import Experiment
from engine.files.atomic import write_atomically
from engine.files.fingerprint import Fingerprint
from engine.files.limits import JSON_BYTES, MEGABYTE, require_steps, require_units
from engine.files.network_file import is_network_file, network_bytes
from engine.files.preset import PRESET_ENDING, preset_text
from engine.files.source import with_filename
from engine.files.tensors import open_tensors

SAVED_ENDINGS = (PRESET_ENDING, ".safetensors")


def save(experiment: Experiment, path: str | os.PathLike[str]) -> Fingerprint:
    """Write the experiment as a preset (.json) or, for a large network, as .safetensors.

    Returns:
        The fingerprint of the new file.

    Raises:
        InputError: an unsupported ending, an experiment too large to be opened again, a file of
            foreign weights in its place, or a failed write; an old file is unchanged.
    """
    with with_filename(path):
        data = _bytes(experiment, Path(path).suffix.lower())
        _require_no_other_weights(Path(path))
    return write_atomically(path, data)


def _bytes(experiment: Experiment, ending: str) -> bytes:
    network = experiment.network
    require_units(network.d)
    require_steps(experiment.T, max(network.d, network.m))
    if ending == ".safetensors":
        return network_bytes(experiment)
    if ending == PRESET_ENDING:
        return _preset_bytes(experiment)
    found = f"is no kind of file this program saves ({ending or 'no ending'})"
    raise InputError(found, f"choose a name that ends in {' or '.join(SAVED_ENDINGS)}")


def _require_no_other_weights(path: Path) -> None:
    """Raise InputError if the file to be replaced holds foreign weights, perhaps the only copy."""
    if path.suffix.lower() == ".safetensors" and path.exists() and _holds_other_weights(path):
        found = "holds weights that this program did not write, or that cannot be read"
        raise InputError(found, "choose another name, so that they are kept")


def _holds_other_weights(path: Path) -> bool:
    """Return whether the file may hold foreign weights; an unreadable file may."""
    try:
        with open_tensors(path) as tensors:
            return not is_network_file(tensors)
    except InputError:
        return path.stat().st_size > 0


def _preset_bytes(experiment: Experiment) -> bytes:
    data = preset_text(experiment).encode()
    if len(data) > JSON_BYTES:
        found = f"would take {len(data) // MEGABYTE} MB as a preset"
        raise InputError(found, "save it as .safetensors")
    return data
