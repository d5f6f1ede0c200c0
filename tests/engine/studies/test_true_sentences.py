"""Every sentence of verdict and spectrum, over random experiments of every kind, is true."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from mpmath import mp

from engine.bptt.trace import Trace, trace
from engine.studies.constants import constants
from engine.studies.spectrum import (
    Transient,
    product_singular_values,
    surviving_words,
    transient,
)
from engine.studies.verdict import verdict
from tests.engine.experiments import NORM_NAMES
from tests.engine.sentences import (
    Array,
    Truth,
    digits,
    exact,
    log10_norm,
    numbers,
    random_of_every_kind,
    says,
    spectral_radius,
    truth,
    value,
)
from tests.soak import times

_PARTS = 10
_EACH = times(120, 3000) // _PARTS
_NEARLY = 1e-9  # decades of doubt at a threshold
_LOST = 6.0  # digits that cancel, from which on a norm may be called unknown

every_part = pytest.mark.parametrize("part", range(_PARTS))


def seeds(part: int) -> range:
    return range(part * _EACH, (part + 1) * _EACH)


@every_part
def test_every_sentence_on_the_product_is_true(part: int) -> None:
    for seed in seeds(part):
        experiment, norm = random_of_every_kind(seed), NORM_NAMES[seed % 4]
        result = trace(experiment, norm)
        found = verdict(result)
        with digits():
            true = truth(experiment)
            check_proof(found.sentence, found.proved, true, norm, seed)
            check_measured(found.sentence, found.shown, true, norm, seed)
            check_directions(result, true, (seed * 7) % (result.t + 1), seed)


def check_proof(sentence: str, proved: str, true: Truth, norm: str, seed: int) -> None:
    base = float(true.log10_base(norm) - 1) if true.log10_base(norm) < 2 else 1.0
    if "γλ = 1 to" in sentence or re.search("γλ = 1[,:]", sentence):
        assert abs(base) < 2e-12, seed
        assert "the product cannot grow" in sentence, seed
        assert proved == "Growth excluded: γλ = 1", seed
        return
    (text, sign), *_ = numbers("γλ = # ([<>]) 1", sentence)
    assert (base < 0) == (sign == "<") == (value(text) < 1), (seed, sentence, base)
    assert (base > 0) == (value(text) > 1), seed
    assert says(text, log10_of(true, norm), 1e-14), (seed, text)
    assert ("must vanish" in sentence) == ("Vanishing guaranteed" in proved) == (base < 0), seed
    assert ("explosion is possible" in sentence) == ("Explosion possible" in proved) == (base > 0)


def log10_of(true: Truth, norm: str) -> float:
    base = true.log10_base(norm)
    return float(mp.log10(base)) if base else -math.inf


WORDS = {
    "is exactly zero": (-math.inf, -math.inf),
    "vanishes": (-math.inf, -3.0),
    "shrinks": (-3.0, -math.log10(2)),
    "holds its size": (-math.log10(2), math.log10(2)),
    "grows": (math.log10(2), 3.0),
    "explodes": (3.0, math.inf),
}


def check_measured(sentence: str, shown: str, true: Truth, norm: str, seed: int) -> None:
    logs = true.norms(norm)
    change = logs[-1] - logs[0]
    lost = [size > log + _LOST for size, log in zip(true.sizes, logs, strict=True)]
    if "zero in double arithmetic" in shown:
        assert any(0 < abs(slope) < 1e-307 for slope in true.slopes.ravel()), seed
        return
    if lost[-1]:
        assert "is exactly zero" not in shown or change == -math.inf, seed
    else:
        word = next(word for word in WORDS if f"measured: {word}" in shown)
        low, high = WORDS[word]
        assert low - _NEARLY <= change <= high + _NEARLY, (seed, sentence, change)
        assert (word == "is exactly zero") == (change == -math.inf), (seed, sentence, change)
        for (text,) in numbers("×# a step", shown):
            assert says(text, change / true.t), (seed, shown, 10 ** (change / true.t))
        assert shown.removeprefix("measured: ") in sentence, seed
        many = f"product of {true.t} factors" if true.t > 1 else "the factor"
        assert many in sentence, seed
    if not any(lost):
        check_peak(sentence, logs, seed)


def check_peak(sentence: str, logs: Array, seed: int) -> None:
    above = logs.max() - max(logs[0], logs[-1]) - math.log10(2)
    found = list(numbers(r"On the way it peaks at # after (\d+) steps?:", sentence))
    assert ("peak" in sentence) == bool(found), seed
    if abs(above) > _NEARLY:
        assert bool(found) == (above > 0), (seed, sentence, logs)
    for text, steps in found:
        assert says(text, float(logs.max())), (seed, sentence)
        assert logs[int(steps)] == pytest.approx(logs.max(), abs=_NEARLY), (seed, sentence)


@every_part
def test_every_sentence_on_the_powers_of_w_is_true(part: int) -> None:
    for seed in seeds(part)[:: times(3, 1)]:
        network, most = random_of_every_kind(seed).network, 60 if seed % 8 == 0 else 24
        figures = constants(network)
        found = transient(network.W, figures.rho, figures.departure, most)
        check_transient(found, network.W, most, seed)


def check_transient(found: Transient, W: Array, most: int, seed: int) -> None:
    sentence = found.sentence
    with digits():
        powers = exact_powers(W, most)
        rho, lam = spectral_radius(W), powers[1]
    place = (seed, sentence, rho, lam)
    for (text,) in numbers("λ = #", sentence):
        assert says(text, lam, 1e-14), place
    for sign, text in numbers("ρ ([=≈≤]) #", sentence):
        if sign == "≤":
            assert rho == -math.inf or says(text, rho) or value(text) >= 10.0**rho, place
        else:
            assert says(text, rho, 1e-6 if "normal" in sentence else 1e-12), place
    if "W is normal" in sentence:
        assert rho == pytest.approx(lam, abs=1e-5) or lam == -math.inf, place
        assert powers[most] == pytest.approx(most * rho, abs=1e-3) or lam == -math.inf, place
    elif "no power of W outgrows I" in sentence:
        assert lam < 2e-12, place
    elif "promise decay" in sentence:
        assert rho < 0 < lam, place
        check_growth(sentence, powers, most, place)
    elif "grows for ever" in sentence:
        assert rho > 0, place
    elif "does not decay" in sentence:
        assert rho == pytest.approx(0.0, abs=1e-8), place
    else:
        assert "rounding hides on which side of 1" in sentence, place
        assert found.log10_least <= rho <= found.log10_most or rho == -math.inf, place


def check_growth(sentence: str, powers: Array, most: int, place: object) -> None:
    for text, n, lost in numbers(
        r"grows to # at n = (\d+): transient growth. From n = (\d+) on W cancels", sentence
    ):
        seen = powers[: int(lost)]
        assert says(text, float(seen.max())), place
        assert seen[int(n)] == pytest.approx(seen.max(), abs=2 * _NEARLY), place
        assert int(lost) * powers[1] - powers[int(lost)] > 5.0, place  # decades that cancel
        return
    top = powers.max()
    growing = list(numbers(r"is still growing at n = (\d+), where it is #", sentence))
    grown = list(numbers(r"grows to # at n = (\d+)", sentence))
    assert len(growing) + len(grown) == 1, place
    for n, text in growing:
        assert int(n) == most, place
        assert says(text, float(powers[most])), place
        assert powers[most] > powers[most - 1], place
    for text, n in grown:
        assert says(text, float(top)), place
        assert powers[int(n)] == pytest.approx(top, abs=2 * _NEARLY), place
        if f"at n = {n} first" in sentence:
            assert powers.min() < 0, place
        else:
            assert f", the largest of the first {most} powers" in sentence, place


def exact_powers(W: Array, most: int) -> Array:
    one, power = exact(W), exact(np.eye(len(W)))
    logs = []
    for _ in range(most + 1):
        logs.append(log10_norm(power, 2))
        power = power.dot(one)
    return np.array(logs)


def check_directions(result: Trace, true: Truth, back: int, seed: int) -> None:
    values = product_singular_values(result)
    words, length = surviving_words(values.at(back)), values.looked_at(back)
    assert length <= back, seed
    product = true.products[length]
    if true.sizes[length] > log10_norm(product) + _LOST:
        return
    logs = singular_value_logs(product)
    alive = int((logs >= -3.0).sum())
    edge = bool((abs(logs + 3.0) < _NEARLY).any())
    if words == "the product is zero in double arithmetic":
        assert alive == 0 or any(0 < abs(slope) < 1e-307 for slope in true.slopes.ravel()), seed
    else:
        assert said_to_survive(words, len(logs)) == alive or edge, (seed, words, logs)


def singular_value_logs(product: object) -> Array:
    """Return log10 σ_i / σ_1 of an exact matrix, known down to a thousandth; none of zero."""
    array = np.asarray(product)
    top = max(abs(v) for v in array.ravel())
    if top == 0:
        return np.full(len(array), -np.inf)
    unit = np.array([[float(v / top) for v in row] for row in array])
    values = np.linalg.svd(unit, compute_uv=False)
    with np.errstate(divide="ignore"):
        return np.asarray(np.log10(values / values[0]))


def said_to_survive(words: str, d: int) -> int:
    if words == "the one direction survives":
        assert d == 1
        return 1
    if words == f"all {d} directions are within 1/1000 of the largest":
        return d
    found = re.fullmatch(r"(\d+) of (\d+) directions (is|are) within 1/1000 of the largest", words)
    assert found
    assert int(found[2]) == d
    assert (found[3] == "is") == (found[1] == "1")
    return int(found[1])
