"""Flax and Haiku: kernels on the right of rows, against an oracle that multiplies rows."""

from pathlib import Path

import numpy as np
import pytest

from engine import InputError, load, trace
from engine.files.weights.survey import survey
from tests.engine.files.weights.recurrence import Rows, relu

X = np.random.default_rng(1).standard_normal((12, 3))

FLAX = ("{0}i/kernel", "{0}h/kernel", ("{0}i/bias",))
DOTS = ("{0}dense_i.kernel", "{0}dense_h.kernel", ("{0}dense_i.bias",))
NNX = ("{0}dense_i/kernel", "{0}dense_h/kernel", ("{0}dense_i/bias",))
HAIKU = ("{0}linear/w", "{0}linear_1/w", ("{0}linear/b", "{0}linear_1/b"))
NAMED = (
    "{0}input_to_hidden/w",
    "{0}hidden_to_hidden/w",
    ("{0}input_to_hidden/b", "{0}hidden_to_hidden/b"),
)


def save(path: Path, rows: Rows, names: tuple, prefix: str) -> Path:
    kernel, recurrent, biases = names
    parts = {bias.format(prefix): rows.b / len(biases) for bias in biases}
    parts |= {kernel.format(prefix): rows.K, recurrent.format(prefix): rows.R}
    np.savez(path, **parts, **{"dense/kernel": np.ones((5, 5)), "dense/bias": np.ones(5)})
    return path


@pytest.mark.parametrize(
    ("names", "prefix", "convention", "activation"),
    [
        (FLAX, "params/SimpleCell_0/", "Flax", None),
        (FLAX, "", "Flax", None),
        (NNX, "cell/", "Flax", None),
        (DOTS, "rnn.", "Flax", None),
        (HAIKU, "net/~/vanilla_rnn/", "Haiku", "relu"),
        (NAMED, "rnn/", "Haiku", "relu"),
    ],
    ids=["linen", "no prefix", "nnx", "dots", "Haiku", "Haiku, named"],
)
def test_norms_are_those_of_rows_times_matrices(
    tmp_path: Path, names: tuple, prefix: str, convention: str, activation: str | None
) -> None:
    rows = Rows.random(relu if activation == "relu" else np.tanh)
    path = save(tmp_path / "w.npz", rows, names, prefix)
    (layer,) = survey(path).layers
    assert (layer.convention, layer.transposed) == (convention, True)
    assert layer.activation == activation
    assert layer.label == (prefix.rstrip("./") or "cell")
    np.save(tmp_path / "x.npy", X)
    result = trace(load(path, tmp_path / "x.npy"))
    assert np.array_equal(result.experiment.network.W, rows.R.T)
    assert np.array_equal(result.experiment.network.U, rows.K.T)
    np.testing.assert_allclose(result.log10_norm, rows.log10_norms(X), rtol=1e-9, atol=1e-12)


def test_two_biases_are_added_and_said_to_be(tmp_path: Path) -> None:
    rows = Rows.random()
    path = save(tmp_path / "w.npz", rows, HAIKU, "vanilla_rnn/")
    (layer,) = survey(path).layers
    assert layer.note.startswith("biases linear/b + linear_1/b are added; the file multiplies rows")
    assert np.array_equal(load(path).network.b, rows.b)


def test_two_linear_layers_elsewhere_are_no_recurrence(tmp_path: Path) -> None:
    path = save(tmp_path / "w.npz", Rows.random(), HAIKU, "mlp/")
    with pytest.raises(InputError, match="holds no recurrent weights by a name this program kn"):
        survey(path)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ({"i/kernel": (3, 5), "hn/kernel": (5, 5)}, "hn/kernel is one of the gates of a GRU or an"),
        ({"c/hf/kernel": (5, 5), "c/hi/kernel": (5, 5)}, "c/hf/kernel is one of the gates of a G"),
        ({"dense_i/kernel": (3, 20), "dense_h/kernel": (5, 20)}, "dense_h/kernel is 5 × 20, an L"),
        ({"dense_i/kernel": (3, 15), "dense_h/kernel": (5, 15)}, "dense_h/kernel is 5 × 15, a GR"),
        ({"gru/w_i": (3, 15), "gru/w_h": (5, 15)}, "gru/w_h is 5 × 15, a GRU; this program stu"),
        ({"lstm/linear/w": (8, 20)}, "lstm/linear/w belongs to an LSTM, by its name; train"),
        ({"i/kernel": (3, 4), "h/kernel": (5, 5)}, "i/kernel is 3 × 4, expected m × 5; save the"),
        ({"i/kernel": (3, 5), "h/kernel": (5, 6)}, "h/kernel is 5 × 6, not square; this program"),
    ],
)
def test_what_is_no_plain_cell_is_rejected(tmp_path: Path, names: dict, expected: str) -> None:
    path = tmp_path / "w.npz"
    np.savez(path, **{name: np.ones(shape) for name, shape in names.items()}, other=np.ones(3))
    with pytest.raises(InputError) as caught:
        survey(path)
    assert str(caught.value).startswith(f"{path}: {expected}")


def test_beside_a_plain_cell_a_gated_one_is_no_layer(tmp_path: Path) -> None:
    np.savez(
        tmp_path / "w.npz",
        **{"a/i/kernel": np.ones((3, 2)), "a/h/kernel": np.eye(2), "b/hn/kernel": np.eye(2)},
        **{"b/dense_i/kernel": np.ones((3, 20)), "b/dense_h/kernel": np.ones((5, 20))},
    )
    assert [layer.label for layer in survey(tmp_path / "w.npz").layers] == ["a"]
