"""`trace`: write or check the norms, bounds and gradients of experiments."""

from __future__ import annotations

import argparse
from functools import partial

from engine.bptt.trace import Trace, trace
from engine.cli.arguments import (
    add_files,
    add_norm,
    add_quiet,
    add_reading_options,
    command_parser,
)
from engine.cli.checks import NAMES, Check, failing, parse_check
from engine.cli.exit_status import CHECK_HOLDS, DONE, for_each, note
from engine.cli.inputs import expanded
from engine.cli.load_input import load_from_options
from engine.cli.outputs import Outputs, is_folder, is_stream, outputs
from engine.cli.progress import LINE
from engine.errors import InputError
from engine.files.trace_out import TRACE_KINDS, report_line, trace_bytes

_EPILOG = """--fail-if "NAME COMPARISON NUMBER" may be repeated. The comparisons are
< <= > >= == !=, the names those of the report:

{names}

Infinities are compared as they are: of a product that is exactly zero, "log10_norm < -10" holds.
Where factors cancel in the product, its norm is not known, and every check of it counts as holding.
Where a check holds, the file, the check and the figure are said on standard error, and the exit
status is 3; wrong input of any file makes it 2, any other failure 1.

examples:
  main.py trace rnn.json --out norms.csv
  main.py trace runs/*.safetensors --out reports/ --format json
  main.py trace rnn.safetensors --fail-if "growth < -0.1" --fail-if "growth > 0.1\""""


def trace_parser() -> argparse.ArgumentParser:
    """Return the argument parser of `trace`."""
    names = "\n".join(f"  {name:18} {meaning}" for name, meaning in NAMES.items())
    description = "Run backpropagation through time and write or check what it computes."
    parser = command_parser("trace", description, _EPILOG.format(names=names))
    add_files(parser)
    parser.add_argument(
        "--out",
        metavar="OUT",
        help="a .csv table of norms, a .npz archive of all arrays or a .json report; a folder "
        "for one of each FILE; - for standard output",
    )
    parser.add_argument(
        "--format",
        choices=TRACE_KINDS,
        help="where OUT does not tell it; csv unless given. A report on standard output is a line",
    )
    parser.add_argument(
        "--fail-if", metavar="CHECK", action="append", default=[], help="see below; repeatable"
    )
    add_norm(parser)
    add_reading_options(parser)
    add_quiet(parser)
    return parser


def run_trace(arguments: list[str]) -> int:
    """Trace each file; return the exit status."""
    parser = trace_parser()
    options = parser.parse_args(arguments)
    if options.out is None and not options.fail_if:
        parser.error("give --out, --fail-if or both")
    checks = [parse_check(text) for text in options.fail_if]
    options.files = expanded(options.files)
    places = None if options.out is None else _places(options)
    one = partial(_traced, options=options, places=places, checks=checks)
    return for_each(options.files, one, options.quiet)


def _places(options: argparse.Namespace) -> Outputs:
    """Return the outputs; csv without a format."""
    loose = is_stream(options.out) or is_folder(options.out)
    kind = options.format or ("csv" if loose else None)
    places = outputs(options.files, options.out, kind, TRACE_KINDS)
    if places.printed and len(options.files) > 1 and places.kind != "json":
        remedy = "choose --format json, or a folder for --out"
        raise InputError(f"takes one file as {places.kind}", remedy, place="standard output")
    return places


def _traced(
    name: str, options: argparse.Namespace, places: Outputs | None, checks: list[Check]
) -> int:
    result = trace(load_from_options(name, options), options.norm, LINE.advance)
    if places is not None:
        places.write(_answer(result, name, places), name)
    found = failing(result, checks)
    for words in found:
        note(f"check: {name}: {words}")
    return CHECK_HOLDS if found else DONE


def _answer(result: Trace, name: str, places: Outputs) -> bytes:
    if places.printed and places.kind == "json":
        return report_line(result, name).encode()
    return trace_bytes(result, places.kind)
