"""Edits: an experiment in, a new experiment out. Each can fail only with InputError."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from engine.arrays import Array, entry_name
from engine.cells.activations import Activation
from engine.errors import InputError
from engine.experiment.experiment import Experiment

ARRAYS = ("W", "U", "b", "x", "s0", "y")


def array_of(experiment: Experiment, name: str) -> Array:
    """Return the array called `name`, one of `ARRAYS`."""
    owner = experiment if name in ("x", "y") else experiment.network
    array: Array = getattr(owner, name)
    return array


def with_array(experiment: Experiment, name: str, array: ArrayLike) -> Experiment:
    """Return the experiment with the array called `name` replaced."""
    changes: dict[str, Any] = {name: array}
    if name in ("x", "y"):
        return replace(experiment, **changes)
    return replace(experiment, network=replace(experiment.network, **changes))


def with_cells(
    experiment: Experiment, name: str, cells: Mapping[tuple[int, ...], float]
) -> Experiment:
    """Return the experiment with some entries, by 0-based index, replaced."""
    array = array_of(experiment, name).copy()
    for index, value in cells.items():
        array[index] = _double(value, entry_name(name, index))
    return with_array(experiment, name, array)


def with_activation(experiment: Experiment, activation: Activation) -> Experiment:
    """Return the experiment with another σ."""
    return replace(experiment, network=replace(experiment.network, activation=activation))


def scaled_to(experiment: Experiment, current: float, wanted: float) -> Experiment:
    """Return the experiment with W scaled so that its norm goes from `current` to `wanted`.

    Raises:
        InputError: `current` is zero, so no factor reaches `wanted`.
    """
    if current == 0:
        raise InputError("is zero and cannot be scaled", "enter a number in W first", place="W")
    with np.errstate(over="ignore", invalid="ignore"):  # what overflows is refused at the door
        scaled = experiment.network.W * (wanted / current)
    return with_array(experiment, "W", scaled)


def with_t(experiment: Experiment, t: int) -> Experiment:
    """Return the experiment with the loss at step t."""
    return replace(experiment, t=t)


def with_steps(experiment: Experiment, T: int) -> Experiment:
    """Return the experiment over T steps; new steps read zeros, a loss at the end stays there."""
    _require_one(T, "T")
    x = np.zeros((T, experiment.network.m))
    kept = min(T, experiment.T)
    x[:kept] = experiment.x[:kept]
    t = T if experiment.t == experiment.T else min(experiment.t, T)
    return replace(experiment, x=x, t=t)


def with_units(experiment: Experiment, d: int) -> Experiment:
    """Return the experiment with d units: what fits is kept, the rest is zero.

    While U is square, as it is when every unit has its own input, U and x grow and shrink with W.
    """
    _require_one(d, "d")
    net = experiment.network
    m = d if net.m == net.d else net.m
    U = _fitted(net.U, (d, m))
    if net.m == net.d:
        fresh = range(net.d, d)
        U[fresh, fresh] = 1.0
    b, s0 = _fitted(net.b, (d,)), _fitted(net.s0, (d,))
    network = replace(net, W=_fitted(net.W, (d, d)), U=U, b=b, s0=s0)
    x, y = _fitted(experiment.x, (experiment.T, m)), _fitted(experiment.y, (d,))
    readout = experiment.readout
    if readout is not None:
        readout = replace(readout, V=_fitted(readout.V, (readout.V.shape[0], d)))
    return replace(experiment, network=network, x=x, y=y, readout=readout)


def _fitted(array: Array, shape: tuple[int, ...]) -> Array:
    fitted = np.zeros(shape)
    common = tuple(slice(min(n, k)) for n, k in zip(array.shape, shape, strict=True))
    fitted[common] = array[common]
    return fitted


def _require_one(count: int, name: str) -> None:
    if count < 1:
        raise InputError(f"is {count}", "choose at least 1", place=name)


def _double(value: float, place: str) -> float:
    try:
        return float(value)
    except OverflowError as error:  # of a whole number with more than 308 digits
        remedy = "type a number below 1e308"
        raise InputError("leaves the range of a double", remedy, place=place) from error
