"""Print how long norm curves take: `python -m tests.benchmarks`."""

from __future__ import annotations

import datetime
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from tests.benchmarks.cases import CASES, LONG, SMALL, Case
from tests.benchmarks.timing import least_seconds, machine
from tests.benchmarks.ways import (
    bare_products,
    curve_of_trace,
    forward_and_walk,
    memory_of_trace,
    ours,
    svd_a_step,
    torch_loop,
    whole_trace,
)

HEAD = (
    "| case | bare products | norm curve | ratio | whole trace | ratio "
    "| SVD a step | PyTorch loop | PyTorch / norm curve |"
)

_FEW = 20  # repetitions of what takes longer than the norm curve


def main() -> None:
    """Time every case and print the tables, in milliseconds."""
    _say(f"{datetime.datetime.now(tz=datetime.UTC):%d %B %Y}. {machine()}\n")
    _say(HEAD + "\n|---|" + "---:|" * 8)
    for case in CASES:
        _say(_row(case))
    _say("\n| case | forward to gradient, all in all | µs a step |\n|---|---:|---:|")
    for case in (*SMALL, *LONG):
        seconds = least_seconds({"all": whole_trace(case.experiment())}, case.repeats)["all"]
        _say(f"| {case.name} | {1e3 * seconds:,.2f} ms | {1e6 * seconds / case.T:.1f} |")
    _say("\n| case | forward pass and walk | trace(e).log10_norm | ratio |\n|---|---:|---:|---:|")
    for case in CASES[:3]:
        _say(_curve_row(case))
    if sys.platform == "linux":
        large = CASES[3]
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as fresh:
            growth = fresh.submit(memory_of_trace, large).result()
        _say(f"\nMemory, {large.name}: at its peak {growth:.0f} MB above the start.")


def _row(case: Case) -> str:
    experiment = case.experiment()
    quick = least_seconds(
        {"bare": bare_products(case.d, case.T), "ours": ours(experiment)}, case.repeats
    )
    few = min(case.repeats, _FEW)
    whole = least_seconds({"trace": whole_trace(experiment)}, few)["trace"]
    slow = {"svd": svd_a_step(experiment)} if case.slow else {}
    if loop := torch_loop(experiment):
        slow["torch"] = loop
    slow_times = least_seconds(slow, 1 if case.d > 64 else few)
    bare, curve = quick["bare"], quick["ours"]
    cells = [
        case.name,
        _ms(bare),
        _ms(curve),
        f"{curve / bare:.2f}",
        _ms(whole),
        f"{whole / bare:.2f}",
        _ms(slow_times.get("svd")),
        _ms(slow_times.get("torch")),
        f"{slow_times['torch'] / curve:.1f}" if "torch" in slow_times else "–",
    ]
    return f"| {' | '.join(cells)} |"


def _curve_row(case: Case) -> str:
    experiment = case.experiment()
    ways = {"alone": forward_and_walk(experiment), "trace": curve_of_trace(experiment)}
    seconds = least_seconds(ways, case.repeats)
    alone, curve = seconds["alone"], seconds["trace"]
    return f"| {case.name} | {_ms(alone)} | {_ms(curve)} | {curve / alone:.2f} |"


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _ms(seconds: float | None) -> str:
    return "–" if seconds is None else f"{1e3 * seconds:,.1f}"


if __name__ == "__main__":
    main()
