"""The ways of computing one norm curve that are timed against each other."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec

import numpy as np

from engine.bptt.forward import forward
from engine.bptt.trace import trace
from engine.chain.chain import walk
from engine.chain.diag_times import DiagTimes
from engine.chain.norms import SPECTRAL
from engine.experiment.experiment import Experiment
from tests.benchmarks.cases import Case
from tests.benchmarks.timing import peak_growth

Way = Callable[[], object]


def bare_products(d: int, T: int) -> Way:
    """Return T products of two dense d × d matrices: the least a dense chain can cost."""
    left, right = np.random.default_rng(1).standard_normal((2, d, d))
    out = np.empty((d, d))

    def run() -> object:
        for _ in range(T):
            np.matmul(left, right, out=out)
        return out

    return run


def ours(experiment: Experiment) -> Way:
    """Return the walk alone: all products and the norm of each."""
    W, slopes = experiment.network.W, _slopes(experiment)
    return lambda: walk(DiagTimes(W, slopes), SPECTRAL, lambda _done, _known: None)


def whole_trace(experiment: Experiment) -> Way:
    """Return everything: forward pass, factors, ladder, products, norms and gradient."""
    return lambda: trace(experiment).complete()


def curve_of_trace(experiment: Experiment) -> Way:
    """Return the norm curve as a script asks for it."""
    return lambda: trace(experiment).log10_norm


def forward_and_walk(experiment: Experiment) -> Way:
    """Return the least that a norm curve can cost: the forward pass, the slopes and the walk."""
    W = experiment.network.W
    return lambda: walk(DiagTimes(W, _slopes(experiment)), SPECTRAL, lambda _done, _known: None)


def memory_of_trace(case: Case) -> float:
    """Return by how many MB the whole trace of that case raises this process's peak memory."""
    return peak_growth(whole_trace(case.experiment()))


def svd_a_step(experiment: Experiment) -> Way:
    """Return the dense chain in numpy with a singular value decomposition at each step."""
    W, slopes = experiment.network.W, _slopes(experiment)

    def run() -> object:
        product, norms = np.eye(len(W)), []
        for slope in slopes[::-1]:
            product = (product * slope) @ W
            norms.append(np.linalg.norm(product, 2))
            product /= norms[-1]
        return norms

    return run


def torch_loop(experiment: Experiment) -> Way | None:
    """Return the dense chain in PyTorch with matrix_norm(P, 2) at each step, if it is installed."""
    if find_spec("torch") is None:
        return None
    import torch  # noqa: PLC0415

    W = torch.tensor(experiment.network.W)
    slopes = torch.tensor(_slopes(experiment).copy())

    def run() -> object:
        product, norms = torch.eye(len(W), dtype=torch.float64), []
        for slope in slopes.flip(0):
            product = (product * slope) @ W
            norms.append(torch.linalg.matrix_norm(product, 2))
            product = product / norms[-1]
        return norms

    return run


def _slopes(experiment: Experiment) -> np.ndarray:
    activation = experiment.network.activation
    return activation.slope(forward(experiment).a[: experiment.t])
