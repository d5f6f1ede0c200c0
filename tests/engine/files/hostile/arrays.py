"""Hostile .npy arrays: false headers, no numbers."""

from __future__ import annotations

import struct

import numpy as np

from tests.engine.files.hostile.cases import EVERYWHERE, FED, OPENED, SEQUENCES, WEIGHTS, cases
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
_UNREADABLE = "is damaged: its header cannot be read; save it with numpy.save as an array of number"
_AXIS = "is damaged: it has an axis of impossible length; save it with numpy.save as an array of"

_HEADERS = {
    "empty.npy": (b"", "is empty; check that it was saved whole"),
    "pickle.npy": (PICKLE, _NO_ARRAY),
    "cut in the magic.npy": (W[:4], _NO_ARRAY),
    **{
        f"cut after {end} bytes.npy": (W[:end], _UNREADABLE)
        for end in (6, 7, 8, 10, 50)  # in the version, the length, the header
    },
    "version 9.npy": (MAGIC + b"\x09\0" + W[8:], _UNREADABLE),
    "header of 4 GB.npy": (MAGIC + b"\2\0" + b"\xff" * 4 + bytes(100), _UNREADABLE),
    "header of 5 MB.npy": (headed(fields() + " " * 5_000_000, EYE.tobytes(), 2), _UNREADABLE),
    "code.npy": (headed(fields("__import__('os').getpid()")), _UNREADABLE),
    "no utf-8.npy": (MAGIC + b"\1\0\2\0\xff\xff", _UNREADABLE),
    "zero in the header.npy": (headed(fields() + "\0"), _UNREADABLE),
    "brackets.npy": (headed("(" * 5000), _UNREADABLE),
    "minus.npy": (headed("-" * 9000 + "1"), _UNREADABLE),
    "plus.npy": (headed(fields(shape="(" + "1+" * 4000 + "1,)")), _UNREADABLE),
    "list.npy": (headed("['<f8', False, (2, 2)]"), _UNREADABLE),
    "no descr.npy": (headed("{'fortran_order': False, 'shape': (2, 2)}"), _UNREADABLE),
    "no order.npy": (headed(fields(fortran="0")), _UNREADABLE),
    "shape in a list.npy": (headed(fields(shape="[2, 2]")), _UNREADABLE),
    "half.npy": (headed(fields(shape="(2, 2.0)")), _UNREADABLE),
    "negative.npy": (headed(fields(shape="(2, -2)")), _AXIS),
    "past int64.npy": (headed(fields(shape=f"(0, {2**64})")), _AXIS),
    "of 9000 hexadecimal digits.npy": (headed(fields(shape=f"(2, 0x{'f' * 9000})")), _AXIS),
    "type of hexadecimal digits.npy": (headed(fields(descr=f"0x{'f' * 9000}")), _UNREADABLE),
    "unknown type.npy": (headed(fields("'<f7'"), bytes(32)), _UNREADABLE),
    "type with a line.npy": (headed(fields(r"'<f8\nerror: x'"), bytes(32)), _UNREADABLE),
    "type of many brackets.npy": (headed(fields(descr="[" * 90 + "]" * 90)), _UNREADABLE),
}

_SURVEYED = {
    "single number.npy": (npy(np.array(1.0)), "W is a single number, not square; give a square"),
    "one axis.npy": (npy(np.zeros(4)), "W is 4, not square; give a square matrix, or read it as a"),
    "three axes.npy": (npy(np.zeros((2, 2, 2))), "W is 2 × 2 × 2, not square; give a square"),
    "forty axes.npy": (headed(fields(shape=str((1,) * 40))), "W has 40 axes, not square; give a"),
    "product past int64.npy": (
        header(f"({2**61}, {2**61})"),
        "W has 2305843009213693952 units; use at most 2048",
    ),
}

_NO_NUMBERS = {
    "objects": (headed(fields("'|O'"), PICKLE), "object"),
    "structured": (headed(fields("[('a', '<f8')]"), bytes(32)), "void64"),
    "complex": (npy(EYE + 0j), "complex128"),
    "texts": (npy(np.array([["a", "b"], ["c", "d"]])), "str32"),
    "dates": (headed(fields("'<M8[s]'"), bytes(32)), "datetime64[s]"),
    "booleans": (npy(EYE > 0), "bool"),
    "long doubles": (headed(fields("'<f16'"), bytes(64)), "float128"),
}

_EARLY = "W ends too early; check that it was saved whole"

_READ = {
    "cut in the data.npy": (W[:-1], _EARLY),
    "announced.npy": (header("(2000, 2000)"), _EARLY),
    "true.npy": (headed(fields(shape="(True, True)")), _EARLY),
    "nan.npy": (npy(np.array([[1, np.nan], [0, 0]])), "W[1, 2] is not a finite number (nan)"),
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
    "vast width.npy": (header(f"(2, {2**40})"), "x has 2 steps of 1099511627776 numbers"),
    "vast length.npy": (header(f"({2**40}, 2)"), "x has 1099511627776 steps; use at most 100000"),
    "no width.npy": (header(f"({2**40}, 0)"), "x has 1099511627776 steps; use at most 100000"),
    "100001 steps.npy": (npy(np.zeros(100_001)), "x has 100001 steps; use at most 100000"),
}

CASES = [
    *cases(EVERYWHERE, _HEADERS),
    *cases(WEIGHTS, _SURVEYED),
    *cases(
        OPENED,
        {
            f"{name}.npy": (data, f"W holds no plain numbers ({kind}); save it with numpy.save")
            for name, (data, kind) in _NO_NUMBERS.items()
        },
    ),
    *cases(
        SEQUENCES,
        {
            f"{name} as a sequence.npy": (data, "holds no array of numbers with one axis or two")
            for name, (data, _) in _NO_NUMBERS.items()
        },
    ),
    *cases(OPENED, _READ),
    *cases(FED, {name: (data, f"x{says[1:]}") for name, (data, says) in _READ.items()}),
    *cases(FED, _SEQUENCES),
]
