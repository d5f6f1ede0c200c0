"""The loss's choices show an experiment and ask for edits, one at a time."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QSpinBox
from pytestqt.qtbot import QtBot

from engine.cells.activations import TANH
from engine.experiment.experiment import Experiment
from engine.experiment.loss_edits import with_cross_entropy, with_label, with_summed
from gui.panels.gradient.loss_choice import LossChoice
from tests.engine.experiments import of_matrix

PLAIN = of_matrix(np.eye(3), TANH)


class Reader:
    """Makes the edits asked for, as the document does."""

    def __init__(self, qtbot: QtBot, experiment: Experiment) -> None:
        self.choice, self.experiment, self.texts = LossChoice(), experiment, list[str]()
        qtbot.addWidget(self.choice)
        self.choice.show()
        self.choice.edit_wanted.connect(self._edit)
        self.choice.show_experiment(experiment)

    def _edit(self, change: object, text: str, gesture: int) -> None:
        assert gesture == -1
        self.experiment = change(self.experiment)  # type: ignore[operator]
        self.texts.append(text)
        self.choice.show_experiment(self.experiment)

    def field(self, name: str) -> QComboBox | QSpinBox:
        fields = self.choice.findChildren(QComboBox) + self.choice.findChildren(QSpinBox)
        return next(field for field in fields if field.accessibleName() == name)


@pytest.fixture
def reader(qtbot: QtBot) -> Reader:
    return Reader(qtbot, PLAIN)


def test_cross_entropy_by_keyboard_brings_the_label(reader: Reader) -> None:
    assert not reader.field("label").isVisible()
    QTest.keyClick(reader.field("loss"), Qt.Key.Key_Down)
    assert reader.experiment.readout is not None
    assert reader.texts == ["change to cross-entropy"]
    assert reader.field("label").isVisible()
    QTest.keyClick(reader.field("label"), Qt.Key.Key_Up)
    assert reader.experiment.readout.label == 1
    assert reader.texts[1:] == ["change of label to 1"]


def test_back_to_squared_error_drops_the_read_out(reader: Reader) -> None:
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
        QTest.keyClick(reader.field("loss"), key)
    assert reader.experiment.readout is None
    assert reader.texts[1:] == ["change to squared error"]


def test_summing_is_asked_for_and_taken_back(reader: Reader) -> None:
    for key, summed in ((Qt.Key.Key_Down, True), (Qt.Key.Key_Up, False)):
        QTest.keyClick(reader.field("where the loss stands"), key)
        assert reader.experiment.summed is summed
    assert reader.texts == ["summing of the losses", "loss at t alone"]


def test_showing_another_experiment_asks_for_nothing(reader: Reader) -> None:
    reader.choice.show_experiment(with_summed(with_label(with_cross_entropy(PLAIN), 2), True))
    reader.choice.show_experiment(with_cross_entropy(of_matrix([[1.0]], TANH)))
    reader.choice.show_experiment(PLAIN)
    assert reader.texts == []


def test_there_is_no_label_past_the_last_class(reader: Reader) -> None:
    reader.choice.show_experiment(with_cross_entropy(PLAIN))
    assert reader.field("label").maximum() == 2
