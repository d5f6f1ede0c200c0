"""Weights of a trained nn.RNN or nn.RNNCell: torch itself is the oracle."""

import json
import struct
from pathlib import Path

import numpy as np
import pytest

from engine import InputError, load
from engine.bptt.forward import forward
from engine.bptt.trace import trace
from engine.files.weights.survey import survey

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
        (torch.nn.LSTM(2, 4, proj_size=1), "weight_hh_l0 is 16 × 1, with projections (weight_hr)"),
        (torch.nn.LSTMCell(2, 3), "weight_hh is 12 × 3, an LSTM; this program studies"),
        (
            torch.nn.Linear(2, 3),
            "holds no recurrent weights by a name this program knows (it holds 'bias', 'weight');",
        ),
        (
            torch.nn.RNN(2, 3, num_layers=2),
            "holds 2 recurrent layers (1 “layer 0”, 2 “layer 1”); choose one with --layer, by its",
        ),
        (
            torch.nn.RNN(2, 3, bidirectional=True),
            "holds 2 recurrent layers (1 “layer 0, forward”, 2 “layer 0, backward”); choose one",
        ),
        (
            torch.nn.ModuleDict({"a": torch.nn.RNN(2, 3), "b": torch.nn.RNN(2, 3)}),
            "holds 2 recurrent layers (1 “a, layer 0”, 2 “b, layer 0”); choose one with --layer",
        ),
    ],
    ids=["GRU", "LSTM", "projections", "cell", "no RNN", "layers", "directions", "RNNs"],
)
def test_what_is_not_one_plain_rnn_is_rejected_with_the_reason(
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
        ({}, "holds no recurrent weights by a name this program knows (it holds none)"),
        ({"weight_hh_l0": (2, 2), "fc": (1,)}, "weight_ih_l0 is missing; save the state dict of a"),
        ({"weight_hh_l0": (4,)}, "weight_hh_l0 has 1 axes, expected 2"),
        ({"weight_hh_l0": (5, 2)}, "weight_hh_l0 is 5 × 2, not square"),
        ({"weight_hh_l0": (5, 0)}, "weight_hh_l0 is 5 × 0, not square"),
        ({"weight_hh_l0": (0, 0), "weight_ih_l0": (0, 1)}, "W is empty"),
        (
            {"weight_hh_l0": (2049, 2049), "weight_ih_l0": (2049, 1)},
            "weight_hh_l0 has 2049 units; use at most 2048",
        ),
        ({"weight_hh_l0": (2, 2), "weight_ih_l0": (3, 1)}, "weight_ih_l0 is 3 × 1, expected 2 × m"),
        (
            {"rnn__weight_hh_l0": (2, 2), "rnn__weight_ih_l0": (2, 1), "rnn__bias_ih_l0": (3,)},
            "rnn.bias_ih_l0 has 3 numbers, expected 2",
        ),
    ],
)
def test_shapes_that_do_not_fit_are_rejected(
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


def widened(state: dict, dtype: torch.dtype) -> dict:
    """Return what the file keeps of the weights, in double precision."""
    return {name: tensor.to(dtype).double() for name, tensor in state.items()}


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32, torch.bfloat16], ids=str)
@pytest.mark.parametrize("activation", ["tanh", "relu"])
@pytest.mark.parametrize("layers", [1, 2])
def test_the_norms_of_every_layer_and_direction_are_autograd_s(
    tmp_path: Path, layers: int, activation: str, dtype: torch.dtype
) -> None:
    torch.manual_seed(3)
    options = {"nonlinearity": activation, "bidirectional": True}
    module = torch.nn.RNN(3, 5, num_layers=layers, **options).double()
    for name, parameter in module.named_parameters():
        if name.startswith("bias"):  # so that relu lets something through
            torch.nn.init.uniform_(parameter, 0.3, 0.6)
    save_file({n: p.to(dtype) for n, p in module.state_dict().items()}, tmp_path / "w.safetensors")
    state = widened(module.state_dict(), dtype)
    module.load_state_dict(state)
    x = torch.randn(9, 3, dtype=torch.float64)
    first = torch.nn.RNN(3, 5, **options).double()
    first.load_state_dict({name: part for name, part in state.items() if "_l0" in name})
    found = survey(tmp_path / "w.safetensors").layers
    assert [layer.label for layer in found] == [
        f"layer {k}, {way}" for k in range(layers) for way in ("forward", "backward")
    ]
    for i, layer in enumerate(found):
        read = x if i < 2 else first(x)[0].detach()
        np.save(tmp_path / "x.npy", read.flip(0).numpy() if i % 2 else read.numpy())
        result = trace(load(tmp_path / "w.safetensors", tmp_path / "x.npy", activation, i + 1))

        def last(h: torch.Tensor, i: int = i) -> torch.Tensor:
            start = torch.zeros(2 * layers, 5, dtype=torch.float64)
            return module(x, torch.cat([start[:i], h[None], start[i + 1 :]]))[1][i]

        J = torch.autograd.functional.jacobian(last, torch.zeros(5, dtype=torch.float64))
        expected = np.log10(np.linalg.norm(J.numpy(), 2))
        np.testing.assert_allclose(result.log10_norm[-1], expected, rtol=1e-9)
        assert np.array_equal(result.experiment.network.W, state[layer.W].numpy())


def test_layers_say_what_they_read_and_what_is_added(tmp_path: Path) -> None:
    module = torch.nn.RNN(3, 5, num_layers=2, bidirectional=True)
    save_file(
        {f"net.rnn.{n}": p for n, p in module.state_dict().items()}, tmp_path / "w.safetensors"
    )
    labels = [layer.label for layer in survey(tmp_path / "w.safetensors").layers]
    assert labels == [
        f"net.rnn, layer {k}, {way}" for k in (0, 1) for way in ("forward", "backward")
    ]
    notes = [layer.note for layer in survey(tmp_path / "w.safetensors").layers]
    assert notes[0] == "biases bias_ih_l0 + bias_hh_l0 are added"
    assert notes[3] == (
        "biases bias_ih_l1_reverse + bias_hh_l1_reverse are added; input weights of layer 1 read "
        "the states of layer 0, both directions; it reads the sequence from its end"
    )


@pytest.mark.parametrize("prefix", ["", "decoder.cell."])
def test_a_cell_is_a_layer(tmp_path: Path, prefix: str) -> None:
    cell = torch.nn.RNNCell(3, 5).double()
    state = {prefix + name: tensor for name, tensor in cell.state_dict().items()}
    save_file(state, tmp_path / "w.safetensors")
    (layer,) = survey(tmp_path / "w.safetensors").layers
    assert layer.label == (prefix.rstrip(".") or "cell")
    network = load(tmp_path / "w.safetensors").network
    assert np.array_equal(network.W, cell.weight_hh.detach().numpy())
    assert np.array_equal(network.b, (cell.bias_ih + cell.bias_hh).detach().numpy())


def test_beside_a_plain_layer_gated_ones_are_no_layers(tmp_path: Path) -> None:
    parts = {"a": torch.nn.LSTM(2, 3), "b": torch.nn.RNN(2, 3), "c": torch.nn.GRUCell(2, 3)}
    save_file(torch.nn.ModuleDict(parts).state_dict(), tmp_path / "w.safetensors")
    assert [layer.label for layer in survey(tmp_path / "w.safetensors").layers] == ["b, layer 0"]
    assert load(tmp_path / "w.safetensors").network.d == 3
