"""The table of the norm plot's curves: numbers, sides, columns, and the range that holds them."""

from __future__ import annotations

import numpy as np
import pytest

from engine.experiment.edits import with_steps
from engine.files.columns import columns
from engine.gallery import entry
from engine.plots.colours import THEMES
from engine.plots.norm_curves import CURVES, NORM_CURVES, norm_range, with_room
from engine.studies.study import study
from tests.engine.plots.drawn import studied

FADING = studied([[0.9, -0.4], [0.4, 0.9]], T=20)
each = pytest.mark.parametrize("curve", NORM_CURVES, ids=lambda curve: curve.key)


@each
def test_a_curve_has_a_logarithm_for_every_step_and_colours_in_both_themes(curve) -> None:
    assert curve.log10(FADING).shape == (21,)
    assert curve.log10(FADING)[0] == pytest.approx(0.0, abs=1e-12)
    assert all(getattr(theme, curve.colour).startswith("#") for theme in THEMES.values())
    assert curve.meaning.endswith(".")


@each
def test_a_curve_is_on_its_side_of_the_product(curve) -> None:
    above = curve.log10(FADING) - FADING.trace.log10_norm
    sides = {"upper": above >= -1e-12, "lower": above <= 1e-12, "product": above == 0.0}
    assert sides[curve.side].all()
    assert (curve.side == "product") == (curve is CURVES["product"])


@pytest.mark.parametrize("curve", [c for c in NORM_CURVES if c.column], ids=lambda c: c.key)
def test_a_curve_is_its_column_in_the_data(curve) -> None:
    np.testing.assert_array_equal(columns(FADING.trace)[curve.column], curve.log10(FADING))


def test_no_two_curves_share_a_name_or_a_pen() -> None:
    for field in ("key", "latex", "meaning"):
        assert len({getattr(curve, field) for curve in NORM_CURVES}) == len(NORM_CURVES)
    pens = {(curve.colour, curve.dash, curve.width, curve.share) for curve in NORM_CURVES}
    assert len(pens) == len(NORM_CURVES)


@pytest.mark.parametrize("name", ["opening", "rotation", "nilpotent", "gaussian-1.5", "shift"])
def test_the_range_holds_every_curve_that_stretches_it(name: str) -> None:
    result = study(entry(name).load())
    least, most = norm_range(result)
    assert least <= 0.0 <= most
    for curve in NORM_CURVES:
        values = curve.log10(result)[np.isfinite(curve.log10(result))]
        assert values.max() <= most
        assert least <= values.min() or curve.stretch < np.inf


def test_a_curve_with_a_limit_stretches_the_range_so_far_only() -> None:
    least, _ = norm_range(FADING)
    others = [c.log10(FADING).min() for c in NORM_CURVES if c.stretch == np.inf]
    assert CURVES["floor"].log10(FADING).min() < min(others) - 3.0
    assert least == pytest.approx(min(others) - 3.0, abs=1e-12)


def test_the_range_holds_what_is_compared_with() -> None:
    opening, other = (study(entry(name).load()) for name in ("opening", "gaussian-1.5"))
    longer = study(with_steps(other.experiment, 60))
    least, most = norm_range(opening, longer)
    assert most >= longer.trace.log10_bound.max()
    assert least <= longer.trace.log10_norm.min()


def test_a_flat_picture_has_a_decade_of_room() -> None:
    assert norm_range(studied([[1.0]], "identity")) == (-0.5, 0.5)


@pytest.mark.parametrize(("least", "most"), [(-8.0, 0.0), (-0.5, 3.0)])
def test_there_is_room_below_and_more_above_for_names(least: float, most: float) -> None:
    low, high = with_room(least, most)
    assert 0 < least - low < high - most < 0.2 * (most - least)
