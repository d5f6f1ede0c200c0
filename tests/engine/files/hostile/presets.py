"""Presets that are JSON, and no preset or no network."""

from __future__ import annotations

from tests.engine.files.hostile.cases import OPENED, cases
from tests.engine.files.test_load import preset

DIGITS = b"9" * 4000
LONG = b"9" * 10_000


_NUMBERS = {
    "1e999.json": (
        b'{"W": [[1, 2], [3, 1e999]]}',
        "W[2, 2] is beyond the range of a double; use a smaller number",
    ),
    "minus 1e999.json": (
        b'{"W": [[1]], "x": [[0], [-1e999]]}',
        "x[2, 1] is beyond the range of a double; use a smaller number",
    ),
    "long number.json": (
        b'{"W": [[' + LONG + b"]]}",
        "W[1, 1] is beyond the range of a double; use a smaller number",
    ),
    "long fraction.json": (
        b'{"W": [[1]], "b": [1' + LONG + b".5]}",
        "b[1] is beyond the range of a double; use a smaller number",
    ),
    "nan.json": (
        b'{"W": [[1, 0], [0, NaN]]}',
        "W[2, 2] is not a finite number (nan); replace it by a number such as 0.5",
    ),
    "infinity.json": (
        b'{"W": [[1]], "s0": [Infinity]}',
        "s0[1] is not a finite number (inf); replace it by a number such as 0.5",
    ),
    "minus infinity.json": (
        b'{"W": [[1]], "x": [[1], [-Infinity]]}',
        "x[2, 1] is not a finite number (-inf); replace it by a number such as 0.5",
    ),
    "nan in y.json": (
        b'{"W": [[1]], "y": [NaN]}',
        "y[1] is not a finite number (nan); replace it by a number such as 0.5",
    ),
    "nan in V.json": (
        b'{"W": [[1]], "V": [[NaN]], "c": [0], "label": 1}',
        "V[1, 1] is not a finite number (nan); replace it by a number such as 0.5",
    ),
    "nan name.json": (
        b'{"W": [[1]], "name": NaN}',
        'name is a number, expected a text in quotes; put it in quotes, as in "text"',
    ),
    "t of 4000 digits.json": (
        b'{"W": [[1]], "t": ' + DIGITS + b"}",
        "t is a number of too many digits; use a smaller number",
    ),
    "t of 10000 digits.json": (
        b'{"W": [[1]], "t": ' + LONG + b"}",
        "t is a number of too many digits; use a smaller number",
    ),
    "steps of 4000 digits.json": (
        b'{"W": [[1]], "steps": ' + DIGITS + b"}",
        "steps is a number of too many digits; use a smaller number",
    ),
    "version of 4000 digits.json": (
        b'{"W": [[1]], "version": ' + DIGITS + b"}",
        "version is a number of too many digits; use a smaller number",
    ),
    "label of 4000 digits.json": (
        b'{"W": [[1]], "V": [[1]], "c": [0], "label": ' + DIGITS + b"}",
        "label is a number of too many digits; use a smaller number",
    ),
}

_FIELDS = {
    "list.json": (
        b"[[1]]",
        "is a list, expected an object in braces; begin the file with { and name the",
    ),
    "number.json": (
        b"1e5",
        "is a number, expected an object in braces; begin the file with { and name the",
    ),
    "text.json": (
        b'"W"',
        "is a text in quotes, expected an object in braces; begin the file with { and",
    ),
    "null.json": (
        b"null",
        "is null, expected an object in braces; begin the file with { and name the",
    ),
    "no W.json": (b'{"U": [[1]]}', 'W is missing; add it, as in "W": [[0.5, 0], [0, 0.5]]'),
    "twice.json": (b'{"W": [[1]], "W": [[2]]}', "W is given twice; remove one of the two"),
    "twice in disguise.json": (
        b'{"W": [[1]], "\\u0057": [[2]]}',
        "W is given twice; remove one of the two",
    ),
    "unknown.json": (
        preset(w=1),
        "has an unknown field 'w'; remove or rename it; there are format, version, W,",
    ),
    "unknown and long.json": (
        b'{"W": [[1]], "' + b"w" * 100_000 + b'": 1}',
        "has an unknown field 'wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww'; remove or",
    ),
    "unknown with a line.json": (
        b'{"W": [[1]], "a\\nerror: b": 1}',
        "has an unknown field 'a\\nerror: b'; remove or rename it; there are format,",
    ),
    "newer.json": (
        preset(version=2, new=[]),
        "version is 2, newer than this program's 1; open it with a newer BPTT Lab",
    ),
    "older.json": (preset(version=-1), "version is -1; write 1"),
    "version in quotes.json": (
        preset(version="1"),
        "version is a text in quotes, expected a whole number; replace it by a whole",
    ),
    "other format.json": (preset(format="\u202elab"), "format is '\\u202elab'; write \"bptt-lab\""),
    "format null.json": (
        preset(format=None),
        'format is null, expected a text in quotes; put it in quotes, as in "text"',
    ),
    "object.json": (
        b'{"W": {"0": [1]}}',
        "W is an object in braces, expected a list; put it in brackets, as in [0.5, 0]",
    ),
    "flat.json": (
        b'{"W": [1, 2]}',
        "W[1] is a whole number, expected a list; put it in brackets, as in [0.5, 0]",
    ),
    "cube.json": (
        b'{"W": [[[1]]]}',
        "W[1, 1] is a list, expected a number; replace it by a number such as 0.5",
    ),
    "text in W.json": (
        preset(W=[[1, "2"], [3, 4]]),
        "W[1, 2] is a text in quotes, expected a number; replace it by a number such",
    ),
    "null in W.json": (
        preset(W=[[1, 2], [None, 4]]),
        "W[2, 1] is null, expected a number; replace it by a number such as 0.5",
    ),
    "bool in W.json": (
        preset(W=[[1, 2], [3, True]]),
        "W[2, 2] is true or false, expected a number; replace it by a number such as",
    ),
    "half a step.json": (
        preset(t=1.5),
        "t is a number, expected a whole number; replace it by a whole number such as 1",
    ),
    "summed.json": (
        preset(summed=1),
        "summed is a whole number, expected true or false; correct it",
    ),
    "name.json": (
        preset(name=["a"]),
        'name is a list, expected a text in quotes; put it in quotes, as in "text"',
    ),
    "activation.json": (
        preset(activation="../tanh"),
        "activation is '../tanh'; choose one of tanh, logistic, relu, identity,",
    ),
    "label alone.json": (preset(label=1), "V is missing; give V, c and label, or none of them"),
    "label outside.json": (
        preset(V=[[1, 2]], c=[0], label=2),
        "label is 2; choose a class from 0 to 0",
    ),
    "V too wide.json": (
        preset(V=[[1, 2, 3]], c=[0], label=1),
        "label is 1; choose a class from 0 to 0",
    ),
}

_SHAPES = {
    "no units.json": (b'{"W": []}', "W is empty; give at least one unit"),
    "empty row.json": (
        b'{"W": [[]]}',
        "W is 1 × 0, expected 1 × 1; make W square: one row and one column a unit",
    ),
    "ragged.json": (
        preset(W=[[1, 2], [3]]),
        "row 2 of W has 1 numbers, expected 2; give rows of equal length",
    ),
    "ragged x.json": (
        preset(x=[[1, 2], [3, 4], [5]]),
        "row 3 of x has 1 numbers, expected 2; give rows of equal length",
    ),
    "wide.json": (
        preset(W=[[1, 2, 3], [1, 2, 3]]),
        "W is 2 × 3, expected 2 × 2; make W square: one row and one column a unit",
    ),
    "U.json": (
        preset(U=[[1], [2], [3]]),
        "U is 3 × 1, expected 2 × 1; give one row for each of the 2 units of W",
    ),
    "b.json": (preset(b=[1]), "b is 1, expected 2; give one number for each of the 2 units of W"),
    "s0.json": (preset(s0=[]), "s0 is 0, expected 2; give one number for each of the 2 units of W"),
    "y.json": (preset(y=[1, 2, 3]), "y is 3, expected 2; give one target for each of the 2 units"),
    "x.json": (
        preset(x=[[1, 2, 3]]),
        "x is 1 × 3, expected 1 × 2; give 2 numbers a step, one a column of U",
    ),
    "no steps.json": (preset(x=[]), "x is empty; give at least one step of input"),
    "t after the end.json": (preset(x=[[1, 2]], t=2), "t is 2; choose a step from 1 to 1"),
    "t below.json": (preset(t=-1), "t is -1; choose a step from 1 to 24"),
    "too many units.json": (preset(W=[[]] * 3000), "W has 3000 units; use at most 2048"),
    "too many steps.json": (
        preset(steps=10**9),
        "the sequence has 1000000000 steps; use at most 100000",
    ),
    "steps and inputs.json": (
        preset(steps=10**5, U=[[0] * 700] * 2),
        "the sequence has 100000 steps of 700 numbers; use at most 95869 steps of that",
    ),
}

CASES = [
    *cases(OPENED, _NUMBERS),
    *cases(OPENED, _FIELDS),
    *cases(OPENED, _SHAPES),
]
