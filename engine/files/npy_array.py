"""An array of numbers from a .npy file, whose header is checked before its data are read.

The header is parsed here, as a literal and nothing else: no object is ever unpickled.
"""

from __future__ import annotations

import ast
import math
import re
from pathlib import Path
from typing import BinaryIO

import numpy as np

from engine.errors import InputError
from engine.files.limits import BINARY_BYTES, require_numbers, require_steps
from engine.files.source import opened
from engine.network.arrays import Array

_MAGIC = b"\x93NUMPY"
_LENGTH_BYTES = {1: 2, 2: 4, 3: 4}
_HEADER_BYTES = 10_000
_NUMBERS = re.compile(r"[<>=|]?[fiu][1248]")
_REMEDY = "save it with numpy.save as an array of numbers, (T, m)"


def read_npy(path: Path) -> Array:
    """Return the array in a .npy file as (T, m); shape (T,) means (T, 1).

    Raises:
        InputError: not a .npy file, other than real numbers, another number of axes, more data
            announced than the file holds, or too many steps.
    """
    with opened(path, BINARY_BYTES) as (file, _size):
        dtype, fortran, shape = _header(file)
        require_numbers(math.prod(shape), "the array")
        require_steps(shape[0], math.prod(shape[1:]))
        data = file.read(math.prod(shape) * dtype.itemsize)
    if len(data) < math.prod(shape) * dtype.itemsize:
        raise InputError("ends too early", "check that it was saved whole")
    array = np.frombuffer(data, dtype).reshape(shape, order="F" if fortran else "C")
    with np.errstate(invalid="ignore"):  # a signalling NaN; refused by its place later
        return array.astype(np.float64).reshape((*shape, 1)[:2])


def _header(file: BinaryIO) -> tuple[np.dtype[np.generic], bool, tuple[int, ...]]:
    fields = _literal(_header_text(file))
    descr, fortran, shape = (fields.get(key) for key in ("descr", "fortran_order", "shape"))
    if not isinstance(fortran, bool) or not isinstance(shape, tuple):
        raise InputError("is damaged: its header is not one of numpy's", _REMEDY)
    if not isinstance(descr, str) or not _NUMBERS.fullmatch(descr):
        raise InputError(f"holds no plain numbers ({str(descr)[:40]!r})", _REMEDY)
    if not all(type(n) is int and n >= 0 for n in shape) or len(shape) not in (1, 2):
        found = f"has the shape {str(shape)[:40]}, expected (T, m) or (T,)"
        raise InputError(found, "save one sequence, one step a row")
    return _dtype(descr), fortran, shape


def _header_text(file: BinaryIO) -> bytes:
    magic, version = file.read(len(_MAGIC)), file.read(2)
    if magic != _MAGIC or len(version) < 2:
        raise InputError("is not a .npy file", _REMEDY)
    major = version[0]
    if major not in _LENGTH_BYTES:
        raise InputError(f"is a .npy file of version {major}, expected 1 to 3", _REMEDY)
    length = int.from_bytes(file.read(_LENGTH_BYTES[major]), "little")
    if length > _HEADER_BYTES:
        raise InputError(f"has a header of {length} bytes", _REMEDY)
    return file.read(length)


def _literal(text: bytes) -> dict[str, object]:
    try:
        fields = ast.literal_eval(text.decode().strip())
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError) as error:
        raise InputError("is damaged: its header cannot be read", _REMEDY) from error
    return fields if isinstance(fields, dict) else {}


def _dtype(descr: str) -> np.dtype[np.generic]:
    try:
        return np.dtype(descr)
    except TypeError as error:  # f1
        raise InputError(f"holds no plain numbers ({descr!r})", _REMEDY) from error
