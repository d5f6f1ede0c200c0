"""The constants of W as one table: the panel, the report, `--fail-if` and its help read it.

To add a constant, add a row to `CONSTANTS`; docs/command-line.md lists them too, and a test
compares.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from engine.numbers import power, short, trimmed
from engine.studies.study import Study
from engine.studies.wording import base_text, radius_text


@dataclass(frozen=True)
class Constant:
    """A number that describes W, or W and the activation.

    Attributes:
        name: in the report and in checks.
        symbol: in the panel, in letters of mathematics.
        meaning: what it is.
        why: what it says of the gradient.
        value: the number.
        text: the number as people read it.
        note: a few words beside the number.
    """

    name: str
    symbol: str
    meaning: str
    why: str
    value: Callable[[Study], float]
    text: Callable[[Study], str]
    note: Callable[[Study], str]


_NORMS = {
    "2": "largest singular value",
    "F": "root of the sum of squares",
    "1": "largest column sum",
    "∞": "largest row sum",
}


def _condition_text(study: Study) -> str:
    kappa = study.constants.kappa
    return "∞" if math.isinf(kappa) else power(math.log10(kappa))


CONSTANTS = (
    Constant(
        "lambda", "𝜆 = ‖𝑊‖", "λ = ‖W‖, in the norm chosen",
        "the factor by which one multiplication with W can grow",
        lambda study: study.trace.lam,
        lambda study: short(study.trace.lam, 4),
        lambda study: _NORMS[study.trace.norm.symbol],
    ),
    Constant(
        "rho", "𝜌(𝑊)", "ρ(W), the spectral radius: the largest |eigenvalue|",
        "ρ ≤ λ, and no substitute for it unless W is normal",
        lambda study: study.constants.rho,
        lambda study: radius_text(study.constants, 4).removeprefix("= "),
        lambda _: "largest |eigenvalue|",
    ),
    Constant(
        "gamma", "𝛾 = sup 𝜎′", "γ = sup |σ'|, the largest slope of the activation",
        "one pass through the activation multiplies by γ at most",
        lambda study: study.trace.gamma,
        lambda study: trimmed(study.trace.gamma),
        lambda study: f"at {study.experiment.network.activation.attained_at}",
    ),
    Constant(
        "gamma_lambda", "𝛾𝜆", "γλ, the base of the bound",
        "γλ < 1 guarantees vanishing; γλ > 1 permits explosion and does not prove it",
        lambda study: study.trace.base,
        lambda study: base_text(study.trace, 4),
        lambda _: "base of the bound",
    ),
    Constant(
        "kappa", "𝜅(𝑊)", "κ(W), the condition number; inf where W is singular",
        "the largest singular value over the smallest",
        lambda study: study.constants.kappa,
        _condition_text,
        lambda _: "condition number",
    ),
    Constant(
        "departure", "dep(𝑊)", "Henrici's departure of W from normality",
        "√(‖W‖_F² − Σ|eigenvalue|²): how far W is from normal; 0 for a normal matrix",
        lambda study: study.constants.departure,
        lambda study: short(study.constants.departure, 3),
        lambda _: "Henrici departure",
    ),
)  # fmt: skip
