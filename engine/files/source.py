"""Opening of files for reading: regular files within a size limit; failures as InputError."""

from __future__ import annotations

import math
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from engine.errors import InputError
from engine.files.limits import MEGABYTE

_PLACE = 100  # letters of a name in a message, as a file may contain any name
_FOUND = 1000

NO_PLAIN_FILE = ("is a device or a pipe", "copy its data into a plain file first")


@contextmanager
def with_filename(file: str | os.PathLike[str]) -> Iterator[None]:
    """Context manager: add the file name to every InputError, escaped and shortened to one line."""
    try:
        yield
    except InputError as error:
        found, place = one_line(error.found, _FOUND), one_line(error.place, _PLACE)
        remedy, name = one_line(error.remedy), one_line(os.fspath(file))
        raise InputError(found, remedy, place=place, file=name) from error


def one_line(text: str, most: int | None = None) -> str:
    r"""Return the text as one line of valid UTF-8 without control characters.

    Whatever cannot be printed, such as a line's end in the name of a tensor, is written as its
    escape, and so is a byte in the name of a file that is no UTF-8: net_\xe9.npz.
    """
    if not text.isprintable():
        with suppress(UnicodeEncodeError):  # lone surrogate in a file name of Windows
            text = text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        text = "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
    return text if most is None or len(text) <= most else f"{text[:most]}…"


@contextmanager
def open_limited(path: Path, limit: int) -> Iterator[tuple[BinaryIO, int]]:
    """Open a regular file of 1 to `limit` bytes; yield it and its size.

    Devices and pipes are rejected before they are opened, as opening one may block for ever.

    Raises:
        InputError: the file is missing, not regular, unreadable, empty or too large.
    """
    try:
        size = _checked_size(path, limit)
        with path.open("rb") as file:
            yield file, size
    except OSError as error:
        raise _to_input_error(error) from error


def read_bytes(path: Path, limit: int) -> bytes:
    """Return the content of a regular file of 1 to `limit` bytes; errors as for `open_limited`."""
    with open_limited(path, limit) as (file, size):
        return file.read(size)


def read_text(path: Path, limit: int) -> str:
    """Return the text of a UTF-8 file without byte order mark; errors as for `open_limited`."""
    return as_text(read_bytes(path, limit))


def as_text(data: bytes) -> str:
    """Return UTF-8 as text, without a byte order mark.

    Raises:
        InputError: `data` is not UTF-8.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"is not UTF-8 text (line {line})", "save it as UTF-8") from error


def _checked_size(path: Path, limit: int) -> int:
    try:
        status = path.stat()
    except ValueError as error:  # ValueError: a zero byte in the name
        raise InputError("is not a file name", "check the name") from error
    if stat.S_ISDIR(status.st_mode):
        raise InputError("is a folder", "give a file inside it")
    if not stat.S_ISREG(status.st_mode):
        raise InputError(*NO_PLAIN_FILE)
    if status.st_size == 0:
        raise InputError("is empty", "check that it was saved whole")
    if status.st_size > limit:
        raise InputError(
            f"takes {math.ceil(status.st_size / MEGABYTE)} MB",
            f"give a file of at most {limit // MEGABYTE} MB",
        )
    return status.st_size


def _to_input_error(error: OSError) -> InputError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return InputError("does not exist", "check the name and the folder")
    if isinstance(error, PermissionError):
        return InputError("may not be read", "ask for the permission to read it")
    return InputError(f"cannot be read ({error.strerror})", "check the name and the disk")
