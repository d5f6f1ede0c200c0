"""Where the playhead stands in each frame of an animation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.playhead import Phase
from gui.export.frame_schedule import FrameSchedule


@pytest.mark.parametrize("forward", [False, True])
def test_it_ends_with_all_factors_multiplied_and_holds_that(forward: bool) -> None:
    sweep = FrameSchedule(6, forward, 10, 0.5)
    heads = [sweep.head(i) for i in range(sweep.frames)]
    assert heads[0].phase is (Phase.FORWARD if forward else Phase.LOSS)
    assert heads[0].position == (0 if forward else 7)
    assert {(h.position, h.fraction) for h in heads[sweep.moving - 1 :]} == {(13, 0.0)}
    assert sweep.frames - sweep.moving == 10
    assert sweep.seconds == pytest.approx((13 if forward else 6) * 0.5 + 1 + 0.1)


@given(st.integers(1, 400), st.booleans(), st.sampled_from((5, 20)), st.sampled_from((0.1, 0.4)))
def test_it_never_goes_back_and_stays_in_the_pass(
    t: int, forward: bool, rate: int, pace: float
) -> None:
    sweep = FrameSchedule(t, forward, rate, pace)
    places = [head.position + head.fraction for head in map(sweep.head, range(sweep.frames))]
    assert places == sorted(places)
    assert places[-1] == 2 * t + 1
    assert all(0 <= sweep.head(i).fraction < 1 for i in range(sweep.frames))


def test_a_step_takes_its_pace() -> None:
    sweep = FrameSchedule(4, False, 20, 0.4)
    assert [sweep.head(8 * step).position for step in range(5)] == [5, 6, 7, 8, 9]
    assert sweep.head(12).fraction == pytest.approx(0.5)
