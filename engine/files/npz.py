"""Reader of .npz archives: zip files of .npy entries, read one by one.

The archive's own claims are checked: sizes against the unpacked data; entry names are never used as
paths; no object is unpickled.
"""

from __future__ import annotations

import math
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from pathlib import Path
from typing import IO, BinaryIO, cast

import numpy as np

from engine.arrays import Array, frozen
from engine.errors import InputError
from engine.files.limits import BINARY_BYTES, MEGABYTE, require_numbers, require_tensors
from engine.files.npy_array import NpyHeader, npy_header
from engine.files.source import open_limited

_ENTRIES = 1000
_DIRECTORY_BYTES = MEGABYTE
_HEADER_BYTES = 1000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENDING = ".npy"
_LOCAL_HEADER_BYTES = 30  # the least number of bytes before an entry's data
_LONGEST_TEXT = 100
_ENCRYPTED = 1  # flag bit of an encrypted entry

# Compression ratio of a zip bomb, which real weights never reach.
_PACKED_FREELY = 32 * MEGABYTE
_PACKED_RATIO = 50

_ZIP_ERRORS = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, KeyError, OverflowError, RuntimeError,
    ValueError,
)  # fmt: skip

_DAMAGED = "check that it was saved whole"
_SAVE = "save the arrays with numpy.savez"


@dataclass(frozen=True)
class NpzFile:
    """An open .npz archive.

    Attributes:
        headers: the header of each array, by its name.
        entries: the zip entry of each array.
        archive: the open archive.
        size: the file's size in bytes.
    """

    headers: dict[str, NpyHeader]
    entries: dict[str, zipfile.ZipInfo]
    archive: zipfile.ZipFile
    size: int

    @property
    def metadata(self) -> dict[str, str]:
        """The short texts beside the arrays, such as numpy.array("relu"), by their names."""
        return {
            name: self._text(name)
            for name, header in self.headers.items()
            if header.numpy_type.kind == "U" and header.shape == ()
        }

    @property
    def kinds(self) -> dict[str, tuple[tuple[int, ...], str]]:
        """The shape and the type of each array, by its name."""
        return {name: (header.shape, header.dtype) for name, header in self.headers.items()}

    def read(self, name: str, ndim: int) -> Array:
        """Return the array called `name` as a frozen float64 array.

        Raises:
            InputError: another number of axes, not of real numbers, damaged, or an entry that is
                not finite.
        """
        shape = self.headers[name].shape
        if len(shape) != ndim:
            raise InputError(f"has {len(shape)} axes, expected {ndim}", _SAVE, place=name)
        self._check_compression_ratio(name, shape)
        with _entry(self.archive, self.entries[name], name) as stream:
            array = self.headers[name].numbers(stream, name)
            if stream.read(1):  # reading to the end checks the CRC, too
                raise InputError("is longer than its header says", _DAMAGED, place=name)
        return frozen(array, name, ndim)

    def _text(self, name: str) -> str:
        header = self.headers[name]
        if header.numpy_type.itemsize > 4 * _LONGEST_TEXT:
            return ""
        with _entry(self.archive, self.entries[name], name) as stream:
            big = header.numpy_type.str.startswith(">")
            text = header.data(stream, name).decode("utf-32-be" if big else "utf-32-le", "replace")
            return text.rstrip("\0")

    def _check_compression_ratio(self, name: str, shape: tuple[int, ...]) -> None:
        require_numbers(math.prod(shape), name)
        packed = min(self.entries[name].compress_size, self.size)
        unpacked = math.prod(shape) * np.dtype(np.float64).itemsize
        if unpacked > max(_PACKED_FREELY, _PACKED_RATIO * packed):
            found = f"unpacks from {packed} bytes to {unpacked // MEGABYTE} MB"
            raise InputError(found, "save it with numpy.savez, unpacked", place=name)


@contextmanager
def open_npz(path: Path) -> Iterator[NpzFile]:
    """Open a .npz archive and read the header of each array in it.

    Raises:
        InputError: as for `open_limited`; not an archive, too many entries, two of one name, or an
            entry that is encrypted, compressed in another way than numpy's or damaged.
    """
    with open_limited(path, BINARY_BYTES) as (file, size), _archive(file) as archive:
        entries = _arrays(archive)
        headers = {name: _header(archive, info, name) for name, info in entries.items()}
        yield NpzFile(headers, entries, archive, size)


class _Bounded:
    """File wrapper that limits one read to the largest directory allowed."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.tell, self.seekable = file.tell, file.seekable

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        if whence == os.SEEK_SET and offset < 0:
            raise zipfile.BadZipFile("a directory before the file's start")
        return self._file.seek(offset, whence)

    def read(self, size: int = _DIRECTORY_BYTES) -> bytes:
        if size > _DIRECTORY_BYTES:
            raise InputError("has a directory too long for an archive of arrays", _SAVE)
        return self._file.read(size)


@contextmanager
def _archive(file: BinaryIO) -> Iterator[zipfile.ZipFile]:
    with _to_input_error(""):
        archive = zipfile.ZipFile(cast(BinaryIO, _Bounded(file)))
    with archive:
        yield archive


@contextmanager
def _to_input_error(name: str) -> Iterator[None]:
    """Context manager: turn errors of zipfile and zlib about entry `name` into InputError."""
    try:
        yield
    except (InputError, OSError):
        raise
    except _ZIP_ERRORS as error:
        found = "is damaged" if name else "is not a .npz archive, or was not saved whole"
        raise InputError(found, _DAMAGED if name else _SAVE, place=name) from error


def _arrays(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    entries: dict[str, zipfile.ZipInfo] = {}
    require_tensors(archive.namelist(), _ENTRIES)
    _check_no_overlap(archive.infolist())
    for info in archive.infolist():
        name = info.filename.removesuffix(_ENDING)
        if name == info.filename:
            continue
        if name in entries:
            raise InputError("is in the archive twice", _SAVE, place=name[:80])
        entries[name] = info
    return entries


def _header(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> NpyHeader:
    try:
        with _entry(archive, info, name) as stream:
            return npy_header(stream, _HEADER_BYTES)
    except InputError as error:
        raise InputError(error.found, error.remedy, place=name[:80]) from error


def _check_no_overlap(entries: list[zipfile.ZipInfo]) -> None:
    """Raise InputError if entries overlap, for which zipfile in some versions only warns."""
    for info, after in pairwise(sorted(entries, key=attrgetter("header_offset"))):
        end = info.header_offset + _LOCAL_HEADER_BYTES + info.compress_size
        if end > after.header_offset:
            name = after.filename.removesuffix(_ENDING)
            raise InputError("is damaged", _DAMAGED, place=name[:80])


@contextmanager
def _entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> Iterator[IO[bytes]]:
    if info.flag_bits & _ENCRYPTED:
        raise InputError("is encrypted", "save the archive without a password", place=name)
    if info.compress_type not in _METHODS:
        found = f"is packed by method {info.compress_type}"
        raise InputError(found, "save it with numpy.savez or numpy.savez_compressed", place=name)
    with _to_input_error(name), archive.open(info) as stream:
        yield stream
