"""The log follows steps, undo and redo, and starts anew after any other edit."""

from __future__ import annotations

import math

import numpy as np

from engine.bptt.trace import trace
from engine.cells.activations import TANH
from engine.experiment.edits import with_t
from engine.experiment.experiment import Experiment
from engine.studies.descent import Rule, descended, update
from engine.studies.descent_log import DescentLog
from tests.engine.experiments import random_experiment

START = random_experiment(np.random.default_rng(2), TANH, (3, 1, 5, 5))


def stepped(log: DescentLog, experiment: Experiment, theta: float | None = None) -> Experiment:
    found = trace(experiment)
    step = update(found, Rule(0.1, theta))
    after = descended(found, step)
    log.send(after, step)
    assert log.waiting
    assert log.arrive(after, trace(after).loss)
    return after


def begun() -> DescentLog:
    log = DescentLog()
    assert not log.arrive(START, 1.0)
    return log


def test_steps_are_noted_one_by_one() -> None:
    log = begun()
    assert (log.steps, len(log.entries)) == (0, 1)
    assert math.isnan(log.entries[0].log10_relative)
    first = stepped(log, START)
    stepped(log, first, theta=1e-3)
    assert log.steps == 2
    assert [entry.clipped for entry in log.entries] == [False, False, True]
    assert log.entries[1].loss == trace(first).loss
    assert not log.waiting


def test_undo_and_redo_move_in_it_and_a_new_step_goes_on_from_there() -> None:
    log = begun()
    first = stepped(log, START)
    second = stepped(log, first)
    assert not log.arrive(first, 0.0)
    assert log.steps == 1
    assert not log.arrive(second, 0.0)
    assert log.steps == 2
    assert not log.arrive(START, 0.0)
    stepped(log, START)
    assert log.steps == 1


def test_the_same_experiment_again_changes_nothing() -> None:
    log = begun()
    first = stepped(log, START)
    assert log.arrive(first, 0.0)
    assert log.steps == 1


def test_any_other_edit_starts_anew() -> None:
    log = begun()
    first = stepped(log, START)
    other = with_t(first, 3)
    assert not log.arrive(other, 7.0)
    assert (log.steps, log.entries[0].loss) == (0, 7.0)


def test_a_step_that_was_given_up_is_not_expected() -> None:
    log = begun()
    found = trace(START)
    step = update(found, Rule(0.1))
    after = descended(found, step)
    log.send(after, step)
    log.give_up()
    assert not log.waiting
    assert not log.arrive(after, 1.0)
    assert log.steps == 0
