"""Network file: an experiment as .safetensors, for networks too large for a preset.

The tensors W U b s0 x y, and V c of a read-out, are named as in a preset; the rest is text in
the metadata.
"""

from __future__ import annotations

from collections.abc import Iterable

from safetensors.numpy import save

from engine.cells.activations import TANH
from engine.errors import InputError
from engine.experiment.edits import ARRAYS, array_of
from engine.experiment.experiment import Experiment
from engine.files.archive import Archive
from engine.files.experiment_parts import AXES, Parts
from engine.files.format import FORMAT, VERSION, require_known
from engine.files.limits import require_units

_TEXTS = ("format", "version", "name", "description", "activation", "t", "label", "summed")


def is_network_file(tensors: Archive) -> bool:
    """Return whether the archive is a network file of this program."""
    return tensors.metadata.get("format") == FORMAT


def network_parts(tensors: Archive) -> Parts:
    """Return the parts of an experiment in a network file.

    Raises:
        InputError: a newer version, an unknown tensor or text, or a tensor that cannot be read.
    """
    texts = tensors.metadata
    require_known(FORMAT, _whole(texts, "version", VERSION))
    _require_only(texts, _TEXTS, "text")
    shapes = {name: shape for name, (shape, _) in tensors.kinds.items()}
    _require_only(shapes, tuple(AXES), "tensor")
    if "W" not in shapes:
        raise InputError("is missing", "save the network anew", place="W")
    require_units(max(shapes["W"], default=0))
    arrays = {name: tensors.read(name, AXES[name]) for name in shapes}
    return Parts(
        arrays.pop("W"),
        arrays,
        texts.get("activation", TANH.name),
        t=_whole(texts, "t", 0) or None,
        label=_whole(texts, "label", 0) if "label" in texts else None,
        summed=texts.get("summed") == "true",
        name=texts.get("name", ""),
        description=texts.get("description", ""),
    )


def network_bytes(experiment: Experiment) -> bytes:
    """Return the network file of an experiment."""
    texts = {
        "format": FORMAT,
        "version": str(VERSION),
        "name": experiment.name,
        "description": experiment.description,
        "activation": experiment.network.activation.name,
        "t": str(experiment.t),
    }
    if experiment.summed:
        texts["summed"] = "true"
    arrays = {name: array_of(experiment, name) for name in ARRAYS}
    readout = experiment.readout
    if readout is not None:
        arrays |= {"V": readout.V, "c": readout.c}
        texts["label"] = str(readout.label)
    return save(arrays, texts)


def _whole(texts: dict[str, str], name: str, default: int) -> int:
    text = texts.get(name, str(default))
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise InputError(f"is {text[:40]!r}", "give a whole number", place=name)
    return int(text)


def _require_only(names: Iterable[str], known: tuple[str, ...], kind: str) -> None:
    for name in names:
        if name not in known:
            found = f"has an unknown {kind} {name[:40]!r}"
            raise InputError(found, f"remove or rename it; there are {', '.join(known)}")
