"""Compare estimates of time with measurements: `python -m tests.benchmarks.estimates`.

The window asks the estimates whether to compute at once or in the background. The exit status is 1
where one is off by more than a factor of 5, in either direction, and the time matters at all.
Measured is the time of the processor, as other programs may run beside: one thread of BLAS, please.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace

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
    _say("| case | losses | question | estimated | measured | measured / estimated |")
    _say("|---|---|---|---:|---:|---:|")
    off = 0
    for case in CASES:
        for summed in (False, True):
            experiment = replace(case.experiment(), summed=summed)
            for name, estimated, measured in _measured(experiment, case.repeats):
                is_off = not _agree(estimated, measured)
                off += is_off
                _say(
                    f"| {case.name} | {'summed' if summed else 'one'} | {name} "
                    f"| {1e3 * estimated:,.2f} ms | {1e3 * measured:,.2f} ms "
                    f"| {measured / estimated:.2f}{' off' if is_off else ''} |"
                )
    _say(f"\n{off} estimates are off by more than a factor of {FACTOR:g}.")
    return 1 if off else 0


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


def _agree(estimated: float, measured: float) -> bool:
    if max(estimated, measured) < _MATTERS:
        return True
    return 1.0 / FACTOR <= measured / estimated <= FACTOR


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
