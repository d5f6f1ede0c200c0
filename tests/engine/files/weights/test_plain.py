"""Arrays with plain names: columns unless the shape of U shows rows."""

from pathlib import Path

import numpy as np
import pytest

from engine import InputError, load, trace
from engine.files.weights.layer_choice import read_layer
from engine.files.weights.survey import survey
from tests.engine.files.weights.recurrence import Rows

X = np.random.default_rng(3).standard_normal((12, 3))
ROWS = Rows.random()


@pytest.mark.parametrize(
    "names",
    [("W", "U", "b"), ("W_hh", "W_xh", "b_h"), ("Whh", "Wxh", "bh"), ("rnn/W", "rnn/U", "rnn/b")],
)
@pytest.mark.parametrize("rows", [False, True])
def test_the_shape_of_U_tells_rows_from_columns(tmp_path: Path, names: tuple, rows: bool) -> None:
    W, U, b = names
    parts = {W: ROWS.R, U: ROWS.K, b: ROWS.b} if rows else {W: ROWS.R.T, U: ROWS.K.T, b: ROWS.b}
    np.savez(tmp_path / "w.npz", **parts, Why=np.ones((2, 5)), by=np.ones(2))
    (layer,) = survey(tmp_path / "w.npz").layers
    assert (layer.convention, layer.transposed) == ("plain", rows)
    assert layer.note == (
        f"{U} fits only as (m, d): the file multiplies rows by matrices, so W and U are transposed"
        if rows
        else ""
    )
    np.save(tmp_path / "x.npy", X)
    result = trace(load(tmp_path / "w.npz", tmp_path / "x.npy"))
    np.testing.assert_allclose(result.log10_norm, ROWS.log10_norms(X), rtol=1e-9, atol=1e-12)


def test_what_stands_beside_the_weights_is_taken_where_it_fits(tmp_path: Path) -> None:
    parts = {"W": np.eye(2), "U": np.ones((2, 3)), "s0": np.array([1.0, 2.0]), "x": X}
    np.savez(tmp_path / "w.npz", **parts, b=np.array([[3.0], [4.0]]))
    experiment = load(tmp_path / "w.npz")
    assert experiment.network.s0.tolist() == [1, 2]
    assert experiment.network.b.tolist() == [3, 4]
    assert np.array_equal(experiment.x, X)
    np.savez(tmp_path / "v.npz", W=np.eye(2), s0=np.ones(3), x=X)
    experiment = load(tmp_path / "v.npz")
    assert not experiment.network.s0.any()
    assert experiment.x.shape == (24, 2)


def test_two_biases_are_added(tmp_path: Path) -> None:
    parts = {"W_hh": np.eye(2), "W_ih": np.ones((2, 1)), "b_ih": np.ones(2), "b_hh": np.ones(2)}
    np.savez(tmp_path / "w.npz", **parts)
    assert load(tmp_path / "w.npz").network.b.tolist() == [2, 2]
    np.savez(tmp_path / "w.npz", **parts | {"b_ih": np.full(2, 1e308), "b_hh": np.full(2, 1e308)})
    with pytest.raises(InputError, match=r"b\[1\] is not a finite number \(inf\)"):
        load(tmp_path / "w.npz")


@pytest.mark.parametrize("name", ["A", "arr_0", "net.W", "W"])
def test_the_only_matrix_of_a_file_is_W_whatever_its_name(tmp_path: Path, name: str) -> None:
    W = np.array([[1.0, 2.0], [3.0, 4.0]])
    np.savez(tmp_path / "w.npz", **{name: W})
    assert np.array_equal(load(tmp_path / "w.npz").network.W, W)
    assert np.array_equal(load(tmp_path / "w.npz", transposed=True).network.W, W.T)


def test_U_with_another_shape_than_square_is_turned_by_its_shape_alone(tmp_path: Path) -> None:
    np.savez(tmp_path / "w.npz", W=ROWS.R, U=ROWS.K.T)
    (layer,) = survey(tmp_path / "w.npz").layers
    network = read_layer(tmp_path / "w.npz", layer, transposed=True).network
    assert np.array_equal(network.W, ROWS.R.T)
    assert np.array_equal(network.U, ROWS.K.T)
    np.savez(tmp_path / "v.npz", W=ROWS.R, U=ROWS.R + 1)
    square = load(tmp_path / "v.npz", transposed=True).network
    assert np.array_equal(square.U, (ROWS.R + 1).T)


@pytest.mark.parametrize(
    ("shapes", "expected"),
    [
        ({"W": (2, 3)}, "W is 2 × 3, not square; give a square matrix, or read it as a seq"),
        ({"W": (2, 2), "U": (3, 3)}, "U is 3 × 3, expected 2 × m; save the weights of one layer"),
        ({"W": (2, 2), "b": (3,)}, "b has 3 numbers, expected 2"),
        ({"W": (2049, 2049)}, "W has 2049 units; use at most 2048"),
        ({"W": ()}, "W is a single number, not square"),
        ({"A": (2, 2), "B": (2, 2)}, "holds no recurrent weights by a name this program knows (it"),
        ({"q/W": (2, 2), "q/b": (2,)}, "holds no recurrent weights by a name"),
        ({}, "holds no recurrent weights by a name this program knows (it holds none); name them"),
    ],
)
def test_what_does_not_fit_is_rejected(tmp_path: Path, shapes: dict, expected: str) -> None:
    path = tmp_path / "w.npz"
    np.savez(path, **{name: np.zeros(shape) for name, shape in shapes.items()})
    with pytest.raises(InputError) as caught:
        load(path)
    assert str(caught.value).startswith(f"{path}: {expected}")
