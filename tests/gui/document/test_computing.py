"""Computing of studies: small ones at once, large ones in a worker, cancelled ones never."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.bptt.trace import Growth
from engine.cells.activations import ACTIVATIONS
from engine.experiment.experiment import Experiment
from engine.experiment.network import Network
from engine.gallery import entry
from engine.studies.study import estimated_seconds, study
from gui.document import computing
from gui.document.computing import Computing

LARGE = 128


def large(T: int, d: int = LARGE) -> Experiment:
    """Return an experiment that takes several frames to compute."""
    W = np.random.default_rng(1).standard_normal((d, d)) / np.sqrt(d)
    network = Network(W, np.eye(d), np.zeros(d), np.zeros(d), ACTIVATIONS["tanh"])
    experiment = Experiment(network, np.full((T, d), 0.1), np.zeros(d), T)
    assert estimated_seconds(experiment) > 0.04
    return experiment


@pytest.fixture
def worker(qapp: QApplication) -> Iterator[Computing]:
    worker = Computing()
    yield worker
    worker.stop()


def test_a_small_study_is_there_when_the_call_returns(worker: Computing) -> None:
    told: list[object] = []
    shares: list[float] = []
    worker.done.connect(told.append)
    worker.progressed.connect(shares.append)
    worker.request(entry("opening").load(), "spectral")
    assert len(told) == 1
    assert shares == []


def test_a_large_one_is_computed_elsewhere_and_tells_how_far_it_is(
    worker: Computing, qtbot: QtBot
) -> None:
    shares: list[float] = []
    worker.progressed.connect(shares.append)
    experiment = large(300)
    with qtbot.waitSignal(worker.done, timeout=20_000) as told:
        worker.request(experiment, "frobenius")
    assert told.args[0].experiment is experiment
    assert told.args[0].trace.norm.name == "frobenius"
    assert shares[0] == 0.0
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert len(set(shares)) >= 3


def test_of_requests_faster_than_answers_the_latest_is_answered_last(
    worker: Computing, qtbot: QtBot
) -> None:
    told: list[Experiment] = []
    worker.done.connect(lambda study: told.append(study.experiment))
    asked = [large(600), large(600), large(200)]
    for experiment in asked:
        worker.request(experiment, "spectral")
    qtbot.waitUntil(lambda: bool(told) and told[-1] is asked[-1], timeout=20_000)
    qtbot.wait(200)
    assert told in ([asked[0], asked[2]], [asked[2]])


def test_a_small_request_ends_a_large_one(worker: Computing, qtbot: QtBot) -> None:
    told: list[Experiment] = []
    worker.done.connect(lambda study: told.append(study.experiment))
    worker.request(large(600), "spectral")
    worker.request(entry("opening").load(), "spectral")
    assert len(told) == 1
    qtbot.wait(300)
    assert len(told) == 1


def test_a_large_one_shows_how_its_curve_grows(worker: Computing, qtbot: QtBot) -> None:
    parts: list[Growth] = []
    worker.grown.connect(parts.append)
    with qtbot.waitSignal(worker.done, timeout=20_000) as told:
        worker.request(large(600), "spectral")
    whole = told.args[0].trace.log10_norm
    assert parts
    for part in parts:
        np.testing.assert_array_equal(part.log10_norm, whole[: len(part.log10_norm)])


def test_stopping_breaks_the_work_off_and_says_nothing(
    worker: Computing, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    finished: list[object] = []
    monkeypatch.setattr(computing, "study", lambda *given: finished.append(study(*given)))
    worker.done.connect(told.append)
    worker.request(large(5000), "spectral")
    qtbot.wait(30)
    worker.stop()
    qtbot.wait(50)
    assert (told, finished) == ([], [])


def test_what_goes_wrong_in_the_worker_is_said(
    worker: Computing, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise MemoryError("too large for this machine")

    monkeypatch.setattr(computing, "study", fail)
    with qtbot.waitSignal(worker.failed, timeout=5000) as said:
        worker.request(large(600), "spectral")
    assert str(said.args[0]) == "too large for this machine"
