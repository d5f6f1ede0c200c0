"""Opening files: what opens, and what every kind of bad file is answered with."""

import json
import os
import stat
import struct
import sys
from pathlib import Path

import numpy as np
import pytest

from engine import InputError, load
from engine.files.limits import BINARY_BYTES, JSON_BYTES

GOOD = {"W": [[0.5, 1], [0, 0.5]]}


def preset(**fields: object) -> bytes:
    return json.dumps(GOOD | fields).encode()


def tensors(data: bytes = b"", metadata: dict | None = None, **entries: dict) -> bytes:
    header = {"__metadata__": metadata} if metadata is not None else {}
    text = json.dumps(header | entries).encode()
    return struct.pack("<Q", len(text)) + text + data


def entry(*shape: int, dtype: str = "F64", start: int = 0, end: int | None = None) -> dict:
    size = 8 * int(np.prod(shape))
    return {"dtype": dtype, "shape": shape, "data_offsets": [start, size if end is None else end]}


OURS = {"format": "bptt-lab"}
EYE = np.eye(2).tobytes()

BAD = {
    # presets: not JSON
    "empty.json": (b"", "is empty; check"),
    "blank.json": (b"  \n", "is not whole JSON: it ends too early; check"),
    "cut.json": (
        preset()[:-4],
        "is not JSON: invalid number in line 1, column 24; correct the text",
    ),
    "cut text.json": (b'{"W": [[1]], "name": "a', "is not whole JSON: it ends too early"),
    "comma.json": (
        b'{"W": [[1]],\n  "t": 1,\n}',
        "is not JSON: trailing comma in object in line 3, column 1; correct the text there",
    ),
    "single.json": (b"{'W': [[1]]}", "is not JSON: object keys must be strings in line 1"),
    "comment.json": (b"// W\n" + preset(), "is not JSON: invalid character in line 1, column 1"),
    "zeros.json": (bytes(20), "is not JSON"),
    "utf16.json": ('{"W": [[1]]}'.encode("utf-16"), "is not UTF-8 text (line 1); save it"),
    "latin1.json": (b'{"W": [[1]],\n "name": "\xe9"}', "is not UTF-8 text (line 2)"),
    "deeper.json": (b"[" * 100_000, "is a list, expected an object in braces; begin"),
    "lone.json": (b'{"W": [[1]], "name": "\\ud800"}', "is not JSON: half of a surrogate"),
    # presets: wrong kinds
    "list.json": (b"[]", "is a list, expected an object in braces"),
    "number.json": (b"5", "is a whole number, expected an object in braces"),
    "no W.json": (b"{}", 'W is missing; add it, as in "W": [[0.5, 0], [0, 0.5]]'),
    "scalar.json": (b'{"W": 1}', "W is a whole number, expected a list; put it in brackets"),
    "flat.json": (b'{"W": [1]}', "W[1] is a whole number, expected a list"),
    "text.json": (preset(W=[[1, 2], [3, "4"]]), "W[2, 2] is a text in quotes, expected a number"),
    "bool.json": (preset(W=[[1, True]]), "W[1, 2] is true or false, expected a number"),
    "null.json": (preset(b=[0, None]), "b[2] is null, expected a number; replace it"),
    "null t.json": (preset(t=None), "t is null, expected a whole number"),
    "half t.json": (preset(t=2.5), "t is a number, expected a whole number"),
    "name.json": (preset(name=3), "name is a whole number, expected a text in quotes"),
    "nan.json": (b'{"W": [[1, 0], [0, NaN]]}', "W[2, 2] is not a finite number (nan); replace"),
    "inf.json": (b'{"W": [[1]], "b": [-Infinity]}', "b[1] is not a finite number (-inf)"),
    "nan t.json": (b'{"W": [[1]], "t": NaN}', "t is a number, expected a whole number"),
    "huge.json": (b'{"W": [[1, 1e999], [0, 0]]}', "W[1, 2] is beyond the range of a double"),
    "unknown.json": (preset(w=1), "has an unknown field 'w'; remove or rename it; there are"),
    "twice.json": (b'{"W": [[1]], "b": [0], "\\u0062": [1]}', "b is given twice; remove one"),
    "newer.json": (preset(version=2, new=1), "version is 2, newer than this program's 1; open"),
    "zeroth.json": (preset(version=0), "version is 0; write 1"),
    "other.json": (preset(format="lab"), "format is 'lab'; write \"bptt-lab\""),
    # presets: wrong shapes and values
    "none.json": (b'{"W": []}', "W is empty; give at least one unit"),
    "bare.json": (b'{"W": [[]]}', "W is 1 × 0, expected 1 × 1"),
    "ragged.json": (preset(W=[[1, 2], [3]]), "row 2 of W has 1 numbers, expected 2; give rows"),
    "wide.json": (preset(W=[[1, 2]]), "W is 1 × 2, expected 1 × 1; make W square"),
    "U.json": (preset(U=[[1]]), "U is 1 × 1, expected 2 × 1"),
    "b.json": (preset(b=[1, 2, 3]), "b is 3, expected 2"),
    "s0.json": (preset(s0=[]), "s0 is 0, expected 2"),
    "y.json": (preset(y=[1]), "y is 1, expected 2"),
    "x.json": (preset(x=[[1]]), "x is 1 × 1, expected 1 × 2; give 2 numbers a step"),
    "no x.json": (preset(x=[]), "x is empty; give at least one step"),
    "t.json": (preset(t=25), "t is 25; choose a step from 1 to 24"),
    "t0.json": (preset(t=0), "t is 0; choose a step from 1 to 24"),
    "steps.json": (preset(steps=0), "steps is 0; give at least 1"),
    "both.json": (preset(x=[[1, 2]], steps=1), "steps is given beside x; remove one"),
    "long.json": (preset(steps=100_001), "the sequence has 100001 steps; use at most 100000"),
    "large.json": (preset(W=[[0]] * 2049), "W has 2049 units; use at most 2048"),
    "activation.json": (preset(activation="sin"), "activation is 'sin'; choose one of tanh, lo"),
    # .safetensors: damaged
    "empty.safetensors": (b"", "is empty"),
    "short.safetensors": (b"abc", "is not a .safetensors file, or was not saved whole"),
    "html.safetensors": (b"<!DOCTYPE html>" * 9, "is not a .safetensors file, or was not saved"),
    "header.safetensors": (struct.pack("<Q", 4) + b"{..}", "is not a .safetensors file: its head"),
    "bytes.safetensors": (struct.pack("<Q", 4) + b'"\xff" ', "is not a .safetensors file: its h"),
    "list.safetensors": (struct.pack("<Q", 2) + b"[]", "is not a .safetensors file: its header"),
    "entry.safetensors": (tensors(W={"dtype": "F64"}), "is not a .safetensors file: its header"),
    "negative.safetensors": (
        tensors(W={"dtype": "F64", "shape": [-1, -4], "data_offsets": [0, 32]}),
        "is not a .safetensors file: its header",
    ),
    "cut.safetensors": (tensors(EYE[:-1], OURS, W=entry(2, 2)), "W reaches past the end of the f"),
    "size.safetensors": (tensors(EYE, OURS, W=entry(2, 2, end=24)), "W takes 24 bytes, expected"),
    "back.safetensors": (tensors(EYE, OURS, W=entry(2, 2, start=32, end=0)), "W takes -32 bytes"),
    "vast.safetensors": (
        tensors(EYE, OURS, W=entry(1, 1, end=8), U=entry(1, 1 << 40, start=8, end=1 << 43)),
        "U holds 1099511627776 numbers; use at most",
    ),
    "deep.safetensors": (
        struct.pack("<Q", 200_000) + b"[" * 200_000,
        "is not a .safetensors file: its header cannot be read",
    ),
    # .safetensors: ours
    "int.safetensors": (tensors(EYE, OURS, W=entry(2, 2, dtype="I64")), "W holds I64; save it as"),
    "axes.safetensors": (tensors(EYE, OURS, W=entry(4)), "W has 1 axes, expected 2"),
    "no W.safetensors": (tensors(EYE, OURS, b=entry(2)), "W is missing"),
    "extra.safetensors": (tensors(EYE, OURS, Q=entry(2, 2)), "has an unknown tensor 'Q'; remove"),
    "meta.safetensors": (tensors(EYE, OURS | {"a": "b"}, W=entry(2, 2)), "has an unknown text 'a'"),
    "newer.safetensors": (tensors(EYE, OURS | {"version": "9"}, W=entry(2, 2)), "version is 9, ne"),
    "one.safetensors": (tensors(EYE, OURS | {"t": "one"}, W=entry(2, 2)), "t is 'one'; give a who"),
    "wide.safetensors": (tensors(EYE, OURS, W=entry(3000, 3000)), "W has 3000 units; use at most"),
    "nan.safetensors": (
        tensors(np.array([[1, np.nan]]).tobytes(), OURS, W=entry(1, 2)),
        "W[1, 2] is not a finite number (nan)",
    ),
    "many.safetensors": (
        tensors(bytes(8), **{str(i): entry(1) for i in range(10_001)}),
        "holds 10001 tensors; save at most 10000 in a file",
    ),
    "long.safetensors": (
        tensors(bytes(8), **{"W" * 5000: entry(1, 1)}),
        "names a tensor with 5000 letters; use at most 1000",
    ),
    "cube.safetensors": (tensors(bytes(8), W=entry(*[1] * 900)), "W has 900 axes, not square"),
    # other kinds
    "x.csv": (b"1,2", "W is 1 × 2, not square; give a square matrix, or read it as a sequence"),
    "x.tsv": (b"a\tb\n", "holds no numbers; write one step a line"),
    "x.npy": (b"\x93NUMPY", "is not a .npy file; save it with numpy.save"),
    "W.npz": (b"PK", "is not a .npz archive, or was not saved whole; save the arrays with"),
    "m.gguf": (b"GGUF", "is no kind of file this program opens (.gguf); give a preset (.json) or"),
    "README": (b"text", "is no kind of file this program opens (no ending)"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_answered_with_its_place_and_a_remedy(tmp_path: Path, name: str) -> None:
    data, expected = BAD[name]
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        load(path)
    message = str(caught.value)
    assert message.startswith(f"{path}: {expected}")
    assert caught.value.file == str(path)
    assert "; " in message
    assert "allow_pickle" not in message
    assert "msgspec" not in message
    assert "`" not in message


def test_the_table_of_bad_files_is_long() -> None:
    assert len(BAD) >= 40


def test_a_file_that_is_missing_or_no_file_is_answered(tmp_path: Path) -> None:
    (tmp_path / "folder.json").mkdir()
    for name, expected in {
        "missing.json": "does not exist",
        "folder.json": "is a folder; give a file inside it",
        "nul\0.json": "is not a file name",
        "n" * 300 + ".json": "cannot be read (File name too long)",
        "missing.npz": "does not exist",
        "nul\0.npy": "is not a file name",
    }.items():
        with pytest.raises(InputError) as caught:
            load(tmp_path / name)
        said = str(tmp_path / name).replace("\0", "\\x00")
        assert str(caught.value).startswith(f"{said}: {expected}")


@pytest.mark.skipif(sys.platform == "win32", reason="has neither pipes nor devices of this kind")
@pytest.mark.parametrize("ending", ["json", "safetensors", "npz", "npy", "csv", "tsv"])
def test_devices_and_pipes_are_not_read(tmp_path: Path, ending: str) -> None:
    pipe, device = tmp_path / f"pipe.{ending}", tmp_path / f"device.{ending}"
    os.mkfifo(pipe)
    device.symlink_to("/dev/zero")
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    for path in (pipe, device):
        with pytest.raises(InputError, match="is a device or a pipe"):
            load(path)


@pytest.mark.parametrize(
    ("name", "limit"),
    [
        ("a.json", JSON_BYTES),
        ("a.csv", JSON_BYTES),
        ("a.safetensors", BINARY_BYTES),
        ("a.npz", BINARY_BYTES),
        ("a.npy", BINARY_BYTES),
    ],
)
def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path, name: str, limit: int) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(limit + 1)  # sparse: takes no room
    with pytest.raises(InputError, match=f"give a file of at most {limit >> 20} MB"):
        load(path)


def test_a_tensor_cut_off_while_it_is_read_is_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "w.safetensors"
    path.write_bytes(tensors(np.eye(40).tobytes(), OURS, W=entry(40, 40)))
    sized = path.stat()
    os.truncate(path, 5000)
    monkeypatch.setattr(Path, "stat", lambda *_, **__: sized)
    with pytest.raises(InputError, match="W reaches past the end of the file; save it anew"):
        load(path)


@pytest.mark.parametrize("name", ["w.csv", "w.tsv", "w.npy", "w.npz", "w.safetensors"])
def test_a_bare_matrix_is_W(tmp_path: Path, name: str) -> None:
    W = np.array([[0.5, 0.25], [-1.0, 2.0]])
    if name.endswith("sv"):
        mark = "," if name == "w.csv" else "\t"
        (tmp_path / name).write_text("\n".join(mark.join(map(repr, row)) for row in W.tolist()))
    elif name == "w.npy":
        np.save(tmp_path / name, W)
    elif name == "w.npz":
        np.savez(tmp_path / name, W)
    else:
        (tmp_path / name).write_bytes(tensors(W.tobytes(), W=entry(2, 2)))
    experiment = load(tmp_path / name)
    assert np.array_equal(experiment.network.W, W)
    assert np.array_equal(experiment.network.U, np.eye(2))
    assert (experiment.name, experiment.T) == ("w", 24)


def test_a_sequence_replaces_x_and_moves_the_loss_to_its_end(tmp_path: Path) -> None:
    (tmp_path / "w.json").write_bytes(preset(t=3))
    (tmp_path / "x.csv").write_text("1,2\n3,4\n5,6\n7,8\n")
    experiment = load(tmp_path / "w.json", tmp_path / "x.csv")
    assert experiment.x.tolist() == [[1, 2], [3, 4], [5, 6], [7, 8]]
    assert experiment.t == 4


def test_a_sequence_that_does_not_fit_is_said_of_its_own_file(tmp_path: Path) -> None:
    (tmp_path / "w.json").write_bytes(preset())
    (tmp_path / "x.csv").write_text("1\n2\n")
    with pytest.raises(InputError) as caught:
        load(tmp_path / "w.json", tmp_path / "x.csv")
    assert str(caught.value) == (
        f"{tmp_path / 'x.csv'}: x has 1 numbers a step, but the network reads 2; "
        "give 2, one a column of U"
    )


def test_the_activation_may_be_replaced(tmp_path: Path) -> None:
    (tmp_path / "w.JSON").write_bytes(preset(activation="tanh"))
    assert load(tmp_path / "w.JSON", activation="relu").network.activation.name == "relu"
    with pytest.raises(InputError, match=r"w\.JSON: activation is 'sin'; choose one of"):
        load(tmp_path / "w.JSON", activation="sin")
