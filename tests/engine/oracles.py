"""Two independent answers to what the engine computes: PyTorch's autograd, and 60 digits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import mpmath
import numpy as np
import pytest
from mpmath import mp, mpf
from numpy.typing import NDArray

from engine.bptt.forward import Forward
from engine.cells.activations import Activation
from engine.experiment.experiment import Experiment
from tests.engine.activation_oracles import ACTIVATION_ORACLES

Array = NDArray[np.float64]
DIGITS = 60
ORDERS: dict[str, Any] = {"spectral": 2, "frobenius": "fro", "one": 1, "inf": np.inf}  # numpy's

# ------------------------------------------------------------------ PyTorch


@dataclass(frozen=True, eq=False)
class Autograd:
    """What autograd says of one experiment.

    Attributes:
        a, s: one step each from the engine's previous state, (t, d) and (t + 1, d).
        products: ∂s_t/∂s_k, (t + 1, d, d), index k.
        delta: ∂L_t/∂s_k, (t + 1, d), index k.
        terms: for W, U and b the gradient by the copy used at step k alone, index k − 1.
    """

    a: Array
    s: Array
    products: Array
    delta: Array
    terms: dict[str, Array]


def torch_activation(activation: Activation) -> Any:
    """Return PyTorch's function of the same name."""
    return ACTIVATION_ORACLES[activation.name].torch(pytest.importorskip("torch"))


def autograd(experiment: Experiment, run: Forward) -> Autograd:
    """Unroll the network in PyTorch with its own copy of W, U and b at each step.

    Each pre-activation is moved onto the engine's by a constant, as a chaotic network would
    otherwise send the two rounding errors down different trajectories.
    """
    torch = pytest.importorskip("torch")
    net, t = experiment.network, experiment.t
    sigma = torch_activation(net.activation)
    copies = [[_leaf(array) for array in (net.W, net.U, net.b)] for _ in range(t)]
    a, s = [], [_leaf(net.s0)]
    for (W, U, b), x, anchor in zip(copies, experiment.x, run.a, strict=False):
        own = U @ torch.tensor(x) + W @ s[-1] + b
        a.append(own.detach().numpy())
        s.append(sigma(own + (torch.tensor(anchor) - own).detach()))
    loss = 0.5 * ((s[t] - torch.tensor(experiment.y)) ** 2).sum()
    products = torch.autograd.grad(
        s[t], s, torch.eye(net.d, dtype=torch.float64), retain_graph=True, is_grads_batched=True
    )
    terms = {
        name: _stacked(torch.autograd.grad(loss, [step[i] for step in copies], retain_graph=True))
        for i, name in enumerate("WUb")
    }
    delta = torch.autograd.grad(loss, s)
    states = np.array([state.detach().numpy() for state in s])
    return Autograd(np.array(a), states, _stacked(products), _stacked(delta), terms)


def step_jacobian(experiment: Experiment, s: Array, j: int) -> Array:
    """Return ∂s_j/∂s_{j−1} at the state s = s_{j−1}."""
    torch = pytest.importorskip("torch")
    net = experiment.network
    sigma, W = torch_activation(net.activation), torch.tensor(net.W)
    fixed = torch.tensor(net.U @ experiment.x[j - 1] + net.b)
    jacobian = torch.autograd.functional.jacobian(
        lambda state: sigma(fixed + W @ state), torch.tensor(s)
    )
    return np.asarray(jacobian.numpy())


def _leaf(array: Array) -> Any:
    torch = pytest.importorskip("torch")
    return torch.tensor(array, requires_grad=True)


def _stacked(tensors: Any) -> Array:
    return np.stack([tensor.numpy() for tensor in tensors])


# ------------------------------------------------------------------ mpmath


def exact_value(name: str, a: float) -> Any:
    """Return σ(a) to 60 digits, from the definition of σ."""
    with mp.workdps(DIGITS):
        return ACTIVATION_ORACLES[name].value(mpf(a))


def exact_slope(name: str, a: float) -> Any:
    """Return σ'(a) to 60 digits, from the definition of σ by way of its exponentials."""
    with mp.workdps(DIGITS):
        return ACTIVATION_ORACLES[name].slope(mpf(a))


def exact_factors(experiment: Experiment, a: Array) -> list[Any]:
    """Return J_1 … J_t to 60 digits at the engine's pre-activations."""
    name = experiment.network.activation.name
    with mp.workdps(DIGITS):
        W = mpmath.matrix(experiment.network.W.tolist())
        return [
            mp.diag([exact_slope(name, float(unit)) for unit in row]) * W
            for row in a[: experiment.t]
        ]


def exact_products(factors: list[Any]) -> list[Any]:
    """Return P_{t,k} for k = t … 0."""
    with mp.workdps(DIGITS):
        products = [mp.eye(factors[0].rows)]
        for factor in reversed(factors):
            products.append(products[-1] * factor)
        return products


def exact_norm(matrix: Any, norm: str) -> Any:
    """Return the norm called `norm`, of a square mpmath matrix."""
    with mp.workdps(DIGITS):
        if norm == "spectral":
            return exact_singular_values(matrix)[0]
        if norm == "frobenius":
            return mp.sqrt(mp.fsum(entry**2 for entry in matrix))
        rows = matrix.tolist() if norm == "inf" else matrix.T.tolist()
        return max(mp.fsum(abs(entry) for entry in row) for row in rows)


def exact_singular_values(matrix: Any) -> Any:
    """Return the singular values, largest first; the matrix is brought to size 1 for it."""
    with mp.workdps(DIGITS):
        size = max(abs(entry) for entry in matrix)
        if size == 0:
            return [mpf(0)] * matrix.rows
        return [size * value for value in mp.svd_r(matrix / size, compute_uv=False)]


def exact_log10(value: Any) -> Any:
    """Return log10 to 60 digits, −inf at zero."""
    with mp.workdps(DIGITS):
        return mp.log10(value) if value else mpf("-inf")


def relative_error(log10: float, exact: Any) -> float:
    """Return |10^log10 / 10^exact − 1|: how far off the number itself is."""
    with mp.workdps(DIGITS):
        if exact == mpf("-inf") or log10 == float("-inf"):
            return 0.0 if mpf(float(log10)) == exact else float("inf")
        return float(abs(mp.expm1((mpf(float(log10)) - exact) * mp.log(10))))
