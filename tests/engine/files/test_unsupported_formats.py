"""Unsupported formats: the suggested line converts the file."""

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from engine import InputError, load
from engine.files.sequence import read_sequence
from engine.files.unsupported_formats import refusal

FOUND = {
    "model.pt": "is a pickle, which could run code when opened",
    "pytorch_model.BIN": "is a pickle, which could run code when opened",
    "model.pth": "is a pickle, which could run code when opened",
    "m.pkl": "is a pickle, which could run code when opened",
    "model.keras": "is a model of Keras",
    "m.weights.h5": "is in the HDF5 format",
    "m.hdf5": "is in the HDF5 format",
    "m.msgpack": "is a checkpoint of Flax",
    "m.onnx": "is a graph in the ONNX format",
    "m.mat": "is a file of MATLAB",
    "m.xlsx": "is a spreadsheet",
}


def offered(path: Path) -> str:
    """Return the line of Python that the refusal to open a file offers."""
    with pytest.raises(InputError) as caught:
        load(path)
    start, line = caught.value.remedy.split('-c "')
    assert start == "convert it once: python "
    return line.removesuffix('"')


@pytest.mark.parametrize("name", FOUND)
@pytest.mark.parametrize("read", [load, read_sequence])
def test_an_unsupported_format_comes_with_a_line_that_converts_it(
    tmp_path: Path, name: str, read: object
) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path / name)
    assert str(caught.value).startswith(f"{tmp_path / name}: {FOUND[name]}; convert it once: pyth")
    line = offered(tmp_path / name)
    compile(line, name, "exec")
    target = re.search(r"'([^']*\.(npz|safetensors|csv))'", line)[1]
    assert Path(target).with_suffix("") == (tmp_path / name).with_suffix("")
    assert '"' not in line


@pytest.mark.slow
def test_the_line_for_a_pickle_works(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    path = tmp_path / "model.pt"
    model = torch.nn.RNN(2, 3)
    torch.save(model.state_dict(), path)
    subprocess.run([sys.executable, "-c", offered(path)], check=True)
    experiment = load(path.with_suffix(".safetensors"))
    assert np.array_equal(experiment.network.W, model.weight_hh_l0.detach().numpy())


@pytest.mark.slow
def test_the_line_for_matlab_works(tmp_path: Path) -> None:
    scipy_io = pytest.importorskip("scipy.io")
    W, U, b = np.eye(3) * 0.5, np.ones((3, 2)), np.array([[1.0], [2.0], [3.0]])
    scipy_io.savemat(tmp_path / "w.mat", {"W": W, "U": U, "b": b, "note": "trained", "s": {"a": 1}})
    subprocess.run([sys.executable, "-c", offered(tmp_path / "w.mat")], check=True)
    network = load(tmp_path / "w.npz").network
    assert np.array_equal(network.W, W)
    assert np.array_equal(network.U, U)
    assert network.b.tolist() == [1, 2, 3]


@pytest.mark.parametrize("name", ["$(touch x).pt", "`x`.pt", 'a";x;".pt', "a'b.pt", "a\nb.pt"])
def test_an_unsafe_name_is_not_put_into_the_shell_line(name: str) -> None:
    remedy = refusal(Path(name), "").remedy
    assert name not in remedy
    assert "torch.load('weights.pt'" in remedy
