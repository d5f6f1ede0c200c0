"""Good files of every format and their random mutations by seed."""

from __future__ import annotations

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from safetensors.numpy import save

from engine.bptt.trace import trace
from engine.files.network_file import network_bytes
from engine.files.preset import preset_text
from engine.files.trace_out import columns_npz, trace_npz
from tests.engine.experiments import of_matrix

Change = Callable[[random.Random, bytes], bytes]

NUMBER = re.compile(rb"-?\d+(\.\d+)?([eE][+-]?\d+)?")
TOKEN = re.compile(rb'"[^"]*"|[\[\]{}:,;()\n\t]|-?\d[\d.eE+-]*|PK..|True|False')
NUMBERS = [b"0", b"-1", b"1", b"2", b"3", b"255", b"65536", b"2147483648", b"9223372036854775807",
           b"9" * 30, b"9" * 5000, b"1e999", b"-1e-999", b"NaN", b"Infinity", b"0x" + b"f" * 4000,
           b"1.5", b"true", b"null", b'"1"', b"[]", b"{}", b""]  # fmt: skip
BYTES = [b"\0", b"\xff", b"\xff" * 4, b"\xff" * 8, b"\x80", b"\xef\xbb\xbf", b"\xff\xfe", b"\n",
         b"\r", b'"', b"\\", b"\\ud800", b"{", b"[" * 2000, b"PK\x03\x04", b"PK\x05\x06", b"\x1b",
         b"\0" * 8, b",", b";", b"\t", b"\xe2\x80\xae"]  # fmt: skip


@cache
def good_files() -> tuple[tuple[str, bytes], ...]:
    """Return the ending and the bytes of small good files, one of each kind and more."""
    W, U = np.array([[0.5, 1.0], [-0.25, 0.5]]), np.ones((2, 3))
    experiment = of_matrix(W, T=3, b=[0.5, 0], y=[1, 2], x=np.arange(6.0).reshape(3, 2))
    torch = {"rnn.weight_hh_l0": W.astype("f4"), "rnn.weight_ih_l0": U, "rnn.bias_ih_l0": W[0]}
    plain = {"W": W.astype("f2"), "U": U, "b": W[0], "x": np.ones((4, 3))}
    return (
        (".json", preset_text(experiment).encode()),
        (".json", b'{"W": [[1]], "V": [[1], [2]], "c": [0, 0], "label": 1, "name": "\\u03c3"}'),
        (".safetensors", network_bytes(experiment)),
        (".safetensors", save(torch, {"nonlinearity": "relu"})),
        (".npz", trace_npz(trace(experiment))),
        (".npz", columns_npz(plain)),
        (".npz", _saved(".npz", lambda path: np.savez_compressed(path, **plain))),
        (".npy", _saved(".npy", lambda path: np.save(path, W))),
        (".npy", _saved(".npy", lambda path: np.save(path, np.arange(9, dtype=">i2")))),
        (".csv", b"date,level\r\n1.5,2\r\n-3e2,4\r\n"),
        (".csv", b'0.5;1\n"0.25";0.5\n'),
        (".csv", "σ;τ\n1;2\n3;4\n".encode("utf-16")),
        (".tsv", b"1\t2\n3\t4\n"),
    )


def mutant(seed: int) -> tuple[str, bytes]:
    """Return the ending and the bytes of a good file that was damaged once or a few times."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    ending, data = chance.choice(good_files())
    for _ in range(chance.choice([1, 1, 1, 2, 3, 8])):
        data = chance.choice(CHANGES)(chance, data)
    return ending, data


def _saved(ending: str, write: Callable[[Path], object]) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"good{ending}"
        write(path)
        return path.read_bytes()


def _flip(chance: random.Random, data: bytes) -> bytes:
    if not data:
        return data
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]


def _span(chance: random.Random, data: bytes) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.choice([1, 1, 2, 4, 8, 50]))


def _delete(chance: random.Random, data: bytes) -> bytes:
    start, end = _span(chance, data)
    return data[:start] + data[end:]


def _insert(chance: random.Random, data: bytes) -> bytes:
    start, _ = _span(chance, data)
    return data[:start] + chance.choice(BYTES) + data[start:]


def _replace(chance: random.Random, data: bytes) -> bytes:
    start, _ = _span(chance, data)
    put = chance.choice(BYTES)
    return data[:start] + put + data[start + len(put) :]


def _double(chance: random.Random, data: bytes) -> bytes:
    start, end = _span(chance, data)
    return data[:end] + data[start:end] * chance.choice([1, 1, 100]) + data[end:]


def _cut(chance: random.Random, data: bytes) -> bytes:
    start, _ = _span(chance, data)
    return data[:start] if chance.random() < 0.8 else data[start:]


def _splice(chance: random.Random, data: bytes) -> bytes:
    _, other = chance.choice(good_files())
    return data[: _span(chance, data)[0]] + other[_span(chance, other)[0] :]


def _number(chance: random.Random, data: bytes) -> bytes:
    """Put another number in the place of one that is written out, as in a header."""
    found = list(NUMBER.finditer(data))
    if not found:
        return data
    match = chance.choice(found)
    return data[: match.start()] + chance.choice(NUMBERS) + data[match.end() :]


def _token(chance: random.Random, data: bytes) -> bytes:
    """Put one token of the file, or none, in the place of another."""
    found = list(TOKEN.finditer(data))
    if not found:
        return data
    match, other = chance.choice(found), chance.choice(found)[0]
    return data[: match.start()] + chance.choice([other, other, b""]) + data[match.end() :]


def _length(chance: random.Random, data: bytes) -> bytes:
    """Put another binary number somewhere, mostly where lengths stand."""
    size = chance.choice([2, 4, 8])
    at = chance.choice([0, 8, chance.randrange(len(data) + 1), max(0, len(data) - 22)])
    value = chance.choice([0, 1, 2 ** (8 * size) - 1, 2 ** (8 * size - 1), chance.randrange(300)])
    return data[:at] + value.to_bytes(size, "little") + data[at + size :]


def _inside(chance: random.Random, data: bytes) -> bytes:
    """Damage one entry of an archive, and let its sum and sizes be right."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = {info.filename: archive.read(info) for info in archive.infolist()}
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError, KeyError):
        return data
    damaged, file = chance.choice([*entries] or [""]), io.BytesIO()
    with zipfile.ZipFile(file, "w", chance.choice([0, 8])) as archive:
        for name, held in entries.items():
            changed = chance.choice(CHANGES[:-1])(chance, held) if name == damaged else held
            archive.writestr(zipfile.ZipInfo(name), changed)
    return file.getvalue()


CHANGES: tuple[Change, ...] = (
    _flip, _flip, _delete, _insert, _replace, _double, _cut, _splice, _number, _number, _token,
    _token, _length, _inside,
)  # fmt: skip
