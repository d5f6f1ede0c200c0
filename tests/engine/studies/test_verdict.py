"""The verdict says what was proved and what was measured, and nothing else."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bptt.trace import Trace, trace
from engine.cells.activations import GELU, IDENTITY, LOGISTIC, TANH, Activation
from engine.experiment.experiment import Experiment
from engine.studies.verdict import Measured, Proof, Verdict, verdict, verdict_of
from tests.engine.experiments import NORM_NAMES, experiments, of_matrix
from tests.engine.numbers.reading import read

every_norm = pytest.mark.parametrize("norm", NORM_NAMES)


def of(W: object, T: int = 5, activation: Activation = IDENTITY, norm: str = "spectral") -> Verdict:
    return verdict(trace(of_matrix(W, activation, T=T), norm))  # type: ignore[arg-type]


# ------------------------------------------------------------------ every wording


OPEN = "explosion is possible but not certain, as the bound is only an upper one."
VANISH = "so the gradient must vanish: the bound itself goes to 0."
BOUND = "so the product cannot grow; whether it shrinks, the bound does not say."


@pytest.mark.parametrize(
    ("W", "T", "proved", "shown", "sentence"),
    [
        (
            2.0,
            20,
            "Explosion possible: γλ = 2 > 1",
            "measured: explodes, ×2 a step",
            f"γλ = 2 > 1: {OPEN} Here the product of 20 factors explodes, ×2 a step.",
        ),
        (
            2.0,
            5,
            "Explosion possible: γλ = 2 > 1",
            "measured: grows, ×2 a step",
            f"γλ = 2 > 1: {OPEN} Here the product of 5 factors grows, ×2 a step.",
        ),
        (
            0.5,
            20,
            "Vanishing guaranteed: γλ = 0.5 < 1",
            "measured: vanishes, ×0.5 a step",
            f"γλ = 0.5 < 1, {VANISH} Here the product of 20 factors vanishes, ×0.5 a step.",
        ),
        (
            -0.5,
            5,
            "Vanishing guaranteed: γλ = 0.5 < 1",
            "measured: shrinks, ×0.5 a step",
            f"γλ = 0.5 < 1, {VANISH} Here the product of 5 factors shrinks, ×0.5 a step.",
        ),
        (
            1.0,
            5,
            "Growth excluded: γλ = 1",
            "measured: holds its size",
            f"γλ = 1, {BOUND} Here the product of 5 factors holds its size.",
        ),
        (
            0.0,
            1,
            "Vanishing guaranteed: γλ = 0 < 1",
            "measured: is exactly zero",
            f"γλ = 0 < 1, {VANISH} Here the factor is exactly zero.",
        ),
        (
            5.0,
            1,
            "Explosion possible: γλ = 5 > 1",
            "measured: grows, ×5 a step",
            f"γλ = 5 > 1: {OPEN} Here the factor grows, ×5 a step.",
        ),
    ],
)
def test_the_words(W: float, T: int, proved: str, shown: str, sentence: str) -> None:
    found = of([[W]], T)
    assert (found.proved, found.shown, found.sentence) == (proved, shown, sentence)


def test_gamma_counts() -> None:
    assert of([[3.0]], activation=LOGISTIC).proof is Proof.VANISHING
    assert of([[4.0]], activation=LOGISTIC).proof is Proof.BOUNDED
    assert of([[5.0]], activation=LOGISTIC).proof is Proof.OPEN


# ------------------------------------------------------------------ proof and measurement apart


@settings(max_examples=300, deadline=None)
@given(experiments(largest=10), st.sampled_from(NORM_NAMES))
def test_explodes_is_said_of_the_measured_product_alone(experiment: Experiment, norm: str) -> None:
    result = trace(experiment, norm)
    found = verdict(result)
    size = result.product(0).log10_norm()  # Frobenius: within √d ≤ √10 of the others
    if "explodes" in found.sentence + found.shown:
        assert size > 2.5
    if "vanishes" in found.sentence + found.shown:
        assert size < -2.0
    if found.proof is Proof.VANISHING:
        assert found.measured not in (Measured.GROWS, Measured.EXPLODES)
        assert "explosion" not in found.sentence
    zero = not result.product(0).mantissa.any()
    assert ("zero" in found.sentence) == zero
    if "exactly zero" in found.sentence and experiment.network.activation.name != "relu":
        assert result.chain.slopes.all()  # no slope underflows


def test_a_bound_above_one_is_no_explosion() -> None:
    found = of([[0.0, 100.0], [0.001, 0.0]], T=40)
    assert found.proof is Proof.OPEN
    assert found.measured is Measured.VANISHES
    assert "explodes" not in found.sentence


def test_a_saturated_network_does_not_explode() -> None:
    found = verdict(trace(of_matrix([[9.0]], TANH, T=30, s0=[1.0])))
    assert (found.proof, found.measured) == (Proof.OPEN, Measured.VANISHES)


@every_norm
@pytest.mark.parametrize("d", [1, 5, 30])
def test_the_identity_holds_its_size_in_every_norm(d: int, norm: str) -> None:
    found = of(np.eye(d), 12, norm=norm)
    assert found.measured is Measured.STEADY
    size = math.log10(d) / 2 if norm == "frobenius" else 0.0  # ‖I‖_F is √d
    assert found.log10_rate == pytest.approx(size / 12, abs=1e-13)


# ------------------------------------------------------------------ the edge of the proof


@pytest.mark.parametrize("growth", [1.0, 1 - 1e-13, 1 + 1e-13, 1 - 5e-13])
def test_one_within_rounding_excludes_growth(growth: float) -> None:
    found = of([[growth]])
    assert found.proof is Proof.BOUNDED
    assert found.proved == "Growth excluded: γλ = 1"


@pytest.mark.parametrize(
    ("growth", "words"),
    [
        (0.99997, "γλ = 0.99997 < 1"),
        (1.00003, "γλ = 1.00003 > 1"),
        (0.9994, "γλ = 0.999 < 1"),
        (0.9996, "γλ = 0.9996 < 1"),
        (1.004, "γλ = 1.004 > 1"),
        (1 - 3e-9, "γλ = 0.999999997 < 1"),
        (1 + 4e-12, "γλ = 1.000000000004 > 1"),
        (1 - 4e-12, "γλ = 0.999999999996 < 1"),
        (123456.0, "γλ = 1.23×10⁵ > 1"),
    ],
)
def test_as_many_digits_as_it_takes_to_tell_it_from_one(growth: float, words: str) -> None:
    assert of([[growth]]).proved.endswith(words)


@settings(max_examples=300, deadline=None)
@given(st.floats(-11.9, 0.0), st.sampled_from([-1.0, 1.0]))
def test_the_printed_number_is_on_its_side_of_one(decades: float, side: float) -> None:
    *_, number, sign, one = of([[1 + side * 10.0**decades]]).proved.split()
    assert one == "1"
    assert sign == ("<" if side < 0 else ">")
    assert read(number)[0] < 1 if side < 0 else read(number)[0] > 1


@pytest.mark.parametrize(("rate", "T"), [(1.0004, 3000), (0.9998, 5000), (1.0001, 100_000)])
def test_the_rate_is_never_printed_as_one_when_the_product_moves(rate: float, T: int) -> None:
    shown = of([[rate]], T).shown
    printed = float(shown.split("×")[1].split()[0])
    assert printed != 1.0


# ------------------------------------------------------------------ thresholds, rate, peak


@pytest.mark.parametrize(
    ("size", "measured"),
    [
        (1e-4, Measured.VANISHES),
        (1.1e-3, Measured.SHRINKS),
        (0.49, Measured.SHRINKS),
        (0.51, Measured.STEADY),
        (1.99, Measured.STEADY),
        (2.01, Measured.GROWS),
        (999.0, Measured.GROWS),
        (1001.0, Measured.EXPLODES),
    ],
)
def test_what_is_measured_is_the_size_against_one(size: float, measured: Measured) -> None:
    assert of([[size]], 1).measured is measured


def test_the_rate_is_the_measured_factor_a_step() -> None:
    found = of([[0.0, 4.0], [0.25, 0.0]], T=6)
    assert found.rate == pytest.approx(1.0, rel=1e-14)
    spiral = of(1.5 * np.array([[0.6, -0.8], [0.8, 0.6]]), T=2000)
    assert spiral.rate == pytest.approx(1.5, rel=1e-13)


def test_the_rate_of_a_zero_product_is_zero() -> None:
    found = of(np.eye(3, k=1), T=5)
    assert (found.measured, found.rate) == (Measured.ZERO, 0.0)
    assert found.log10_rate == -math.inf


def test_transient_growth_is_told_with_its_peak() -> None:
    W = np.array([[0.9, 5.0], [0.0, 0.9]])
    sizes = [np.linalg.norm(np.linalg.matrix_power(W, i), 2) for i in range(61)]
    top = int(np.argmax(sizes))
    sentence = of(W, T=60).sentence
    assert sentence.endswith(
        f"On the way it peaks at {sizes[top]:.3g} after {top} steps: transient growth."
    )


@pytest.mark.parametrize("W", [0.5, 1.0, 2.0])
def test_a_steady_course_has_no_peak(W: float) -> None:
    assert "peak" not in of([[W]], 30).sentence


@every_norm
def test_a_product_that_only_shrinks_has_no_peak_in_any_norm(norm: str) -> None:
    assert "peak" not in of(0.3 * np.eye(9), 10, norm=norm).sentence


def test_one_step_is_said_in_the_singular() -> None:
    sentence = of([[0.0, 50.0], [0.0, 0.0]], T=3).sentence
    assert "is exactly zero" in sentence
    assert "peaks at 50 after 1 step:" in sentence


def test_a_peak_beyond_a_double_is_not_cut_short() -> None:
    sentence = of(1e200 * np.eye(3, k=1), T=5).sentence
    assert "1e+300" not in sentence
    assert "1.00×10⁴⁰⁰" in sentence


def test_a_growth_beyond_a_double_is_a_power_of_ten() -> None:
    # mpmath: γλ = 1.128904 · 1.75e308 = 10^308.2957, and so is σ'(√2) · 1.75e308
    W = of_matrix([[1.75e308]], GELU, T=1, x=[[math.sqrt(2.0)]])
    found = verdict(trace(W))
    assert found.log10_rate == pytest.approx(308.2957, abs=1e-4)
    assert found.rate == math.inf
    assert found.proved == "Explosion possible: γλ = 1.98×10³⁰⁸ > 1"
    assert found.shown == "measured: explodes, ×1.98×10³⁰⁸ a step"


def test_a_slope_below_a_double_is_no_exact_zero() -> None:
    found = verdict(trace(of_matrix([[0.5]], LOGISTIC, T=1, b=[-800.0])))  # σ' = 10^−347.4
    assert found.measured is Measured.UNDERFLOWS
    assert "exactly" not in found.sentence


def test_with_frobenius_the_growth_starts_at_the_norm_of_i() -> None:
    found = of(2 * np.eye(4), 12, norm="frobenius")
    assert found.shown == "measured: explodes, ×2 a step from ‖I‖ = 2"
    assert found.log10_rate == pytest.approx(math.log10(2 * 2 ** (1 / 12)), rel=1e-13)
    assert of(0.9 * np.eye(4), 12, norm="frobenius").measured is Measured.SHRINKS


def without(result: Trace, i: int) -> Trace:
    """Return the trace with the norm i steps back not known."""
    known = np.arange(result.t + 1) != i
    changed = replace(result)
    changed.__dict__["known"] = known
    return changed


def test_a_norm_that_cancels_is_not_told() -> None:
    found = verdict(without(trace(of_matrix([[0.5]], T=20)), 20))
    assert found.measured is Measured.UNKNOWN
    assert "Here the product of 20 factors cancels: its norm is lost in rounding." in found.sentence
    assert "a step" not in found.sentence


def test_a_peak_beside_a_norm_that_cancels_is_only_reached() -> None:
    result = trace(of_matrix([[0.9, 5.0], [0.0, 0.9]], T=60))
    assert "On the way it reaches 19.4 after 9 steps" in verdict(without(result, 10)).sentence
    assert "peaks at" in verdict(result).sentence


@pytest.mark.parametrize(("last", "shown"), [(-4.0, "vanishes, ×0.398 a step"), (0.1, "holds")])
def test_without_a_bound_the_measured_norms_alone_are_told(last: float, shown: str) -> None:
    logs = np.linspace(0.0, last, 11)
    found = verdict_of(logs, np.ones(11, dtype=np.bool_))
    assert found.proof is Proof.NOTHING
    assert found.proved == "No bound known"
    assert found.shown.startswith(f"measured: {shown}")
    assert found.sentence.startswith(f"Here the product of 10 factors {shown}")
    assert "bound" not in found.sentence
