"""Opening what is studied, whatever kind of file it is in."""

from __future__ import annotations

import os
from pathlib import Path

from engine.errors import InputError
from engine.files.network_file import is_network_file, network_parts
from engine.files.parts import activation_called
from engine.files.preset import read_preset
from engine.files.pytorch import rnn_parts
from engine.files.sequence import SEQUENCE_ENDINGS, read_sequence, with_sequence
from engine.files.source import about
from engine.files.tensors import open_tensors
from engine.network.edits import with_activation
from engine.network.experiment import Experiment

_PICKLES = (".pt", ".pth", ".bin", ".ckpt", ".pkl", ".pickle")
_CONVERT = (
    'convert it once: python -c "import torch; from safetensors.torch import save_file; '
    "save_file(torch.load({source!r}, map_location='cpu', weights_only=True), {target!r})\""
)


def load(
    path: str | os.PathLike[str],
    sequence: str | os.PathLike[str] | None = None,
    activation: str | None = None,
) -> Experiment:
    """Return the experiment in a file.

    Args:
        path: a preset (.json), or a network file or the weights of a `torch.nn.RNN`
            (.safetensors).
        sequence: a .csv or .npy file whose steps replace x; t becomes its last step.
        activation: the name of the activation to put in place of the file's.

    Raises:
        InputError: a file that is missing, unreadable, damaged or of another kind; names the
            file, the place in it and what to do.
    """
    with about(path):
        experiment = _read(Path(path))
        if activation is not None:
            experiment = with_activation(experiment, activation_called(activation))
    if sequence is None:
        return experiment
    return reading(experiment, sequence)


def reading(experiment: Experiment, sequence: str | os.PathLike[str]) -> Experiment:
    """Return the experiment with the sequence in a file in place of x.

    Raises:
        InputError: as for `read_sequence` and `with_sequence`; names the sequence's file.
    """
    x = read_sequence(sequence)
    with about(sequence):
        return with_sequence(experiment, x)


def _read(path: Path) -> Experiment:
    ending = path.suffix.lower()
    if ending == ".json":
        return read_preset(path)
    if ending == ".safetensors":
        return _read_tensors(path)
    raise _refusal(path, ending)


def _read_tensors(path: Path) -> Experiment:
    with open_tensors(path) as tensors:
        if is_network_file(tensors):
            return network_parts(tensors).experiment()
        return rnn_parts(tensors, path.stem).experiment()


def _refusal(path: Path, ending: str) -> InputError:
    if ending in _PICKLES:
        target = str(path.with_suffix(".safetensors"))
        remedy = _CONVERT.format(source=str(path), target=target)
        return InputError("is a pickle, which could run code when opened", remedy)
    if ending in SEQUENCE_ENDINGS:
        return InputError("holds a sequence, not a network", "give it with --sequence")
    found = f"is no kind of file this program opens ({ending or 'no ending'})"
    return InputError(found, "give a preset (.json) or weights (.safetensors)")
