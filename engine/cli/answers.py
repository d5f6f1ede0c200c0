"""Where a failure becomes a message and an exit status, and where text leaves the program."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable

import numpy as np

from engine.errors import InputError

DONE = 0
FAILED = 1
WRONG_INPUT = 2
INTERRUPTED = 130

_NUMERIC = (ArithmeticError, MemoryError, np.linalg.LinAlgError)


def answered(work: Callable[[], int]) -> int:
    """Do the work and return its exit status; a failure is said in one line."""
    try:
        return work()
    except InputError as error:
        return failed(str(error), WRONG_INPUT)
    except BrokenPipeError:
        return FAILED  # whoever was reading has gone, and needs no word
    except KeyboardInterrupt:
        return failed("interrupted", INTERRUPTED)
    except (*_NUMERIC, OSError) as error:
        return failed(str(error) or type(error).__name__, FAILED)


def for_each(names: Iterable[str], work: Callable[[str], int]) -> int:
    """Do the work for every name; wrong input and numeric failures of one leave the others be.

    Returns:
        The largest exit status: 2 if any was wrong input.
    """
    status = DONE
    for name in names:
        try:
            one = work(name)
        except InputError as error:
            one = failed(str(error if error.file else error.within(name)), WRONG_INPUT)
        except _NUMERIC as error:
            one = failed(f"{name}: {str(error) or type(error).__name__}", FAILED)
        status = max(status, one)
    return status


def failed(message: str, status: int) -> int:
    """Say what went wrong and return the exit status."""
    sys.stderr.write(f"error: {message}\n")
    return status


def note(message: str) -> None:
    """Say something beside the output."""
    sys.stderr.write(f"{message}\n")


def write_out(data: bytes) -> None:
    """Write to standard output: text as its encoding has it, anything else as it is."""
    try:
        sys.stdout.flush()
        _write(data)
    except OSError:
        _drop_output()
        raise


def _write(data: bytes) -> None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    sys.stdout.write(text)
    sys.stdout.flush()


def _drop_output() -> None:
    """Let the interpreter flush what is left at exit into nowhere, without a complaint."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
