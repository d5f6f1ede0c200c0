"""Reader of .npy arrays, in a file or in an archive: numpy reads the header, no unpickling."""

from __future__ import annotations

import io
import math
import warnings
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.lib import format as npy

from engine.arrays import Array
from engine.errors import InputError
from engine.files.limits import MEGABYTE, require_numbers

_HEADER_BYTES = 10_000
_LONGEST_AXIS = 1 << 62
_READERS = {
    1: npy.read_array_header_1_0,
    2: npy.read_array_header_2_0,
    3: npy.read_array_header_2_0,  # differs only in the encoding of field names
}
_REMEDY = "save it with numpy.save as an array of numbers, (T, m)"


class Stream(Protocol):
    """Protocol of a byte stream from a file or an archive."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, at most `size`; none at the end."""


@dataclass(frozen=True)
class NpyHeader:
    """Header of an array.

    Attributes:
        numpy_type: the type of the entries.
        fortran: whether the first axis runs fastest.
        shape: the shape in the header.
        start: the offset of the data, in bytes.
    """

    numpy_type: np.dtype[Any]
    fortran: bool
    shape: tuple[int, ...]
    start: int

    @property
    def dtype(self) -> str:
        """The type's name, such as "float32"."""
        return self.numpy_type.name

    def numbers(self, stream: Stream, place: str = "") -> Array:
        """Return the array in the stream, positioned at its start, as float64.

        Raises:
            InputError: not of real numbers, too many of them, or fewer than announced.
        """
        if self.numpy_type.kind not in "fiu" or self.numpy_type.itemsize > 8:
            raise InputError(f"holds no plain numbers ({self.dtype[:40]})", _REMEDY, place=place)
        require_numbers(math.prod(max(n, 1) for n in self.shape), place or "the array")
        data = np.frombuffer(self.data(stream, place), self.numpy_type)
        with np.errstate(invalid="ignore"):  # a signalling NaN; rejected with its place later
            return data.reshape(self.shape, order="F" if self.fortran else "C").astype(
                np.float64, copy=False
            )

    def data(self, stream: Stream, place: str = "") -> bytearray:
        """Return the bytes of the entries; memory grows with the bytes present, not announced."""
        stream.read(self.start)
        size = math.prod(self.shape) * self.numpy_type.itemsize
        data = bytearray()
        while len(data) < size:
            piece = stream.read(min(size - len(data), MEGABYTE))
            if not piece:
                raise InputError("ends too early", "check that it was saved whole", place=place)
            data += piece
        return data


def npy_header(stream: Stream, limit: int = _HEADER_BYTES) -> NpyHeader:
    """Return the header of the array in the stream, of which at most `limit` bytes are read.

    Raises:
        InputError: an invalid header, or one too long.
    """
    begin = io.BytesIO(stream.read(limit))
    if not begin.getvalue().startswith(npy.MAGIC_PREFIX):
        raise InputError("is not a .npy file", _REMEDY)
    try:
        version, _ = npy.read_magic(begin)
        with warnings.catch_warnings(action="ignore"):  # header written by Python 2
            shape, fortran, numpy_type = _READERS[version](begin, limit)
    except Exception as error:  # of many types, some advising unpickling
        raise InputError("is damaged: its header cannot be read", _REMEDY) from error
    if not all(0 <= n < _LONGEST_AXIS for n in shape):
        raise InputError("is damaged: it has an axis of impossible length", _REMEDY)
    return NpyHeader(numpy_type, fortran, tuple(map(int, shape)), begin.tell())
