"""Hostile tables without rows of numbers."""

from __future__ import annotations

from tests.engine.files.hostile.cases import EVERYWHERE, READ, cases
from tests.engine.files.hostile.pickles import PICKLE

WIDE = ",".join(["1"] * 1_000_001)

_NO_TEXT = "is UTF-16 without its mark, or no text; save it as UTF-8"
_NOTHING = "holds no numbers; write one step a line, as in 0.5, 1"
_NO_UTF16 = "is not whole UTF-16 text; save it as UTF-8"
_LONG_FIELD = "(field larger than field limit (131072)); correct the"

_TEXTS = {
    "empty.csv": (b"", "is empty; check that it was saved whole"),
    "blank.csv": (b"\n \r\n\t\n", _NOTHING),
    "header only.tsv": (b"a\tb\tc\n", _NOTHING),
    "pickle.csv": (PICKLE, "is not UTF-8 text (line 1); save it as UTF-8"),
    "zip.csv": (b"PK\x03\x04" + bytes(60), _NO_TEXT),
    "zero in a cell.csv": (b"1,2\n3,\0\n", _NO_TEXT),
    "no utf-8.csv": (b"1,2\n3,\xff\n", "is not UTF-8 text (line 2); save it as UTF-8"),
    "utf-16 unmarked.csv": ("1,2\n3,4\n".encode("utf-16-le"), _NO_TEXT),
    "utf-16 cut.csv": ("1,2\n3,4\n".encode("utf-16")[:-1], _NO_UTF16),
    "utf-16 half a pair.tsv": (b"\xff\xfe1\0\n\0\x3d\xd8", _NO_UTF16),
    "utf-32.csv": ("1,2\n3,4\n".encode("utf-32"), "is UTF-32, or no text; save it as UTF-8"),
    "long quote never closed.csv": (
        b'1,2\n1,"' + b"3,4\n" * 50_000,
        f"line 32770 cannot be read {_LONG_FIELD}",
    ),
    "huge cell.csv": (b"1,2\n3," + b"4" * 200_000, f"line 2 cannot be read {_LONG_FIELD}"),
    "million columns.csv": (WIDE.encode(), "line 1 has more than 1000000 columns; write one step"),
    "million lines.csv": (b"1\n" + b"\n" * 400_000, "has more than 400000 lines; remove the empty"),
    "too many steps.csv": (b"1\n" * 100_001, "x has 100001 steps; use at most 100000"),
    "ragged.csv": (b"1,2\n3\n", "line 2 has 1 numbers, expected 2; give every line as many"),
}

_NUMBER = "is not a number; write numbers such as 0.5 between commas"

_CELLS = {
    "quote never closed.csv": (b'1,"2\n3,4\n', f'line 2, column 2 ("2\\n3,4") {_NUMBER}'),
    "longer and longer.tsv": (b"1\n2\t3\n", f'line 2, column 1 ("2\\t3") {_NUMBER}'),
    "gap.csv": (b"1,2\n3,\n", "line 2, column 2 is empty; write numbers such as 0.5"),
    "half a header.csv": (b"1,b\n2,3\n", f'line 1, column 2 ("b") {_NUMBER}'),
    "two headers.csv": (b"a,b\nc,d\n1,2\n", f'line 2, column 1 ("c") {_NUMBER}'),
    "command.csv": (
        b"1,2\n3,\"=cmd|' /C calc'!A0\"\n",
        f"line 2, column 2 (\"=cmd|' /C calc'!A0\") {_NUMBER}",
    ),
    "nan.csv": (b"nan,nan\n3,4\n", 'line 1, column 1 ("nan") is not finite; write numbers such'),
    "1e999.csv": (b"1,2\n1e999,4\n", 'line 2, column 1 ("1e999") is not finite; write numbers'),
    "10000 digits.csv": (
        b"1,2\n" + b"9" * 10_000 + b",4\n",
        f'line 2, column 1 ("{"9" * 23}…") is not finite',
    ),
    "underscore.csv": (b"1,2\n1_000,4\n", f'line 2, column 1 ("1_000") {_NUMBER}'),
    "thousands.csv": (
        b"1;2\n1.234,5;4\n",
        'line 2, column 1 ("1.234,5") has marks between its thousands; write it without them',
    ),
    "thousands or decimals.csv": (
        b"0.5;2\n1,234;4\n",
        'line 2, column 1 ("1,234") has a comma where other numbers have a point; write all with',
    ),
    "thousands between commas.csv": (
        b'"1,234",2\n',
        'line 1, column 1 ("1,234") has a comma, which also separates cells; write all',
    ),
    "division by zero.csv": (b"1;1/0\n", 'line 1, column 2 ("1/0") divides by zero; write'),
    "spaces.csv": (b"1 2\n3 4\n", f'line 2, column 1 ("3 4") {_NUMBER}'),
    "complex.csv": (b"1,2\n3,4j\n", 'line 2, column 2 ("4j") is complex, and only real numbers'),
    "erasing.csv": (
        b"1,2\n3,\x1b[2J\xe2\x80\xae4\n",
        f'line 2, column 2 ("\\x1b[2J\\u202e4") {_NUMBER}',
    ),
    "mark in the middle.csv": (
        b"1,2\n\xef\xbb\xbf3,4\n",
        f'line 2, column 1 ("\\ufeff3") {_NUMBER}',
    ),
    "html.csv": (b"<!DOCTYPE html>\n<html>\n", f'line 2, column 1 ("<html>") {_NUMBER}'),
}

CASES = [*cases(EVERYWHERE, _TEXTS), *cases(READ, _CELLS)]
