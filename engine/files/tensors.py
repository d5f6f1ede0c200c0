"""Reader of .safetensors files, whose header the safetensors library checks.

The library ensures that every tensor lies inside the file, has as many bytes as its shape and type
need, and overlaps no other. Only the tensors asked for are read, from the file and not from
a memory map: a file truncated by another program raises an error and does not end the process.
Tensors are widened to float64, which is exact for float16, bfloat16, float32 and float64.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from safetensors import SafetensorError, safe_open

from engine.arrays import Array, frozen
from engine.errors import InputError
from engine.files.json_text import without_repeats
from engine.files.limits import BINARY_BYTES, MEGABYTE, require_numbers, require_tensors
from engine.files.source import open_limited

_LENGTH_BYTES = 8
_HEADER_BYTES = 4 * MEGABYTE  # each name takes far more memory than its bytes
_METADATA = "__metadata__"
_DAMAGED = "save it anew"

_DTYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "BF16": "<u2"}


@dataclass(frozen=True)
class TensorFile:
    """An open .safetensors file.

    Attributes:
        metadata: the texts in the header.
        entries: the header's entry of each tensor: its dtype, shape and data_offsets.
        file: the open file.
        start: the offset of the data, in bytes.
    """

    metadata: dict[str, str]
    entries: dict[str, dict[str, Any]]
    file: BinaryIO
    start: int

    @property
    def kinds(self) -> dict[str, tuple[tuple[int, ...], str]]:
        """The shape and the type of each tensor, by its name."""
        return {name: (tuple(e["shape"]), e["dtype"]) for name, e in self.entries.items()}

    def read(self, name: str, ndim: int) -> Array:
        """Return the tensor called `name` as a frozen float64 array.

        Raises:
            InputError: another number of axes, a type that is not floating point, a file that
                became shorter, or an entry that is not finite.
        """
        shape, dtype = self.kinds[name]
        if dtype not in _DTYPES:
            raise InputError(
                f"holds {dtype}", f"save it as one of {', '.join(_DTYPES)}", place=name
            )
        if len(shape) != ndim:
            found = f"has {len(shape)} axes, expected {ndim}"
            raise InputError(found, "save it without batching", place=name)
        require_numbers(math.prod(max(n, 1) for n in shape), name)
        begin, end = self.entries[name]["data_offsets"]
        self.file.seek(self.start + begin)
        data = self.file.read(end - begin)
        if len(data) < end - begin:
            raise InputError("reaches past the end of the file", _DAMAGED, place=name)
        return frozen(_widened(np.frombuffer(data, _DTYPES[dtype]).reshape(shape)), name, ndim)


@contextmanager
def open_tensors(path: Path) -> Iterator[TensorFile]:
    """Open a .safetensors file and read its header.

    Raises:
        InputError: as for `open_limited`; the header is damaged, too long, or names a tensor twice.
    """
    with open_limited(path, BINARY_BYTES) as (file, _size):
        length = int.from_bytes(file.read(_LENGTH_BYTES), "little")
        entries = _checked_header(path, file, length)
        metadata = entries.pop(_METADATA, None) or {}
        require_tensors(entries)
        yield TensorFile(metadata, entries, file, _LENGTH_BYTES + length)


def _checked_header(path: Path, file: BinaryIO, length: int) -> dict[str, Any]:
    if length > _HEADER_BYTES:
        raise _damaged(f"a header of {length} bytes")
    try:
        with safe_open(path, "numpy"):  # which checks the header
            header = json.loads(file.read(length), object_pairs_hook=without_repeats)
    except InputError:
        raise
    except (SafetensorError, ValueError, RecursionError) as error:
        raise _damaged(str(error).rpartition("header: ")[2].replace("`", "'")) from error
    entries = [entry for name, entry in header.items() if name != _METADATA]
    if not all(isinstance(e, dict) and isinstance(e["dtype"], str) for e in entries):
        raise _damaged("an entry of another form than usual")
    return dict(header)


def _damaged(what: str) -> InputError:
    return InputError(f"is not a .safetensors file, or was not saved whole ({what})", _DAMAGED)


def _widened(raw: np.ndarray) -> Array:
    if raw.dtype == np.uint16:  # bfloat16: the upper half of a float32
        raw = (raw.astype(np.uint32) << 16).view(np.float32)
    with np.errstate(invalid="ignore"):  # a signalling NaN; rejected with its place later
        return raw.astype(np.float64)
