"""Every sentence on a gradient, over random experiments of every kind, is true."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from mpmath import mp

from engine.bptt.trace import Trace, trace
from engine.numbers import degrees
from engine.studies.gradient_report import GradientReport, gradient_report
from gui.panels.gradient.truncation_section import norm_row
from gui.panels.gradient.words import (
    cosine_words,
    first_term_words,
    meaning,
    running_words,
    truncation_words,
)
from tests.engine.sentences import (
    Array,
    Truth,
    digits,
    log10_norm,
    numbers,
    random_of_every_kind,
    read,
    says,
    total,
    truth,
    value,
)
from tests.soak import times

_PARTS = 10
_EACH = times(60, 3000) // _PARTS
_NEARLY = 1e-6  # decades of doubt at a threshold
_LITTLE = -3.0
_CANCELS = 6.0  # digits that a product loses, from which on its terms are rounding
_ROUNDING = 1e-13  # of the sizes of the terms, that their sums may be off


@pytest.mark.parametrize("part", range(_PARTS))
def test_every_sentence_is_true(part: int) -> None:
    for seed in range(part * _EACH, (part + 1) * _EACH):
        check(seed)


def check(seed: int) -> None:
    experiment = random_of_every_kind(seed)
    result = trace(experiment)
    story = gradient_report(result)
    with digits():
        true = truth(experiment)
        known = Known(true)
        place = (seed, known.terms.tolist(), known.lags.tolist(), known.whole)
        if underflows(true):
            return
        check_meaning(meaning(result, story).replace("\u00a0", " "), known, place)
        check_first(first_term_words(result).replace("\u00a0", " "), true, place)
        for i in {0, true.t // 2, true.t - 1}:
            check_running(running_words(story.shares, i + 1), known, i, place)
            check_cosine(cosine_words(story.shares, i), known, i, place)
            check_truncated(result, story, known, i + 1, place)


def underflows(true: Truth) -> bool:
    """Whether a slope or an error is below the range of a double, where its digits are lost."""
    steps = range(1, true.t + 1) if true.experiment.summed else (true.t,)
    errors = [max(abs(v) for v in true.arriving(j)) for j in steps]
    return true.logits_lost or any(0 < abs(v) < 1e-300 for v in (*true.slopes.ravel(), *errors))


class Known:
    """Sizes of terms, lags and sums, as log10; index i as in `Truth`."""

    def __init__(self, true: Truth) -> None:
        self.true, self.t, self.summed = true, true.t, true.experiment.summed
        self.terms = np.array([log10_norm(term) for term in true.terms])
        self.lags = np.array([log10_norm(part) for part in true.lags])
        self.whole, self.sizes = log10_norm(true.gradient), total(self.terms)

    @property
    def kept(self) -> float:
        return self.whole - self.sizes if self.whole > -math.inf else -math.inf

    def cancels(self, i: int) -> bool:
        """Return whether factors cancel in a product of at most i factors."""
        both = zip(self.true.sizes[: i + 1], self.true.products, strict=False)
        return any(size > log10_norm(product) + _CANCELS - 1 for size, product in both)

    def share(self, parts: Array) -> float:
        return total(parts) - self.whole

    @property
    def slack(self) -> float:
        """How far off a double may be in ‖∂L/∂W‖, as a share of it."""
        return _ROUNDING * 10.0 ** min(-self.kept, 300)


def check_meaning(words: str, known: Known, place: object) -> None:
    place = (words, place)
    if "Every term is zero" in words:
        assert known.sizes == -math.inf, place
    elif "Factors cancel in the products" in words:
        assert known.cancels(known.t - 1), place
    elif "terms cancel" in words:
        assert "less than 10⁻¹⁰ of their sizes" in words, place
        assert known.kept < -10 + _NEARLY, place
    else:
        assert known.kept > -10 - _NEARLY, place
        check_cancelling(words, known, place)
        check_which(words, known, place)


def check_cancelling(words: str, known: Known, place: object) -> None:
    kept = 10.0**known.kept
    if "next to nothing cancels" in words:
        assert kept > 0.9995 - 1e-9, place
    for (text,) in numbers("Of the sizes of the terms # % is left in their sum", words):
        assert kept < 0.5 + 1e-9, place
        assert says(text, known.kept + 2, known.slack), place
    for (text,) in numbers("They mostly pull the same way: # %", words):
        assert 0.5 - 1e-9 < kept < 0.9995 + 1e-9, place
        assert says(text, known.kept + 2, known.slack), place
    if not re.search("cancels|pull the same way", words):
        assert np.isfinite(known.terms).sum() == 1, place


def check_which(words: str, known: Known, place: object) -> None:
    t, terms, lags = known.t, known.terms, known.lags
    said = 0
    if "One term is the whole gradient" in words:
        said += 1
        assert t == 1, place
    for (k,) in numbers(r"All terms with k ≤ (\d+) together are less than a thousandth", words):
        said += 1
        assert known.share(terms[t - int(k) :]) < _LITTLE + _NEARLY, place
    for (k,) in numbers(r"The largest term is that of k = (\d+)", words):
        said += 1
        assert terms[t - int(k)] > terms.max() - _NEARLY, place
    for k, back in numbers(r"that of k = (\d+), (\d+) steps back: the far past leads", words):
        assert not known.summed, place
        assert int(back) == t - int(k) >= t / 2 >= 2, place
    if "Early and late terms both count" in words:
        said += 1
        halves = terms[: (t + 1) // 2], terms[(t + 1) // 2 :]
        assert all(known.share(half) > _LITTLE - _NEARLY for half in halves), place
    for (n,) in numbers(r"Each loss counts through (\d+) steps? back: longer paths", words):
        said += 1
        assert known.share(lags[int(n) :]) < _LITTLE + _NEARLY, place
    for (n,) in numbers(r"The largest part is that of the paths through (\d+) steps?", words):
        said += 1
        assert lags[int(n) - 1] > lags.max() - _NEARLY, place
        assert "far past" not in words or int(n) > t / 2, place
    if "Short and long paths both count" in words:
        said += 1
        halves = lags[: (t + 1) // 2], lags[(t + 1) // 2 :]
        assert all(known.share(half) > _LITTLE - _NEARLY for half in halves), place
    assert said == 1, place


def check_first(words: str, true: Truth, place: object) -> None:
    assert bool(words) == (not true.run.s[0].any()), place
    if not words or true.sizes[-2] > log10_norm(true.products[-2]) + _CANCELS:
        return
    local = true.slopes[0] * delta(true, 1)
    if "what reaches it is zero too" in words:
        assert not any(local), place
    for (text,) in numbers("‖σ′\\(a₁\\) ⊙ δ₁‖ = #\\.", words):
        assert says(text, log10_norm(local), 1e-6), (text, log10_norm(local), place)


def delta(true: Truth, k: int) -> object:
    arrived = true.arriving(true.t)
    for j in range(true.t, k, -1):
        arrived = true.back(arrived, j)[1]
        if true.experiment.summed:
            arrived = arrived + true.arriving(j - 1)
    return arrived


def check_running(words: str, known: Known, i: int, place: object) -> None:
    summed = sum(known.true.terms[1 : i + 1], known.true.terms[0])
    size = log10_norm(summed)
    slack = _ROUNDING * 10.0 ** min(known.sizes - size, 300) if size > -math.inf else 1.0
    counted = f"{i + 1} of {known.t} term{'' if known.t == 1 else 's'} summed\nnorm "
    assert words.startswith(counted), place
    if "norm not known: factors cancel" in words:
        assert known.cancels(i), place
    for (text,) in numbers("norm #", words):
        assert says(text, size, slack) or slack > 1e-2, (words, size, place)
    for (text,) in numbers("norm [^,]*, #° off the whole", words):
        angle = angle_between(summed, known.true.gradient)
        shown, unit = read(text)
        off = abs(float(shown) - math.degrees(angle))
        assert off <= float(unit) / 2 * 1.001 + 60 * (slack + known.slack) + 1e-6, (words, place)


def angle_between(a: np.ndarray, b: np.ndarray) -> float:
    a, b = a.ravel(), b.ravel()
    a, b = a / mp.sqrt(a.dot(a)), b / mp.sqrt(b.dot(b))
    apart, sum_ = a - b, a + b
    return float(2 * mp.atan2(mp.sqrt(apart.dot(apart)), mp.sqrt(sum_.dot(sum_))))


def check_cosine(words: str, known: Known, i: int, place: object) -> None:
    if not words:
        lost = known.terms[i] < known.sizes - 300  # its entries leave the range of a double
        assert lost or known.kept < -9 or known.cancels(known.t - 1), place
        return
    cosine = math.cos(angle_between(known.true.terms[i], known.true.gradient))
    (text,) = next(numbers("cosine #", words))
    shown, unit = read(text)
    assert abs(float(shown) - cosine) <= float(unit) / 2 * 1.001 + 10 * known.slack + 1e-9, (
        words,
        cosine,
        place,
    )
    if abs(cosine) < 1 - 1e-8:
        assert abs(shown) < 1, (words, cosine, place)


def check_truncated(
    result: Trace, story: GradientReport, known: Known, tau: int, place: object
) -> None:
    words = truncation_words(result, tau).replace("\u00a0", " ")
    cut = sum(known.true.lags[1:tau], known.true.lags[0])
    check_truncation_words(words, known, tau, place)
    size = log10_norm(cut)
    row = norm_row(float(story.truncated.log10_norm[tau - 1]), story.shares).figure
    place = (row, tau, size, place)
    if " · " not in row:
        assert known.kept < -9 or known.cancels(known.t - 1), place
        return
    if tau == known.t and known.kept > -9:
        assert row.endswith(" · 100 %"), place
        assert degrees(float(story.truncated.angle[-1])) == "0°", place
    check_row(row, size, known, place)


def check_row(row: str, size: float, known: Known, place: object) -> None:
    norm, part = row.split(" · ")
    slack = _ROUNDING * 10.0 ** min(known.sizes - size, 300) if size > -math.inf else 1.0
    gap = size - known.whole
    if slack > 1e-3:
        return
    assert says(norm, size, slack), place
    if part == "over 99.9 %":
        assert 0.999 < 10.0**gap < 1, place
    elif part in ("over 100 %", "100 %"):
        assert 10.0**gap == pytest.approx(1.0, abs=5.1e-3 if "over" in part else 1e-9), place
    else:
        number, _, unit = part.partition(" ")
        assert says(number, gap + 2 * (unit == "%"), slack + known.slack), place
        assert value(number) != 100 or unit != "%", place


def check_truncation_words(words: str, known: Known, tau: int, place: object) -> None:
    t = known.t
    if tau == t:
        assert words == "Every path counts: this is the full gradient.", place
    elif known.summed:
        assert words == (
            f"Every loss is sent back through {tau} step{'s' if tau > 1 else ''} at most."
        )
    elif t - tau == 1:
        assert words == "s[1] is held constant: the term k = 1 is cut off."
    else:
        assert words == f"s[{t - tau}] is held constant: the terms k ≤ {t - tau} are cut off."


def test_what_is_checked_is_said() -> None:
    """Every kind of sentence occurs among the experiments that are checked."""
    said = set()
    for seed in range(300):
        result = trace(random_of_every_kind(seed))
        words = meaning(result, gradient_report(result))
        said |= {kind for kind in _KINDS if kind in words}
    assert said == set(_KINDS)


_KINDS = (
    "Every term is zero",
    "One term is the whole gradient",
    "All terms with",
    "The largest term is that of",
    "far past leads",
    "Early and late terms both count",
    "Each loss counts through",
    "The largest part is that of the paths",
    "Short and long paths both count",
    "next to nothing cancels",
    "Of the sizes of the terms",
    "mostly pull the same way",
)
