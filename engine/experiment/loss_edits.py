"""Edits of the loss: an experiment in, a new experiment out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.experiment.experiment import Experiment
from engine.experiment.loss import Readout


def with_cross_entropy(experiment: Experiment) -> Experiment:
    """Return the experiment with the cross-entropy of a read-out.

    Without a read-out of its own it gets V = I, one class a unit, c = 0, and class 0 is right.
    """
    if experiment.readout is not None:
        return experiment
    d = experiment.network.d
    return replace(experiment, readout=Readout(np.eye(d), np.zeros(d), 0))


def with_squared_error(experiment: Experiment) -> Experiment:
    """Return the experiment with the squared distance to y; its read-out is dropped."""
    return replace(experiment, readout=None)


def with_label(experiment: Experiment, label: int) -> Experiment:
    """Return the experiment with another right class of its read-out, counted from 0.

    Raises:
        InputError: there is no such class.
    """
    if experiment.readout is None:
        return experiment
    return replace(experiment, readout=replace(experiment.readout, label=label))


def with_summed(experiment: Experiment, summed: bool) -> Experiment:
    """Return the experiment with the loss L_1 + … + L_t, or with L_t alone."""
    return replace(experiment, summed=summed)
