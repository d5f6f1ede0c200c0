"""Files of tensors whose header lies, and of ours that hold no network."""

from __future__ import annotations

import struct

import numpy as np

from tests.engine.files.hostile.cases import EVERYWHERE, OPENED, READ, WEIGHTS, cases
from tests.engine.files.hostile.pickles import PICKLE
from tests.engine.files.test_load import EYE, OURS, entry, tensors

BIG = 10**30


def lengthy(length: int, text: bytes = b"{}") -> bytes:
    """Return a file that says its header has `length` bytes."""
    return struct.pack("<Q", length % 2**64) + text


def said(header: str, data: bytes = b"") -> bytes:
    """Return a file with a header as it is written."""
    return lengthy(len(header.encode()), header.encode()) + data


def one(
    shape: str = "[2,2]", offsets: str = "[0,32]", dtype: str = '"F64"', name: str = "W"
) -> str:
    """Return the header's text for one tensor."""
    return f'"{name}":{{"dtype":{dtype},"shape":{shape},"data_offsets":{offsets}}}'


WHOLE = tensors(EYE, None, W=entry(2, 2))
NAN = np.array([[0, 0], [np.nan, 0]])
SIGNALLING = np.array([[0, 0x7FA00000], [0, 0]], dtype="<u4")

_NO_FIT = (
    "is not a .safetensors file, or was not saved whole: its header does not fit; save it anew"
)
_UNREADABLE = "is not a .safetensors file: its header cannot be read; save it anew"

_HEADERS = {
    "empty.safetensors": (b"", "is empty; check that it was saved whole"),
    "cut in the length.safetensors": (WHOLE[:5], _NO_FIT),
    "cut after the length.safetensors": (WHOLE[:8], _NO_FIT),
    "cut in the header.safetensors": (WHOLE[:30], _NO_FIT),
    "length of 2^63.safetensors": (lengthy(2**63), _NO_FIT),
    "length of 2^64 - 1.safetensors": (lengthy(-1), _NO_FIT),
    "length past the end.safetensors": (lengthy(3), _NO_FIT),
    "length of nothing.safetensors": (lengthy(0), _UNREADABLE),
    "length too short.safetensors": (lengthy(10) + WHOLE[8:], _UNREADABLE),
    "pickle.safetensors": (PICKLE, _NO_FIT),
    "zip.safetensors": (b"PK\x03\x04" + bytes(100), _NO_FIT),
    "list.safetensors": (said("[]"), _UNREADABLE),
    "utf-16.safetensors": (lengthy(6, "{}".encode("utf-16")), _UNREADABLE),
    "mark.safetensors": (lengthy(5, b"\xef\xbb\xbf{}"), _UNREADABLE),
    "no utf-8.safetensors": (lengthy(9, b'{"\xff":{}} '), _UNREADABLE),
    "deep.safetensors": (said("[" * 200_000), _UNREADABLE),
    "deep object.safetensors": (said('{"a":' * 100_000), _UNREADABLE),
    "deep within.safetensors": (said('{"W":' + "[" * 900 + "]" * 900 + "}"), _UNREADABLE),
    "null.safetensors": (said('{"W":null}'), _UNREADABLE),
    "no shape.safetensors": (said('{"W":{"dtype":"F64"}}'), _UNREADABLE),
    "more fields.safetensors": (said("{" + one()[:-1] + ',"strides":[1,2]}}', EYE), _UNREADABLE),
    "negative shape.safetensors": (said(f"{{{one('[-2,-2]')}}}", EYE), _UNREADABLE),
    "half a shape.safetensors": (said(f"{{{one('[0.5,8]')}}}", EYE), _UNREADABLE),
    "vast shape.safetensors": (said(f"{{{one(f'[2,{BIG}]')}}}", EYE), _UNREADABLE),
    "shape of 4000 digits.safetensors": (said(f"{{{one(f'[2,{10**3999}]')}}}", EYE), _UNREADABLE),
    "shape of 9000 digits.safetensors": (
        said(f"{{{one('[2,' + '9' * 9000 + ']')}}}", EYE),
        _UNREADABLE,
    ),
    "negative place.safetensors": (said(f"{{{one(offsets='[-32,0]')}}}", EYE), _UNREADABLE),
    "three places.safetensors": (said(f"{{{one(offsets='[0,16,32]')}}}", EYE), _UNREADABLE),
    "infinite place.safetensors": (said(f"{{{one(offsets='[0,Infinity]')}}}", EYE), _UNREADABLE),
    "dtype of no text.safetensors": (said(f"{{{one(dtype='64')}}}", EYE), _UNREADABLE),
    "metadata of numbers.safetensors": (tensors(EYE, {"t": 1}, W=entry(2, 2)), _UNREADABLE),
    "metadata of lists.safetensors": (tensors(EYE, [], W=entry(2, 2)), _UNREADABLE),
    "surrogate.safetensors": (said('{"\\ud800":{}}'), _UNREADABLE),
    "twice.safetensors": (
        said(f"{{{one()},{one()}}}", EYE),
        "W is in the header twice; save it anew",
    ),
    "twice in disguise.safetensors": (
        said(f"{{{one()},{one(name=chr(92) + 'u0057')}}}", EYE),
        "W is in the header twice; save it anew",
    ),
    "dtype twice.safetensors": (
        said('{"W":{"dtype":"F64","dtype":"F32","shape":[2,2],"data_offsets":[0,32]}}', EYE),
        "dtype is in the header twice; save it anew",
    ),
    "metadata twice.safetensors": (
        said(f'{{"__metadata__":{{}},"__metadata__":{{}},{one()}}}', EYE),
        "__metadata__ is in the header twice; save it anew",
    ),
    "shared.safetensors": (
        tensors(EYE, None, W=entry(2, 2), U=entry(2, start=16, end=32)),
        "U shares its bytes with 'W'; save it anew",
    ),
    "within.safetensors": (
        tensors(EYE, None, W=entry(2, 2), U=entry(1, start=8, end=16)),
        "U shares its bytes with 'W'; save it anew",
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

_SURVEYED = {
    "nothing.safetensors": (
        said("{}"),
        "holds no recurrent weights by a name this program knows (it holds none); name",
    ),
    "blank header.safetensors": (
        said(" {} "),
        "holds no recurrent weights by a name this program knows (it holds none); name",
    ),
    "not square.safetensors": (
        tensors(EYE, None, W=entry(1, 4)),
        "W is 1 × 4, not square; give a square matrix, or read it as a sequence",
    ),
    "number.safetensors": (
        tensors(EYE, None, W=entry(end=8)),
        "W is a single number, not square; give a square matrix, or read it as a",
    ),
    "many axes.safetensors": (
        tensors(EYE, None, W=entry(*[1] * 2000)),
        "W has 2000 axes, not square; give a square matrix, or read it as a sequence",
    ),
    "product past int64.safetensors": (
        said(f"{{{one(f'[{2**62},{2**62}]')}}}", EYE),
        "W has 4611686018427387904 units; use at most 2048",
    ),
    "product of none.safetensors": (
        said(f"{{{one(f'[0,{2**62}]')}}}", EYE),
        "W is 0 × 4611686018427387904, not square; give a square matrix, or read it as",
    ),
    "name of two lines.safetensors": (
        said(f"{{{one('[1,4]', name='W' + chr(92) + 'nerror: x')}}}", EYE),
        "W\\nerror: x is 1 × 4, not square; give a square matrix, or read it as a",
    ),
    "name that erases.safetensors": (
        tensors(EYE, None, **{"\x1b[2J\u202eW": entry(1, 4)}),
        "\\x1b[2J\\u202eW is 1 × 4, not square; give a square matrix, or read it as a",
    ),
    "name of 1000 letters.safetensors": (
        tensors(EYE, None, **{"W" * 1000: entry(1, 4)}),
        "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
    ),
    "gru.safetensors": (
        tensors(
            bytes(80), None, weight_hh_l0=entry(3, 1), weight_ih_l0=entry(3, 1, start=24, end=48)
        ),
        "weight_hh_l0 is 3 × 1, a GRU; this program studies a plain nn.RNN, 1 × 1;",
    ),
    "lstm.safetensors": (
        tensors(
            bytes(80), None, weight_hh_l0=entry(4, 1), weight_ih_l0=entry(4, 1, start=32, end=64)
        ),
        "weight_hh_l0 is 4 × 1, an LSTM; this program studies a plain nn.RNN, 1 × 1;",
    ),
    "no input weights.safetensors": (
        tensors(EYE, None, weight_hh_l0=entry(2, 2), b=entry(0)),
        "weight_ih_l0 is missing; save the state dict of a torch.nn.RNN",
    ),
    "bias of another length.safetensors": (
        tensors(
            EYE * 2,
            None,
            W=entry(2, 2),
            U=entry(2, 1, start=32, end=48),
            b=entry(1, start=48, end=56),
        ),
        "b has 1 numbers, expected 2; save the weights of one layer together",
    ),
}

_READ = {
    "whole but for a byte.safetensors": (
        WHOLE[:-1],
        "W reaches past the end of the file; save it anew",
    ),
    "no data.safetensors": (WHOLE[:-32], "W reaches past the end of the file; save it anew"),
    "outside.safetensors": (
        tensors(EYE, None, W=entry(2, 2, start=2**40, end=2**40 + 32)),
        "W reaches past the end of the file; save it anew",
    ),
    "reversed.safetensors": (
        tensors(EYE, None, W=entry(2, 2, start=32, end=0)),
        "W takes -32 bytes, expected 32; save it anew",
    ),
    "too few bytes.safetensors": (
        tensors(EYE, None, W=entry(2, 2, end=31)),
        "W takes 31 bytes, expected 32; save it anew",
    ),
    "too many bytes.safetensors": (
        tensors(EYE * 2, None, W=entry(2, 2, end=64)),
        "W takes 64 bytes, expected 32; save it anew",
    ),
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

_OWN = {
    "integers.safetensors": (
        tensors(EYE, None, W=entry(2, 2, dtype="I64")),
        "W holds I64; save it as one of F64, F32, F16, BF16",
    ),
    "booleans.safetensors": (
        tensors(EYE, None, W=entry(2, 2, dtype="BOOL", end=4)),
        "W holds BOOL; save it as one of F64, F32, F16, BF16",
    ),
    "long dtype.safetensors": (
        tensors(EYE, None, W=entry(2, 2, dtype="F" * 5000)),
        "W holds FFFFFFFFFFFFFFFFFFFF; save it as one of F64, F32, F16, BF16",
    ),
    "newer.safetensors": (
        tensors(EYE, OURS | {"version": "2"}, W=entry(2, 2)),
        "version is 2, newer than this program's 1; open it with a newer BPTT Lab",
    ),
    "version of words.safetensors": (
        tensors(EYE, OURS | {"version": "one"}, W=entry(2, 2)),
        "version is 'one'; give a whole number",
    ),
    "version of 10000 digits.safetensors": (
        tensors(EYE, OURS | {"version": "9" * 10_000}, W=entry(2, 2)),
        "version is '9999999999999999999999999999999999999999'; give a whole number",
    ),
    "arabic t.safetensors": (
        tensors(EYE, OURS | {"t": "٣"}, W=entry(2, 2)),
        "t is '٣'; give a whole number",
    ),
    "t outside.safetensors": (
        tensors(EYE, OURS | {"t": "25"}, W=entry(2, 2)),
        "t is 25; choose a step from 1 to 24",
    ),
    "label.safetensors": (
        tensors(EYE, OURS | {"label": "-1"}, W=entry(2, 2)),
        "label is '-1'; give a whole number",
    ),
    "label alone.safetensors": (
        tensors(EYE, OURS | {"label": "1"}, W=entry(2, 2)),
        "V is missing; give V, c and label, or none of them",
    ),
    "unknown text.safetensors": (
        tensors(EYE, OURS | {"a\nb": ""}, W=entry(2, 2)),
        "has an unknown text 'a\\nb'; remove or rename it; there are format, version,",
    ),
    "unknown tensor.safetensors": (
        tensors(EYE, OURS, Q=entry(2, 2)),
        "has an unknown tensor 'Q'; remove or rename it; there are W, U, b, s0, x, y,",
    ),
    "no W.safetensors": (tensors(EYE, OURS, b=entry(4)), "W is missing; save the network anew"),
    "flat W.safetensors": (
        tensors(EYE, OURS, W=entry(4)),
        "W has 1 axes, expected 2; save it without batching",
    ),
    "activation.safetensors": (
        tensors(EYE, OURS | {"activation": "sin"}, W=entry(2, 2)),
        "activation is 'sin'; choose one of tanh, logistic, relu, identity, softplus,",
    ),
    "too many units.safetensors": (
        tensors(EYE, OURS, W=entry(2049, 2049)),
        "W has 2049 units; use at most 2048",
    ),
    "too many inputs.safetensors": (
        tensors(EYE, OURS, W=entry(2, 2), U=entry(2, 2**40, start=32, end=2**44 + 32)),
        "U holds 2199023255552 numbers; use at most 67108864",
    ),
    "ours and a nan.safetensors": (
        tensors(NAN.tobytes(), OURS, W=entry(2, 2)),
        "W[2, 1] is not a finite number (nan); replace it by a number such as 0.5",
    ),
}

CASES = [
    *cases(EVERYWHERE, _HEADERS),
    *cases(WEIGHTS, _SURVEYED),
    *cases(READ, _READ),
    *cases(OPENED, _OWN),
]
