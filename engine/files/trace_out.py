"""Writer of traces: a table of norms, all arrays, or a report."""

from __future__ import annotations

import io
import json
import math
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array
from engine.bptt.trace import Trace
from engine.chain.scaled import from_log10
from engine.errors import InputError
from engine.experiment.edits import array_of
from engine.files.atomic import write_atomically
from engine.files.columns import COLUMNS, Column, columns
from engine.files.source import one_line
from engine.studies.constants_table import CONSTANTS
from engine.studies.study import study_of

_INPUTS = ("W", "U", "b", "s0", "x")


def norms_csv(trace: Trace) -> str:
    """Return the columns as .csv text.

    A logarithm is empty where it is −inf or not known. A plain number outside the range of a
    double is written out of its logarithm, as in 3.1e+412.
    """
    texts = {column.name: _texts(column, trace) for column in COLUMNS}
    lines = (",".join(row) for row in zip(*texts.values(), strict=True))
    return "\n".join((",".join(texts), *lines, ""))


def trace_npz(trace: Trace) -> bytes:
    """Return a .npz archive of W U b s0 x a s, the columns and the activation's name."""
    return columns_npz(trace_arrays(trace))


def trace_arrays(trace: Trace) -> dict[str, NDArray[Any]]:
    """Return W U b s0 x a s, the columns and the activation's name, an array of one text."""
    arrays: dict[str, NDArray[Any]] = {name: array_of(trace.experiment, name) for name in _INPUTS}
    called = np.array(trace.experiment.network.activation.name)
    return arrays | {"a": trace.run.a, "s": trace.run.s, "activation": called} | columns(trace)


def columns_csv(table: dict[str, Array]) -> str:
    """Return columns of equal length as .csv text; −inf and NaN as empty cells."""
    cells = (map(_cell, values.tolist()) for values in table.values())
    lines = (",".join(row) for row in zip(*cells, strict=True))
    return "\n".join((",".join(table), *lines, ""))


def columns_npz(arrays: Mapping[str, Any]) -> bytes:
    """Return a .npz archive of arrays by their names; the same arrays give the same bytes."""
    archive = io.BytesIO()
    np.savez(archive, **arrays)
    return archive.getvalue()


def report_json(trace: Trace) -> str:
    """Return the report, experiment, constants and verdict, as JSON; null where not finite."""
    return json.dumps(finite_report(trace), ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def report_line(trace: Trace, file: str) -> str:
    """Return the report in one line of JSON, the file's name before it."""
    line = {"file": one_line(file)} | finite_report(trace)
    return json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n"


def finite_report(trace: Trace) -> dict[str, object]:
    """Return the report with None for each number that is not finite."""
    return {name: _finite(value) for name, value in report(trace).items()}


def report(trace: Trace) -> dict[str, object]:
    """Return experiment, constants and verdict by their names in the report."""
    return dict(_report(trace))


_WRITERS: dict[str, Callable[[Trace], bytes]] = {
    "csv": lambda trace: norms_csv(trace).encode(),
    "npz": trace_npz,
    "json": lambda trace: report_json(trace).encode(),
}

TRACE_KINDS = tuple(_WRITERS)


def trace_bytes(trace: Trace, kind: str) -> bytes:
    """Return the trace as a table (csv), as arrays (npz) or as a report (json)."""
    return _WRITERS[kind](trace)


def write_trace(trace: Trace, path: str | os.PathLike[str]) -> None:
    """Write the trace as a table (.csv), as arrays (.npz) or as a report (.json).

    Raises:
        InputError: another ending, or a file that cannot be written; an old file is untouched.
    """
    ending = Path(path).suffix.lower()
    if ending.removeprefix(".") not in _WRITERS:
        raise InputError(
            f"is no kind of file a trace is written to ({ending or 'no ending'})",
            f"choose a name that ends in {', '.join(f'.{kind}' for kind in _WRITERS)}",
            file=os.fspath(path),
        )
    write_atomically(path, trace_bytes(trace, ending.removeprefix(".")))


def _texts(column: Column, trace: Trace) -> Iterator[str]:
    values = column.values(trace).tolist()
    return map(_plain, values, column.log10(trace).tolist()) if column.log10 else map(_cell, values)


def _cell(value: float) -> str:
    return "" if value == -math.inf or math.isnan(value) else repr(value)


def _plain(value: float, log: float) -> str:
    outside = value == math.inf or (value == 0.0 and log != -math.inf)
    return from_log10_text(log) if outside else _cell(value)


def from_log10_text(log: float) -> str:
    """Return 10^log in decimal scientific notation, whatever its magnitude."""
    whole = math.floor(log)
    digits, power = f"{10.0 ** (log - whole):.10e}".split("e")
    return f"{digits}e{whole + int(power):+d}"


def _report(trace: Trace) -> Iterator[tuple[str, object]]:
    experiment, network, found = trace.experiment, trace.experiment.network, study_of(trace)
    yield "name", experiment.name
    yield "activation", network.activation.name
    yield "norm", trace.norm.name
    yield from (("d", network.d), ("m", network.m), ("T", experiment.T), ("t", trace.t))
    for constant in CONSTANTS:
        yield constant.name, constant.value(found)
    yield "proved", found.verdict.proved
    yield "shown", found.verdict.shown
    yield "verdict", found.verdict.sentence
    known = bool(trace.known[-1])
    yield "growth_rate", float(from_log10(np.array([trace.log10_factor]))[0]) if known else math.nan
    yield "growth", trace.growth if known else math.nan
    yield "log10_norm", float(trace.log10_norm[-1]) if known else math.nan
    yield "not_known", (trace.t - np.flatnonzero(~trace.known)).tolist()
    yield "loss", trace.loss


def _finite(value: object) -> object:
    return None if isinstance(value, float) and not math.isfinite(value) else value
