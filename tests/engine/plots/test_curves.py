"""Names beside curves: moved apart, kept within the picture."""

import numpy as np
import pytest

from engine.plots.curves import spread


@pytest.mark.parametrize("middles", [[10.0, 11.0, 12.0], [0.0, 0.0, 0.0], [95.0, 99.0, 200.0]])
def test_names_are_spread_within_the_axes(middles: list[float]) -> None:
    placed = spread(middles, 20.0, 0.0, 100.0)
    assert np.all(np.diff(placed) >= 20.0 - 1e-9)
    assert placed[0] >= 0.0
    assert placed[-1] <= 100.0


def test_names_that_do_not_meet_stay_at_their_curves() -> None:
    assert spread([10.0, 50.0, 90.0], 20.0, 0.0, 100.0) == [10.0, 50.0, 90.0]
