"""Changing the loss keeps everything else, and can be told from the loss's value."""

from __future__ import annotations

import numpy as np
import pytest

from engine.bptt.trace import trace
from engine.cells.activations import TANH
from engine.errors import InputError
from engine.experiment.loss_edits import (
    with_cross_entropy,
    with_label,
    with_squared_error,
    with_summed,
)
from tests.engine.experiments import of_matrix

PLAIN = of_matrix(0.5 * np.eye(3), TANH, T=4, s0=[0.3, -0.2, 0.1], y=[1.0, 0.0, 0.0])


def test_the_first_read_out_is_the_identity_with_one_class_a_unit() -> None:
    readout = with_cross_entropy(PLAIN).readout
    assert readout is not None
    np.testing.assert_array_equal(readout.V, np.eye(3))
    np.testing.assert_array_equal(readout.c, np.zeros(3))
    assert readout.label == 0


def test_a_read_out_that_is_there_stays() -> None:
    labelled = with_label(with_cross_entropy(PLAIN), 2)
    assert with_cross_entropy(labelled) is labelled


def test_squared_error_drops_the_read_out_and_keeps_the_target() -> None:
    back = with_squared_error(with_label(with_cross_entropy(PLAIN), 2))
    assert back.readout is None
    assert trace(back).loss == trace(PLAIN).loss


def test_the_label_changes_the_loss() -> None:
    entropy = with_cross_entropy(PLAIN)
    assert trace(with_label(entropy, 1)).loss > trace(entropy).loss


def test_a_label_without_a_read_out_changes_nothing() -> None:
    assert with_label(PLAIN, 1) is PLAIN


def test_there_is_no_fourth_class_of_three() -> None:
    with pytest.raises(InputError, match="label"):
        with_label(with_cross_entropy(PLAIN), 3)


def test_summed_losses_add_up() -> None:
    parts = sum(
        trace(of_matrix(0.5 * np.eye(3), TANH, T=4, t=t, s0=[0.3, -0.2, 0.1], y=[1, 0, 0])).loss
        for t in range(1, 5)
    )
    assert trace(with_summed(PLAIN, True)).loss == pytest.approx(parts, rel=1e-14)
