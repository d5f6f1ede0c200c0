"""Steps of descent against torch.optim.SGD with clip_grad_norm_, and how a descent ends."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from engine.bptt.forward import forward, loss_of
from engine.bptt.trace import trace
from engine.cells.activations import ACTIVATIONS, IDENTITY, TANH
from engine.experiment.edits import with_array
from engine.experiment.experiment import Experiment
from engine.experiment.loss import Readout
from engine.studies.descent import DescentEndError, Rule, descended, update
from tests.engine.experiments import of_matrix, random_experiment

torch = pytest.importorskip("torch")
SIGMA = {"logistic": torch.sigmoid, "tanh": torch.tanh, "relu": torch.relu, "identity": lambda a: a}
RULES = [Rule(0.05), Rule(0.3, 0.2), Rule(0.02, 1e-7), Rule(0.1, 1e6)]


def torch_loss(experiment: Experiment, W: torch.Tensor) -> torch.Tensor:
    net, e = experiment.network, experiment
    U, b, x, y = (torch.tensor(a) for a in (net.U, net.b, e.x, e.y))
    s, losses = torch.tensor(net.s0), []
    for j in range(e.t):
        s = SIGMA[net.activation.name](U @ x[j] + W @ s + b)
        if e.readout is None:
            losses.append(0.5 * ((s - y) ** 2).sum())
        else:
            z = torch.tensor(e.readout.V) @ s + torch.tensor(e.readout.c)
            losses.append(torch.nn.functional.cross_entropy(z, torch.tensor(e.readout.label)))
    return torch.stack(losses).sum() if e.summed else losses[-1]


def torch_steps(experiment: Experiment, rule: Rule, steps: int) -> list[np.ndarray]:
    W = torch.nn.Parameter(torch.tensor(experiment.network.W))
    optimizer = torch.optim.SGD([W], lr=rule.eta)
    weights = []
    for _ in range(steps):
        optimizer.zero_grad()
        torch_loss(experiment, W).backward()
        if rule.theta is not None:
            torch.nn.utils.clip_grad_norm_([W], rule.theta)
        optimizer.step()
        weights.append(W.detach().numpy().copy())
    return weights


def our_steps(experiment: Experiment, rule: Rule, steps: int) -> list[np.ndarray]:
    weights = []
    for _ in range(steps):
        result = trace(experiment)
        experiment = descended(result, update(result, rule))
        weights.append(experiment.network.W)
    return weights


def drawn(name: str, loss: str = "squared") -> Experiment:
    rng = np.random.default_rng(11)
    found = random_experiment(rng, ACTIVATIONS[name], (4, 2, 12, 11), gain=0.7, drive=0.6)
    if "entropy" in loss:
        readout = Readout(rng.standard_normal((3, 4)), rng.standard_normal(3), 1)
        found = replace(found, readout=readout)
    return replace(found, summed="summed" in loss)


@pytest.mark.parametrize("rule", RULES, ids=str)
@pytest.mark.parametrize("loss", ["squared", "summed squared", "entropy", "summed entropy"])
def test_every_step_is_torchs(loss: str, rule: Rule) -> None:
    experiment = drawn("tanh", loss)
    pairs = zip(our_steps(experiment, rule, 40), torch_steps(experiment, rule, 40), strict=True)
    for ours, theirs in pairs:
        np.testing.assert_allclose(ours, theirs, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("rule", RULES[:2], ids=str)
@pytest.mark.parametrize("name", SIGMA)
def test_every_step_is_torchs_for_every_activation(name: str, rule: Rule) -> None:
    experiment = drawn(name)
    pairs = zip(our_steps(experiment, rule, 25), torch_steps(experiment, rule, 25), strict=True)
    for ours, theirs in pairs:
        np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-12)


def test_the_sizes_of_a_step() -> None:
    result = trace(drawn("tanh"))
    gradient = float(np.linalg.norm(result.gradient))
    free, cut = update(result, Rule(0.5)), update(result, Rule(0.5, gradient / 4))
    assert 10.0**free.log10_gradient == pytest.approx(gradient, rel=1e-12)
    assert free.length == pytest.approx(0.5 * gradient, rel=1e-12)
    assert cut.length == pytest.approx(0.125 * gradient, rel=1e-5)
    assert (free.clipped, cut.clipped) == (False, True)
    size = float(np.linalg.norm(result.experiment.network.W))
    assert 10.0**free.log10_relative == pytest.approx(0.5 * gradient / size, rel=1e-12)


def test_the_loss_of_an_experiment_is_its_traces() -> None:
    for loss in ("squared", "summed squared", "summed entropy"):
        experiment = drawn("tanh", loss)
        assert loss_of(experiment, forward(experiment)) == trace(experiment).loss


def test_a_step_from_zero_weights_has_no_relative_size() -> None:
    experiment = of_matrix([[0.0]], T=2, x=[[1.0], [0.0]], y=[1.0])
    result = trace(experiment)
    step = update(result, Rule(0.5))
    assert step.log10_relative == math.inf
    np.testing.assert_array_equal(descended(result, step).network.W, [[0.5]])


# ------------------------------------------------------------------ how it ends


def test_no_gradient_is_a_sentence() -> None:
    result = trace(of_matrix([[0.5]], TANH, T=3))
    step = update(result, Rule(1.0, 1.0))
    assert step.log10_relative == -math.inf
    with pytest.raises(DescentEndError, match="exactly zero"):
        descended(result, step)


def test_a_change_lost_in_rounding_is_a_sentence() -> None:
    result = trace(of_matrix([[1.0]], T=1, s0=[1.0], y=[1.5]))
    with pytest.raises(DescentEndError, match="come to rest"):
        descended(result, update(result, Rule(1e-17)))


def test_weights_beyond_a_double_are_a_sentence() -> None:
    experiment = of_matrix([[3.0]], IDENTITY, T=500, s0=[1.0])
    result = trace(experiment)
    step = update(result, Rule(1.0))
    assert step.log10_gradient > 400
    assert step.length == math.inf
    with pytest.raises(DescentEndError, match=r"has diverged.*ΔW would reach 10⁴⁷⁹"):
        descended(result, step)


def test_states_beyond_a_double_are_a_sentence_that_names_the_step() -> None:
    result = trace(of_matrix([[3.0]], IDENTITY, T=90, s0=[1.0]))
    with pytest.raises(DescentEndError, match=r"the state s at step \d.* leaves the range.*clip"):
        descended(result, update(result, Rule(1.0)))


def test_a_loss_beyond_a_double_is_a_sentence() -> None:
    result = trace(of_matrix([[1.0]], IDENTITY, T=1, s0=[1e100]))
    with pytest.raises(DescentEndError, match="the loss leaves the range"):
        descended(result, update(result, Rule(1.0)))


def test_clipping_gives_a_gradient_beyond_a_double_its_length() -> None:
    experiment = of_matrix(3.0 * np.eye(2), IDENTITY, T=500, s0=[1.0, 0.0])
    result = trace(experiment)
    after = descended(result, update(result, Rule(1.0, 0.25)))
    np.testing.assert_allclose(after.network.W, [[2.75, 0.0], [0.0, 3.0]], rtol=1e-14)


def test_everything_but_w_stays() -> None:
    result = trace(drawn("tanh", "summed entropy"))
    after = descended(result, update(result, Rule(0.1)))
    before = with_array(after, "W", result.experiment.network.W)
    assert vars(before).keys() == vars(result.experiment).keys()
    assert before.readout is result.experiment.readout
    assert before.summed
    assert before.network.U is result.experiment.network.U
