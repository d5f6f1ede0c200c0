"""Choice of one of several layers, and its experiment."""

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from engine import InputError, load
from engine.files.weights.layer_choice import chosen, read_layer
from engine.files.weights.survey import survey


@pytest.fixture
def two(tmp_path: Path) -> Path:
    parts = {}
    for i, name in enumerate(("a", "b"), 1):
        parts |= {f"{name}.weight_hh": np.eye(2) * i, f"{name}.weight_ih": np.ones((2, 1))}
    save_file(parts, tmp_path / "w.safetensors")
    return tmp_path / "w.safetensors"


@pytest.mark.parametrize("layer", ["b", "2", 2])
def test_a_layer_is_chosen_by_its_label_or_its_number(two: Path, layer: str | int) -> None:
    assert chosen(survey(two), layer).label == "b"
    assert load(two, layer=layer).network.W.tolist() == [[2, 0], [0, 2]]


@pytest.mark.parametrize("layer", [None, "c", "0", "3", "-1", ""])
def test_without_such_a_layer_all_are_listed(two: Path, layer: str | None) -> None:
    with pytest.raises(InputError) as caught:
        load(two, layer=layer)
    said = "" if layer is None else f"has no layer {layer!r}; it "
    assert str(caught.value) == (
        f"{two}: {said}holds 2 recurrent layers (1 “a”, 2 “b”); "
        "choose one with --layer, by its number or its name"
    )


def test_a_long_list_of_layers_is_cut(tmp_path: Path) -> None:
    parts = {}
    for k in range(40):
        parts |= {f"weight_hh_l{k}": np.eye(2), f"weight_ih_l{k}": np.eye(2)}
    save_file(parts, tmp_path / "w.safetensors")
    with pytest.raises(
        InputError, match=r"40 recurrent layers .*, 12 “layer \d+”, …\); choose one"
    ):
        load(tmp_path / "w.safetensors")


@pytest.mark.parametrize(
    "dtype", [np.float16, np.float32, np.float64, np.dtype(">f4"), np.int32], ids=str
)
def test_every_type_is_widened_bit_for_bit(tmp_path: Path, dtype: np.dtype) -> None:
    W = (np.random.default_rng(0).standard_normal((50, 50)) * 1000).astype(dtype)
    np.savez(tmp_path / "w.npz", W=np.asfortranarray(W))
    assert load(tmp_path / "w.npz").network.W.tobytes() == W.astype(np.float64).tobytes()


def test_a_reader_s_orientation_and_activation_go_before_the_layer_s(two: Path) -> None:
    parts = {"kernel": np.array([[1.0, 2.0]]), "recurrent_kernel": np.array([[1.0, 2], [3, 4]])}
    save_file(parts, two)
    (layer,) = survey(two).layers
    assert read_layer(two, layer).network.W.tolist() == [[1, 3], [2, 4]]
    straight = read_layer(two, layer, transposed=False, activation="relu").network
    assert straight.W.tolist() == [[1, 2], [3, 4]]
    assert straight.U.tolist() == [[1], [2]]
    assert straight.activation.name == "relu"


def test_tensors_that_are_not_the_layer_s_may_be_anything(tmp_path: Path) -> None:
    bad = {"loss": np.array([np.nan]), "log": np.array([{}], dtype=object), "c": np.ones(2) * 1j}
    np.savez(tmp_path / "w.npz", W=np.eye(2), **bad)
    assert load(tmp_path / "w.npz").network.d == 2


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("W", np.array([[1, np.nan], [0, 1]]), "W[1, 2] is not a finite number (nan); replace it"),
        ("U", np.array([[1], [-np.inf]]), "U[2, 1] is not a finite number (-inf)"),
        ("b", np.array([1, np.inf]), "b[2] is not a finite number (inf)"),
        ("W", np.eye(2, dtype=complex), "W holds no plain numbers (complex128)"),
        ("W", np.eye(2, dtype=object), "W holds no plain numbers (object)"),
        ("U", np.zeros((2, 1), "V2"), "U holds no plain numbers (void16)"),
    ],
)
def test_what_cannot_be_used_is_named_by_its_place(
    tmp_path: Path, name: str, value: np.ndarray, expected: str
) -> None:
    parts = {"W": np.eye(2), "U": np.ones((2, 1)), "b": np.zeros(2), name: value}
    np.savez(tmp_path / "w.npz", **parts)
    with pytest.raises(InputError) as caught:
        load(tmp_path / "w.npz")
    assert str(caught.value).startswith(f"{tmp_path / 'w.npz'}: {expected}")


def test_own_files_leave_nothing_to_choose(tmp_path: Path) -> None:
    (tmp_path / "w.json").write_text('{"W": [[1]]}')
    for choice in ({"layer": 1}, {"transposed": True}):
        with pytest.raises(InputError, match=r"w\.json: is this program's own file, with one net"):
            load(tmp_path / "w.json", **choice)


def test_a_file_changed_since_its_survey_is_reported(two: Path) -> None:
    layer = survey(two).layers[1]
    save_file({"b.weight_hh": np.eye(2)}, two)
    with pytest.raises(InputError, match=r"b\.weight_ih is missing; the file has changed: open it"):
        read_layer(two, layer)
    two.unlink()
    with pytest.raises(InputError, match="does not exist"):
        read_layer(two, layer)
