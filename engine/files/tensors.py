"""Reading tensors from a .safetensors file: eight bytes of length, a JSON header, raw numbers.

The header is checked first, and then only the tensors asked for are read and widened to float64,
which is exact for float16, bfloat16, float32 and float64.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter
from pathlib import Path
from typing import Annotated, BinaryIO

import msgspec
import numpy as np

from engine.errors import InputError
from engine.files.limits import BINARY_BYTES, MEGABYTE, require_numbers, require_tensors
from engine.files.source import opened
from engine.network.arrays import Array, frozen

_LENGTH_BYTES = 8
_HEADER_BYTES = 16 * MEGABYTE
_HEADER_FIELDS = 1 << 18  # each costs far more memory than bytes
_METADATA = "__metadata__"
_DAMAGED = "save it anew"

_DTYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "BF16": "<u2"}

_Size = Annotated[int, msgspec.Meta(ge=0, le=1 << 62)]


class _Entry(msgspec.Struct, forbid_unknown_fields=True):
    dtype: str
    shape: list[_Size]
    data_offsets: tuple[_Size, _Size]


@dataclass(frozen=True)
class TensorFile:
    """An open .safetensors file.

    Attributes:
        metadata: the texts in its header.
        entries: the header's entry of each tensor.
        file: the open file.
        start: where the data begin, in bytes.
        size: how many bytes of data there are.
    """

    metadata: dict[str, str]
    entries: dict[str, _Entry]
    file: BinaryIO
    start: int
    size: int

    @property
    def kinds(self) -> dict[str, tuple[tuple[int, ...], str]]:
        """The shape and the type of each tensor, by its name."""
        return {name: (tuple(e.shape), e.dtype) for name, e in self.entries.items()}

    def read(self, name: str, ndim: int) -> Array:
        """Return the tensor called `name` as a frozen float64 array.

        Raises:
            InputError: another number of axes, a type that is not floating point, a place outside
                the file, or an entry that is not finite.
        """
        entry = self.entries[name]
        if entry.dtype not in _DTYPES:
            found = f"holds {entry.dtype[:20]}"
            raise InputError(found, f"save it as one of {', '.join(_DTYPES)}", place=name)
        if len(entry.shape) != ndim:
            found = f"has {len(entry.shape)} axes, expected {ndim}"
            raise InputError(found, "save it without batching", place=name)
        require_numbers(math.prod(entry.shape), name)
        self._require_inside(entry, name)
        raw = np.frombuffer(self._bytes(entry, name), _DTYPES[entry.dtype]).reshape(entry.shape)
        return frozen(_widened(raw), name, ndim)

    def _require_inside(self, entry: _Entry, name: str) -> None:
        start, end = entry.data_offsets
        needed = math.prod(entry.shape) * np.dtype(_DTYPES[entry.dtype]).itemsize
        if end > self.size:
            raise InputError("reaches past the end of the file", _DAMAGED, place=name)
        if end - start != needed:
            found = f"takes {end - start} bytes, expected {needed}"
            raise InputError(found, _DAMAGED, place=name)

    def _bytes(self, entry: _Entry, name: str) -> bytes:
        start, end = entry.data_offsets
        self.file.seek(self.start + start)
        data = self.file.read(end - start)
        if len(data) < end - start:  # the file became shorter since its size was taken
            raise InputError("reaches past the end of the file", _DAMAGED, place=name)
        return data


@contextmanager
def open_tensors(path: Path) -> Iterator[TensorFile]:
    """Open a .safetensors file and read its header.

    Raises:
        InputError: as for `opened`; the header cannot be read, names a tensor twice, or has two
            of them share their bytes.
    """
    with opened(path, BINARY_BYTES) as (file, size):
        start = _LENGTH_BYTES + _header_length(file, size)
        header = file.read(start - _LENGTH_BYTES)
        metadata, entries = _header(header)
        require_tensors(entries)
        _require_single(header)
        _require_apart(entries)
        yield TensorFile(metadata, entries, file, start, size - start)


def _header_length(file: BinaryIO, size: int) -> int:
    length = int.from_bytes(file.read(_LENGTH_BYTES), "little")
    if length > min(size - _LENGTH_BYTES, _HEADER_BYTES):
        found = "is not a .safetensors file, or was not saved whole: its header does not fit"
        raise InputError(found, _DAMAGED)
    return length


def _header(text: bytes) -> tuple[dict[str, str], dict[str, _Entry]]:
    if text.count(b":") > _HEADER_FIELDS:
        found = f"has more than {_HEADER_FIELDS} fields in its header"
        raise InputError(found, "save fewer tensors or less about them")
    try:
        raw = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
        metadata = msgspec.json.decode(raw.pop(_METADATA, b"{}"), type=dict[str, str])
        entries = {name: msgspec.json.decode(entry, type=_Entry) for name, entry in raw.items()}
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        found = "is not a .safetensors file: its header cannot be read"
        raise InputError(found, _DAMAGED) from error
    return metadata, entries


def _require_single(header: bytes) -> None:
    """Raise InputError if the header gives a name twice, of which a reader would see the last."""

    def single(pairs: list[tuple[str, object]]) -> None:
        name, times = max(Counter(name for name, _ in pairs).items(), key=itemgetter(1))
        if times > 1:
            raise InputError("is in the header twice", _DAMAGED, place=name)

    json.loads(header, object_pairs_hook=lambda pairs: single(pairs) if pairs else None)


def _require_apart(entries: dict[str, _Entry]) -> None:
    """Raise InputError if two tensors share bytes, as no program writes them."""
    places = sorted((*entry.data_offsets, name) for name, entry in entries.items())
    taken = [place for place in places if place[0] != place[1]]
    for (_, end, before), (start, _, name) in pairwise(taken):
        if start < end:
            raise InputError(f"shares its bytes with {before[:40]!r}", _DAMAGED, place=name)


def _widened(raw: np.ndarray) -> Array:
    if raw.dtype == np.uint16:  # bfloat16: the upper half of a float32
        raw = (raw.astype(np.uint32) << 16).view(np.float32)
    with np.errstate(invalid="ignore"):  # a signalling NaN; refused by its place later
        return raw.astype(np.float64)
