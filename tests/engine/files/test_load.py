"""Loading of every kind of file; bad files are in `hostile`."""

import json
import struct
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
def test_a_file_over_the_limit_is_rejected_unread(tmp_path: Path, name: str, limit: int) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(limit + 1)  # sparse: takes no room
    with pytest.raises(InputError, match=f"give a file of at most {limit >> 20} MB"):
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
