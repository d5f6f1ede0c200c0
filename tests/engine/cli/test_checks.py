"""Checks of --fail-if: grammar and comparison."""

import math
import re

import numpy as np
import pytest

from engine import ACTIVATIONS, Experiment, InputError, Network, trace
from engine.cli.checks import NAMES, Check, failing, parse_check
from engine.files.trace_out import report
from tests.engine.documented import documented

IDENTITY = ACTIVATIONS["identity"]
RESULT = trace(Experiment(Network.of([[0.5]], IDENTITY), np.zeros((4, 1)), [1.0], 4))


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("growth < -0.1", Check("growth", "<", -0.1)),
        ("rho>=2", Check("rho", ">=", 2.0)),
        (" kappa ==inf ", Check("kappa", "==", math.inf)),
        ("log10_norm != -.5e-3", Check("log10_norm", "!=", -0.5e-3)),
        ("T <= 10.", Check("T", "<=", 10.0)),
    ],
)
def test_a_check_is_read(text: str, check: Check) -> None:
    assert parse_check(text) == check
    assert parse_check(str(check)) == check


@pytest.mark.parametrize(
    "text",
    ["", "rho", "rho <", "rho < x", "< 1", "rho < 1 < 2", "rho =< 1", "rho = 1", "rho < nan",
     "rho < 1_0", "rho < 1e99999", "rho.real < 1", "rho() < 1", "rho < 1 or 1 < 2", "rho < ٣",
     "__import__('os') < 1", "name < 1", "verdict == 1", "Rho < 1", "rho < 0x1"],
)  # fmt: skip
def test_what_is_no_check_is_rejected(text: str) -> None:
    with pytest.raises(InputError, match=re.escape("--fail-if")):
        parse_check(text)


def test_every_name_is_a_number_of_the_report() -> None:
    figures = report(RESULT)
    numeric = {name for name, value in figures.items() if isinstance(value, int | float)}
    assert set(NAMES) == numeric


def test_the_documents_list_every_name_with_its_meaning() -> None:
    assert documented("name") == NAMES


@pytest.mark.parametrize(
    ("comparison", "below", "same", "above"),
    [("<", True, False, False), ("<=", True, True, False), (">", False, False, True),
     (">=", False, True, True), ("==", False, True, False), ("!=", True, False, True)],
)  # fmt: skip
def test_comparisons_are_those_of_numbers(
    comparison: str, below: bool, same: bool, above: bool
) -> None:
    check = Check("rho", comparison, 0.5)
    assert [check.holds(value) for value in (0.4, 0.5, 0.6)] == [below, same, above]
    assert check.holds(-math.inf) is below
    assert check.holds(math.nan)


def test_a_check_that_holds_is_reported_with_its_value() -> None:
    checks = [Check("rho", "<", 0.5), Check("gamma_lambda", "==", 0.5), Check("t", ">", 3)]
    assert failing(RESULT, checks) == [
        "gamma_lambda == 0.5 holds: gamma_lambda = 0.5",
        "t > 3 holds: t = 4",
    ]


def test_a_norm_that_is_not_known_counts_as_holding_and_says_so() -> None:
    cancels = Network.of([[0.3, -0.9], [0.1, -0.3]], IDENTITY)
    result = trace(Experiment(cancels, np.zeros((4, 2)), np.zeros(2), 4))
    unknown = "counts as holding: growth is not known, as factors cancel in the product"
    checks = [Check("growth", ">", 0.1), Check("growth", "<", -99.0), Check("rho", ">", 1.0)]
    assert failing(result, checks) == [f"growth > 0.1 {unknown}", f"growth < -99 {unknown}"]
