"""Hostile tensor files: false headers, network files without a network."""

from __future__ import annotations

import struct

import numpy as np

from tests.engine.files.hostile.cases import EVERYWHERE, OPENED, READ, WEIGHTS, cases
from tests.engine.files.hostile.pickles import PICKLE
from tests.engine.files.test_load import EYE, OURS, entry, tensors


def lengthy(length: int, text: bytes = b"{}") -> bytes:
    """Return a file that says its header has `length` bytes."""
    return struct.pack("<Q", length % 2**64) + text


def pack(header: str, data: bytes = b"") -> bytes:
    """Return a file with a header as it is written."""
    return lengthy(len(header.encode()), header.encode()) + data


def one(
    shape: str = "[2,2]", offsets: str = "[0,32]", dtype: str = '"F64"', name: str = "W"
) -> str:
    """Return the header's text for one tensor."""
    return f'"{name}":{{"dtype":{dtype},"shape":{shape},"data_offsets":{offsets}}}'


WHOLE = tensors(EYE, None, W=entry(2, 2))
BRACED = '{"F64":null}'
NAN = np.array([[0, 0], [np.nan, 0]])
SIGNALLING = np.array([[0, 0x7FA00000], [0, 0]], dtype="<u4")

_DAMAGED = "is not a .safetensors file, or was not saved whole ("
_TWICE = "is given twice; remove one of the two"

_HEADERS = {
    "empty.safetensors": (b"", "is empty; check that it was saved whole"),
    "cut in the length.safetensors": (WHOLE[:5], _DAMAGED),
    "cut in the header.safetensors": (WHOLE[:30], _DAMAGED),
    "cut in the data.safetensors": (WHOLE[:-1], _DAMAGED),
    "length of 2^63.safetensors": (lengthy(2**63), _DAMAGED),
    "length past the end.safetensors": (lengthy(3), _DAMAGED),
    "length of nothing.safetensors": (lengthy(0), _DAMAGED),
    "length too short.safetensors": (lengthy(10) + WHOLE[8:], _DAMAGED),
    "pickle.safetensors": (PICKLE, _DAMAGED),
    "zip.safetensors": (b"PK\x03\x04" + bytes(100), _DAMAGED),
    "list.safetensors": (pack("[]"), _DAMAGED),
    "utf-16.safetensors": (lengthy(6, "{}".encode("utf-16")), _DAMAGED),
    "no utf-8.safetensors": (lengthy(9, b'{"\xff":{}} '), _DAMAGED),
    "deep.safetensors": (pack("[" * 200_000), _DAMAGED),
    "deep object.safetensors": (pack('{"a":' * 100_000), _DAMAGED),
    "deep in another field.safetensors": (
        pack("{" + one()[:-1] + ',"strides":' + "[" * 100_000 + "]" * 100_000 + "}}", EYE),
        _DAMAGED,
    ),
    "null.safetensors": (pack('{"W":null}'), _DAMAGED),
    "no shape.safetensors": (pack('{"W":{"dtype":"F64"}}'), _DAMAGED),
    "entry in a list.safetensors": (pack('{"W":["F64",[2,2],[0,32]]}', EYE), _DAMAGED),
    "dtype in braces.safetensors": (pack(f"{{{one(dtype=BRACED)}}}", EYE), _DAMAGED),
    "negative shape.safetensors": (pack(f"{{{one('[-2,-2]')}}}", EYE), _DAMAGED),
    "half a shape.safetensors": (pack(f"{{{one('[0.5,8]')}}}", EYE), _DAMAGED),
    "shape of 9000 digits.safetensors": (
        pack(f"{{{one('[2,' + '9' * 9000 + ']')}}}", EYE),
        _DAMAGED,
    ),
    "product past int64.safetensors": (
        pack(f"{{{one(f'[{2**62},{2**62}]')}}}", EYE),
        _DAMAGED,
    ),
    "negative place.safetensors": (
        pack(f"{{{one(offsets='[-32,0]')}}}", EYE),
        _DAMAGED,
    ),
    "three places.safetensors": (
        pack(f"{{{one(offsets='[0,16,32]')}}}", EYE),
        _DAMAGED,
    ),
    "reversed.safetensors": (pack(f"{{{one(offsets='[32,0]')}}}", EYE), _DAMAGED),
    "too few bytes.safetensors": (pack(f"{{{one(offsets='[0,31]')}}}", EYE), _DAMAGED),
    "too many bytes.safetensors": (
        pack(f"{{{one(offsets='[0,64]')}}}", EYE * 2),
        _DAMAGED,
    ),
    "outside.safetensors": (
        pack(f"{{{one(offsets=f'[{2**40},{2**40 + 32}]')}}}", EYE),
        _DAMAGED,
    ),
    "bytes behind.safetensors": (WHOLE + b"\0", _DAMAGED),
    "shared.safetensors": (
        tensors(EYE, None, W=entry(2, 2), U=entry(2, start=16, end=32)),
        _DAMAGED,
    ),
    "metadata of numbers.safetensors": (tensors(EYE, {"t": 1}, W=entry(2, 2)), _DAMAGED),
    "surrogate.safetensors": (pack('{"\\ud800":{}}'), _DAMAGED),
    "unknown dtype.safetensors": (tensors(EYE, None, W=entry(2, 2, dtype="F" * 5000)), _DAMAGED),
    "metadata twice.safetensors": (
        pack(f'{{"__metadata__":{{}},"__metadata__":{{}},{one()}}}', EYE),
        _DAMAGED,
    ),
    "twice.safetensors": (pack(f"{{{one()},{one()}}}", EYE), f"W {_TWICE}"),
    "twice in disguise.safetensors": (
        pack(f"{{{one()},{one(name=chr(92) + 'u0057')}}}", EYE),
        f"W {_TWICE}",
    ),
    "many.safetensors": (
        tensors(b"", None, **{f"{i}": entry(0) for i in range(10_001)}),
        "holds 10001 tensors; save at most 10000 in a file",
    ),
    "long name.safetensors": (
        tensors(b"", None, **{"W" * 1001: entry(0)}),
        "names a tensor with 1001 letters; use at most 1000",
    ),
}

_HARMLESS = {
    "more fields.safetensors": (
        pack("{" + one()[:-1] + ',"strides":[1,2]}}', EYE),
        "",
    ),
    "metadata of nothing.safetensors": (
        pack(f'{{"__metadata__":null,{one()}}}', EYE),
        "",
    ),
}

_SURVEYED = {
    "nothing.safetensors": (
        pack(" {} "),
        "holds no recurrent weights by a name this program knows (it holds none); name",
    ),
    "not square.safetensors": (tensors(EYE, None, W=entry(1, 4)), "W is 1 × 4, not square; give a"),
    "number.safetensors": (tensors(bytes(8), None, W=entry(end=8)), "W is a single number, not"),
    "many axes.safetensors": (tensors(bytes(8), None, W=entry(*[1] * 900)), "W has 900 axes, not"),
    "product of none.safetensors": (
        pack(f"{{{one(f'[0,{2**62}]', '[0,0]')}}}"),
        "W is 0 × 4611686018427387904, not square; give a square matrix, or read it as",
    ),
    "name of two lines.safetensors": (
        pack(f"{{{one('[1,4]', name='W' + chr(92) + 'nerror: x')}}}", EYE),
        "W\\nerror: x is 1 × 4, not square; give a square matrix, or read it as a",
    ),
    "name that erases.safetensors": (
        tensors(EYE, None, **{"\x1b[2J\u202eW": entry(1, 4)}),
        "\\x1b[2J\\u202eW is 1 × 4, not square; give a square matrix, or read it as a",
    ),
    "name of 1000 letters.safetensors": (
        tensors(EYE, None, **{"W" * 1000: entry(1, 4)}),
        "W" * 100,
    ),
    "no input weights.safetensors": (
        tensors(EYE, None, weight_hh_l0=entry(2, 2), b=entry(0, start=32, end=32)),
        "weight_ih_l0 is missing; save the state dict of a torch.nn.RNN",
    ),
    "bias of another length.safetensors": (
        tensors(
            bytes(56),
            None,
            W=entry(2, 2),
            U=entry(2, 1, start=32, end=48),
            b=entry(1, start=48, end=56),
        ),
        "b has 1 numbers, expected 2; save the weights of one layer together",
    ),
}

_READ = {
    "nan.safetensors": (
        tensors(NAN.tobytes(), None, W=entry(2, 2)),
        "W[2, 1] is not a finite number (nan); replace it by a number such as 0.5",
    ),
    "signalling.safetensors": (
        tensors(SIGNALLING.tobytes(), None, W=entry(2, 2, dtype="F32", end=16)),
        "W[1, 2] is not a finite number (nan); replace it by a number such as 0.5",
    ),
    "infinite half.safetensors": (
        tensors(b"\0\x7c" * 4, None, W=entry(2, 2, dtype="F16", end=8)),
        "W[1, 1] is not a finite number (inf); replace it by a number such as 0.5",
    ),
    "bfloat nan.safetensors": (
        tensors(b"\xff\x7f" * 4, None, W=entry(2, 2, dtype="BF16", end=8)),
        "W[1, 1] is not a finite number (nan); replace it by a number such as 0.5",
    ),
}

_OURS = {
    "version": {
        "2": "version is 2, newer than this program's 1; open it with a newer BPTT Lab",
        "one": "version is 'one'; give a whole number",
        "9" * 10_000: f"version is '{'9' * 40}'; give a whole number",
    },
    "t": {"٣": "t is '٣'; give a whole number", "25": "t is 25; choose a step from 1 to 24"},
    "label": {
        "-1": "label is '-1'; give a whole number",
        "1": "V is missing; give V, c and label, or none of them",
    },
    "a\nb": {"": "has an unknown text 'a\\nb'; remove or rename it; there are format, version,"},
    "activation": {"sin": "activation is 'sin'; choose one of tanh, logistic, relu, identity,"},
}

_OWN = {
    "integers.safetensors": (
        tensors(EYE, None, W=entry(2, 2, dtype="I64")),
        "W holds I64; save it as one of F64, F32, F16, BF16",
    ),
    "unknown tensor.safetensors": (
        tensors(EYE, OURS, Q=entry(2, 2)),
        "has an unknown tensor 'Q'; remove or rename it; there are W, U, b, s0, x, y,",
    ),
    "no W.safetensors": (tensors(EYE, OURS, b=entry(4)), "W is missing; save the network anew"),
    "flat W.safetensors": (tensors(EYE, OURS, W=entry(4)), "W has 1 axes, expected 2; save it"),
    "too many units.safetensors": (
        tensors(bytes(8 * 2049), OURS, W=entry(2049, 1)),
        "W has 2049 units; use at most 2048",
    ),
    "too many inputs.safetensors": (
        tensors(EYE, OURS, W=entry(2, 2), U=entry(0, 2**40, start=32, end=32)),
        "U holds 1099511627776 numbers; use at most 67108864",
    ),
    **{
        f"{name} {text[:9]}.safetensors".replace("\n", " "): (
            tensors(EYE, OURS | {name: text}, W=entry(2, 2)),
            says,
        )
        for name, texts in _OURS.items()
        for text, says in texts.items()
    },
}

CASES = [
    *cases(EVERYWHERE, _HEADERS),
    *cases((), _HARMLESS),
    *cases(WEIGHTS, _SURVEYED),
    *cases(READ, _READ),
    *cases(OPENED, _OWN),
]
