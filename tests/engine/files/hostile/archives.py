"""Hostile archives: false sizes, damaged entries, wrong content."""

from __future__ import annotations

import struct
import zipfile

import numpy as np

from tests.engine.files.hostile.cases import (
    EVERYWHERE,
    FED,
    OPENED,
    READ,
    SEQUENCES,
    WEIGHTS,
    cases,
)
from tests.engine.files.hostile.pickles import PICKLE
from tests.engine.files.test_npz import CENTRAL, END, EYE, W, header, npy, patched, twice, zipped

LOCAL = b"PK\x03\x04"
END64, LOCATOR = b"PK\x06\x06", b"PK\x06\x07"
NAN = np.array([[1, 0], [0, np.nan]])
LINES = "W\nerror: nothing is wrong\n"


def alone(data: bytes, name: str = "W.npy", method: int = zipfile.ZIP_STORED) -> bytes:
    """Return an archive of one entry."""
    return zipped((name, data), method=method)


def packed(size: int) -> bytes:
    """Return an archive of W and as many zeros, a thousand to a byte."""
    zeros = header(f"(2, {size // 16})") + bytes(size)
    return zipped(("W.npy", npy(EYE)), ("U.npy", zeros), method=zipfile.ZIP_DEFLATED)


def with_end64(entries: int, size: int, offset: int) -> bytes:
    """Return an archive whose second, 64-bit end says how long its directory is and where."""
    directory = W.rfind(CENTRAL)
    end = W.rfind(END)
    record = END64 + struct.pack("<QHHLLQQQQ", 44, 45, 45, 0, 0, entries, entries, size, offset)
    locator = LOCATOR + struct.pack("<LQL", 0, end, 1)
    small = END + struct.pack("<HHHHLLH", 0, 0, 0xFFFF, 0xFFFF, 2**32 - 1, 2**32 - 1, 0)
    return W[:directory] + W[directory:end] + record + locator + small


def overlapping(count: int) -> bytes:
    """Return an archive of many entries that are all the first one, under their own names."""
    whole = zipped(*((f"{i:05}.npy", npy(EYE)) for i in range(count)))
    start = whole.find(CENTRAL)
    return whole[:start] + whole[start:].replace(struct.pack("<L", whole.find(LOCAL, 1)), bytes(4))


def quoting() -> bytes:
    """Return an archive with an entry that lies, header and all, in the data of another."""
    inner = zipped(("inner.npy", npy(EYE)))
    whole = zipped(("outer.npy", inner[: inner.find(CENTRAL)]), ("inner.npy", npy(EYE)))
    return patched(whole, CENTRAL, 42, struct.pack("<L", whole.find(LOCAL, 1)))


_NO_ARCHIVE = "is not a .npz archive, or was not saved whole; save the arrays with numpy.savez"
_DAMAGED = "W is damaged; check that it was saved whole"
_NO_ARRAY = "W is not a .npy file; save it with numpy.save as an array of numbers, (T, m)"
_HEADER = "W is damaged: its header cannot be read; save it with numpy.save as an array"
_AXIS = "W is damaged: it has an axis of impossible length"
_ENCRYPTED = "W is encrypted; save the archive without a password"
_NOTHING = "holds no recurrent weights by a name this program knows (it holds none); name"

_BROKEN = {
    "empty.npz": (b"", "is empty; check that it was saved whole"),
    "pickle.npz": (PICKLE, _NO_ARCHIVE),
    "array.npz": (npy(EYE), _NO_ARCHIVE),
    "cut in the entry.npz": (W[:60], _NO_ARCHIVE),
    "cut in the directory.npz": (W[: W.find(CENTRAL) + 20], _NO_ARCHIVE),
    "cut in the end.npz": (W[:-1], _NO_ARCHIVE),
    "end alone.npz": (END + bytes(17), _NO_ARCHIVE),
    "directory past the end.npz": (patched(W, END, 16, b"\xff\xff\xff\x7f"), _DAMAGED),
    "directory of 4 GB.npz": (patched(W, END, 12, b"\xfe\xff\xff\xff"), _NO_ARCHIVE),
    "64-bit directory of 2^63.npz": (with_end64(1, 2**63, 0), _NO_ARCHIVE),
    "64-bit directory before the start.npz": (with_end64(1, 53, 2**64 - 1), _NO_ARCHIVE),
    "64-bit locator alone.npz": (
        W[: W.find(END)] + LOCATOR + struct.pack("<LQL", 0, 2**63, 1) + W[W.find(END) :],
        _NO_ARCHIVE,
    ),
    "newer zip.npz": (patched(W, CENTRAL, 6, b"\xff\0"), _NO_ARCHIVE),
    "name of no utf-8.npz": (
        patched(patched(W, CENTRAL, 8, b"\0\x08"), CENTRAL, 46, b"\xff"),
        _NO_ARCHIVE,
    ),
    "directory of 2 MB.npz": (
        zipped(*((f"{'n' * 2000}{i}", b"") for i in range(1000))),
        "has a directory too long for an archive of arrays; save the arrays with",
    ),
    "many entries.npz": (
        zipped(*((f"{i}.npy", b"") for i in range(1001))),
        "holds 1001 tensors; save at most 1000 in a file",
    ),
    "long name.npz": (
        alone(npy(EYE), "n" * 1500 + ".npy"),
        "names a tensor with 1504 letters; use at most 1000",
    ),
    "twice.npz": (twice("W.npy"), "W is in the archive twice; save the arrays with numpy.savez"),
    "sharing all bytes.npz": (overlapping(500), "00001 is damaged; check that it was saved whole"),
    "sharing some bytes.npz": (
        quoting(),
        "inner is damaged; check that it was saved whole",
    ),
}

_HARMLESS = {
    "text past unicode.npz": (
        zipped(("W.npy", npy(EYE)), ("activation.npy", header("()", "'<U1'") + b"\xff" * 4)),
        "",
    ),
    "bomb of text.npz": (
        zipped(("W.npy", npy(EYE)), ("activation.npy", header("()", "'<U99999999'"))),
        "",
    ),
    "more entries than there are.npz": (patched(W, END, 10, b"\xff\xff"), ""),
    "comment past the end.npz": (patched(W, END, 20, b"\xff\x00"), ""),
    "two disks.npz": (patched(W, END, 4, b"\1\0\1\0"), ""),
    "extra field that lies.npz": (patched(W, CENTRAL, 30, b"\4\0"), ""),
    "name past the end.npz": (patched(W, CENTRAL, 28, b"\xff\xff"), ""),
}

_ENTRIES = {
    "encrypted.npz": (patched(W, CENTRAL, 8, b"\1\0"), _ENCRYPTED),
    "strongly encrypted.npz": (patched(W, CENTRAL, 8, b"\x41\0"), _ENCRYPTED),
    "patched data.npz": (patched(patched(W, CENTRAL, 8, b"\x20\0"), LOCAL, 6, b"\x20\0"), _DAMAGED),
    "lzma.npz": (
        alone(npy(EYE), method=zipfile.ZIP_LZMA),
        "W is packed by method 14; save it with numpy.savez or numpy.savez_compressed",
    ),
    "method 99.npz": (patched(W, CENTRAL, 10, b"\x63\0"), "W is packed by method 99; save it with"),
    "no deflate.npz": (patched(W, CENTRAL, 10, b"\x08\0"), _DAMAGED),
    "elsewhere.npz": (patched(W, CENTRAL, 42, b"\x09\0\0\0"), _DAMAGED),
    "entry past the end.npz": (patched(W, CENTRAL, 42, b"\xff\xff\xff\x7f"), _DAMAGED),
    "other name.npz": (W.replace(b"W.npy", b"V.npy", 1), _DAMAGED),
    "no entry.npz": (patched(W, LOCAL, 0, b"PK\0\0"), _DAMAGED),
    "empty entry.npz": (alone(b""), _NO_ARRAY),
    "nested.npz": (alone(W), _NO_ARRAY),
    "pickle entry.npz": (alone(PICKLE), _NO_ARRAY),
    "cut header.npz": (alone(npy(EYE)[:40]), _HEADER),
    "header of 4 GB.npz": (alone(b"\x93NUMPY\2\0" + b"\xff" * 4), _HEADER),
    "header of 60 kB.npz": (alone(b"\x93NUMPY\1\0\x60\xea" + b" " * 60_000), _HEADER),
    "negative axis.npz": (alone(header("(2, -2)")), _AXIS),
    "axis past int64.npz": (alone(header(f"(0, {2**63})")), _AXIS),
    "named with a line.npz": (
        alone(b"", f"{LINES}.npy"),
        "W\\nerror: nothing is wrong\\n is not a .npy file; save it with numpy.save as",
    ),
}

_SURVEYED = {
    "no array.npz": (alone(b"1,2", "W.csv"), _NOTHING),
    "no entries.npz": (END + bytes(18), _NOTHING),
    "folder.npz": (alone(b"", "W.npy/"), _NOTHING),
    "structured.npz": (
        alone(header("(2,)", "[('a', '<f8')]")),
        "W is 2, not square; give a square",
    ),
    **{
        f"path {i}.npz": (
            alone(npy(EYE[:1]), f"{path}.npy"),
            f"{path} is 1 × 2, not square; give a",
        )
        for i, path in enumerate(["../../../../W", "/etc/W", "C:\\W"])
    },
}

_READ = {
    "sum.npz": (patched(W, CENTRAL, 16, b"\0\0\0\0"), _DAMAGED),
    "flipped.npz": (W.replace(EYE.tobytes(), EYE.tobytes()[:-1] + b"\x40"), _DAMAGED),
    "deflate cut.npz": (
        patched(alone(npy(EYE), method=zipfile.ZIP_DEFLATED), CENTRAL, 20, b"\x40\0\0\0"),
        _DAMAGED,
    ),
    "short.npz": (alone(npy(EYE)[:-1]), "W ends too early; check that it was saved whole"),
    "long.npz": (alone(npy(EYE) + b"\0"), "W is longer than its header says; check that it was"),
    "nan.npz": (alone(npy(NAN)), "W[2, 2] is not a finite number (nan); replace it by a number"),
}

_OPENED = {
    "vast.npz": (alone(header(f"({2**20}, {2**20})")), "W has 1048576 units; use at most 2048"),
    "objects.npz": (
        alone(header("(2, 2)", "'|O'") + PICKLE),
        "W holds no plain numbers (object); save it with numpy.save as an array of",
    ),
    "bomb.npz": (
        packed(64 << 20),
        "U unpacks from 65315 bytes to 64 MB; save it with numpy.savez, unpacked",
    ),
    "bomb in the header.npz": (
        zipped(("W.npy", npy(EYE)), ("U.npy", header(f"(2, {2**40})"))),
        "U holds 2199023255552 numbers; use at most 67108864",
    ),
    "bomb of bytes.npz": (
        zipped(
            ("W.npy", npy(EYE)),
            ("U.npy", header(f"(2, {2**23})", "'|i1'") + bytes(2**24)),
            method=zipfile.ZIP_DEFLATED,
        ),
        "U unpacks from 16392 bytes to 128 MB; save it with numpy.savez, unpacked",
    ),
    "text cut.npz": (
        zipped(("W.npy", npy(EYE)), ("activation.npy", header("()", "'<U9'"))),
        "activation ends too early; check that it was saved whole",
    ),
}

_SEQUENCES = {
    "no sequence.npz": (
        alone(npy(np.zeros((1, 1, 1)))),
        "holds no array of numbers with one axis or two; save one sequence, one step a",
    ),
}

_SEVERAL = {
    "several with lines.npz": (
        zipped(("a\nerror: b.npy", npy(EYE)), ("\u202ec.npy", npy(EYE))),
        "holds several arrays; choose one of “a\\nerror: b”, “\\u202ec”, or save it alone",
    ),
}

CASES = [
    *cases(EVERYWHERE, _BROKEN | _ENTRIES),
    *cases((), _HARMLESS),
    *cases(WEIGHTS, _SURVEYED),
    *cases(READ, _READ),
    *cases(OPENED, _OPENED),
    *cases(SEQUENCES, _SEQUENCES),
    *cases(FED, _SEVERAL),
]
