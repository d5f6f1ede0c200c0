"""The trace as a script sees it: its arrays and their order, its door and its progress."""

from __future__ import annotations

import gc
import math
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from engine.bptt import trace as trace_module
from engine.bptt.trace import Trace, check, trace
from engine.cells.activations import ACTIVATIONS, LOGISTIC, TANH
from engine.chain import chain
from engine.errors import InputError
from engine.experiment.experiment import Experiment
from engine.experiment.loss import Readout
from engine.files.trace_out import report
from tests.engine.experiments import NORM_NAMES, experiments, of_matrix, random_experiment
from tests.engine.oracles import ORDERS

DRAWN = random_experiment(np.random.default_rng(1), LOGISTIC, (4, 2, 9, 7), gain=5.0)


@pytest.mark.parametrize("norm", NORM_NAMES)
def test_lengths_and_constants(norm: str) -> None:
    result = trace(DRAWN, norm)
    assert result.t == 7
    for array in (result.log10_norm, result.log10_bound, result.delta_norm, result.log10_slopes):
        assert array.shape == (8,)
    assert result.term_norm.shape == result.factor_norms.shape == (7,)
    assert result.run.a.shape == (9, 4)
    assert result.lam == pytest.approx(np.linalg.norm(DRAWN.network.W, ORDERS[norm]), rel=1e-13)
    assert result.gamma == 0.25
    assert result.base == pytest.approx(result.lam / 4, rel=1e-15)
    assert result.norm.name == norm


@pytest.mark.parametrize("norm", NORM_NAMES)
def test_the_growth_rate_is_that_of_the_norm_itself(norm: str) -> None:
    result = trace(of_matrix(2.0 * np.eye(4), T=10), norm)
    product = math.log(2.0**10 * (2.0 if norm == "frobenius" else 1.0))  # ‖I‖_F is 2
    assert result.growth == pytest.approx(product / 10, rel=1e-13)
    assert 10 * result.growth / math.log(10) == pytest.approx(result.log10_norm[-1], rel=1e-13)
    assert report(result)["growth"] == result.growth


def test_a_base_beyond_a_double_has_a_logarithm() -> None:
    result = trace(of_matrix([[1.75e308]], ACTIVATIONS["gelu"], T=1, x=[[math.sqrt(2)]]))
    assert result.base == math.inf
    exact = math.log10(1.75) + 308 + math.log10(1.1289041451)
    assert result.log10_base == pytest.approx(exact, abs=1e-9)
    assert result.log10_factor == pytest.approx(exact, abs=1e-9)
    assert result.growth == pytest.approx(exact * math.log(10), rel=1e-10)


def test_the_loss_is_half_the_squared_distance() -> None:
    result = trace(of_matrix(np.eye(2), T=3, t=2, s0=[1.0, 2.0], y=[4.0, -2.0]))
    assert result.loss == 12.5
    assert trace(of_matrix([[1.0]], s0=[1e200])).loss == math.inf


def test_a_product_is_factors_in_the_order_of_time() -> None:
    result = trace(DRAWN)
    by_hand = np.eye(4)
    for k in range(7, -1, -1):
        np.testing.assert_allclose(result.product(k).value(), by_hand, rtol=1e-12)
        if k:
            by_hand = by_hand @ result.factor(k)
    slope = LOGISTIC.slope(result.run.a[2])
    np.testing.assert_array_equal(result.factor(3), np.diag(slope) @ DRAWN.network.W)


@settings(max_examples=100, deadline=None)
@given(experiments(largest=6))
def test_the_curve_is_the_norm_of_each_product(experiment: Experiment) -> None:
    result = trace(experiment, "frobenius")
    for k in range(result.t + 1):
        log10 = result.product(k).log10_norm()
        assert log10 == pytest.approx(result.log10_norm[result.t - k], abs=1e-10)


def test_steps_after_the_loss_change_nothing() -> None:
    longer = random_experiment(np.random.default_rng(1), LOGISTIC, (4, 2, 9, 7), gain=5.0)
    cut = Experiment(longer.network, longer.x[:7], longer.y, 7)
    long, short = trace(longer), trace(cut)
    np.testing.assert_array_equal(long.log10_norm, short.log10_norm)
    np.testing.assert_array_equal(long.gradient, short.gradient)


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda r: r.factor(0), "j is 0; choose 1 to t = 7"),
        (lambda r: r.factor(8), "j is 8; choose 1 to t = 7"),
        (lambda r: r.product(-1), "k is -1; choose 0 to t = 7"),
        (lambda r: r.product(8), "k is 8; choose 0 to t = 7"),
        (lambda r: r.slack(8), "k is 8; choose 0 to t = 7"),
    ],
)
def test_an_index_outside_the_chain_is_refused(ask: object, message: str) -> None:
    with pytest.raises(IndexError, match=message):
        ask(trace(DRAWN))  # type: ignore[operator]


def test_an_unknown_norm_and_an_overflow_are_bad_input() -> None:
    with pytest.raises(InputError, match="norm is 'max'"):
        trace(DRAWN, "max")
    with pytest.raises(InputError, match="step 4"):
        trace(of_matrix([[1e100]], T=6, s0=[1.0]))


@pytest.mark.parametrize("door", [check, trace])
def test_a_read_out_that_overflows_is_bad_input(door: Callable[[Experiment], object]) -> None:
    readout = Readout(np.array([[1e308, 1e308], [-1e308, 3.0]]), np.zeros(2), 0)
    experiment = replace(of_matrix(np.eye(2), TANH, T=3, b=[100.0, 100.0]), readout=readout)
    with pytest.raises(InputError, match=r"the read-out V s \+ c at step 3 leaves the range"):
        door(experiment)


def test_a_gradient_beyond_a_double_says_so() -> None:
    result = trace(of_matrix([[7.0]], T=300, s0=[5e-324], y=[1.0]))
    assert np.isfinite(result.gradient).all()
    beyond = trace(of_matrix(np.diag([7.0, 1.0]), T=1000, s0=[0.0, 1.0], y=[1.0, 1.0]))
    with pytest.raises(OverflowError, match="use mantissa and exponent"):
        _ = beyond.gradient
    assert beyond.delta_norm[-1] == beyond.term_norm[-1] == math.inf


def arrays_of(result: Trace) -> dict[str, np.ndarray]:
    ladder, gradients = result.ladder, result.gradients
    return {
        "a": result.run.a,
        "s": result.run.s,
        "log10_norm": result.log10_norm,
        "factor_norms": result.factor_norms,
        "slopes": result.chain.slopes,
        "floor": ladder.floor,
        "log10_factor_norms": ladder.factor_norms,
        "log10_slopes": ladder.slopes,
        "log10_bound": ladder.bound,
        "delta": gradients.delta,
        "delta_exponent": gradients.delta_exponent,
        "local": gradients.local,
        "product": result.product(0).mantissa,
    }


@pytest.mark.parametrize("name", arrays_of(trace(DRAWN)))
def test_what_is_shared_is_read_only(name: str) -> None:
    assert not arrays_of(trace(DRAWN))[name].flags.writeable


def counted_calls(monkeypatch: pytest.MonkeyPatch, *names: str) -> Counter[str]:
    """Count the calls of functions that compute a part of a trace."""
    calls: Counter[str] = Counter()
    for name in names:
        function = getattr(trace_module, name)

        def call(*args: object, name: str = name, function: Any = function) -> object:
            calls[name] += 1
            return function(*args)

        monkeypatch.setattr(trace_module, name, call)
    return calls


PARTS = ("walk", "factor_ladder", "backward", "loss_of", "known", "norm_of")


def test_a_norm_curve_costs_the_walk_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = counted_calls(monkeypatch, *PARTS)
    result = trace(DRAWN)
    assert not calls
    assert result.log10_norm is result.log10_norm
    assert calls == {"walk": 1}


def test_each_part_is_computed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = counted_calls(monkeypatch, *PARTS)
    result = trace(DRAWN)
    for _ in range(2):
        arrays_of(result), result.loss, result.known, result.base, result.slack(0), result.growth
    assert calls == dict.fromkeys(PARTS, 1)


def test_a_complete_trace_computes_nothing_more(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = counted_calls(monkeypatch, *PARTS)
    said: list[int] = []
    result = trace(DRAWN, progress=lambda done, _total: said.append(done)).complete()
    assert calls == dict.fromkeys(PARTS, 1)
    assert said[-1] == 14
    assert result.progress is None
    arrays_of(result), result.loss, result.known, result.base, result.slack(0), result.growth
    assert calls == dict.fromkeys(PARTS, 1)


def test_a_gradient_needs_no_walk(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = counted_calls(monkeypatch, *PARTS)
    _ = trace(DRAWN).gradient
    assert calls == {"backward": 1}


@pytest.mark.parametrize("door", [check, trace])
def test_an_infinite_lambda_is_refused_at_once(door: Callable[[Experiment], object]) -> None:
    with pytest.raises(InputError, match="λ = ‖W‖ leaves the range"):
        door(of_matrix(np.full((2, 2), 1e308), TANH))


# ------------------------------------------------------------------ progress


@pytest.mark.parametrize("batch", [1, 16 * 3, 1 << 20])
@pytest.mark.parametrize("t", [1, 2, 7])
def test_progress_grows_to_the_total(t: int, batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "_BATCH_NUMBERS", batch)
    said: list[tuple[int, int]] = []
    experiment = random_experiment(np.random.default_rng(2), TANH, (4, 2, 9, t))
    _ = trace(experiment, progress=lambda done, total: said.append((done, total))).ladder
    counts = [done for done, _ in said]
    assert {total for _, total in said} == {2 * t}
    assert counts == sorted(counts)
    assert counts[0] > 0
    assert counts[-1] == 2 * t
    assert len(said) >= (2 * t if batch == 1 else 2)


@pytest.mark.parametrize("after", range(1, 14))
def test_what_progress_raises_ends_the_run(after: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "_BATCH_NUMBERS", 1)
    calls: list[int] = []

    def progress(done: int, total: int) -> None:
        calls.append(done)
        if len(calls) == after:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        _ = trace(DRAWN, progress=progress).ladder
    assert len(calls) == after


@pytest.mark.parametrize("d", [4, 40])
def test_what_a_trace_used_is_freed_with_it(d: int) -> None:
    experiment = random_experiment(np.random.default_rng(3), TANH, (d, 2, 30, 30))
    arrays_of(trace(experiment))  # what is made once and kept is made now
    gc.collect()
    arrays_of(trace(experiment))
    assert gc.collect() == 0  # nothing waited for the collector: no objects hold each other


def test_progress_changes_no_number() -> None:
    watched = trace(DRAWN, progress=lambda _done, _total: None)
    for name, array in arrays_of(watched).items():
        np.testing.assert_array_equal(array, arrays_of(trace(DRAWN))[name])
