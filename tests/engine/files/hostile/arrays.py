"""Arrays of numpy's whose header lies, or that hold no numbers."""

from __future__ import annotations

import struct

import numpy as np

from tests.engine.files.hostile.cases import EVERYWHERE, FED, OPENED, WEIGHTS, cases
from tests.engine.files.hostile.pickles import PICKLE
from tests.engine.files.test_npz import EYE, header, npy

MAGIC = b"\x93NUMPY"
W = npy(EYE)


def headed(text: str, data: bytes = b"", version: int = 1) -> bytes:
    """Return a file with a header as it is written."""
    length = struct.pack("<H" if version == 1 else "<I", len(text))
    return MAGIC + bytes([version, 0]) + length + text.encode() + data


def fields(descr: str = "'<f8'", shape: str = "(2, 2)", fortran: str = "False") -> str:
    """Return a header's text."""
    return f"{{'descr': {descr}, 'fortran_order': {fortran}, 'shape': {shape}, }}"


_NO_ARRAY = "is not a .npy file; save it with numpy.save as an array of numbers, (T, m)"
_UNREADABLE = (
    "is damaged: its header cannot be read; save it with numpy.save as an array of numbers, (T, m)"
)
_NOT_NUMPYS = "is damaged: its header is not one of numpy's; save it with numpy.save as an"

_HEADERS = {
    "empty.npy": (b"", "is empty; check that it was saved whole"),
    "text.npy": (b"1,2\n3,4\n", _NO_ARRAY),
    "pickle.npy": (PICKLE, _NO_ARRAY),
    "zip.npy": (b"PK\x03\x04" + bytes(60), _NO_ARRAY),
    "cut in the magic.npy": (W[:4], _NO_ARRAY),
    "cut after the magic.npy": (W[:6], _NO_ARRAY),
    "cut in the version.npy": (W[:7], _NO_ARRAY),
    "cut before the length.npy": (W[:8], _UNREADABLE),
    "cut after the length.npy": (W[:10], _UNREADABLE),
    "cut in the header.npy": (W[:50], _UNREADABLE),
    "version 0.npy": (
        MAGIC + b"\0\0" + W[8:],
        "is a .npy file of version 0, expected 1 to 3; save it with numpy.save as an",
    ),
    "version 9.npy": (
        MAGIC + b"\x09\0" + W[8:],
        "is a .npy file of version 9, expected 1 to 3; save it with numpy.save as an",
    ),
    "header of 4 GB.npy": (
        MAGIC + b"\2\0" + b"\xff" * 4 + bytes(100),
        "has a header of 4294967295 bytes; save it with numpy.save as an array of",
    ),
    "header of 5 MB.npy": (
        headed(fields() + " " * 5_000_000, EYE.tobytes(), 2),
        "has a header of 5000059 bytes; save it with numpy.save as an array of",
    ),
    "code.npy": (headed(fields("__import__('os').getpid()")), _UNREADABLE),
    "format codes.npy": (headed(fields("'%s' % 1")), _UNREADABLE),
    "python 2.npy": (headed(fields(shape="(2L, 2L)"), EYE.tobytes()), _UNREADABLE),
    "no utf-8.npy": (MAGIC + b"\1\0\2\0\xff\xff", _UNREADABLE),
    "zero in the header.npy": (headed(fields() + "\0"), _UNREADABLE),
    "brackets.npy": (headed("(" * 5000), _UNREADABLE),
    "minus.npy": (headed("-" * 9000 + "1"), _UNREADABLE),
    "plus.npy": (headed(fields(shape="(" + "1+" * 4000 + "1,)")), _UNREADABLE),
    "list.npy": (headed("['<f8', False, (2, 2)]"), _NOT_NUMPYS),
    "no descr.npy": (headed("{'fortran_order': False, 'shape': (2, 2)}"), _NOT_NUMPYS),
    "no order.npy": (headed(fields(fortran="0")), _NOT_NUMPYS),
    "no shape.npy": (headed(fields(shape="4")), _NOT_NUMPYS),
    "shape in a list.npy": (headed(fields(shape="[2, 2]")), _NOT_NUMPYS),
    "negative.npy": (
        headed(fields(shape="(2, -2)")),
        "has the shape (2, -2), expected (T, m) or (T,); save one sequence, one step a",
    ),
    "true.npy": (
        headed(fields(shape="(2, True)")),
        "has the shape (2, True), expected (T, m) or (T,); save one sequence, one step",
    ),
    "half.npy": (
        headed(fields(shape="(2, 2.0)")),
        "has the shape (2, 2.0), expected (T, m) or (T,); save one sequence, one step",
    ),
    "infinite.npy": (
        headed(fields(shape="(2, 1e999)")),
        "has the shape (2, inf), expected (T, m) or (T,); save one sequence, one step",
    ),
    "past int64.npy": (
        headed(fields(shape=f"(0, {2**64})")),
        "has the shape (0, 18446744073709551616), expected (T, m) or (T,); save one",
    ),
    "of 4000 digits.npy": (
        headed(fields(shape=f"(2, {'9' * 4000})")),
        "has the shape (2, 999999999999999999999999999999999999, expected (T, m) or",
    ),
    "of 9000 hexadecimal digits.npy": (headed(fields(shape=f"(2, 0x{'f' * 9000})")), _UNREADABLE),
    "type of 9000 hexadecimal digits.npy": (headed(fields(descr=f"0x{'f' * 9000}")), _UNREADABLE),
    "forty axes.npy": (
        headed(fields(shape=str((1,) * 40))),
        "has the shape (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, , expected (T, m) or",
    ),
}

_SURVEYED = {
    "single number.npy": (
        npy(np.array(1.0)),
        "W is a single number, not square; give a square matrix, or read it as a",
    ),
    "one axis.npy": (
        npy(np.zeros(4)),
        "W is 4, not square; give a square matrix, or read it as a sequence",
    ),
    "three axes.npy": (
        npy(np.zeros((2, 2, 2))),
        "W is 2 × 2 × 2, not square; give a square matrix, or read it as a sequence",
    ),
    "not square.npy": (
        npy(np.zeros((2, 3))),
        "W is 2 × 3, not square; give a square matrix, or read it as a sequence",
    ),
    "product past int64.npy": (
        header(f"({2**61}, {2**61})"),
        "W has 2305843009213693952 units; use at most 2048",
    ),
}

_READ = {
    "objects.npy": (
        headed(fields("'|O'"), PICKLE),
        "W holds no plain numbers ('|O'); save it with numpy.save as an array of",
    ),
    "structured.npy": (
        headed(fields("[('a', '<f8')]"), bytes(32)),
        "W holds no plain numbers (\"[('a', '<f8')]\"); save it with numpy.save as an",
    ),
    "complex.npy": (
        npy(EYE + 0j),
        "W holds no plain numbers ('<c16'); save it with numpy.save as an array of",
    ),
    "texts.npy": (
        npy(np.array([["a", "b"], ["c", "d"]])),
        "W holds no plain numbers ('<U1'); save it with numpy.save as an array of",
    ),
    "dates.npy": (
        headed(fields("'<M8[s]'"), bytes(32)),
        "W holds no plain numbers ('<M8[s]'); save it with numpy.save as an array of",
    ),
    "booleans.npy": (
        npy(EYE > 0),
        "W holds no plain numbers ('|b1'); save it with numpy.save as an array of",
    ),
    "unknown type.npy": (
        headed(fields("'<f7'"), bytes(32)),
        "W holds no plain numbers ('<f7'); save it with numpy.save as an array of",
    ),
    "type with a line.npy": (
        headed(fields(r"'<f8\nerror: x'"), bytes(32)),
        "W holds no plain numbers ('<f8\\nerror: x'); save it with numpy.save as an",
    ),
    "type of many brackets.npy": (
        headed(fields(descr="[" * 90 + "]" * 90)),
        "W holds no plain numbers ('[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[['); save",
    ),
    "type of 8000 letters.npy": (
        headed(fields("'" + "f" * 8000 + "'"), bytes(32)),
        "W holds no plain numbers ('ffffffffffffffffffffffffffffffffffffffff'); save",
    ),
    "cut in the data.npy": (W[:-1], "W ends too early; check that it was saved whole"),
    "no data.npy": (W[:-32], "W ends too early; check that it was saved whole"),
    "announced.npy": (header("(2000, 2000)"), "W ends too early; check that it was saved whole"),
    "nan.npy": (
        npy(np.array([[1, np.nan], [0, 0]])),
        "W[1, 2] is not a finite number (nan); replace it by a number such as 0.5",
    ),
    "columns first.npy": (
        npy(np.asfortranarray([[1, np.inf], [0, 0]])),
        "W[1, 2] is not a finite number (inf); replace it by a number such as 0.5",
    ),
    "signalling.npy": (
        headed(fields("'<f4'"), b"\0\0\xa0\x7f" * 4),
        "W[1, 1] is not a finite number (nan); replace it by a number such as 0.5",
    ),
}

_SEQUENCES = {
    "sequence of vast width.npy": (
        header(f"(2, {2**40})"),
        "the array holds 2199023255552 numbers; use at most 67108864",
    ),
    "sequence of vast length.npy": (
        header(f"({2**40}, 2)"),
        "the array holds 2199023255552 numbers; use at most 67108864",
    ),
    "sequence of no width.npy": (
        header(f"({2**40}, 0)"),
        "x has 1099511627776 steps; use at most 100000",
    ),
    "sequence of 100001 steps.npy": (
        npy(np.zeros(100_001)),
        "x has 100001 steps; use at most 100000",
    ),
}

CASES = [
    *cases(EVERYWHERE, _HEADERS),
    *cases(WEIGHTS, _SURVEYED),
    *cases(OPENED, _READ),
    *cases(
        FED,
        {
            name: (data, says.replace("W[", "x[").removeprefix("W "))
            for name, (data, says) in _READ.items()
        },
    ),
    *cases(FED, _SEQUENCES),
]
