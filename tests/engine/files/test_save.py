"""Saving: what is saved opens again bit for bit."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from safetensors.numpy import save_file

from engine import ACTIVATIONS, Experiment, InputError, Network, load
from engine.files.save import save
from engine.network.edits import ARRAYS, array_of

NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-3, 3).map(float)


@st.composite
def experiments(draw: st.DrawFn) -> Experiment:
    d, m, T = draw(st.integers(1, 4)), draw(st.integers(0, 4)), draw(st.integers(1, 30))

    def array(*shape: int) -> np.ndarray:
        return draw(arrays(np.float64, shape, elements=NUMBERS, fill=st.sampled_from([0.0, -0.0])))

    activation = ACTIVATIONS[draw(st.sampled_from(sorted(ACTIVATIONS)))]
    network = Network(array(d, d), array(d, m), array(d), array(d), activation)
    t = draw(st.integers(1, T))
    return Experiment(network, array(T, m), array(d), t, draw(st.text()), draw(st.text()))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("saved")


@pytest.mark.parametrize("ending", ["json", "safetensors"])
@settings(max_examples=60, deadline=None)
@given(experiment=experiments())
def test_what_is_saved_opens_again_bit_for_bit(
    folder: Path, ending: str, experiment: Experiment
) -> None:
    path = folder / f"experiment.{ending}"
    save(experiment, path)
    back = load(path)
    for name in ARRAYS:
        saved, read = array_of(experiment, name), array_of(back, name)
        assert saved.shape == read.shape
        assert saved.tobytes() == read.tobytes()
    assert back.network.activation is experiment.network.activation
    assert (back.t, back.name, back.description) == (
        experiment.t,
        experiment.name,
        experiment.description,
    )


def small(T: int = 3) -> Experiment:
    return Experiment(Network.of([[0.5]]), np.zeros((T, 1)), np.zeros(1), T)


@pytest.mark.parametrize("name", ["w.npz", "w.pt", "w"])
def test_another_ending_is_refused_and_nothing_is_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=r"choose a name that ends in \.json or \.safetensors"):
        save(small(), tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_what_could_not_be_opened_again_is_not_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(InputError, match="x has 100001 steps"):
        save(small(100_001), tmp_path / "w.json")
    large = Experiment(Network.of(np.zeros((2049, 2049))), np.zeros((1, 2049)), np.zeros(2049), 1)
    with pytest.raises(InputError, match="W has 2049 units"):
        save(large, tmp_path / "w.safetensors")
    monkeypatch.setattr("engine.files.save.JSON_BYTES", 10)  # not 64 MB for one test
    with pytest.raises(InputError, match=r"as a preset; save it as \.safetensors"):
        save(small(), tmp_path / "w.json")
    assert not list(tmp_path.iterdir())


def test_a_trained_model_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "model.safetensors"
    save_file({"rnn.weight_hh_l0": np.eye(2), "fc.weight": np.eye(2)}, path)
    model = path.read_bytes()
    with pytest.raises(InputError) as caught:
        save(small(), path)
    assert str(caught.value) == (
        f"{path}: holds weights that this program did not write; "
        "choose another name, so that they are kept"
    )
    assert path.read_bytes() == model


def test_a_damaged_file_may_be_written_over(tmp_path: Path) -> None:
    path = tmp_path / "w.safetensors"
    path.write_bytes(b"cut")
    save(small(), path)
    save(small(5), path)
    assert load(path).T == 5
