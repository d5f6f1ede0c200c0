"""The commands, and the one place where a failure becomes a message and an exit status."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from engine.backprop.trace import trace
from engine.cli.arguments import presets_parser, trace_parser, window_parser
from engine.cli.subject import first_subject, own_file, subject
from engine.errors import InputError
from engine.files.atomic import require_writable
from engine.files.trace_out import norms_csv, require_trace_name, write_trace
from engine.network.experiment import Experiment

FAILED = 1
WRONG_INPUT = 2
INTERRUPTED = 130
STANDARD_OUTPUT = "-"

OpenWindow = Callable[[Experiment, Path | None], int]


def main(arguments: Sequence[str], open_window: OpenWindow) -> int:
    """Do what the arguments ask for and return the exit status.

    Args:
        arguments: what was typed after the program's name.
        open_window: called with the experiment, and the file to save it to if there is one.

    Raises:
        SystemExit: from argparse, after --help, --version (0) or wrong arguments (2).
    """
    _print_any_character()
    match list(arguments):
        case ["trace", *rest]:
            return _answered(lambda: _trace(rest))
        case ["presets", *rest]:
            return _answered(lambda: _presets(rest))
        case rest:
            return _window(rest, open_window)


def _answered(work: Callable[[], None]) -> int:
    """Do the work and return the exit status; a failure is said in one line."""
    try:
        work()
    except InputError as error:
        return _failed(str(error), WRONG_INPUT)
    except BrokenPipeError:
        return FAILED  # whoever was reading has gone, and needs no word
    except KeyboardInterrupt:
        return _failed("interrupted", INTERRUPTED)
    except (ArithmeticError, MemoryError, OSError, np.linalg.LinAlgError) as error:
        return _failed(str(error) or type(error).__name__, FAILED)
    return 0


def _window(arguments: list[str], open_window: OpenWindow) -> int:
    parser = window_parser()
    options = parser.parse_args(arguments)
    if options.file is None and options.sequence is not None:
        parser.error("--sequence needs a FILE to be read by")
    try:
        experiment = (
            first_subject() if options.file is None else subject(options.file, options.sequence)
        )
    except InputError as error:
        return _failed(str(error), WRONG_INPUT)
    return open_window(experiment, own_file(options.file, options.sequence))


def _trace(arguments: list[str]) -> None:
    options = trace_parser().parse_args(arguments)
    to_file = options.out != STANDARD_OUTPUT
    if to_file:
        require_trace_name(options.out)
        require_writable(options.out)
    experiment = subject(options.file, options.sequence, options.activation)
    try:
        result = trace(experiment, options.norm)
    except InputError as error:
        raise error.within(options.file) from error
    if to_file:
        write_trace(result, options.out)
    else:
        _print(norms_csv(result))


def _presets(arguments: list[str]) -> None:
    presets_parser().parse_args(arguments)
    from engine.gallery import entries  # noqa: PLC0415 - only when the gallery is asked for

    _print("".join(f"{entry.id}\t{entry.teaches}\n" for entry in entries()))


def _print(text: str) -> None:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError:
        _drop_output()
        raise


def _failed(message: str, status: int) -> int:
    sys.stderr.write(f"error: {message}\n")
    return status


def _drop_output() -> None:
    """Let the interpreter flush what is left at exit into nowhere, without a complaint."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


def _print_any_character() -> None:
    """Print γ and ‖ as an escape where the terminal's encoding has none, rather than fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
