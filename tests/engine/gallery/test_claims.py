"""Every figure in every text of the gallery, recomputed from the entry it speaks of.

A claim gives the figures of a text, in the order in which they stand there; a text with a figure
that no claim computes fails.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from functools import cache

import numpy as np
import pytest

from engine.bptt.trace import trace
from engine.gallery import entries, entry
from engine.studies.demonstrations import DEMONSTRATIONS
from engine.studies.descent import Rule, descended, update
from engine.studies.study import Study, study
from engine.studies.verdict import Measured, Proof

FIGURE = re.compile(r"\d+(?:[.,]\d+)*(?:e−?\d+)?")

VERDICTS = {
    "opening": (Proof.OPEN, Measured.SHRINKS),
    "identity": (Proof.BOUNDED, Measured.STEADY),
    "transient": (Proof.OPEN, Measured.SHRINKS),
    "lecture-0.5": (Proof.VANISHING, Measured.VANISHES),
    "lecture-1": (Proof.VANISHING, Measured.VANISHES),
    "lecture-4": (Proof.BOUNDED, Measured.VANISHES),
    "lecture-5": (Proof.OPEN, Measured.VANISHES),
    "attained-4": (Proof.BOUNDED, Measured.STEADY),
    "attained-5": (Proof.OPEN, Measured.EXPLODES),
    "orthogonal-0.9": (Proof.VANISHING, Measured.VANISHES),
    "orthogonal-1": (Proof.BOUNDED, Measured.VANISHES),
    "orthogonal-1.1": (Proof.OPEN, Measured.VANISHES),
    "rotation": (Proof.BOUNDED, Measured.STEADY),
    "cyclic": (Proof.BOUNDED, Measured.STEADY),
    "symmetric": (Proof.VANISHING, Measured.SHRINKS),
    "antisymmetric": (Proof.VANISHING, Measured.SHRINKS),
    "diagonal": (Proof.VANISHING, Measured.STEADY),
    "identity-0.9": (Proof.VANISHING, Measured.SHRINKS),
    "toeplitz": (Proof.OPEN, Measured.EXPLODES),
    "jordan": (Proof.OPEN, Measured.SHRINKS),
    "shift": (Proof.BOUNDED, Measured.ZERO),
    "grcar": (Proof.VANISHING, Measured.VANISHES),
    "nilpotent": (Proof.OPEN, Measured.EXPLODES),
    "row-stochastic": (Proof.OPEN, Measured.STEADY),
    "rank-one": (Proof.OPEN, Measured.SHRINKS),
    "gaussian-0.5": (Proof.VANISHING, Measured.VANISHES),
    "gaussian-1": (Proof.OPEN, Measured.STEADY),
    "gaussian-1.2": (Proof.OPEN, Measured.GROWS),
    "gaussian-1.5": (Proof.OPEN, Measured.GROWS),
    "gaussian-logistic": (Proof.OPEN, Measured.STEADY),
    "pytorch": (Proof.OPEN, Measured.VANISHES),
    "keras": (Proof.BOUNDED, Measured.VANISHES),
    "saturated": (Proof.OPEN, Measured.VANISHES),
    "descent-small": (Proof.VANISHING, Measured.VANISHES),
    "descent-overshoot": (Proof.OPEN, Measured.GROWS),
    "descent-clipped": (Proof.OPEN, Measured.GROWS),
    "sunspots-before": (Proof.OPEN, Measured.VANISHES),
    "sunspots-after": (Proof.OPEN, Measured.VANISHES),
}


@cache
def found(entry_id: str) -> Study:
    return study(entry(entry_id).load())


def sig(value: float, digits: int) -> str:
    """As the texts write figures: 0.28, 1.00, 7.6e−16, 1.4e8."""
    text = f"{value:#.{digits}g}".rstrip(".")
    return re.sub(r"e([+-])0*", lambda match: "e" + match[1].strip("+").replace("-", "−"), text)


def plain(value: float, digits: int) -> str:
    return f"{value:.{digits}g}"


def thousands(value: float, digits: int) -> str:
    return f"{float(f'{value:.{digits}g}'):,.0f}"


def capped(value: float, decimals: int) -> str:
    """The next figure that `value` stays below."""
    return f"{math.ceil(value * 10**decimals) / 10**decimals:.{decimals}f}"


class Claims:
    """The figures that texts speak of, by short names."""

    def __init__(self, entry_id: str) -> None:
        self.study = found(entry_id)
        self.trace = self.study.trace
        self.t = str(self.trace.t)
        self.norm = 10.0**self.trace.log10_norm
        self.end = self.norm[-1]
        self.bound = 10.0 ** self.trace.log10_bound[-1]
        self.rho = self.study.constants.rho
        self.lam = self.trace.lam
        self.growth = self.trace.base
        self.peak = int(self.norm.argmax())
        self.slope = float(self.trace.chain.slopes.mean())

    @property
    def below_one(self) -> str:
        """From how many steps back on the norm is below 1."""
        return str(int(np.flatnonzero(self.norm >= 1)[-1]) + 1)


def _transient(c: Claims) -> list[str]:
    first = [plain(norm, 2) for norm in c.norm[1:6]]
    return [sig(c.rho, 1), *first, "1", c.below_one, plain(c.lam, 2)]


def _rotation(c: Claims) -> list[str]:
    angles = sorted({round(math.degrees(a)) for a in np.abs(np.angle(_eigenvalues(c)))})
    return [*map(str, angles), c.t, sig(c.end, 2)]


def _antisymmetric(c: Claims) -> list[str]:
    eigenvalue = _eigenvalues(c)[0]
    parts = [f"{abs(eigenvalue.real):.2f}", f"{abs(eigenvalue.imag):.2f}"]
    return [*parts, "4", f"{c.study.verdict.rate:.3f}"]


def _diagonal(c: Claims) -> list[str]:
    kept = np.diag(c.trace.experiment.network.W)
    return [plain(kept.min(), 2), plain(kept.max(), 2), c.t, sig(c.end, 2)]


def _jordan(c: Claims) -> list[str]:
    largest = capped(np.abs(c.trace.run.s).max(), 1)
    return [sig(c.rho, 1), sig(c.norm[c.peak], 2), str(c.peak), c.below_one, "1", largest]


def _shift(c: Claims) -> list[str]:
    first_zero = int(np.flatnonzero(c.norm == 0)[0])
    assert set(c.norm) == {0.0, 1.0}
    return ["1", str(first_zero - 1), "0", str(first_zero), plain(c.rho, 1)]


def _grcar(c: Claims) -> list[str]:
    rate = sig(c.study.verdict.rate, 3)
    ends = [sig(c.bound, 2), sig(c.end, 2)]
    return [sig(c.lam, 3), sig(c.lam, 3), rate, sig(c.rho, 3), c.t, *ends]


def _nilpotent(c: Claims) -> list[str]:
    np.testing.assert_allclose(c.norm[2:] / c.norm[1:-1], 2.0, rtol=1e-6)
    return ["0", "0", "0", "1", sig(c.norm[1], 3), sig(c.end, 2), c.t]


def _gaussian_1(c: Claims) -> list[str]:
    end = [sig(c.norm[c.peak], 3), str(c.peak), sig(c.end, 3)]
    return [sig(c.rho, 3), sig(c.lam, 3), sig(c.bound, 2), c.t, *end]


def _gaussian_15(c: Claims) -> list[str]:
    end = [sig(c.slope, 2), sig(c.norm[c.peak], 2), c.t]
    return [sig(c.rho, 3), sig(c.bound, 2), *end]


def _gaussian_logistic(c: Claims) -> list[str]:
    twin = found("gaussian-1").trace.log10_norm
    np.testing.assert_allclose(c.trace.log10_norm, twin, atol=1e-12)
    assert c.slope > 0.248
    return ["4", "1", sig(c.lam, 3), sig(c.rho, 3), sig(c.end, 3)]


def _sunspots_before(c: Claims) -> list[str]:
    network = [str(c.trace.experiment.network.d), "1949", "2008", sig(c.lam, 3), sig(c.rho, 3)]
    return [*network, "10", sig(c.norm[10], 2), c.t, sig(c.end, 2)]


def _sunspots_after(c: Claims) -> list[str]:
    before = sig(10.0 ** found("sunspots-before").trace.log10_norm[10], 2)
    norms = ["10", sig(c.norm[10], 3), before, c.t, sig(c.end, 2), sig(c.slope, 2)]
    return ["1700", "1948", sig(c.lam, 3), sig(c.rho, 3), *norms, *_held_out_errors()]


def _held_out_errors() -> list[str]:
    readme = entry("sunspots-after").path.with_name("README.txt").read_text(encoding="utf-8")
    match = re.search(r"error in held-out years \(sunspots\) +([\d.]+) +([\d.]+)", readme)
    assert match is not None
    return [sig(float(error), 3) for error in match.groups()]


def _rule(entry_id: str) -> Rule:
    return next(d.rule for d in DEMONSTRATIONS if d.entry_id == entry_id)


def _descent_losses(entry_id: str, steps: int) -> list[float]:
    experiment = entry(entry_id).load()
    losses = []
    for _ in range(steps + 1):
        present = trace(experiment)
        losses.append(present.loss)
        experiment = descended(present, update(present, _rule(entry_id)))
    return losses


def _descent_small(c: Claims) -> list[str]:
    step = update(c.trace, _rule("descent-small"))
    np.testing.assert_allclose(np.linalg.svd(c.trace.experiment.network.W)[1], 0.5)
    sizes = [sig(10.0**size, 2) for size in (step.log10_gradient, step.log10_relative)]
    return [c.t, sizes[0], plain(_rule("descent-small").eta, 1), sizes[1]]


def _descent_overshoot(c: Claims) -> list[str]:
    rule = _rule("descent-overshoot")
    step = update(c.trace, rule)
    before, after = _descent_losses("descent-overshoot", 1)
    there = update(trace(descended(c.trace, step)), rule)
    sizes = [sig(10.0**step.log10_gradient, 3), plain(rule.eta, 1)]
    moved = [sig(10.0**step.log10_relative, 2), sig(before, 2), sig(after, 2)]
    return [*sizes, *moved, sig(10.0**there.log10_gradient, 2)]


def _descent_clipped(c: Claims) -> list[str]:
    rule = _rule("descent-clipped")
    losses = _descent_losses("descent-clipped", 41)
    first = [plain(rule.eta, 1), plain(rule.theta or 0.0, 1), sig(update(c.trace, rule).length, 2)]
    return [*first, sig(losses[0], 2), sig(losses[1], 2), capped(max(losses[2:]), 4), "40"]


def _eigenvalues(c: Claims) -> np.ndarray:
    return c.study.constants.eigenvalues


CLAIMS: dict[str, Callable[[Claims], list[str]]] = {
    "opening": lambda c: [
        *(sig(c.growth, 3), thousands(c.bound, 3), sig(c.norm[c.peak], 3), str(c.peak)),
        *(sig(c.end, 2), sig(c.slope, 2)),
    ],
    "identity": lambda _: ["0", "2015"],
    "identity-0.9": lambda c: [sig(c.lam, 1), sig(c.lam, 1), sig(c.end, 2), c.t],
    "transient": _transient,
    "lecture-0.5": lambda c: [plain(c.growth, 3), plain(1 / c.growth, 2), c.t, sig(c.end, 2)],
    "lecture-1": lambda c: [plain(c.lam, 3), plain(c.growth, 3), sig(c.end, 2), c.t],
    "lecture-4": lambda c: [plain(c.growth, 3), sig(c.end, 2), c.t, sig(c.slope, 2)],
    "lecture-5": lambda c: [plain(c.growth, 3), sig(c.end, 2), c.t, "1"],
    "attained-4": lambda c: ["0", plain(c.lam, 3), plain(c.end, 3)],
    "attained-5": lambda c: [
        *(plain(c.lam, 3), plain(c.study.verdict.rate, 3), thousands(c.end, 3), c.t, "1")
    ],
    "orthogonal-0.9": lambda c: [plain(c.rho, 3), sig(c.bound, 2), c.t, sig(c.end, 2)],
    "orthogonal-1": lambda c: [plain(c.rho, 3), "1", sig(c.end, 2), c.t],
    "orthogonal-1.1": lambda c: [
        *(plain(c.growth, 3), plain(c.bound, 3), c.t, sig(c.end, 2)),
        *(plain(found(f"orthogonal-{scale}").trace.lam, 3) for scale in ("0.9", "1")),
    ],
    "rotation": _rotation,
    "cyclic": lambda c: [str(c.trace.experiment.network.d), plain(c.end, 3)],
    "symmetric": lambda c: [plain(c.rho, 3), sig(c.end, 2), c.t],
    "antisymmetric": _antisymmetric,
    "diagonal": _diagonal,
    "toeplitz": lambda c: ["0.5", sig(c.rho, 3), thousands(c.end, 3), c.t],
    "jordan": _jordan,
    "shift": _shift,
    "grcar": _grcar,
    "nilpotent": _nilpotent,
    "row-stochastic": lambda c: [
        *("1", sig(c.rho, 1), sig(c.lam, 3), thousands(c.bound, 3), c.t, sig(c.end, 3))
    ],
    "rank-one": lambda c: [sig(c.norm[c.peak], 3), sig(c.rho, 1)],
    "gaussian-0.5": lambda c: [sig(c.lam, 3), sig(c.end, 2), c.t, sig(c.rho, 3)],
    "gaussian-1": _gaussian_1,
    "gaussian-1.2": lambda c: [sig(c.rho, 3), "0", sig(c.slope, 2), sig(c.end, 2), c.t],
    "gaussian-1.5": _gaussian_15,
    "gaussian-logistic": _gaussian_logistic,
    "pytorch": lambda c: ["1", sig(c.lam, 3), sig(c.rho, 3), sig(c.end, 2), c.t],
    "keras": lambda c: [plain(c.rho, 3), sig(c.end, 2), c.t],
    "saturated": lambda c: [
        *(sig(c.lam, 3), sig(c.end, 2), c.t, capped(c.trace.chain.slopes.max(), 5))
    ],
    "descent-small": _descent_small,
    "descent-overshoot": _descent_overshoot,
    "descent-clipped": _descent_clipped,
    "sunspots-before": _sunspots_before,
    "sunspots-after": _sunspots_after,
}


@pytest.mark.parametrize("entry_id", [example.id for example in entries()])
def test_every_figure_in_a_text_is_what_the_entry_shows(entry_id: str):
    assert FIGURE.findall(entry(entry_id).teaches) == CLAIMS[entry_id](Claims(entry_id))


@pytest.mark.parametrize("entry_id", [example.id for example in entries()])
def test_the_verdict_is_what_the_text_leads_to_expect(entry_id: str):
    verdict = found(entry_id).verdict
    assert (verdict.proof, verdict.measured) == VERDICTS[entry_id]


@pytest.mark.parametrize(
    ("words", "proof"),
    [
        ("vanishing is guaranteed", Proof.VANISHING),
        ("guarantees vanishing", Proof.VANISHING),
        ("permits explosion", Proof.OPEN),
        ("growth is excluded", Proof.BOUNDED),
    ],
)
def test_words_of_proof_stand_only_where_they_are_proved(words: str, proof: Proof):
    saying = [example.id for example in entries() if words in example.teaches]
    assert saying
    assert {found(entry_id).verdict.proof for entry_id in saying} == {proof}


@pytest.mark.parametrize("entry_id", [i for i in CLAIMS if "λ = ρ" in entry(i).teaches])
def test_lambda_and_rho_are_equal_where_a_text_says_so(entry_id: str):
    assert found(entry_id).trace.lam == pytest.approx(found(entry_id).constants.rho, rel=1e-12)


@pytest.mark.parametrize("entry_id", ["attained-4", "attained-5", "symmetric", "antisymmetric"])
def test_the_product_lies_on_its_bound(entry_id: str):
    trace = found(entry_id).trace
    np.testing.assert_allclose(trace.log10_norm, trace.log10_bound, atol=1e-12)


@pytest.mark.parametrize("entry_id", ["attained-4", "attained-5"])
def test_every_slope_is_a_quarter(entry_id: str):
    assert (found(entry_id).trace.chain.slopes == 0.25).all()


def test_the_identity_keeps_the_gradient():
    trace = found("identity").trace
    np.testing.assert_array_equal(trace.product(0).value(), np.eye(4))
    np.testing.assert_array_equal(trace.delta_norm, trace.delta_norm[0])


def test_the_lectures_lambda_is_exact():
    for lam in ("0.5", "1", "4", "5"):
        assert found(f"lecture-{lam}").trace.lam == pytest.approx(float(lam), rel=1e-13)


def test_the_rings_pattern_comes_back():
    trace = found("cyclic").trace
    np.testing.assert_array_equal(trace.product(24 - 6).value(), np.eye(6))
    assert (np.abs(trace.log10_norm) < 1e-14).all()


def test_the_antisymmetric_signs_nearly_come_back_after_four_steps():
    trace = found("antisymmetric").trace
    diagonals = [np.diag(trace.product(trace.t - steps).value()) for steps in (2, 4)]
    assert (diagonals[0] < -0.8).all()
    assert (diagonals[1] > 0.8).all()
    angle = np.abs(np.angle(found("antisymmetric").constants.eigenvalues[0]))
    assert 90 < math.degrees(angle) < 95


def test_the_nilpotent_square_is_zero_at_a_fixed_point():
    trace = found("nilpotent").trace
    W = trace.experiment.network.W
    assert not (W @ W).any()
    np.testing.assert_allclose(trace.run.s, [[0, 0.5]] * 21, atol=1e-9)
    np.testing.assert_allclose(trace.chain.slopes, [[1, 0.75]] * 20, atol=1e-9)


def test_the_shares_of_a_row_add_up_to_one():
    W = found("row-stochastic").trace.experiment.network.W
    np.testing.assert_allclose(W.sum(axis=1), 1.0, rtol=1e-15)
    assert (W >= 0).all()


def test_rank_one_shows_one_pattern():
    trace = found("rank-one").trace
    first, last = trace.factor(1), trace.product(0).value()
    np.testing.assert_allclose(last / last[0, 0], first / first[0, 0], rtol=1e-10)


def test_all_gains_scale_one_draw():
    W = found("gaussian-1").trace.experiment.network.W
    for gain in (0.5, 1.2, 1.5):
        other = found(f"gaussian-{gain}").trace.experiment.network.W
        np.testing.assert_allclose(other, gain * W, atol=1.5e-3)


def test_the_defaults_of_the_libraries_are_theirs():
    torch, keras = (found(name).trace.experiment for name in ("pytorch", "keras"))
    limit = 1 / math.sqrt(10)
    assert np.abs(torch.network.W).max() <= limit + 5e-4
    assert np.abs(torch.network.b).max() <= 2 * limit
    np.testing.assert_allclose(keras.network.W @ keras.network.W.T, np.eye(8), atol=1e-14)
    assert not keras.network.b.any()
    np.testing.assert_array_equal(torch.x, keras.x)


def test_the_saturated_w_is_five_times_the_opening_one():
    large, small = (found(i).trace.experiment.network.W for i in ("saturated", "opening"))
    np.testing.assert_allclose(large, 5 * small, rtol=1e-12)


def test_training_lets_the_gradient_travel_further():
    before, after = (found(f"sunspots-{when}") for when in ("before", "after"))
    assert before.trace.t == after.trace.t == 60
    np.testing.assert_array_equal(before.trace.experiment.x, after.trace.experiment.x)
    assert (after.trace.log10_norm[1:] > before.trace.log10_norm[1:]).all()
    assert after.verdict.rate > 1.5 * before.verdict.rate
