"""Archive: one interface to named tensors in every supported file format."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from engine.arrays import Array, frozen
from engine.errors import InputError
from engine.files.csv_table import TABLE_ENDINGS, read_csv
from engine.files.limits import BINARY_BYTES
from engine.files.npy_array import npy_header
from engine.files.npz import open_npz
from engine.files.source import open_limited
from engine.files.tensors import open_tensors
from engine.files.unsupported_formats import refusal

Shape = tuple[int, ...]

_REAL = re.compile(r"F64|F32|F16|BF16|float(64|32|16)|u?int(64|32|16|8)")
_OTHERWISE = "give a preset (.json) or weights (.safetensors, .npz, .npy, .csv or .tsv)"


class Archive(Protocol):
    """An open file of named tensors."""

    @property
    def metadata(self) -> dict[str, str]:
        """The texts beside the tensors."""

    @property
    def kinds(self) -> dict[str, tuple[Shape, str]]:
        """The shape and the type of each tensor, by its name."""

    def read(self, name: str, ndim: int) -> Array:
        """Return one tensor, widened to float64; errors as for `TensorFile.read`."""


def is_real(dtype: str) -> bool:
    """Return whether an archive's data type holds real numbers that can be read."""
    return _REAL.fullmatch(dtype) is not None


@contextmanager
def open_archive(path: Path, alone: str = "W") -> Iterator[Archive]:
    """Open the tensors in a file; the array in a .npy file or a table is called `alone`.

    Raises:
        InputError: an unsupported kind of file, or as for its reader.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise refusal(path, _OTHERWISE)
    with reader(path, alone) as archive:
        yield archive


@dataclass(frozen=True)
class _Single:
    """Archive of a file with one unnamed array."""

    name: str
    shape: Shape
    dtype: str
    numbers: Callable[[], Array]

    @property
    def metadata(self) -> dict[str, str]:
        return {}

    @property
    def kinds(self) -> dict[str, tuple[Shape, str]]:
        return {self.name: (self.shape, self.dtype)}

    def read(self, name: str, ndim: int) -> Array:
        if len(self.shape) != ndim:
            found = f"has {len(self.shape)} axes, expected {ndim}"
            raise InputError(found, "save one matrix", place=name)
        return frozen(self.numbers(), name, ndim)


@contextmanager
def _open_npy(path: Path, name: str) -> Iterator[Archive]:
    with open_limited(path, BINARY_BYTES) as (file, _size):
        header = npy_header(file)
        file.seek(0)
        yield _Single(name, header.shape, header.dtype, lambda: header.numbers(file, name))


@contextmanager
def _open_table(path: Path, name: str) -> Iterator[Archive]:
    table = read_csv(path)
    yield _Single(name, table.shape, "text", lambda: table)


_READERS: dict[str, Callable[[Path, str], AbstractContextManager[Archive]]] = {
    ".safetensors": lambda path, _: open_tensors(path),
    ".npz": lambda path, _: open_npz(path),
    ".npy": _open_npy,
    **dict.fromkeys(TABLE_ENDINGS, _open_table),
}

WEIGHT_ENDINGS = tuple(_READERS)
