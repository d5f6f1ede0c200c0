"""Network files are readable by the safetensors library."""

from pathlib import Path

import numpy as np
from safetensors import safe_open
from safetensors.numpy import save_file

from engine import ACTIVATIONS, Experiment, Network, load
from engine.files.network_file import network_bytes


def test_the_library_finds_the_tensors_and_the_texts(tmp_path: Path) -> None:
    network = Network.of([[0.5, 0.25], [0, 0.5]], ACTIVATIONS["relu"])
    experiment = Experiment(network, np.ones((3, 2)), np.ones(2), 2, "Jordan", "non-normal")
    path = tmp_path / "w.safetensors"
    path.write_bytes(network_bytes(experiment))
    with safe_open(path, framework="numpy") as file:
        assert sorted(file.keys()) == ["U", "W", "b", "s0", "x", "y"]
        assert np.array_equal(file.get_tensor("W"), network.W)
        assert file.metadata() == {
            "format": "bptt-lab",
            "version": "1",
            "name": "Jordan",
            "description": "non-normal",
            "activation": "relu",
            "t": "2",
        }


def test_w_alone_is_enough_and_may_be_of_single_precision(tmp_path: Path) -> None:
    path = tmp_path / "w.safetensors"
    W = np.array([[0.1, 0.2], [0.3, 0.4]], dtype=np.float32)
    save_file({"W": W}, path, {"format": "bptt-lab"})
    experiment = load(path)
    assert np.array_equal(experiment.network.W, W.astype(np.float64))
    assert experiment.t == experiment.T == 24
    assert experiment.network.activation is ACTIVATIONS["tanh"]
