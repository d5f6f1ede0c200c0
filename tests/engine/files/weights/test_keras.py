"""Keras' SimpleRNN: kernels on the right of rows, against an oracle that multiplies rows."""

from pathlib import Path

import numpy as np
import pytest

from engine import InputError, load, trace
from engine.files.weights.survey import survey
from tests.engine.files.weights.recurrence import Rows

X = np.random.default_rng(2).standard_normal((12, 3))


@pytest.mark.parametrize(
    ("names", "label"),
    [
        ("model/simple_rnn/simple_rnn_cell/{}", "model/simple_rnn"),
        ("simple_rnn_1/simple_rnn_cell_1/{}:0", "simple_rnn_1"),
        ("bi/forward_simple_rnn/simple_rnn_cell/{}", "bi/forward_simple_rnn"),
        ("{}", "cell"),
        ("layers/simple_rnn/cell/vars/{}", "layers/simple_rnn"),
    ],
)
@pytest.mark.parametrize("bias", [True, False])
def test_norms_are_those_of_rows_times_matrices(
    tmp_path: Path, names: str, label: str, bias: bool
) -> None:
    rows = Rows.random()
    if not bias:
        rows = Rows(rows.K, rows.R, np.zeros(5))
    called = ("0", "1", "2") if "vars" in names else ("kernel", "recurrent_kernel", "bias")
    parts = zip(called, (rows.K, rows.R, rows.b), strict=True)
    named = {names.format(name): part for name, part in list(parts)[: 3 if bias else 2]}
    np.savez(tmp_path / "w.npz", **named, **{"dense/kernel": np.ones((5, 5))})
    (layer,) = survey(tmp_path / "w.npz").layers
    assert (layer.label, layer.convention, layer.transposed) == (label, "Keras", True)
    np.save(tmp_path / "x.npy", X)
    result = trace(load(tmp_path / "w.npz", tmp_path / "x.npy"))
    np.testing.assert_allclose(result.log10_norm, rows.log10_norms(X), rtol=1e-9, atol=1e-12)


def test_a_layer_that_reads_backward_says_so(tmp_path: Path) -> None:
    names = [f"bi/{way}_simple_rnn/simple_rnn_cell/" for way in ("forward", "backward")]
    kernels = {name + "kernel": np.ones((3, 2)) for name in names}
    np.savez(tmp_path / "w.npz", **kernels, **{n + "recurrent_kernel": np.eye(2) for n in names})
    forward, backward = survey(tmp_path / "w.npz").layers
    assert "from its end" not in forward.note
    assert backward.note.endswith("; it reads the sequence from its end")


@pytest.mark.parametrize(
    ("shapes", "expected"),
    [
        ({"kernel": (3, 15), "recurrent_kernel": (5, 15)}, "recurrent_kernel is 5 × 15, a GRU; th"),
        ({"kernel": (3, 20), "recurrent_kernel": (5, 20)}, "recurrent_kernel is 5 × 20, an LSTM"),
        ({"cell/vars/0": (3, 20), "cell/vars/1": (5, 20)}, "cell/vars/1 is 5 × 20, an LSTM; this"),
        ({"recurrent_kernel": (5, 5), "other": (1,)}, "kernel is missing; save all weights of the"),
        ({"kernel": (5, 3), "recurrent_kernel": (5, 5)}, "kernel is 5 × 3, expected m × 5; save"),
        (
            {"kernel": (3, 3), "recurrent_kernel": (3, 3, 3)},
            "recurrent_kernel is 3 × 3 × 3, not sq",
        ),
    ],
)
def test_what_is_no_simple_rnn_is_rejected(tmp_path: Path, shapes: dict, expected: str) -> None:
    path = tmp_path / "w.npz"
    np.savez(path, **{name: np.ones(shape) for name, shape in shapes.items()})
    with pytest.raises(InputError) as caught:
        survey(path)
    assert str(caught.value).startswith(f"{path}: {expected}")
