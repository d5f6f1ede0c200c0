"""The table of constants: each number against its definition, and as people read it."""

from __future__ import annotations

import numpy as np
import pytest

from engine.cells.activations import LOGISTIC
from engine.files.trace_out import report
from engine.studies.constants_table import CONSTANTS, Constant
from engine.studies.study import study
from tests.engine.experiments import of_matrix

W = np.array([[0.5, 2.0], [0.0, 0.25]])
FOUND = study(of_matrix(W, LOGISTIC))
SINGULAR = study(of_matrix([[1.0, 1.0], [1.0, 1.0]], LOGISTIC))
NILPOTENT = study(of_matrix([[0.0, 1.0], [0.0, 0.0]], LOGISTIC))
EXPECTED = {
    "lambda": np.linalg.norm(W, 2),
    "rho": 0.5,
    "gamma": 0.25,
    "gamma_lambda": 0.25 * np.linalg.norm(W, 2),
    "kappa": np.linalg.cond(W),
    "departure": 2.0,  # W is triangular: what lies above its diagonal
}


@pytest.mark.parametrize("constant", CONSTANTS, ids=lambda constant: constant.name)
def test_a_constant_is_what_it_is_said_to_be(constant: Constant) -> None:
    assert constant.value(FOUND) == pytest.approx(EXPECTED[constant.name], rel=1e-12)
    assert float(constant.text(FOUND)) == pytest.approx(EXPECTED[constant.name], rel=5e-3)
    assert report(FOUND.trace)[constant.name] == constant.value(FOUND)


def test_a_constant_of_a_singular_or_nilpotent_matrix_is_written_as_it_is() -> None:
    texts = {c.name: (c.text(SINGULAR), c.text(NILPOTENT)) for c in CONSTANTS}
    assert texts["kappa"] == ("∞", "∞")
    assert texts["rho"] == ("2", "0")
    assert texts["departure"] == ("0", "1.00")


@pytest.mark.parametrize(
    ("norm", "value"),
    [
        ("spectral", np.linalg.norm(W, 2)),
        ("frobenius", np.sqrt(4.3125)),
        ("one", 2.25),
        ("inf", 2.5),
    ],
)
def test_the_norm_chosen_is_explained(norm: str, value: float) -> None:
    lam, chosen = CONSTANTS[0], study(FOUND.experiment, norm)
    assert lam.value(chosen) == pytest.approx(value, rel=1e-14)
    others = [
        study(FOUND.experiment, n) for n in ("spectral", "frobenius", "one", "inf") if n != norm
    ]
    assert lam.note(chosen) not in [lam.note(other) for other in others]
