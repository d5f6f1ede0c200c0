"""A saved trace opens as its experiment."""

import io
from pathlib import Path

import numpy as np
import pytest

from engine import ACTIVATIONS, Experiment, InputError, Network, load, trace
from engine.experiment.edits import array_of
from engine.files.trace_out import trace_arrays, write_trace

RNG = np.random.default_rng(5)


def experiment(activation: str = "tanh", t: int = 7) -> Experiment:
    W, U, b, s0, x = (RNG.standard_normal(s) for s in ((4, 4), (4, 2), (4,), (4,), (9, 2)))
    return Experiment(Network(W * 0.4, U, b, s0, ACTIVATIONS[activation]), x, np.zeros(4), t)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_a_trace_opens_again_bit_for_bit(tmp_path: Path, activation: str) -> None:
    before = trace(experiment(activation))
    write_trace(before, tmp_path / "trace.npz")
    after = trace(load(tmp_path / "trace.npz"))
    for name in ("W", "U", "b", "s0", "x"):
        assert np.array_equal(array_of(after.experiment, name), array_of(before.experiment, name))
    assert after.experiment.name == "trace"
    assert (after.t, after.experiment.network.activation.name) == (7, activation)
    assert np.array_equal(after.log10_norm, before.log10_norm)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_a_trace_names_its_activation_though_others_would_fit(
    tmp_path: Path, activation: str
) -> None:
    network = Network(np.eye(1), np.eye(1), np.zeros(1), np.zeros(1), ACTIVATIONS[activation])
    one_step = Experiment(network, np.full((1, 1), 2.0), np.zeros(1), 1)  # relu(2) = 2, and more
    write_trace(trace(one_step), tmp_path / "trace.npz")
    assert load(tmp_path / "trace.npz").network.activation.name == activation


def test_the_activation_of_an_older_trace_follows_from_its_states(tmp_path: Path) -> None:
    arrays = trace_arrays(trace(experiment("relu")))
    np.savez(tmp_path / "t.npz", **{k: v for k, v in arrays.items() if k != "activation"})
    assert load(tmp_path / "t.npz").network.activation.name == "relu"


def test_another_activation_may_be_put_in_place(tmp_path: Path) -> None:
    write_trace(trace(experiment()), tmp_path / "trace.npz")
    changed = load(tmp_path / "trace.npz", activation="identity")
    assert changed.network.activation.name == "identity"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"s": np.ones((10, 4))},
            "s was not computed from a by the activation of this trace; write",
        ),
        ({"a": np.ones((3, 4))}, "s was not computed from a by the activation of this trace"),
        ({"k": np.arange(80, 0, -1)}, "t is 80; choose a step from 1 to 9"),
        ({"k": np.arange(0)}, "t is 0; choose a step from 1 to 9"),
        ({"U": np.ones((3, 2))}, "U is 3 × 2, expected 4 × 2"),
        ({"W": np.ones((4, 0))}, "W is 4 × 0, expected 4 × 4"),
        ({"W": np.full((4, 4), np.nan)}, "W[1, 1] is not a finite number (nan)"),
    ],
)
def test_a_trace_that_was_changed_is_rejected(
    tmp_path: Path, changes: dict[str, np.ndarray], expected: str
) -> None:
    path = tmp_path / "trace.npz"
    write_trace(trace(experiment()), path)
    with np.load(io.BytesIO(path.read_bytes())) as arrays:
        np.savez(path, **(dict(arrays) | changes))
    with pytest.raises(InputError) as caught:
        load(path)
    assert str(caught.value).startswith(f"{path}: {expected}")


def test_a_target_beside_a_trace_is_read(tmp_path: Path) -> None:
    np.savez(tmp_path / "t.npz", **trace_arrays(trace(experiment())), y=[1.0, -0.5, 0.25, 0.0])
    assert load(tmp_path / "t.npz").y.tolist() == [1.0, -0.5, 0.25, 0.0]
