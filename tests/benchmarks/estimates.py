"""Compare estimates of time with measurements: `python -m tests.benchmarks.estimates`.

The window asks the estimates whether to compute at once or in the background. The exit status is 1
where one is off by more than a factor of 5, in either direction, and the time matters at all. What
is measured is the time of the processor with one thread of BLAS, as other programs may run beside;
how slow the machine is at the moment, the median of all ratios, is taken out.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, replace

import numpy as np

from engine.experiment.experiment import Experiment
from engine.studies.analyses import (
    CheckedGradient,
    GradientTerms,
    LyapunovExponents,
    PowersOfW,
    ProductSingularValues,
    StepAlongGradient,
    WholeGradient,
)
from engine.studies.descent import Rule
from engine.studies.study import estimated_seconds, study
from tests.benchmarks.cases import Case

CASES = (Case(4, 24, 5), Case(10, 420, 2), Case(32, 100, 2), Case(64, 200, 1))
ANALYSES = (
    PowersOfW(),
    ProductSingularValues(),
    LyapunovExponents(),
    GradientTerms(),
    WholeGradient(),
    CheckedGradient(),
    StepAlongGradient(Rule(0.1)),
)
FACTOR = 5.0
_MATTERS = 0.003  # seconds below which nobody waits for an answer, whatever was estimated


def main() -> int:
    """Print a line for each case and question; return how the process ends."""
    rows = [row for case in CASES for summed in (False, True) for row in _rows(case, summed)]
    slow = float(np.median([row.measured / row.estimated for row in rows]))
    _say("| case | losses | question | estimated | measured | measured / estimated |")
    _say("|---|---|---|---:|---:|---:|")
    for row in rows:
        _say(row.line(slow))
    off = sum(row.is_off(slow) for row in rows)
    _say(f"\nMeasured is {slow:.2f} times as long as estimated, in the median.")
    _say(f"{off} estimates are off from that by more than a factor of {FACTOR:g}.")
    return 1 if off else 0


@dataclass(frozen=True)
class Row:
    """One question about one network: what it is called, and its times in seconds."""

    name: str
    estimated: float
    measured: float

    def is_off(self, slow: float) -> bool:
        """Return whether the estimate is off, on a machine so many times as slow."""
        matters = max(self.estimated, self.measured / slow) >= _MATTERS
        ratio = self.measured / slow / self.estimated
        return matters and not 1.0 / FACTOR <= ratio <= FACTOR

    def line(self, slow: float) -> str:
        """Return the row of the table."""
        times = f"{1e3 * self.estimated:,.2f} ms | {1e3 * self.measured:,.2f} ms"
        ratio = f"{self.measured / self.estimated:.2f}{' off' if self.is_off(slow) else ''}"
        return f"| {self.name} | {times} | {ratio} |"


def _rows(case: Case, summed: bool) -> list[Row]:
    experiment = replace(case.experiment(), summed=summed)
    about = f"{case.name} | {'summed' if summed else 'one'}"
    measured = _measured(experiment, case.repeats)
    return [Row(f"{about} | {name}", *seconds) for name, *seconds in measured]


def _measured(experiment: Experiment, repeats: int) -> list[tuple[str, float, float]]:
    """Return for the study and each analysis its name, the estimate and the least time taken.

    Each study answers each question once; an answer that others are made of is counted with the
    first that asks for it, so each question gets a study of its own.
    """
    least = {"study": float("inf")} | {type(each).__name__: float("inf") for each in ANALYSES}
    for _ in range(repeats):
        for analysis in ANALYSES:
            start = time.process_time()
            found = study(experiment)
            asked = time.process_time()
            found.get(analysis)
            end = time.process_time()
            name = type(analysis).__name__
            least["study"] = min(least["study"], asked - start)
            least[name] = min(least[name], end - asked)
    estimates = {type(each).__name__: each.seconds(experiment) for each in ANALYSES}
    estimates["study"] = estimated_seconds(experiment)
    return [(name, estimates[name], seconds) for name, seconds in least.items()]


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
