"""Saving: a saved experiment opens bit for bit."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from safetensors.numpy import save_file

from engine import ACTIVATIONS, Experiment, InputError, Network, load
from engine.experiment.edits import ARRAYS, array_of
from engine.files.fingerprint import fingerprint
from engine.files.save import save
from tests.soak import times

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
@pytest.mark.slow
def test_a_saved_experiment_opens_bit_for_bit(
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
def test_another_ending_is_rejected_and_nothing_is_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=r"choose a name that ends in \.json or \.safetensors"):
        save(small(), tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_an_experiment_too_large_to_open_is_not_saved(
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


def test_a_trained_model_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "model.safetensors"
    save_file({"rnn.weight_hh_l0": np.eye(2), "fc.weight": np.eye(2)}, path)
    model = path.read_bytes()
    with pytest.raises(InputError) as caught:
        save(small(), path)
    assert str(caught.value) == (
        f"{path}: holds weights that this program did not write, or that cannot be read; "
        "choose another name, so that they are kept"
    )
    assert path.read_bytes() == model


def test_an_unreadable_file_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "w.safetensors"
    path.write_bytes(b"cut")
    with pytest.raises(InputError, match="or that cannot be read; choose another name"):
        save(small(), path)
    assert path.read_bytes() == b"cut"


def test_an_empty_file_and_an_own_one_may_be_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "w.safetensors"
    path.touch()
    save(small(), path)
    save(small(5), path)
    assert load(path).T == 5


KILLED_SAVES = """
import os, random, signal, sys, time
from pathlib import Path
import numpy as np
from engine import Experiment, Network, load
from engine.files.save import save

path, kills = Path(sys.argv[1]), int(sys.argv[2])

def filled(value):
    W = np.full((24, 24), value)
    return Experiment(Network.of(W), np.full((24, 24), value), np.zeros(24), 24)

both = filled(1 / 3), filled(-2 / 7)
whole = [(e.network.W.tobytes(), e.x.tobytes()) for e in both]
save(both[0], path)
for _ in range(kills):
    child = os.fork()
    if child == 0:
        while True:
            for experiment in both:
                save(experiment, path)
    time.sleep(random.uniform(0, 0.02))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    found = load(path)
    print(whole.index((found.network.W.tobytes(), found.x.tobytes())))
past = time.time() - 3 * 24 * 3600
left = list(path.parent.glob(".bptt-lab-*.tmp"))
for temporary in left:
    os.utime(temporary, (past, past))
save(both[0], path)
print("left", len(left), "then", len(list(path.parent.iterdir())))
"""


@pytest.mark.soak
@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked here")
@pytest.mark.parametrize("ending", ["json", "safetensors"])
def test_a_kill_during_a_save_leaves_the_old_or_the_new_file_whole(
    tmp_path: Path, ending: str
) -> None:
    kills = times(10, 250)
    done = subprocess.run(
        [sys.executable, "-c", KILLED_SAVES, str(tmp_path / f"w.{ending}"), str(kills)],
        cwd=Path(__file__).parents[3],
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.stderr == ""
    *found, last = done.stdout.splitlines()
    assert len(found) == kills
    assert set(found) <= {"0", "1"}
    assert last.endswith("then 1"), "what killed saves left goes with a later one"


def test_a_save_returns_the_fingerprint_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "w.json"
    written = save(small(), path)
    assert written.same_bytes(fingerprint(path))
