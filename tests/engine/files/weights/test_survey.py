"""Surveys of weight files, before any weights are read."""

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from engine import Experiment, InputError, Network, load
from engine.bptt.trace import trace
from engine.files.save import save
from engine.files.trace_out import write_trace
from engine.files.weights.survey import TensorInfo, survey

WEIGHTS = {"rnn.weight_hh_l0": np.eye(2, dtype=np.float32), "rnn.weight_ih_l0": np.ones((2, 1))}


def experiment() -> Experiment:
    return Experiment(Network.of(np.eye(2) * 0.5), np.ones((4, 2)), np.zeros(2), 4)


@pytest.mark.parametrize("name", ["w.json", "w.safetensors", "w.npz"])
def test_the_program_s_own_files_need_no_choice(tmp_path: Path, name: str) -> None:
    if name.endswith(".npz"):
        write_trace(trace(experiment()), tmp_path / name)
    else:
        save(experiment(), tmp_path / name)
    found = survey(tmp_path / name)
    assert found.own
    assert (found.tensors, found.layers) == ((), ())
    assert load(tmp_path / name).T == 4


def test_tensors_are_named_with_shape_and_type_as_the_file_says(tmp_path: Path) -> None:
    save_file(WEIGHTS, tmp_path / "w.safetensors")
    tensors = survey(tmp_path / "w.safetensors").tensors
    assert set(tensors) == {
        TensorInfo("rnn.weight_hh_l0", (2, 2), "F32"),
        TensorInfo("rnn.weight_ih_l0", (2, 1), "F64"),
    }
    more = {"step": np.array(3), "name": np.array("a"), "log": np.array([{}], dtype=object)}
    np.savez(tmp_path / "w.npz", **WEIGHTS, **more)
    kinds = {info.name: (info.shape, info.dtype) for info in survey(tmp_path / "w.npz").tensors}
    assert kinds["rnn.weight_hh_l0"] == ((2, 2), "float32")
    assert kinds["step"] == ((), "int64")
    assert kinds["name"] == ((), "str32")
    assert kinds["log"] == ((1,), "object")


@pytest.mark.parametrize(
    ("texts", "activation"),
    [
        ({"format": "pt"}, None),
        ({"activation": "relu"}, "relu"),
        ({"nonlinearity": "ReLU"}, "relu"),
        ({"activation": "sigmoid"}, "logistic"),
        ({"activation": "linear"}, "identity"),
        ({"activation": "snake"}, None),
    ],
)
def test_the_activation_is_what_the_metadata_say(
    tmp_path: Path, texts: dict[str, str], activation: str | None
) -> None:
    save_file(WEIGHTS, tmp_path / "w.safetensors", texts)
    assert survey(tmp_path / "w.safetensors").layers[0].activation == activation
    opened = load(tmp_path / "w.safetensors").network.activation.name
    assert opened == (activation or "tanh")
    assert load(tmp_path / "w.safetensors", activation="gelu").network.activation.name == "gelu"


def test_a_lone_matrix_is_one_layer(tmp_path: Path) -> None:
    np.save(tmp_path / "w.npy", np.eye(2))
    (tmp_path / "w.tsv").write_text("1\t2\n3\t4\n")
    for name, dtype in {"w.npy": "float64", "w.tsv": "text"}.items():
        found = survey(tmp_path / name)
        assert found.tensors == (TensorInfo("W", (2, 2), dtype),)
        assert [layer.convention for layer in found.layers] == ["plain"]


def test_an_error_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        survey(tmp_path / "w.npz")
    assert (
        str(caught.value) == f"{tmp_path / 'w.npz'}: does not exist; check the name and the folder"
    )
