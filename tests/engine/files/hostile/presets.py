"""Hostile presets: no JSON, no preset, no network."""

from __future__ import annotations

import sys

from tests.engine.files.hostile.cases import OPENED, cases
from tests.engine.files.hostile.pickles import PICKLE
from tests.engine.files.test_load import preset

DEEP = b"[" * 100_000
LONG = b"9" * 10_000

_NO_JSON = "is not JSON: "
_UTF8 = "is not UTF-8 text (line 1); save it as UTF-8"
# from Python 3.14 on brackets may nest as deep as there is room
_NESTED = "" if sys.version_info >= (3, 14) else "nests its brackets too deeply; write W as rows"

_TEXTS = {
    "empty.json": (b"", "is empty; check that it was saved whole"),
    "blank.json": (b" \n\t\r\n", _NO_JSON),
    "zeros.json": (bytes(100), _NO_JSON),
    "cut in the key.json": (b'{"W', _NO_JSON),
    "cut after the colon.json": (b'{"W":', _NO_JSON),
    "cut in a row.json": (b'{"W": [[0.5, 1], [0', _NO_JSON),
    "cut in an escape.json": (b'{"W": [[1]], "name": "a\\u00', _NO_JSON),
    "cut in a letter.json": (b'{"W": [[1]], "name": "\xcf', _UTF8),
    "utf-16.json": ('{"W": [[1]]}'.encode("utf-16"), _UTF8),
    "utf-16 unmarked.json": ('{"W": [[1]]}'.encode("utf-16-le"), _NO_JSON),
    "latin-1.json": (b'{"W": [[1]],\n\n"name": "\xe9"}', "is not UTF-8 text (line 3); save it"),
    "overlong.json": (b'{"W": [[1]], "name": "\xc0\x80"}', _UTF8),
    "surrogate in utf-8.json": (b'{"W": [[1]], "name": "\xed\xa0\x80"}', _UTF8),
    "two marks.json": (b"\xef\xbb\xbf" * 2 + preset(), _NO_JSON),
    "half a pair.json": (b'{"W": [[1]], "name": "\\uD83D!"}', "name is not valid Unicode; type"),
    "zero in a text.json": (b'{"W": [[1]], "name": "a\0b"}', _NO_JSON),
    "two.json": (preset() + preset(), _NO_JSON),
    "comma.json": (b'{"W": [[1]],\n  "t": 1,\n}', _NO_JSON),
    "octal.json": (b'{"W": [[01]]}', _NO_JSON),
    "decimal comma.json": (b'{"W": [[0,5]]}', "W is 1 × 2, expected 1 × 1; make W square: one"),
    "deep.json": (b'{"W": ' + DEEP, _NESTED),
    "deep list.json": (DEEP, _NESTED),
    "deep objects.json": (b'{"a":' * 50_000, _NESTED),
    "deep and whole.json": (b'{"W": ' + DEEP + b"1" + b"]" * 100_000 + b"}", _NESTED),
    "pickle.json": (PICKLE, _UTF8),
}

_NO_DOUBLE = "is not a finite number"
_DIGITS = "is a number of too many digits; use a smaller number"
_WHOLE = "is a number, expected a whole number"

_NUMBERS = {
    "1e999.json": (b'{"W": [[1, 2], [3, 1e999]]}', f"W[2, 2] {_NO_DOUBLE} (inf); replace it by"),
    "long number.json": (b'{"W": [[' + LONG + b"]]}", f"W[1, 1] {_NO_DOUBLE} (inf)"),
    "long fraction.json": (
        b'{"W": [[1]], "b": [1' + LONG + b".5]}",
        f"b[1] {_NO_DOUBLE} (inf)",
    ),
    "whole number past a double.json": (
        b'{"W": [[1' + b"0" * 3000 + b"]]}",
        "W holds a number beyond the range of a double; use a smaller number",
    ),
    "nan.json": (b'{"W": [[1, 0], [0, NaN]]}', f"W[2, 2] {_NO_DOUBLE} (nan); replace it by"),
    "infinity.json": (b'{"W": [[1]], "s0": [Infinity]}', f"s0[1] {_NO_DOUBLE} (inf)"),
    "minus infinity.json": (b'{"W": [[1]], "x": [[-Infinity]]}', f"x[1, 1] {_NO_DOUBLE} (-inf)"),
    "nan in V.json": (
        b'{"W": [[1]], "V": [[NaN]], "c": [0], "label": 1}',
        f"V[1, 1] {_NO_DOUBLE} (nan)",
    ),
    "nan t.json": (b'{"W": [[1]], "t": NaN}', f"t {_WHOLE}"),
    "t of 4000 digits.json": (b'{"W": [[1]], "t": ' + b"9" * 4000 + b"}", f"t {_DIGITS}"),
    "t of 10000 digits.json": (b'{"W": [[1]], "t": ' + LONG + b"}", f"t {_WHOLE}"),
    "version of 4000 digits.json": (
        b'{"W": [[1]], "version": ' + b"9" * 4000 + b"}",
        f"version {_DIGITS}",
    ),
}

_OBJECT = "expected an object in braces; begin the file with { and name the"

_FIELDS = {
    "list.json": (b"[[1]]", f"is a list, {_OBJECT}"),
    "number.json": (b"1e5", f"is a number, {_OBJECT}"),
    "text.json": (b'"W"', f"is a text in quotes, {_OBJECT}"),
    "null.json": (b"null", f"is null, {_OBJECT}"),
    "no W.json": (b'{"U": [[1]]}', 'W is missing; add it, as in "W": [[0.5, 0], [0, 0.5]]'),
    "twice.json": (b'{"W": [[1]], "W": [[2]]}', "W is given twice; remove one of the two"),
    "twice in disguise.json": (b'{"W": [[1]], "\\u0057": [[2]]}', "W is given twice; remove one"),
    "unknown.json": (
        preset(w=1),
        "has an unknown field 'w'; remove or rename it; there are format",
    ),
    "unknown and long.json": (
        b'{"W": [[1]], "' + b"w" * 100_000 + b'": 1}',
        f"has an unknown field '{'w' * 40}'; remove or",
    ),
    "unknown with a line.json": (
        b'{"W": [[1]], "a\\nerror: b": 1}',
        "has an unknown field 'a\\nerror: b'; remove or rename it",
    ),
    "newer.json": (preset(version=2, new=[]), "version is 2, newer than this program's 1; open it"),
    "older.json": (preset(version=-1), "version is -1; write 1"),
    "version in quotes.json": (
        preset(version="1"),
        "version is a text in quotes, expected a whole number; replace it by a whole",
    ),
    "other format.json": (preset(format="\u202elab"), "format is '\\u202elab'; write \"bptt-lab\""),
    "format null.json": (preset(format=None), "format is null, expected a text in quotes; put"),
    "object.json": (b'{"W": {"0": [1]}}', "W is an object in braces, expected a list; put it in"),
    "flat.json": (b'{"W": [1, 2]}', "W[1] is a whole number, expected a list; put it in brackets"),
    "cube.json": (b'{"W": [[[1]]]}', "W[1, 1] is a list, expected a number; replace it by a"),
    "text in W.json": (
        preset(W=[[1, "2"], [3, 4]]),
        "W[1, 2] is a text in quotes, expected a number",
    ),
    "null in b.json": (preset(b=[0, None]), "b[2] is null, expected a number; replace it"),
    "bool in W.json": (preset(W=[[1, 2], [3, True]]), "W[2, 2] is true or false, expected a numbe"),
    "half a step.json": (preset(t=1.5), f"t {_WHOLE}; replace it by a whole number such as 1"),
    "true step.json": (preset(t=True), "t is true or false, expected a whole number"),
    "summed.json": (preset(summed=1), "summed is a whole number, expected true or false; write"),
    "name.json": (preset(name=["a"]), "name is a list, expected a text in quotes; put it in"),
    "activation.json": (preset(activation="../tanh"), "activation is '../tanh'; choose one of"),
    "label alone.json": (preset(label=1), "V is missing; give V, c and label, or none of them"),
    "label outside.json": (preset(V=[[1, 2]], c=[0], label=2), "label is 2; choose a class from 0"),
}

_SHAPES = {
    "no units.json": (b'{"W": []}', "W is empty; give at least one unit"),
    "empty row.json": (b'{"W": [[]]}', "W is 1 × 0, expected 1 × 1; make W square: one row and"),
    "ragged.json": (preset(W=[[1, 2], [3]]), "row 2 of W has 1 numbers, expected 2; give rows of"),
    "wide.json": (preset(W=[[1, 2]]), "W is 1 × 2, expected 1 × 1; make W square: one row and one"),
    "U.json": (preset(U=[[1], [2], [3]]), "U is 3 × 1, expected 2 × 1; give one row for each"),
    "b.json": (preset(b=[1]), "b is 1, expected 2; give one number for each of the 2 units of W"),
    "s0.json": (preset(s0=[]), "s0 is 0, expected 2; give one number for each of the 2 units of W"),
    "y.json": (preset(y=[1, 2, 3]), "y is 3, expected 2; give one target for each of the 2 units"),
    "x.json": (preset(x=[[1, 2, 3]]), "x is 1 × 3, expected 1 × 2; give 2 numbers a step, one a"),
    "no steps.json": (preset(x=[]), "x is empty; give at least one step of input"),
    "t after the end.json": (preset(x=[[1, 2]], t=2), "t is 2; choose a step from 1 to 1"),
    "t below.json": (preset(t=0), "t is 0; choose a step from 1 to 24"),
    "steps beside x.json": (preset(x=[[1, 2]], steps=1), "steps is given beside x; remove one"),
    "steps below.json": (preset(steps=0), "steps is 0; give at least 1"),
    "too many units.json": (preset(W=[[]] * 3000), "W has 3000 units; use at most 2048"),
    "too many steps.json": (preset(steps=10**9), "the sequence has 1000000000 steps; use at most"),
    "steps and inputs.json": (
        preset(steps=10**5, U=[[0] * 700] * 2),
        "the sequence has 100000 steps of 700 numbers; use at most 95869 steps of that",
    ),
}

CASES = [*cases(OPENED, _TEXTS | _NUMBERS | _FIELDS | _SHAPES)]
