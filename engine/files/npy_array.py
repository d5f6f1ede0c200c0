"""The .npy format, in a file or in an archive: the header is checked before any data are read.

The header is parsed here, as a literal and nothing else: no object is ever unpickled.
"""

from __future__ import annotations

import ast
import math
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from engine.errors import InputError
from engine.files.limits import BINARY_BYTES, MEGABYTE, require_numbers, require_steps
from engine.files.source import opened
from engine.network.arrays import Array

_MAGIC = b"\x93NUMPY"
_LENGTH_BYTES = {1: 2, 2: 4, 3: 4}
_HEADER_BYTES = 10_000
_AXES = 32
_LONGEST = 1 << 62
_NUMBERS = re.compile(r"[<>=|]?(f[248]|[iu][1248])")
_REMEDY = "save it with numpy.save as an array of numbers, (T, m)"


class Stream(Protocol):
    """Bytes from a file or out of an archive."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, at most `size`; none at the end."""


@dataclass(frozen=True)
class NpyHeader:
    """What stands before the data.

    Attributes:
        descr: the type, as numpy writes it.
        fortran: whether the first axis runs fastest.
        shape: as the header says.
    """

    descr: str
    fortran: bool
    shape: tuple[int, ...]

    @property
    def real(self) -> bool:
        """Whether the array is of real numbers, as numpy writes them."""
        return _NUMBERS.fullmatch(self.descr) is not None

    @property
    def dtype(self) -> str:
        """The type's name, such as "float32"; as it is written where it is not of real numbers."""
        return np.dtype(self.descr).name if self.real else self.descr[:40]

    def numbers(self, stream: Stream, place: str = "") -> Array:
        """Return the array that follows in the stream, as float64.

        Raises:
            InputError: not of real numbers, too many of them, or fewer than announced.
        """
        if not self.real:
            found = f"holds no plain numbers ({self.descr[:40]!r})"
            raise InputError(found, _REMEDY, place=place)
        dtype = np.dtype(self.descr)
        require_numbers(math.prod(max(n, 1) for n in self.shape), place or "the array")
        count = math.prod(self.shape)
        data = _read(stream, count * dtype.itemsize)
        if len(data) < count * dtype.itemsize:
            raise InputError("ends too early", "check that it was saved whole", place=place)
        array = np.frombuffer(data, dtype).reshape(self.shape, order="F" if self.fortran else "C")
        with np.errstate(invalid="ignore"):  # a signalling NaN; refused by its place later
            return array.astype(np.float64, copy=False)


def read_npy(path: Path) -> Array:
    """Return the array in a .npy file as (T, m); shape (T,) means (T, 1).

    Raises:
        InputError: not a .npy file, other than real numbers, another number of axes, more data
            announced than the file holds, or too many steps.
    """
    with opened(path, BINARY_BYTES) as (file, _size):
        header = npy_header(file)
        shape = header.shape
        if len(shape) not in (1, 2):
            found = f"has the shape {str(shape)[:40]}, expected (T, m) or (T,)"
            raise InputError(found, "save one sequence, one step a row")
        require_numbers(math.prod(shape), "the array")
        require_steps(shape[0], math.prod(shape[1:]))
        return header.numbers(file).reshape((*shape, 1)[:2])


def npy_header(stream: Stream, limit: int = _HEADER_BYTES) -> NpyHeader:
    """Return the header, of at most `limit` bytes, and leave the stream where the data begin.

    Raises:
        InputError: no header of numpy's, or too long a one.
    """
    fields = _literal(_header_text(stream, limit))
    descr, fortran, shape = (fields.get(key) for key in ("descr", "fortran_order", "shape"))
    if descr is None or not isinstance(fortran, bool) or not isinstance(shape, tuple):
        raise InputError("is damaged: its header is not one of numpy's", _REMEDY)
    if len(shape) > _AXES or not all(type(n) is int and 0 <= n < _LONGEST for n in shape):
        found = f"has the shape {str(shape)[:40]}, expected (T, m) or (T,)"
        raise InputError(found, "save one sequence, one step a row")
    return NpyHeader(str(descr), fortran, shape)


def _header_text(stream: Stream, limit: int) -> bytes:
    magic, version = stream.read(len(_MAGIC)), stream.read(2)
    if magic != _MAGIC or len(version) < 2:
        raise InputError("is not a .npy file", _REMEDY)
    major = version[0]
    if major not in _LENGTH_BYTES:
        raise InputError(f"is a .npy file of version {major}, expected 1 to 3", _REMEDY)
    length = int.from_bytes(stream.read(_LENGTH_BYTES[major]), "little")
    if length > limit:
        raise InputError(f"has a header of {length} bytes", _REMEDY)
    return stream.read(length)


def _literal(text: bytes) -> dict[str, object]:
    try:
        fields = ast.literal_eval(text.decode().strip())
        str(fields)  # a number that is too long to be said is found here
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError) as error:
        raise InputError("is damaged: its header cannot be read", _REMEDY) from error
    return fields if isinstance(fields, dict) else {}


def _read(stream: Stream, size: int) -> bytearray:
    """Return the next `size` bytes, fewer at the end; no stream is asked for many at once."""
    data = bytearray()
    while len(data) < size:
        piece = stream.read(min(size - len(data), MEGABYTE))
        if not piece:
            break
        data += piece
    return data
