"""What is said of a point of the norm plot."""

from __future__ import annotations

import pytest

from engine.experiment.edits import with_steps
from engine.gallery import entry
from engine.numbers import power
from engine.plots.norm_curves import CURVES, NORM_CURVES
from engine.plots.norm_words import curve_words, norm_words, reference_words, words
from engine.studies.study import Study, study
from tests.engine.experiments import of_matrix


@pytest.fixture(scope="module")
def opening() -> Study:
    return study(entry("opening").load())


@pytest.mark.parametrize(
    ("name", "said"),
    [("identity", "is attained"), ("shift", "exactly zero"), ("opening", "times below the bound")],
)
def test_the_distance_from_the_bound_is_said(name: str, said: str) -> None:
    result = study(entry(name).load())
    assert said in words(result, result.trace.t)[1]


@pytest.mark.parametrize("curve", NORM_CURVES, ids=lambda curve: curve.key)
def test_a_curve_is_explained_with_its_value(opening: Study, curve) -> None:
    meaning, here = curve_words(curve, opening, 5).splitlines()
    assert meaning == curve.meaning
    assert "19" in here  # k
    assert here.endswith(power(float(curve.log10(opening)[5])))


def test_a_point_is_named_with_its_distance_to_the_bound(opening: Study) -> None:
    name, gap = words(opening, 3)
    assert name.startswith("‖∂s[24] / ∂s[21]‖ = ")
    assert "times below the bound" in gap
    assert words(opening, 0)[1] == "no factor yet"


def test_a_norm_that_rounding_has_taken_is_said_not_to_be_known() -> None:
    found = study(of_matrix([[0.1, 0.1], [-0.1, -0.1]], T=3))  # W² is zero but for rounding
    assert words(found, 1)[0].startswith("‖∂s[3] / ∂s[2]‖ = 0.2")
    assert words(found, 2)[0] == "‖∂s[3] / ∂s[1]‖ is not known"
    assert "cancel" in words(found, 2)[1]
    assert norm_words(found.trace, 2) == words(found, 2)[0]
    assert curve_words(CURVES["product"], found, 2).endswith("is not known")
    assert reference_words(found, 3) == "A: not known, its factors cancel"


def test_what_is_compared_with_may_be_shorter(opening: Study) -> None:
    short = study(with_steps(entry("opening").load(), 5))
    assert reference_words(short, 5).startswith("A: ")
    assert reference_words(short, 6) == "A has 5 steps only"
