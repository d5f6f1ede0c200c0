"""Training script: its stored results, and with torch their reproduction."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import version
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "resources" / "examples" / "sunspots"
WARM_UP = 10  # years that a state starting at zero needs to know where in the cycle it is
CAN_TRAIN = find_spec("torch") is not None and find_spec("statsmodels") is not None


@pytest.mark.parametrize("when", ["before", "after"])
def test_the_weights_are_named_as_pytorch_names_them(when: str):
    shapes = {name: a.shape for name, a in load_file(FOLDER / f"{when}.safetensors").items()}
    assert shapes == {
        "rnn.weight_ih_l0": (16, 1),
        "rnn.weight_hh_l0": (16, 16),
        "rnn.bias_ih_l0": (16,),
        "rnn.bias_hh_l0": (16,),
        "readout.weight": (1, 16),
        "readout.bias": (1,),
    }


def test_the_first_weights_are_pytorchs_defaults():
    weights = load_file(FOLDER / "before.safetensors").values()
    assert 0.2 < max(np.abs(array).max() for array in weights) <= 1 / np.sqrt(16)


def test_the_sequence_is_the_sunspots_of_sixty_years():
    name, *rows = (FOLDER / "sunspots.csv").read_text().splitlines()
    readme = (FOLDER / "README.txt").read_text(encoding="utf-8")
    mean, std = map(float, re.findall(r"(?:mean|deviation) ([\d.]+)", readme))
    numbers = np.array(rows, dtype=float) * std + mean
    assert name == "sunspots"
    assert len(rows) == 60
    np.testing.assert_allclose(numbers[[0, 8, -1]], [134.7, 190.2, 2.9], atol=0.01)


def test_the_shipped_weights_predict_only_after_training():
    x = np.loadtxt(FOLDER / "sunspots.csv", skiprows=1)
    before, after = (load_file(FOLDER / f"{when}.safetensors") for when in ("before", "after"))
    unchanged = np.sqrt(np.mean(np.diff(x[WARM_UP:]) ** 2))
    assert _error(before, x) > 1.5 * unchanged
    assert _error(after, x) < 0.75 * unchanged


def _error(weights: dict[str, np.ndarray], x: np.ndarray) -> float:
    """The root mean square error of next year's prediction, in one pass over the years."""
    W, U = weights["rnn.weight_hh_l0"], weights["rnn.weight_ih_l0"][:, 0]
    b = weights["rnn.bias_ih_l0"] + weights["rnn.bias_hh_l0"]
    state, errors = np.zeros(16), []
    for this_year, next_year in pairwise(x):
        state = np.tanh(U * this_year + W @ state + b)
        prediction = weights["readout.weight"][0] @ state + weights["readout.bias"][0]
        errors.append(prediction - next_year)
    return float(np.sqrt(np.mean(np.square(errors[WARM_UP:]))))


@pytest.mark.skipif(not CAN_TRAIN, reason="needs torch and statsmodels")
@pytest.mark.slow
def test_training_again_leaves_the_same_files(tmp_path: Path):
    if f"torch {version('torch')}" not in (FOLDER / "README.txt").read_text(encoding="utf-8"):
        pytest.skip("the shipped weights were trained with another torch")
    command = [sys.executable, "-m", "tools.train_sunspots", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, timeout=120)
    for file in ("before.safetensors", "after.safetensors", "sunspots.csv", "README.txt"):
        assert (tmp_path / file).read_bytes() == (FOLDER / file).read_bytes(), file
