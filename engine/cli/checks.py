"""Checks of a trace, such as `growth < -0.1`, and their grammar.

check       name comparison number
comparison  <  <=  >  >=  ==  !=
number      a decimal such as 0.9, −2, 1e-5, or inf
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable
from dataclasses import dataclass

from engine.bptt.trace import Trace
from engine.errors import InputError
from engine.files.trace_out import report
from engine.studies.constants_table import CONSTANTS

NAMES = {constant.name: constant.meaning for constant in CONSTANTS} | {
    "growth": "(1/t) ln ‖∂s_t/∂s_0‖: below 0 it shrinks; -inf where it is zero",
    "growth_rate": "the same as a factor a step, ‖∂s_t/∂s_0‖^(1/t)",
    "log10_norm": "log10 ‖∂s_t/∂s_0‖; -inf where the product is zero",
    "loss": "the loss; inf above the range of a double",
    "d": "units",
    "m": "inputs",
    "T": "steps of the sequence",
    "t": "the step of the loss",
}

_COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
_CHECK = re.compile(
    r"\s*(?P<name>[A-Za-z_0-9]+)\s*(?P<comparison><=|>=|==|!=|<|>)\s*"
    r"(?P<number>[+-]?(?:inf|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?))\s*",
    re.ASCII,
)


@dataclass(frozen=True)
class Check:
    """Check: a comparison that makes `--fail-if` fail if it holds.

    Attributes:
        name: one of `NAMES`.
        comparison: one of < <= > >= == != .
        number: the right side of the comparison.
    """

    name: str
    comparison: str
    number: float

    def holds(self, value: float) -> bool:
        """Tell whether the comparison holds; of a figure that is not known it counts as holding."""
        return math.isnan(value) or _COMPARISONS[self.comparison](value, self.number)

    def __str__(self) -> str:
        return f"{self.name} {self.comparison} {self.number:.12g}"


def parse_check(text: str) -> Check:
    """Return the check written in a text.

    Raises:
        InputError: not a check, or an unknown name.
    """
    place = f"--fail-if {text[:60]!r}"
    match = _CHECK.fullmatch(text)
    if match is None:
        remedy = 'write a name, one of < <= > >= == != and a number, as in "growth < -0.1"'
        raise InputError("is not a check", remedy, place=place)
    if match["name"] not in NAMES:
        found = f"knows no {match['name'][:40]!r}"
        raise InputError(found, f"use one of {', '.join(NAMES)}", place=place)
    return Check(match["name"], match["comparison"], float(match["number"]))


def _found(name: str, value: float) -> str:
    if math.isnan(value):
        return f"counts as holding: {name} is not known, as factors cancel in the product"
    return f"holds: {name} = {value:.12g}"


def failing(trace: Trace, checks: list[Check]) -> list[str]:
    """Return the text of each check that holds, with the value found."""
    figures = report(trace)
    words = []
    for check in checks:
        value = figures[check.name]
        if isinstance(value, int | float) and check.holds(value):
            words.append(f"{check} {_found(check.name, float(value))}")
    return words
