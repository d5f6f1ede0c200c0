"""Tables that no row of numbers can be read from."""

from __future__ import annotations

from tests.engine.files.hostile.cases import EVERYWHERE, READ, cases
from tests.engine.files.hostile.pickles import PICKLE

WIDE = ",".join(["1"] * 1_000_001)

_UTF8 = "is not UTF-8 text (line 1); save it as UTF-8"
_NO_TEXT = "is UTF-16 without its mark, or no text; save it as UTF-8"

_TEXTS = {
    "empty.csv": (b"", "is empty; check that it was saved whole"),
    "blank.csv": (b"\n \r\n\t\n", "holds no numbers; write one step a line, as in 0.5, 1"),
    "header only.csv": (b"a,b,c\n", "holds no numbers; write one step a line, as in 0.5, 1"),
    "pickle.csv": (PICKLE, _UTF8),
    "pickle.tsv": (PICKLE, _UTF8),
    "zip.csv": (b"PK\x03\x04" + bytes(60), _NO_TEXT),
    "zeros.csv": (bytes(100), _NO_TEXT),
    "zero in a cell.csv": (b"1,2\n3,\0\n", _NO_TEXT),
    "no utf-8.csv": (b"1,2\n3,\xff\n", "is not UTF-8 text (line 2); save it as UTF-8"),
    "utf-16 unmarked.csv": ("1,2\n3,4\n".encode("utf-16-le"), _NO_TEXT),
    "utf-16 cut.csv": (
        "1,2\n3,4\n".encode("utf-16")[:-1],
        "is not whole UTF-16 text; save it as UTF-8",
    ),
    "utf-16 half a pair.tsv": (
        b"\xff\xfe1\0\n\0\x3d\xd8",
        "is not whole UTF-16 text; save it as UTF-8",
    ),
    "utf-32.csv": ("1,2\n3,4\n".encode("utf-32"), "is UTF-32, or no text; save it as UTF-8"),
    "long quote never closed.csv": (
        b'1,2\n1,"' + b"3,4\n" * 50_000,
        "line 32770 cannot be read (field larger than field limit (131072)); correct",
    ),
    "huge cell.csv": (
        b"1,2\n3," + b"4" * 200_000,
        "line 2 cannot be read (field larger than field limit (131072)); correct the",
    ),
    "million columns.csv": (
        WIDE.encode(),
        "line 1 has more than 1000000 columns; write one step a line",
    ),
    "million columns below.csv": (
        b"1,2\n" + WIDE.encode(),
        "line 2 has more than 1000000 columns; write one step a line",
    ),
    "million lines.csv": (
        b"1,2\n" + b"\n" * 1_000_000,
        "has more than 400000 lines; remove the empty ones",
    ),
    "too many steps.csv": (b"1\n" * 100_001, "x has 100001 steps; use at most 100000"),
    "ragged.csv": (b"1,2\n3\n", "line 2 has 1 numbers, expected 2; give every line as many"),
}

_CELLS = {
    "quote never closed.csv": (
        b'1,"2\n3,4\n5,6\n',
        "line 3, column 2 is '2\\n3,4\\n5,6', not a number; write numbers between",
    ),
    "longer and longer.tsv": (
        b"1\n2\t3\n4\t5\t6\n",
        "line 2, column 1 is '2\\t3', not a number; write numbers between commas,",
    ),
    "trailing comma.csv": (b"1,2,\n3,4\n", "line 1, column 3 is empty; write a number there"),
    "word.csv": (
        b"1,2\n3,four\n",
        "line 2, column 2 is 'four', not a number; write numbers between commas,",
    ),
    "gap.csv": (b"1,2\n3,\n", "line 2, column 2 is empty; write a number there"),
    "two headers.csv": (
        b"a,b\nc,d\n1,2\n",
        "line 2, column 1 is 'c', not a number; write numbers between commas,",
    ),
    "formula.csv": (
        b"1,2\n=1+1,4\n",
        "line 2, column 1 is '=1+1', not a number; write numbers between commas,",
    ),
    "command.csv": (
        b"1,2\n3,\"=cmd|' /C calc'!A0\"\n",
        "line 2, column 2 is \"=cmd|' /C calc'!A0\", not a number; write numbers between",
    ),
    "nan.csv": (
        b"1,2\n3,nan\n",
        "line 2, column 2 is not a finite number (nan); replace it by a number such as",
    ),
    "infinity.csv": (
        b"1,2\n-inf,4\n",
        "line 2, column 1 is not a finite number (-inf); replace it by a number such",
    ),
    "1e999.csv": (
        b"1,2\n1e999,4\n",
        "line 2, column 1 is not a finite number (inf); replace it by a number such as",
    ),
    "10000 digits.csv": (
        b"1,2\n" + b"9" * 10_000 + b",4\n",
        "line 2, column 1 is not a finite number (inf); replace it by a number such as",
    ),
    "underscore.csv": (
        b"1,2\n1_000,4\n",
        "line 2, column 1 is '1_000', not a number; write numbers between commas,",
    ),
    "hexadecimal.csv": (
        b"1,2\n0x10,4\n",
        "line 2, column 1 is '0x10', not a number; write numbers between commas,",
    ),
    "decimal commas.csv": (
        b"0,5;0,25\n0,1;0,75\n",
        "line 2, column 1 is '0,1', not a number; write decimals with a point",
    ),
    "decimal commas below.csv": (
        b"1;2\n0,1;0,75\n",
        "line 2, column 1 is '0,1', not a number; write decimals with a point",
    ),
    "mixed delimiters.csv": (
        b"1;2\n3,4;5\n",
        "line 2, column 1 is '3,4', not a number; write decimals with a point",
    ),
    "spaces.csv": (
        b"1 2\n3 4\n",
        "line 2, column 1 is '3 4', not a number; write numbers between commas,",
    ),
    "tabs below.csv": (
        b"1,2\n3\t4,5\n",
        "line 2, column 1 is '3\\t4', not a number; write numbers between commas,",
    ),
    "complex.csv": (
        b"1,2\n3,4j\n",
        "line 2, column 2 is '4j', not a number; write numbers between commas,",
    ),
    "erasing.csv": (
        b"1,2\n3,\x1b[2J\xe2\x80\xae4\n",
        "line 2, column 2 is '\\x1b[2J\\u202e4', not a number; write numbers between",
    ),
    "line in a cell.csv": (
        b'1,2\n3,"4\n5"\n',
        "line 3, column 2 is '4\\n5', not a number; write numbers between commas,",
    ),
    "mark in the middle.csv": (
        b"1,2\n\xef\xbb\xbf3,4\n",
        "line 2, column 1 is '\\ufeff3', not a number; write numbers between commas,",
    ),
    "long word.csv": (
        b"1,2\n3," + b"w" * 100_000 + b"\n",
        "line 2, column 2 is 'wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww', not a number;",
    ),
    "html.csv": (
        b"<!DOCTYPE html>\n<html>\n</html>\n",
        "line 2, column 1 is '<html>', not a number; write numbers between commas,",
    ),
}

CASES = [*cases(EVERYWHERE, _TEXTS), *cases(READ, _CELLS)]
