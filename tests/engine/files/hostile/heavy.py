"""Files whose claimed sizes would take much time or all memory."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.engine.files.hostile.archives import overlapping
from tests.engine.files.hostile.tensor_files import one, pack
from tests.engine.files.test_npz import END, header

MEGABYTE = 1 << 20
SHAPES = {"W": "(2048, 2048)", "U": "(2048, 2048)", "x": "(2048, 2048)", "b": "(2048,)",
          "s0": "(2048,)", "a": "(2048, 2048)", "s": "(2049, 2048)", "k": "(2049,)",
          "log10_norm": "(2049,)"}  # fmt: skip


def zeros(*names: str, **shapes: str) -> bytes:
    """Return an archive of zeros, packed a thousand to a byte."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            rows, *columns = (int(n) for n in (SHAPES | shapes)[name].strip("()").split(",") if n)
            size = 8 * rows * (columns[0] if columns else 1)
            archive.writestr(f"{name}.npy", header((SHAPES | shapes)[name]) + bytes(size))
    return file.getvalue()


def hollow(start: bytes, size: int) -> Callable[[Path], object]:
    """Return what makes a file that goes on with zeros, and takes no room."""

    def make(path: Path) -> None:
        path.write_bytes(start)
        with path.open("r+b") as file:
            file.truncate(size)

    return make


def holding(*parts: tuple[bytes, int]) -> Callable[[Path], object]:
    """Return what makes a file of parts, each repeated."""
    return lambda path: path.write_bytes(b"".join(part * count for part, count in parts))


def hollow_directory(path: Path, size: int) -> None:
    """Make an archive that is all directory, of zeros."""
    hollow(b"", size)(path)
    with path.open("ab") as file:
        file.write(END + struct.pack("<HHHHLLH", 0, 0, 1, 1, size, 0, 0))


HEAVY: dict[str, Callable[[Path], object]] = {
    "weights of zeros.npz": lambda path: path.write_bytes(zeros("W", "U", "b", "x")),
    "overlapping.npz": lambda path: path.write_bytes(overlapping(1000)),
    "announced.npy": hollow(header("(67108864, 1)"), 1000),
    "hollow.npz": hollow(b"PK\x03\x04", 1024 * MEGABYTE),
    "hollow directory.npz": lambda path: hollow_directory(path, 1020 * MEGABYTE),
    "hollow header.safetensors": hollow(struct.pack("<Q", 16 * MEGABYTE), 1024 * MEGABYTE),
    "hollow.csv": hollow(b"1,2\n", 64 * MEGABYTE),
    "hollow.json": hollow(b'{"W": [[1', 64 * MEGABYTE),
    "trace of zeros.npz": lambda path: path.write_bytes(zeros(*SHAPES)),
    "blank header.safetensors": lambda path: path.write_bytes(pack("{" + " " * 16_000_000 + "}")),
    "many tensors.safetensors": lambda path: path.write_bytes(
        pack("{" + ",".join(one("[0]", "[0,0]", name=f"W{i}") for i in range(60_000)) + "}")
    ),
    "much metadata.safetensors": lambda path: path.write_bytes(
        pack('{"__metadata__":{' + ",".join(f'"{i}":""' for i in range(260_000)) + "}}")
    ),
    "blank.json": holding((b" ", 64 * MEGABYTE)),
    "empty rows.json": holding((b'{"W": [', 1), (b"[],", 20 * MEGABYTE), (b"[]]}", 1)),
    "fewer empty rows.json": holding((b'{"W": [', 1), (b"[],", 390_000), (b"[]]}", 1)),
    "one row.json": holding((b'{"W": [[', 1), (b"0,", 31 * MEGABYTE), (b"0]]}", 1)),
    "shorter row.json": holding((b'{"W": [[', 1), (b"0.5,", 2_900_000), (b"0]]}", 1)),
    "long text.json": holding((b'{"W": [[1]], "name": "', 1), (b"\\u0001", 10**7), (b'"}', 1)),
    "many keys.json": holding((b'{"W": [[1]]', 1), (b',"t":1', 2_900_000), (b"}", 1)),
    "long number.json": holding((b'{"W": [[0.', 1), (b"1", 60 * MEGABYTE), (b"]]}", 1)),
    "blank.csv": holding((b"\n", 64 * MEGABYTE)),
    "spaces.csv": holding((b" ", 64 * MEGABYTE)),
    "commas.csv": holding((b",", 64 * MEGABYTE)),
    "one row.csv": holding((b"10,", 21 * MEGABYTE)),
    "quoted lines.csv": holding((b"10," * 900_000 + b'"\n",', 24)),
    "one long cell.csv": holding((b"1", 64 * MEGABYTE)),
    "quotes.csv": holding((b'"', 64 * MEGABYTE)),
}
