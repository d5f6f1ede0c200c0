"""What the norm plot's view holds, and what is said of a point in it."""

from __future__ import annotations

import numpy as np
import pytest

from engine.experiment.edits import with_steps
from engine.gallery import entry
from engine.studies.study import Study, study
from gui.panels.norm.readout_words import drawable, extent, last_in, reference_words, words
from tests.engine.experiments import of_matrix


@pytest.mark.parametrize("name", ["opening", "rotation", "nilpotent", "gaussian-1.5"])
def test_the_view_holds_the_product_and_its_bound(name: str) -> None:
    result = study(entry(name).load())
    least, most = extent(result, None)
    for curve in (result.trace.log10_norm, result.trace.log10_bound):
        finite = curve[np.isfinite(curve)]
        assert least <= finite.min()
        assert finite.max() <= most
    assert least <= 0.0 <= most


def test_the_view_holds_what_is_compared_with(opening_study: Study) -> None:
    other = study(with_steps(entry("gaussian-1.5").load(), 60))
    least, most = extent(opening_study, other)
    assert most >= other.trace.log10_bound.max()
    assert least <= other.trace.log10_norm.min()


def test_an_exact_zero_is_drawn_where_the_curve_ended() -> None:
    assert drawable(np.array([0.0, -1.0, -np.inf, -np.inf])).tolist() == [0.0, -1.0, -1.0, -1.0]
    assert drawable(np.full(2, -np.inf)).tolist() == [0.0, 0.0]


def test_the_last_step_in_view() -> None:
    values = np.array([0.0, 1.0, 5.0, 2.0, 9.0])
    assert last_in(values, -1.0, 3.0) == 3
    assert last_in(values + 100, -1.0, 3.0) == 0


def test_a_point_is_named_with_its_distance_to_the_bound(opening_study: Study) -> None:
    name, gap = words(opening_study, 3)
    assert name.startswith("‖∂s[24] / ∂s[21]‖ = ")
    assert "times below the bound" in gap
    assert words(opening_study, 0)[1] == "no factor yet"


def test_a_norm_that_rounding_has_taken_is_said_not_to_be_known() -> None:
    found = study(of_matrix([[0.1, 0.1], [-0.1, -0.1]], T=3))  # W² is zero but for rounding
    assert words(found, 1)[0].startswith("‖∂s[3] / ∂s[2]‖ = 0.2")
    assert words(found, 2)[0] == "‖∂s[3] / ∂s[1]‖ is not known"
    assert "cancel" in words(found, 2)[1]
    assert reference_words(found, 3) == "A: not known, its factors cancel"


def test_what_is_compared_with_may_be_shorter(opening_study: Study) -> None:
    short = study(with_steps(entry("opening").load(), 5))
    assert reference_words(short, 5).startswith("A: ")
    assert reference_words(short, 6) == "A has 5 steps only"
