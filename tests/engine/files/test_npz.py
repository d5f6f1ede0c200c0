"""Archives: what numpy writes is read; damaged ones are in `hostile`."""

import io
import os
import struct
import zipfile
import zlib
from pathlib import Path

import numpy as np
import pytest

from engine import InputError, load
from engine.files.npz import open_npz
from engine.files.sequence import read_sequence

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
READS = {load: "W holds no plain numbers", read_sequence: "holds no array of numbers"}
W = zipped(("W.npy", npy(EYE)))


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


def test_zip64_nested_archives_and_things_beside_are_no_trouble(tmp_path: Path) -> None:
    path = tmp_path / "w.npz"
    with zipfile.ZipFile(path, "w") as archive:
        with archive.open("W.npy", "w", force_zip64=True) as entry:
            entry.write(npy(EYE))
        archive.writestr("folder/", b"")
        archive.writestr("inner.zip", zipped(("W.npy", b"no array")))
        archive.comment = b"made by hand"
    assert np.array_equal(load(path).network.W, EYE)


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


def test_a_short_text_beside_the_arrays_is_read(tmp_path: Path) -> None:
    texts = {"activation": np.array("relu"), "σ": np.array("τ", ">U3"), "none": np.array("")}
    np.savez(tmp_path / "w.npz", W=EYE, **texts, long=np.array("x" * 101), list=np.array(["a"]))
    with open_npz(tmp_path / "w.npz") as archive:
        assert archive.metadata == {"activation": "relu", "σ": "τ", "none": "", "long": ""}
    assert load(tmp_path / "w.npz").network.activation.name == "relu"


def test_an_entry_is_only_a_name_and_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "w.npz").write_bytes(zipped(("../../W.npy", npy(EYE))))
    assert np.array_equal(load(tmp_path / "in" / "w.npz").network.W, EYE)
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["in", "w.npz"]
