"""Cases with known right values, each at the level where a user meets it.

Values are from 60-digit arithmetic or from exact reasoning that the case names.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from engine import InputError, load
from engine.bptt.trace import Trace, trace
from engine.cells.activations import RELU, TANH
from engine.cli.commands import main
from engine.experiment.experiment import Experiment
from engine.experiment.loss_edits import with_summed
from engine.files.trace_out import report
from engine.numbers import short
from engine.studies.analyses import PowersOfW, StepAlongGradient
from engine.studies.calculus import typed, working
from engine.studies.constants import constants
from engine.studies.descent import Rule
from engine.studies.gradient_check import gradient_check
from engine.studies.gradient_report import gradient_report
from engine.studies.polynomial_text import parse_polynomial, polynomial_latex
from engine.studies.study import study
from engine.studies.verdict import verdict
from engine.studies.wording import loss_words, radius_text, share, size
from tests.engine.experiments import of_matrix

Opened = Callable[..., Experiment]


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    """Write an experiment to a file and open it as a user does."""

    def one(**inputs: object) -> Experiment:
        path = tmp_path / "case.json"
        path.write_text(json.dumps(inputs))
        return load(path)

    return one


def confident(opened: Opened, c: float) -> Experiment:
    """Return a network of one unit whose right class leads by about 2c."""
    return opened(
        activation="tanh", W=[[0.5]], b=[1.0], x=[[0.0]] * 3, t=3, V=[[1.0], [-1.0]], c=[c, -c],
        label=0,
    )  # fmt: skip


def test_a_gradient_below_the_rounding_of_its_loss_leaves_the_check_undecided(
    opened: Opened,
) -> None:
    found = gradient_check(trace(confident(opened, 30.0)))
    assert found.settled == 0
    assert not found.agrees


@pytest.mark.parametrize(("c", "loss"), [(15.0, 1.5660688515908e-14), (17.0, 2.8683551560633e-16)])
def test_the_loss_of_a_confident_class_keeps_its_digits(
    c: float, loss: float, opened: Opened
) -> None:
    assert trace(confident(opened, c)).loss == pytest.approx(loss, rel=1e-12)


@pytest.mark.parametrize("c", [360.0, 1e5])
def test_a_loss_below_a_double_is_not_said_to_be_zero(c: float, opened: Opened) -> None:
    assert loss_words(trace(confident(opened, c))) == "L < 10⁻³⁰⁰"


def test_the_check_names_the_unit_on_a_kink() -> None:
    swap = [[0.0, 1.0], [1.0, 0.0]]
    kink = gradient_check(trace(of_matrix(swap, RELU, T=3, s0=[1.0, 0.0], y=[5.0, 5.0]))).kink
    assert kink is not None
    assert (kink.activation, kink.unit, kink.step, kink.exact) == ("relu", 0, 1, True)


def test_a_summed_loss_is_judged_by_lag(opened: Opened) -> None:
    x = [[2.0]] + [[0.0]] * 9
    experiment = opened(activation="tanh", W=[[0.05]], x=x, y=[0.0], t=10, summed=True)
    found = gradient_report(trace(experiment)).truncated
    assert found.leading == 0
    kept = 10.0 ** (found.log10_norm[0] - found.log10_norm[-1])
    assert kept == pytest.approx(0.9975, abs=5e-5)


@pytest.mark.parametrize(
    ("diagonal", "T", "words"),
    [
        (0.99, 24, "is still growing at n = 24, where it is 19.1"),  # 37.0 at n = 99
        (0.99, 200, "grows to 37 at n = 99"),
        (0.999, 200, "is still growing at n = 200, where it is 164"),  # 368 at n = 999
    ],
)
def test_a_transient_that_still_grows_is_said_to(
    diagonal: float, T: int, words: str, opened: Opened
) -> None:
    W = [[diagonal, 1.0], [0.0, diagonal]]
    experiment = opened(activation="identity", W=W, x=[[0.0, 0.0]] * T, t=T)
    assert words in study(experiment).get(PowersOfW()).sentence


def test_a_direction_that_leads_once_the_other_dies_is_kept(opened: Opened) -> None:
    x = [[-1.0, 1.0], [1.0, 1.0]] + [[0.0, 0.0]] * 698
    result = trace(opened(activation="relu", W=[[2.0, 0.0], [0.0, 0.5]], x=x, t=700))
    assert result.known.all()
    assert result.log10_norm[-1] == pytest.approx(-700 * math.log10(2.0), abs=1e-9)
    # s_700 = 1.5 · 2^−698 in unit 2, halved on each of 700 steps
    delta = math.log10(1.5) - (698 + 700) * math.log10(2.0)
    assert result.gradients.log10_delta_norm()[-1] == pytest.approx(delta, abs=1e-9)
    assert "vanishes" in verdict(result).shown


def test_the_smaller_of_two_graded_directions_is_kept(opened: Opened) -> None:
    W = [[1e200, 0.0], [0.0, 1e-200]]
    result = trace(opened(activation="relu", W=W, b=[-1.0, 1.0], x=[[0.0, 0.0]] * 3, t=3))
    assert result.log10_norm[-1] == pytest.approx(-600.0, abs=1e-9)
    assert "exactly zero" not in verdict(result).sentence


def test_a_growth_beyond_a_double_is_written_as_a_power_of_ten(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "gelu.json"
    path.write_text(
        json.dumps({"activation": "gelu", "W": [[1.75e308]], "x": [[1.4142135623730951]], "t": 1})
    )
    asked = ["trace", str(path), "--format", "json", "--out", "-"]
    assert main(asked, lambda _start: 0) == 0
    found = json.loads(capsysbinary.readouterr().out)
    assert found["log10_norm"] == pytest.approx(308.2957, abs=5e-5)
    assert found["shown"] == "measured: explodes, ×1.98×10³⁰⁸ a step"


def test_a_readout_that_overflows_is_refused_in_a_sentence(opened: Opened) -> None:
    experiment = opened(
        activation="tanh", W=[[1.0, 0.0], [0.0, 1.0]], b=[100.0, 100.0], x=[[0.0, 0.0]] * 3, t=3,
        V=[[1e308, 1e308], [-1e308, 3.0]], c=[0.0, 0.0], label=0,
    )  # fmt: skip
    with pytest.raises(InputError, match=r"read-out V s \+ c at step 3 leaves the range of a do"):
        trace(experiment)


@pytest.mark.parametrize("rate", [1.0, 10.0, 20.0])
def test_no_minimum_is_claimed_where_there_is_none(rate: float, opened: Opened) -> None:
    experiment = opened(activation="logistic", W=[[0.5]], x=[[0.0]] * 2, y=[5.0], t=2)
    landing = study(experiment).get(StepAlongGradient(Rule(rate))).landing
    assert landing is not None
    assert landing.sentence.startswith("There is no minimum along this line as far as we looked.")
    assert "the drop" not in landing.sentence


def test_the_growth_is_that_of_the_norm_beside_it(opened: Opened) -> None:
    W = (2.0 * np.eye(4)).tolist()
    found = report(trace(opened(activation="identity", W=W, x=[[0.0] * 4] * 10, t=10), "frobenius"))
    assert found["log10_norm"] == pytest.approx(math.log10(2.0**10 * 2), abs=1e-12)
    assert found["growth"] == pytest.approx(math.log(2.0**10 * 2) / 10, abs=1e-12)


def test_products_that_cancel_are_exact_or_not_known(opened: Opened) -> None:
    W = [
        [0.2539452960158434, 0.7141988773809784, 0.17485799761485366],
        [0.48795710819456367, -0.16059383955821288, -0.830238449173562],
        [0.3548470908058213, 0.5541092630027158, -0.09335145645763039],
    ]
    result = trace(opened(activation="identity", W=W, x=[[0.0] * 3] * 7, t=7))
    right = exact_log10_norms(np.array(W), 7)
    for log, true, known in zip(result.log10_norm, right, result.known, strict=True):
        assert not known or log == pytest.approx(true, abs=1e-9)
    assert not result.known[-1]
    assert math.isnan(float(str(report(result)["log10_norm"])))


def exact_log10_norms(W: np.ndarray, T: int) -> list[float]:
    """Return log10 ‖Wⁿ‖₂ for n = 0 … T in fractions, rounded once."""
    entries = np.array([[Fraction(v) for v in row] for row in W.tolist()], dtype=object)
    power_of_W, logs = np.array(np.eye(len(W)).astype(int), dtype=object), []
    for _ in range(T + 1):
        top = max(abs(Fraction(v)) for v in power_of_W.flat)
        unit = np.array([[float(v / top) for v in row] for row in power_of_W])
        logs.append(float(np.log10(np.linalg.norm(unit, 2))) + math.log10(top))
        power_of_W = power_of_W.dot(entries)
    return logs


def test_no_rung_lies_below_what_it_bounds_with_clustered_singular_values() -> None:
    rng = np.random.default_rng(0)
    Q = np.linalg.qr(rng.standard_normal((41, 41))).Q
    W = (Q * (1.0 - 1e-6 * rng.random(41) ** 2)) @ Q.T
    experiment = of_matrix((W + W.T) / 2, T=5_000)
    assert_ordered(trace(experiment))


def assert_ordered(result: Trace) -> None:
    ladder = result.ladder
    rungs = (ladder.floor, result.log10_norm, ladder.factor_norms, ladder.slopes, ladder.bound)
    for lower, upper in pairwise(rungs):
        assert (lower <= upper).all()


def test_a_radius_next_to_one_is_not_rounded_to_one(opened: Opened) -> None:
    experiment = opened(
        activation="identity", W=[[0.9999, 1.0], [0.0, 0.5]], x=[[0.0, 0.0]] * 9, t=9
    )
    sentence = study(experiment).get(PowersOfW()).sentence
    assert sentence.startswith("ρ = 0.9999 and λ = 1.46: the eigenvalues promise decay")


def test_shares_and_sizes_are_written_in_one_way() -> None:
    assert share(0.9997) == "over 99.9 %"
    assert share(1.0) == "100 %"
    assert size(math.log10(123_000.0)) == "1.23×10⁵"
    assert size(math.log10(9.96e6)) == "9.96×10⁶"
    assert short(9.96e6) == "1.0×10⁷"


def test_the_full_length_is_all_of_the_gradient() -> None:
    rng = np.random.default_rng(4)
    W, x = rng.standard_normal((5, 5)), rng.standard_normal((12, 5))
    for summed in (False, True):
        found = gradient_report(trace(with_summed(of_matrix(W, TANH, T=12, x=x), summed)))
        gap = found.truncated.log10_norm[-1] - found.shares.log10_total
        assert share(10.0**gap) == "100 %"


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("1e-8x^3", "10^{-8}x^3"), ("2×x", "2x"), ("x÷4", "0.25x"), ("2*-x", "-2x"),
        ("(x+1)2", "2x+2"), ("x^(2)", "x^2"), ("0.1x²+0.2x", "0.1x^2+0.2x"),
    ],
)  # fmt: skip
def test_polynomials_are_read_as_people_type_them(text: str, latex: str) -> None:
    assert polynomial_latex(*parse_polynomial(text)) == latex


def test_a_second_derivative_that_is_a_decimal_is_exact() -> None:
    words = " ".join(working(typed("0.1x²+0.2x")))
    assert "0.2" in words
    assert r"\approx" not in words


def test_the_radius_of_a_nilpotent_matrix_is_zero(opened: Opened) -> None:
    W = [[5, -3, 2], [15, -9, 6], [10, -6, 4]]  # W² = 0
    network = opened(activation="identity", W=W, x=[[0.0] * 3] * 4, t=4).network
    assert radius_text(constants(network)) == "= 0"
