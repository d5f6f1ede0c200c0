"""Archives: what numpy writes is read; what is made to do harm is refused, unread."""

import io
import os
import random
import struct
import zipfile
import zlib
from pathlib import Path

import numpy as np
import pytest

from engine import InputError, load
from engine.files.npz import open_npz
from engine.files.sequence import read_sequence
from tests.soak import times

EYE = np.eye(2)


def npy(array: np.ndarray) -> bytes:
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


def header(shape: str, descr: str = "'<f8'") -> bytes:
    text = f"{{'descr': {descr}, 'fortran_order': False, 'shape': {shape}, }}".encode()
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text


def zipped(*entries: tuple[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return file.getvalue()


def twice(name: str) -> bytes:
    other = name.replace("W", "V")
    return zipped((name, npy(EYE)), (other, npy(EYE))).replace(other.encode(), name.encode())


def patched(data: bytes, at: bytes, offset: int, value: bytes) -> bytes:
    """Return the archive with a field of its last header of the kind `at` replaced."""
    start = data.rfind(at) + offset
    return data[:start] + value + data[start + len(value) :]


CENTRAL, END = b"PK\x01\x02", b"PK\x05\x06"
JUNK = [b"", b"\xff" * 4, b"\0", b"P"]
READS = {load: "W holds no plain numbers", read_sequence: "holds no array of numbers"}
W = zipped(("W.npy", npy(EYE)))

BAD = {
    "empty": (b"", "is empty"),
    "text": (b"no archive" * 9, "is not a .npz archive, or was not saved whole; save the arrays"),
    "cut": (W[:-30], "is not a .npz archive, or was not saved whole"),
    "end only": (END + bytes(18), "holds no recurrent weights by a name this program knows"),
    "twice": (twice("W.npy"), "W is in the archive twice; save the arrays with numpy.savez"),
    "no array": (zipped(("W.txt", b"1")), "holds no recurrent weights"),
    "not npy": (zipped(("W.npy", b"1,2")), "W is not a .npy file; save it with numpy.save"),
    "fields": (
        zipped(("W.npy", header("(2,)", "[('a', '<f8')]"))),
        "W is 2, not square",
    ),
    "sum": (patched(W, CENTRAL, 16, b"\0\0\0\0"), "W is damaged; check that it was saved whole"),
    "flipped": (W.replace(EYE.tobytes(), EYE.tobytes()[:-1] + b"\x40"), "W is damaged"),
    "encrypted": (patched(W, CENTRAL, 8, b"\1\0"), "W is encrypted; save the archive without"),
    "bzip2": (
        zipped(("W.npy", npy(EYE)), method=zipfile.ZIP_BZIP2),
        "W is packed by method 12; save it with numpy.savez",
    ),
    "lzma": (zipped(("W.npy", npy(EYE)), method=zipfile.ZIP_LZMA), "W is packed by method 14"),
    "unknown method": (patched(W, CENTRAL, 10, b"\x63\0"), "W is packed by method 99"),
    "newer zip": (patched(W, CENTRAL, 6, b"\xff\0"), "is not a .npz archive"),
    "elsewhere": (patched(W, CENTRAL, 42, b"\x09\0\0\0"), "W is damaged"),
    "past the end": (patched(W, CENTRAL, 42, b"\xff\xff\xff\x7f"), "W is damaged"),
    "short": (zipped(("W.npy", npy(EYE)[:-1])), "W ends too early; check that it was saved whole"),
    "long": (zipped(("W.npy", npy(EYE) + b"\0")), "W is longer than its header says"),
    "long directory": (
        patched(W, END, 12, b"\xff\xff\xff\x7f") + bytes(100),
        "is not a .npz archive",
    ),
    "large directory": (
        zipped(*((f"{'n' * 1000}{i}", b"") for i in range(1100))),
        "has a directory too long for an archive of arrays; save the arrays with numpy.savez",
    ),
    "many entries": (
        zipped(*((f"{i}.npy", b"") for i in range(1001))),
        "holds 1001 tensors; save at most 1000 in a file",
    ),
    "long header": (
        zipped(("W.npy", b"\x93NUMPY\x02\x00" + struct.pack("<I", 1 << 30))),
        "W has a header of 1073741824 bytes",
    ),
    "bomb in the header": (
        zipped(("W.npy", npy(EYE)), ("U.npy", header("(2, 99999999999)"))),
        "U holds 199999999998 numbers; use at most",
    ),
    "bomb in the data": (
        zipped(("W.npy", npy(EYE)), ("U.npy", header("(2, 9000000)") + bytes(30_000_000)),
               method=zipfile.ZIP_DEFLATED),
        "U unpacks from 29",
    ),
    "axes": (zipped(("W.npy", header(str((1,) * 40)))), "W has the shape (1, 1, 1"),
    "vast axis": (zipped(("W.npy", header("(0, 99999999999999999999)"))), "W has the shape (0, 9"),
    "objects": (
        zipped(("W.npy", header("(2, 2)", "'|O'") + b"\x80\x04N.")),
        "W holds no plain numbers ('|O')",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_archive_is_answered(tmp_path: Path, name: str) -> None:
    data, expected = BAD[name]
    path = tmp_path / "w.npz"
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        load(path)
    assert str(caught.value).startswith(f"{path}: {expected}")
    assert "allow_pickle" not in str(caught.value)


@pytest.mark.parametrize("save", [np.savez, np.savez_compressed])
def test_what_numpy_writes_is_read_bit_for_bit(tmp_path: Path, save: object) -> None:
    array = np.random.default_rng(0).standard_normal((60, 60))
    save(tmp_path / "w.npz", **{"W": array, "a/b.c": array.T, "": array[0]})
    with open_npz(tmp_path / "w.npz") as archive:
        assert list(archive.kinds) == ["W", "a/b.c", ""]
        assert archive.read("W", 2).tobytes() == array.tobytes()
        assert np.array_equal(archive.read("a/b.c", 2), array.T)
        with pytest.raises(InputError, match="W has 2 axes, expected 1"):
            archive.read("W", 1)


@pytest.mark.parametrize("name", ["../../W.npy", "/etc/W.npy", "C:\\W.npy", "W\0.npy"])
def test_the_name_of_an_entry_is_only_a_name(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "w.npz"
    path.write_bytes(zipped((name, npy(EYE))))
    try:
        assert np.array_equal(load(path).network.W, EYE)
    except InputError:
        assert "\0" in name
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["in", "w.npz"]


def test_zip64_nested_archives_and_things_beside_are_no_trouble(tmp_path: Path) -> None:
    path = tmp_path / "w.npz"
    with zipfile.ZipFile(path, "w") as archive:
        with archive.open("W.npy", "w", force_zip64=True) as entry:
            entry.write(npy(EYE))
        archive.writestr("folder/", b"")
        archive.writestr("inner.zip", zipped(("W.npy", b"no array")))
        archive.comment = b"made by hand"
    assert np.array_equal(load(path).network.W, EYE)


def test_entries_that_share_their_bytes_are_read_or_refused(tmp_path: Path) -> None:
    data = zipped(("W.npy", npy(EYE)), ("U.npy", npy(EYE)))
    second = data.rfind(CENTRAL)
    (tmp_path / "w.npz").write_bytes(data[: second + 42] + bytes(4) + data[second + 46 :])
    with pytest.raises(InputError, match="U is damaged"):
        load(tmp_path / "w.npz")


def test_an_entry_that_unpacks_to_more_than_it_says_is_cut_there(tmp_path: Path) -> None:
    data = zipped(("W.npy", npy(EYE) + bytes(1 << 20)), method=zipfile.ZIP_DEFLATED)
    said = struct.pack("<I", len(npy(EYE)))
    summed = struct.pack("<I", zlib.crc32(npy(EYE)))
    (tmp_path / "w.npz").write_bytes(patched(patched(data, CENTRAL, 24, said), CENTRAL, 16, summed))
    assert np.array_equal(load(tmp_path / "w.npz").network.W, EYE)


def test_no_code_in_a_pickled_entry_is_run(tmp_path: Path) -> None:
    class Trap:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return os.mkdir, (str(tmp_path / "sprung"),)

    np.savez(tmp_path / "w.npz", W=np.array([[Trap()]], dtype=object))
    for read, found in READS.items():
        with pytest.raises(InputError, match=found):
            read(tmp_path / "w.npz")
    assert not (tmp_path / "sprung").exists()


@pytest.mark.soak
def test_whatever_is_damaged_is_read_or_answered(tmp_path: Path) -> None:
    path, chance = tmp_path / "w.npz", random.Random(0)  # noqa: S311 - no secret
    np.savez_compressed(path, W=EYE, U=np.ones((2, 3)), b=np.ones(2))
    whole = path.read_bytes()
    for _ in range(times(500, 50_000)):
        data = bytearray(whole)
        for _ in range(chance.choice([1, 1, 2, 5])):
            at = chance.randrange(len(data))
            data[at : at + chance.choice([0, 1, 4])] = chance.choice(JUNK)
        path.write_bytes(data)
        try:
            assert load(path).network.d == 2
        except InputError:
            continue
