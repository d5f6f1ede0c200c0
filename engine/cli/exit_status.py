"""Where a failure becomes a message and an exit status, and where text leaves the program."""

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

_GRAVEST_FIRST = (WRONG_INPUT, FAILED, CHECK_HOLDS, DONE)
_NUMERIC = (ArithmeticError, MemoryError, np.linalg.LinAlgError)


def exit_status_of(work: Callable[[], int]) -> int:
    """Do the work and return its exit status; a failure is said in one line."""
    with interruptible():
        try:
            return work()
        except InputError as error:
            return report_failure(str(error), _status_of(error))
        except BrokenPipeError:
            return FAILED  # whoever was reading has gone, and needs no word
        except KeyboardInterrupt:
            return report_failure("interrupted", INTERRUPTED)
        except (*_NUMERIC, OSError) as error:
            return report_failure(str(error) or type(error).__name__, FAILED)


def for_each(names: Sequence[str], work: Callable[[str], int], quiet: bool = False) -> int:
    """Do the work for every name; wrong input and numeric failures of one leave the others be.

    On a terminal a line says which one is worked on, unless `quiet`.

    Returns:
        The gravest exit status: 2 if any was wrong input, else 1 if any failed, else 3 if a check
        of any holds.
    """
    found = {DONE}
    with LINE.running(quiet):
        for number, name in enumerate(names, 1):
            LINE.start(name, number, len(names))
            found.add(_tried(name, work))
    return next(status for status in _GRAVEST_FIRST if status in found)


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
    """Say what went wrong and return the exit status."""
    note(f"error: {message}")
    return status


def note(message: str) -> None:
    """Say something beside the output."""
    with LINE.erased():
        sys.stderr.write(f"{one_line(message)}\n")


def write_out(data: bytes) -> None:
    """Write to standard output: text as a terminal has it, and to anything else these bytes."""
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
    """Let the interpreter flush what is left at exit into nowhere, without a complaint."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
