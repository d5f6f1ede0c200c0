"""The program's own archives: network files, and traces opened again."""

from __future__ import annotations

import numpy as np

from engine.arrays import Array
from engine.cells.activations import ACTIVATIONS
from engine.errors import InputError
from engine.files.archive import Archive
from engine.files.experiment_parts import Parts, activation_called
from engine.files.limits import require_units
from engine.files.network_file import is_network_file, network_parts

_AXES = {"W": 2, "U": 2, "b": 1, "s0": 1, "x": 2}
_TRACED = {"a": 2, "s": 2, "k": 1}


def is_own(archive: Archive) -> bool:
    """Return whether the program wrote the archive."""
    return is_network_file(archive) or _is_trace(archive)


def own_parts(archive: Archive, name: str) -> Parts:
    """Return the parts of an experiment in a network file or a trace, named `name`.

    Raises:
        InputError: as for `network_parts`, or a trace whose arrays do not fit one another.
    """
    return network_parts(archive) if is_network_file(archive) else _trace_parts(archive, name)


def _is_trace(archive: Archive) -> bool:
    axes = {name: len(shape) for name, (shape, _) in archive.kinds.items()}
    return (_AXES | _TRACED).items() <= axes.items() and "log10_norm" in axes


def _trace_parts(archive: Archive, name: str) -> Parts:
    require_units(max(archive.kinds["W"][0]))
    arrays = {array: archive.read(array, axes) for array, axes in _AXES.items()}
    if "y" in archive.kinds:  # absent in a trace, present in a file of `convert`
        arrays["y"] = archive.read("y", 1)
    a, s, k = (archive.read(array, axes) for array, axes in _TRACED.items())
    t = int(k[0]) if len(k) else 0
    W = arrays.pop("W")
    fits = a.shape == s[1:].shape == (len(arrays["x"]), len(W))
    activation = _activation(a, s, archive.metadata.get("activation")) if fits else None
    if activation is None:
        found = "was not computed from a by the activation of this trace"
        raise InputError(found, "write the trace anew", place="s")
    return Parts(W, arrays, activation, t=t, name=name)


def _activation(a: Array, s: Array, named: str | None) -> str | None:
    """Return the activation of a trace with states (T + 1, d) and arguments (T, d).

    The named activation is checked first; older traces name none, so all are tried.
    """
    tried = ACTIVATIONS.values() if named is None else [activation_called(named)]
    for activation in tried:
        with np.errstate(over="ignore", invalid="ignore"):
            if np.allclose(activation.value(a), s[1:], 1e-13, 0.0):
                return activation.name
    return None
