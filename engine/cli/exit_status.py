"""Exit status and messages of the command line, and its output to standard output."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress

import numpy as np

from engine.cli.interrupts import interruptible
from engine.cli.progress import LINE
from engine.errors import InputError
from engine.files.atomic import WriteError
from engine.files.source import one_line

DONE = 0
FAILED = 1
WRONG_INPUT = 2
CHECK_HOLDS = 3
INTERRUPTED = 130

_MOST_SEVERE_FIRST = (WRONG_INPUT, FAILED, CHECK_HOLDS, DONE)
_NUMERIC = (ArithmeticError, MemoryError, np.linalg.LinAlgError)


def exit_status_of(work: Callable[[], int]) -> int:
    """Run a command and return its exit status; report a failure in one line."""
    with interruptible():
        try:
            return work()
        except InputError as error:
            return report_failure(str(error), _status_of(error))
        except BrokenPipeError:
            return FAILED  # the reader closed the pipe: no message
        except KeyboardInterrupt:
            return report_failure("interrupted", INTERRUPTED)
        except (*_NUMERIC, OSError) as error:
            return report_failure(str(error) or type(error).__name__, FAILED)


def for_each(names: Sequence[str], work: Callable[[str], int], quiet: bool = False) -> int:
    """Run the work for every name; wrong input or a numeric failure of one does not stop the rest.

    A progress line on a terminal names the present one, unless `quiet`.

    Returns:
        The most severe exit status: 2 after wrong input, else 1 after a failure, else 3 if a check
        holds.
    """
    found = {DONE}
    with LINE.running(quiet):
        for number, name in enumerate(names, 1):
            LINE.start(name, number, len(names))
            found.add(_tried(name, work))
    return next(status for status in _MOST_SEVERE_FIRST if status in found)


def _tried(name: str, work: Callable[[str], int]) -> int:
    try:
        return work(name)
    except InputError as error:
        return report_failure(str(error if error.file else error.within(name)), _status_of(error))
    except _NUMERIC as error:
        return report_failure(f"{name}: {str(error) or type(error).__name__}", FAILED)


def _status_of(error: InputError) -> int:
    return FAILED if isinstance(error, WriteError) else WRONG_INPUT


def report_failure(message: str, status: int) -> int:
    """Write an error message to standard error and return the exit status."""
    note(f"error: {message}")
    return status


def note(message: str) -> None:
    """Write a message to standard error."""
    with LINE.erased():
        sys.stderr.write(f"{one_line(message)}\n")


def write_out(data: bytes) -> None:
    """Write to standard output: as text to a terminal, as bytes to anything else."""
    try:
        with LINE.erased():
            sys.stdout.flush()
            _write(data)
    except OSError:
        _drop_output()
        raise


def _write(data: bytes) -> None:
    if sys.stdout.isatty():
        with suppress(UnicodeDecodeError):
            sys.stdout.write(data.decode("utf-8"))
            sys.stdout.flush()
            return
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _drop_output() -> None:
    """Redirect standard output to the null device, so that the flush at exit cannot fail."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
