from __future__ import annotations

import pytest

from engine.gallery import entry
from engine.lecture.step import Place, State
from engine.playhead import Phase, Playhead


@pytest.mark.parametrize(
    ("place", "position"),
    [
        (Place("start"), 0),
        (Place("loss"), 25),
        (Place("back", 5), 30),
        (Place("factor", 24), 26),
        (Place("factor", 1), 49),
    ],
)
def test_a_place_is_a_position_of_the_playhead(place: Place, position: int):
    assert place.of(Playhead(t=24, position=3, playing=True)) == Playhead(t=24, position=position)


def test_a_state_takes_over_any_playhead():
    state = State(entry("opening").load(), "spectral", Place("loss"), 2.0)
    before = Playhead(t=7, position=3, fraction=0.4, playing=True, speed=16.0, loop=True)
    after = state.playhead(before)
    assert after.phase is Phase.LOSS
    assert after == Playhead(t=24, position=25, speed=2.0)
