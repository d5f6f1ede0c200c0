"""Weights of a trained nn.RNN: torch itself is the oracle."""

import json
import struct
from pathlib import Path

import numpy as np
import pytest

from engine import InputError, load
from engine.network.forward import forward

torch = pytest.importorskip("torch")
save_file = pytest.importorskip("safetensors.torch").save_file


def write_raw(path: Path, **shapes: tuple[int, ...]) -> Path:
    """Write zeros under the given names; dots in names are written as double underscores."""
    header, data = {}, 0
    for name, shape in shapes.items():
        size = 8 * int(np.prod(shape))
        offsets = [data, data + size]
        header[name.replace("__", ".")] = {"dtype": "F64", "shape": shape, "data_offsets": offsets}
        data += size
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + bytes(data))
    return path


class Reader(torch.nn.Module):
    """A recurrent layer with a read-out, as people train them."""

    def __init__(self, layer: torch.nn.Module) -> None:
        super().__init__()
        self.rnn = layer
        self.fc = torch.nn.Linear(5, 1)


@pytest.mark.parametrize("activation", ["tanh", "relu"])
@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("wrapped", [True, False])
def test_the_forward_pass_is_torch_s(
    tmp_path: Path, activation: str, bias: bool, wrapped: bool
) -> None:
    torch.manual_seed(1)
    layer = torch.nn.RNN(3, 5, nonlinearity=activation, bias=bias).double()
    module = Reader(layer) if wrapped else layer
    path, sequence = tmp_path / "weights.safetensors", tmp_path / "x.npy"
    save_file(module.state_dict(), path)
    x = torch.randn(40, 3, dtype=torch.float64)
    np.save(sequence, x.numpy())
    experiment = load(path, sequence, activation)
    with torch.no_grad():
        states, _ = layer(x)
    assert experiment.name == "weights"
    np.testing.assert_allclose(forward(experiment).s[1:], states.numpy(), rtol=1e-13, atol=1e-15)


@pytest.mark.parametrize(
    "dtype", [torch.float64, torch.float32, torch.float16, torch.bfloat16], ids=str
)
def test_every_floating_type_widens_exactly(tmp_path: Path, dtype: torch.dtype) -> None:
    layer = torch.nn.RNN(4, 6).to(dtype)
    path = tmp_path / "weights.safetensors"
    save_file(layer.state_dict(), path)
    network = load(path).network
    wide = {name: tensor.double().numpy() for name, tensor in layer.state_dict().items()}
    assert np.array_equal(network.W, wide["weight_hh_l0"])
    assert np.array_equal(network.U, wide["weight_ih_l0"])
    assert np.array_equal(network.b, wide["bias_ih_l0"] + wide["bias_hh_l0"])


def test_weights_bring_zero_input_over_24_steps(tmp_path: Path) -> None:
    save_file(torch.nn.RNN(2, 3).state_dict(), tmp_path / "weights.safetensors")
    experiment = load(tmp_path / "weights.safetensors")
    assert experiment.x.shape == (24, 2)
    assert not experiment.x.any()
    assert experiment.t == 24


@pytest.mark.parametrize(
    ("layer", "expected"),
    [
        (torch.nn.GRU(2, 3), "weight_hh_l0 is 9 × 3, a GRU; this program studies a plain nn.RNN"),
        (torch.nn.LSTM(2, 3), "weight_hh_l0 is 12 × 3, an LSTM; this program studies"),
        (torch.nn.RNN(2, 3, num_layers=2), "has a second layer (weight_hh_l1); train it with"),
        (torch.nn.RNN(2, 3, bidirectional=True), "reads in both directions (weight_hh_l0_rev"),
        (torch.nn.Linear(2, 3), "holds no tensor weight_hh_l0 (it holds 'bias', 'weight'); save"),
        (
            torch.nn.ModuleDict({"a": torch.nn.RNN(2, 3), "b": torch.nn.RNN(2, 3)}),
            "holds more than one recurrent layer ('a.weight_hh_l0' and 'b.weight_hh_l0')",
        ),
    ],
    ids=["GRU", "LSTM", "two layers", "two directions", "no RNN", "two RNNs"],
)
def test_what_is_no_plain_rnn_is_refused_with_the_reason(
    tmp_path: Path, layer: torch.nn.Module, expected: str
) -> None:
    path = tmp_path / "weights.safetensors"
    save_file(layer.state_dict(), path)
    with pytest.raises(InputError) as caught:
        load(path)
    assert str(caught.value).startswith(f"{path}: {expected}")


@pytest.mark.parametrize(
    ("shapes", "expected"),
    [
        ({}, "holds no tensor weight_hh_l0 (it holds none)"),
        ({"weight_hh_l0": (2, 2)}, "weight_ih_l0 is missing; save the state dict of one"),
        ({"weight_hh_l0": (4,)}, "weight_hh_l0 has 1 axes, expected 2"),
        ({"weight_hh_l0": (5, 2)}, "weight_hh_l0 is 5 × 2, not square"),
        ({"weight_hh_l0": (5, 0)}, "weight_hh_l0 is 5 × 0, not square"),
        ({"weight_hh_l0": (0, 0), "weight_ih_l0": (0, 1)}, "W is empty"),
        ({"weight_hh_l0": (2049, 2049)}, "weight_hh_l0 has 2049 units; use at most 2048"),
        ({"weight_hh_l0": (2, 2), "weight_ih_l0": (3, 1)}, "U is 3 × 1, expected 2 × 1"),
        (
            {"rnn__weight_hh_l0": (2, 2), "rnn__weight_ih_l0": (2, 1), "rnn__bias_ih_l0": (3,)},
            "rnn.bias_ih_l0 has 3 numbers, expected 2",
        ),
    ],
)
def test_shapes_that_do_not_fit_are_refused(
    tmp_path: Path, shapes: dict[str, tuple[int, ...]], expected: str
) -> None:
    path = write_raw(tmp_path / "weights.safetensors", **shapes)
    with pytest.raises(InputError) as caught:
        load(path)
    assert str(caught.value).startswith(f"{path}: {expected}")


def test_one_bias_may_be_absent(tmp_path: Path) -> None:
    state = torch.nn.RNN(2, 3).state_dict()
    del state["bias_hh_l0"]
    save_file(state, tmp_path / "weights.safetensors")
    network = load(tmp_path / "weights.safetensors").network
    assert np.array_equal(network.b, state["bias_ih_l0"].double().numpy())


def test_an_entry_that_is_not_finite_is_named_as_torch_names_it(tmp_path: Path) -> None:
    state = torch.nn.RNN(2, 3).to(torch.bfloat16).state_dict()
    state["weight_hh_l0"][1, 2] = float("nan")
    save_file(state, tmp_path / "weights.safetensors")
    with pytest.raises(InputError, match=r"weight_hh_l0\[2, 3\] is not a finite number \(nan\)"):
        load(tmp_path / "weights.safetensors")
