"""Presets that are not JSON."""

from __future__ import annotations

import sys

from tests.engine.files.hostile.cases import OPENED, cases
from tests.engine.files.hostile.pickles import PICKLE
from tests.engine.files.test_load import preset

DEEP = b"[" * 100_000

_CUT = "is not whole JSON: it ends too early; check that it was saved whole"
_UTF8 = "is not UTF-8 text (line 1); save it as UTF-8"
_ENDLESS = sys.version_info >= (3, 14)  # brackets may nest as deep there as there is stack
_NESTED = "nests its brackets too deeply; write W as rows in a list"
_DEEP_AND_CUT = _CUT if _ENDLESS else _NESTED
_DEEP_AND_WHOLE = "W[1, 1] is a list, expected a number; replace it by" if _ENDLESS else _NESTED

_NO_JSON = {
    "empty.json": (b"", "is empty; check that it was saved whole"),
    "blank.json": (b" \n\t\r\n", _CUT),
    "zeros.json": (
        bytes(100),
        "is not JSON: invalid character in line 1, column 1; correct the text there",
    ),
    "cut in the key.json": (b'{"W', _CUT),
    "cut after the key.json": (b'{"W"', _CUT),
    "cut after the colon.json": (b'{"W":', _CUT),
    "cut in a row.json": (b'{"W": [[0.5, 1], [0', _CUT),
    "cut after a comma.json": (b'{"W": [[0.5, 1],', _CUT),
    "cut before the brace.json": (b'{"W": [[0.5]]', _CUT),
    "cut in a text.json": (b'{"W": [[1]], "name": "a', _CUT),
    "cut in an escape.json": (b'{"W": [[1]], "name": "a\\u00', _CUT),
    "cut in a letter.json": (b'{"W": [[1]], "name": "\xcf', _UTF8),
    "utf-16.json": ('{"W": [[1]]}'.encode("utf-16"), _UTF8),
    "utf-16 unmarked.json": (
        '{"W": [[1]]}'.encode("utf-16-le"),
        "is not JSON: object keys must be strings in line 1, column 2; correct the",
    ),
    "utf-32.json": ('{"W": [[1]]}'.encode("utf-32"), _UTF8),
    "latin-1.json": (
        b'{"W": [[1]],\n\n"name": "\xe9"}',
        "is not UTF-8 text (line 3); save it as UTF-8",
    ),
    "overlong.json": (b'{"W": [[1]], "name": "\xc0\x80"}', _UTF8),
    "surrogate in utf-8.json": (b'{"W": [[1]], "name": "\xed\xa0\x80"}', _UTF8),
    "two marks.json": (
        b"\xef\xbb\xbf" * 2 + preset(),
        "is not JSON: invalid character in line 1, column 1; correct the text there",
    ),
    "mark only.json": (b"\xef\xbb\xbf", _CUT),
    "half a pair.json": (
        b'{"W": [[1]], "name": "\\uD83D!"}',
        "is not JSON: half of a surrogate pair, as in \\ud800; write the character",
    ),
    "other half.json": (
        b'{"W": [[1]], "name": "\\ude00"}',
        "is not JSON: invalid utf-16 surrogate pair in line 1, column 29; correct the",
    ),
    "zero in a text.json": (
        b'{"W": [[1]], "name": "a\0b"}',
        "is not JSON: invalid character in line 1, column 24; correct the text there",
    ),
    "line in a text.json": (
        b'{"W": [[1]], "name": "a\nb"}',
        "is not JSON: invalid character in line 1, column 24; correct the text there",
    ),
    "zero after.json": (
        preset() + b"\0",
        "is not JSON: trailing characters in line 1, column 29; correct the text there",
    ),
    "two.json": (
        preset() + preset(),
        "is not JSON: trailing characters in line 1, column 29; correct the text there",
    ),
    "comment.json": (
        b'{"W": [[1]] // W\n}',
        "is not JSON: expected ',' or '}' in line 1, column 13; correct the text there",
    ),
    "single quotes.json": (
        b"{'W': [[1]]}",
        "is not JSON: object keys must be strings in line 1, column 2; correct the",
    ),
    "bare key.json": (
        b"{W: [[1]]}",
        "is not JSON: object keys must be strings in line 1, column 2; correct the",
    ),
    "comma.json": (
        b'{"W": [[1]],}',
        "is not JSON: trailing comma in object in line 1, column 13; correct the text",
    ),
    "hexadecimal.json": (
        b'{"W": [[0x1]]}',
        "is not JSON: expected ',' or ']' in line 1, column 10; correct the text there",
    ),
    "octal.json": (
        b'{"W": [[01]]}',
        "is not JSON: invalid number in line 1, column 10; correct the text there",
    ),
    "plus.json": (
        b'{"W": [[+1]]}',
        "is not JSON: invalid character in line 1, column 9; correct the text there",
    ),
    "decimal comma.json": (
        b'{"W": [[0,5]]}',
        "W is 1 × 2, expected 1 × 1; make W square: one row and one column a unit",
    ),
    "point alone.json": (
        b'{"W": [[.5]]}',
        "is not JSON: invalid character in line 1, column 9; correct the text there",
    ),
    "closed twice.json": (
        b'{"W": [[1]]}}',
        "is not JSON: trailing characters in line 1, column 14; correct the text there",
    ),
    "deep.json": (b'{"W": ' + DEEP, _DEEP_AND_CUT),
    "deep list.json": (
        DEEP,
        "is a list, expected an object in braces; begin the file with { and name the",
    ),
    "deep objects.json": (b'{"a":' * 50_000, _DEEP_AND_CUT),
    "deep and whole.json": (
        b'{"W": ' + DEEP + b"1" + b"]" * 100_000 + b"}",
        _DEEP_AND_WHOLE,
    ),
    "pickle.json": (PICKLE, _UTF8),
    "html.json": (
        b"<!DOCTYPE html><html>not found</html>",
        "is not JSON: invalid character in line 1, column 1; correct the text there",
    ),
}

CASES = [*cases(OPENED, _NO_JSON)]
