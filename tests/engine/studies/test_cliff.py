"""The one-unit network against the paper's own recursion, the trace, and torch."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.bptt.trace import trace
from engine.studies.cliff import TARGET, cliff_experiment, gradient, path, surface
from engine.studies.descent import Rule

POINTS = [(5.0, -2.4), (3.2, -1.1), (6.5, -3.9), (4.469, -2.286)]


def papers_error(w: float, b: float) -> float:
    """E as printed: x_t = w σ(x_{t−1}) + b from x_0 = 0.5."""
    x = 0.5
    for _ in range(50):
        x = w / (1.0 + math.exp(-x)) + b
    return (1.0 / (1.0 + math.exp(-x)) - TARGET) ** 2


@pytest.mark.parametrize("point", POINTS)
def test_the_error_is_the_papers_and_twice_our_loss(point: tuple[float, float]) -> None:
    assert gradient(*point)[0] == pytest.approx(papers_error(*point), rel=1e-9)
    assert 2 * trace(cliff_experiment(*point)).loss == pytest.approx(papers_error(*point), rel=1e-9)


@pytest.mark.parametrize("point", POINTS)
def test_the_gradient_is_twice_that_of_the_trace(point: tuple[float, float]) -> None:
    gradients = trace(cliff_experiment(*point)).gradients
    back = [float(gradients.total(name).value().flat[0]) for name in ("W", "b")]
    np.testing.assert_allclose(gradient(*point)[1], 2 * np.array(back), rtol=1e-9)


def test_the_surface_holds_the_error_of_every_point_with_b_up_and_w_across() -> None:
    w, b = np.linspace(3, 7, 5), np.linspace(-4, -1, 4)
    found = surface(w, b)
    assert found.loss.shape == (4, 5)
    for i, j in np.ndindex(4, 5):
        assert found.loss[i, j] == pytest.approx(papers_error(w[j], b[i]), rel=1e-8)


def test_there_is_a_wall() -> None:
    found = surface(np.array([5.0]), np.linspace(-2.62, -2.60, 4001))
    slopes = np.abs(np.diff(found.loss[:, 0]) / np.diff(found.b))
    assert slopes.max() > 1000


@pytest.mark.parametrize("theta", [None, 0.1])
def test_the_path_is_torchs_sgd(theta: float | None) -> None:
    torch = pytest.importorskip("torch")
    w, b = (torch.nn.Parameter(torch.tensor(v, dtype=torch.float64)) for v in (5.5, -2.0))
    optimizer = torch.optim.SGD([w, b], lr=0.5)
    points = [(5.5, -2.0)]
    for _ in range(20):
        x = torch.tensor(0.5, dtype=torch.float64)
        for _ in range(50):
            x = w * torch.sigmoid(x) + b
        optimizer.zero_grad()
        ((torch.sigmoid(x) - TARGET) ** 2).backward()
        if theta is not None:
            torch.nn.utils.clip_grad_norm_([w, b], theta)
        optimizer.step()
        points.append((w.item(), b.item()))
    np.testing.assert_allclose(path(5.5, -2.0, Rule(0.5, theta), 20), points, rtol=1e-7)


def test_clipping_keeps_the_descent_at_the_wall_that_throws_it_away() -> None:
    free, clipped = (path(5.5, -2.0, Rule(0.5, theta), 60) for theta in (None, 0.1))
    assert np.abs(free[-1]).max() > 100
    assert np.abs(clipped - clipped[0]).max() < 2
    assert gradient(*clipped[-1])[0] < 0.02 < gradient(*free[-1])[0]


def test_a_descent_that_leaves_a_double_ends_before_it_does() -> None:
    points = path(4.4693877551, -2.2857142857, Rule(1e308), 60)
    assert np.isfinite(points).all()
    assert len(points) < 61
