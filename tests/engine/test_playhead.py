"""Playhead: stays within its range, and steps are independent of the speed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from engine.playhead import SPEEDS, STEPS_PER_SECOND, Phase, Playhead

speeds = st.sampled_from(SPEEDS)
lengths = st.integers(1, 40)
seconds = st.floats(0, 30, allow_nan=False)


@st.composite
def playheads(draw: st.DrawFn) -> Playhead:
    t = draw(lengths)
    return Playhead(
        t,
        position=draw(st.integers(0, 2 * t + 1)),
        playing=draw(st.booleans()),
        speed=draw(speeds),
        loop=draw(st.booleans()),
    )


class Player(RuleBasedStateMachine):
    """Presses every button in any order."""

    head: Playhead

    @initialize(t=lengths)
    def load(self, t: int) -> None:
        self.head = Playhead(t)

    @rule()
    def play(self) -> None:
        ended = self.head.position == self.head.last
        before, self.head = self.head, self.head.play()
        assert self.head.playing
        assert self.head.position == (0 if ended else before.position)

    @rule()
    def pause(self) -> None:
        before, self.head = self.head, self.head.pause()
        assert (self.head.playing, self.head.position) == (False, before.position)

    @rule(forward=st.booleans())
    def step(self, forward: bool) -> None:
        before, self.head = self.head, self.head.step() if forward else self.head.back()
        wanted = before.position + (1 if forward else -1)
        assert self.head.position == min(max(wanted, 0), self.head.last)
        assert not self.head.playing

    @rule(position=st.integers(-5, 200))
    def jump(self, position: int) -> None:
        before, self.head = self.head, self.head.jump(position)
        assert self.head.playing == before.playing
        assert self.head.position == min(max(position, 0), self.head.last)

    @rule(j=lengths)
    def at_factor(self, j: int) -> None:
        self.head = self.head.at_factor(min(j, self.head.t))
        assert self.head.phase is Phase.BACKWARD
        assert self.head.j == min(j, self.head.t)

    @rule(speed=speeds)
    def at_speed(self, speed: float) -> None:
        before, self.head = self.head, self.head.at_speed(speed)
        assert self.head == replace(before, speed=speed)

    @rule(loop=st.booleans())
    def looping(self, loop: bool) -> None:
        before, self.head = self.head, self.head.looping(loop)
        assert self.head == replace(before, loop=loop)

    @rule(t=lengths)
    def fitted(self, t: int) -> None:
        before, self.head = self.head, self.head.fitted(t)
        assert self.head.t == t
        assert self.head.phase is before.phase
        assert self.head.steps_back == min(before.steps_back, t)
        assert self.head.state == (min(before.state, t) if before.phase is Phase.FORWARD else t)
        assert self.head.playing == before.playing

    @rule(elapsed=seconds)
    def tick(self, elapsed: float) -> None:
        before, self.head = self.head, self.head.tick(elapsed)
        if not before.playing:
            assert self.head == before
        elif not before.loop:
            assert self.head.position >= before.position

    @invariant()
    def stays_within_the_pass(self) -> None:
        head = self.head
        assert 0 <= head.position <= head.last == 2 * head.t + 1
        assert 0.0 <= head.fraction < 1.0
        assert head.playing or head.fraction == 0.0

    @invariant()
    def names_only_what_exists(self) -> None:
        head = self.head
        assert 0 <= head.state <= head.t
        assert 0 <= head.k <= head.t
        assert 1 <= head.j <= head.t
        assert head.k + head.steps_back == head.t


Player.TestCase.settings = settings(max_examples=150, stateful_step_count=30, deadline=None)
test_any_order_of_buttons = Player.TestCase


def way(head: Playhead) -> float:
    return head.position + head.fraction


@settings(max_examples=300)
@given(playheads(), st.floats(0, 3), st.floats(0, 3))
def test_two_ticks_are_one_of_their_sum(head: Playhead, a: float, b: float) -> None:
    playing = replace(head, playing=True)
    end = way(playing) + (a + b) * STEPS_PER_SECOND * playing.speed
    if end < playing.last - 1e-9:
        assert way(playing.tick(a).tick(b)) == pytest.approx(way(playing.tick(a + b)), abs=1e-9)
        assert way(playing.tick(a + b)) == pytest.approx(end, abs=1e-9)


@given(playheads())
def test_a_step_has_the_same_size_at_every_speed(head: Playhead) -> None:
    ends = {head.at_speed(speed).step().position for speed in SPEEDS}
    assert ends == {min(head.position + 1, head.last)}


@pytest.mark.parametrize("speed", SPEEDS)
def test_a_second_is_three_steps_times_the_speed(speed: float) -> None:
    head = Playhead(100, speed=speed).play()
    assert way(head.tick(1.0)) == pytest.approx(3.0 * speed)
    frames = head
    for _ in range(60):
        frames = frames.tick(1 / 60)
    assert way(frames) == pytest.approx(3.0 * speed, abs=1e-9)


@given(playheads(), st.floats(0, 1))
def test_forth_and_back_is_where_it_was(head: Playhead, elapsed: float) -> None:
    still = head.tick(elapsed).pause()
    if still.position < still.last:
        assert still.step().back() == still


def test_one_pass_of_two_factors_by_hand() -> None:
    passes = [Playhead(2, position) for position in range(6)]
    phases = [Phase.FORWARD] * 3 + [Phase.LOSS] + [Phase.BACKWARD] * 2
    assert [head.phase for head in passes] == phases
    assert [head.state for head in passes] == [0, 1, 2, 2, 2, 2]
    assert [head.steps_back for head in passes] == [0, 0, 0, 0, 1, 2]
    assert [head.k for head in passes] == [2, 2, 2, 2, 1, 0]
    assert [head.j for head in passes] == [1, 1, 2, 2, 2, 1]


def test_it_stops_at_the_end_and_plays_again_from_the_start() -> None:
    ended = Playhead(2).play().tick(60.0)
    assert ended == Playhead(2, position=5)
    assert ended.play() == Playhead(2, playing=True)
    assert ended.tick(1.0) == ended
    assert Playhead(2).play().tick(5.2 / STEPS_PER_SECOND) == ended


def test_a_loop_shows_the_last_position_and_starts_over() -> None:
    head = Playhead(2, loop=True).play()
    last = head.tick(5.5 / STEPS_PER_SECOND)
    assert (last.position, last.playing) == (5, True)
    again = last.tick(0.6 / STEPS_PER_SECOND)
    assert (again.position, again.fraction, again.playing) == (0, 0.0, True)


def test_at_factor_is_where_that_factor_has_just_been_multiplied() -> None:
    head = Playhead(9).at_factor(9)
    assert (head.steps_back, head.k, head.j) == (1, 8, 9)
    first = Playhead(9).at_factor(1)
    assert (first.steps_back, first.k, first.position) == (9, 0, first.last)


@pytest.mark.parametrize(
    ("position", "t", "expected"),
    [
        (3, 5, 3),  # forward
        (8, 5, 5),
        (9, 5, 6),  # the loss
        (9, 20, 21),
        (10, 5, 7),  # backward, one factor
        (17, 5, 11),  # all of them
        (17, 20, 29),
    ],
)
def test_another_length_keeps_the_place(position: int, t: int, expected: int) -> None:
    assert Playhead(8, position).fitted(t).position == expected


def test_the_same_length_keeps_everything() -> None:
    head = Playhead(8, 12, fraction=0.5, playing=True, speed=4.0, loop=True)
    assert head.fitted(8) == head
