"""Weights of a trained `torch.nn.RNN`, from the names of its state dict.

    W = weight_hh_l0 (d, d),   U = weight_ih_l0 (d, m),   b = bias_ih_l0 + bias_hh_l0 (d,)

One layer, one direction; the names may share a prefix such as `rnn.`, and other tensors, such as
a read-out, are not looked at.
"""

from __future__ import annotations

import numpy as np

from engine.errors import InputError
from engine.files.limits import require_units
from engine.files.parts import Parts
from engine.files.tensors import TensorFile
from engine.network.arrays import Array

_RECURRENT = "weight_hh_l0"
_INPUT = "weight_ih_l0"
_BIASES = ("bias_ih_l0", "bias_hh_l0")
_ONE_RNN = "save the state dict of one torch.nn.RNN"
_GATES = {3: "a GRU", 4: "an LSTM"}


def rnn_parts(tensors: TensorFile, name: str) -> Parts:
    """Return the parts of the one recurrent layer among the tensors.

    Raises:
        InputError: there is none, more than one, a second layer or direction, a GRU or an LSTM,
            or shapes that do not fit.
    """
    prefix = _prefix(tensors)
    _require_plain(tensors, prefix)
    d = _units(tensors, prefix)
    W = tensors.read(prefix + _RECURRENT, 2)
    U = tensors.read(_required(tensors, prefix + _INPUT), 2)
    biases = [prefix + bias for bias in _BIASES if prefix + bias in tensors.entries]
    b = sum((_bias(tensors, bias, d) for bias in biases), np.zeros(d))
    return Parts(W, {"U": U, "b": b}, name=name)


def _prefix(tensors: TensorFile) -> str:
    found = [name for name in tensors.entries if name.split(".")[-1] == _RECURRENT]
    if not found:
        names = ", ".join(repr(name[:40]) for name in sorted(tensors.entries)[:4])
        raise InputError(f"holds no tensor {_RECURRENT} (it holds {names or 'none'})", _ONE_RNN)
    if len(found) > 1:
        names = " and ".join(repr(name[:40]) for name in sorted(found)[:2])
        raise InputError(f"holds more than one recurrent layer ({names})", _ONE_RNN)
    return found[0].removesuffix(_RECURRENT)


def _require_plain(tensors: TensorFile, prefix: str) -> None:
    if f"{prefix}weight_hh_l1" in tensors.entries:
        raise InputError("has a second layer (weight_hh_l1)", "train it with num_layers=1")
    if f"{prefix}{_RECURRENT}_reverse" in tensors.entries:
        found = f"reads in both directions ({_RECURRENT}_reverse)"
        raise InputError(found, "train it with bidirectional=False")


def _units(tensors: TensorFile, prefix: str) -> int:
    name = prefix + _RECURRENT
    shape = tensors.shape(name)
    if len(shape) != 2:
        raise InputError(f"has {len(shape)} axes, expected 2", _ONE_RNN, place=name)
    rows, d = shape
    if rows != d:
        kind = _GATES.get(rows // d if d and rows % d == 0 else 0, "not square")
        found = f"is {rows} × {d}, {kind}; this program studies a plain nn.RNN, {d} × {d}"
        raise InputError(found, "train with torch.nn.RNN", place=name)
    require_units(d, name)
    return d


def _required(tensors: TensorFile, name: str) -> str:
    if name not in tensors.entries:
        raise InputError("is missing", _ONE_RNN, place=name)
    return name


def _bias(tensors: TensorFile, name: str, d: int) -> Array:
    bias = tensors.read(name, 1)
    if bias.shape != (d,):
        raise InputError(f"has {len(bias)} numbers, expected {d}", _ONE_RNN, place=name)
    return bias
