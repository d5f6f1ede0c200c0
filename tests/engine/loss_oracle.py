"""PyTorch's answer for both losses, at t or summed: the terms, and the truncated gradients."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.cells.activations import ACTIVATIONS
from engine.experiment.experiment import Experiment
from engine.experiment.loss_edits import with_cross_entropy, with_label, with_summed
from tests.engine.experiments import random_experiment
from tests.engine.oracles import torch_activation

Array = NDArray[np.float64]
LOSSES = [(kind, summed) for kind in ("squared", "entropy") for summed in (False, True)]


def with_loss(experiment: Experiment, kind: str, summed: bool) -> Experiment:
    """Return the experiment with one of the four losses."""
    if kind == "entropy":
        last = experiment.network.d - 1
        experiment = with_label(with_cross_entropy(experiment), last)
    return with_summed(experiment, summed)


def drawn(
    kind: str, summed: bool, name: str = "tanh", shape: tuple[int, int, int, int] = (5, 3, 20, 18)
) -> Experiment:
    """Return a random experiment with one of the four losses."""
    rng = np.random.default_rng(sum(shape))
    return with_loss(random_experiment(rng, ACTIVATIONS[name], shape, drive=0.7), kind, summed)


def autograd_terms(experiment: Experiment, dtype: str = "float64") -> Array:
    """Return the gradient by the copy of W used at each step, (t, d, d) for k = 1 … t."""
    torch = pytest.importorskip("torch")
    number = getattr(torch, dtype)
    copies = [
        torch.tensor(experiment.network.W, dtype=number, requires_grad=True)
        for _ in range(experiment.t)
    ]
    s0 = torch.tensor(experiment.network.s0, dtype=number)
    states = _states(experiment, s0, copies, range(1, experiment.t + 1))
    places = _places(experiment)
    loss = sum(_loss(experiment, states[j]) for j in places)
    grads = torch.autograd.grad(loss, copies)
    return np.array([grad.numpy() for grad in grads])


def autograd_truncated(experiment: Experiment, tau: int) -> Array:
    """Return ∂L/∂W with s_{j−τ} detached in the eyes of each L_j."""
    torch = pytest.importorskip("torch")
    W = torch.tensor(experiment.network.W, requires_grad=True)
    with torch.no_grad():
        s0 = torch.tensor(experiment.network.s0)
        states = _states(experiment, s0, [W] * experiment.t, range(1, experiment.t + 1))
    total = torch.zeros_like(W)
    for j in _places(experiment):
        first = max(j - tau, 0)
        steps = range(first + 1, j + 1)
        state = _states(experiment, states[first].detach(), [W] * len(steps), steps)[-1]
        total += torch.autograd.grad(_loss(experiment, state), W)[0]
    return np.asarray(total.numpy())


def _places(experiment: Experiment) -> range:
    return range(1 if experiment.summed else experiment.t, experiment.t + 1)


def _states(experiment: Experiment, start: Any, weights: list[Any], steps: range) -> list[Any]:
    torch = pytest.importorskip("torch")
    net, sigma = experiment.network, torch_activation(experiment.network.activation)
    U, b, x = (torch.tensor(v, dtype=start.dtype) for v in (net.U, net.b, experiment.x))
    states = [start]
    for W, j in zip(weights, steps, strict=True):
        states.append(sigma(U @ x[j - 1] + b + W @ states[-1]))
    return states


def _loss(experiment: Experiment, state: Any) -> Any:
    torch = pytest.importorskip("torch")
    readout = experiment.readout
    if readout is None:
        return 0.5 * ((state - torch.tensor(experiment.y, dtype=state.dtype)) ** 2).sum()
    V, c = (torch.tensor(v, dtype=state.dtype) for v in (readout.V, readout.c))
    return torch.nn.functional.cross_entropy((V @ state + c)[None], torch.tensor([readout.label]))
