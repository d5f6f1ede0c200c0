"""`convert`: the converted file reads back equal, and losses are reported."""

import json
from pathlib import Path

import numpy as np
import pytest

from engine import load
from engine.experiment.edits import ARRAYS, array_of
from tests.engine.cli.terminal import run

WHOLE = {
    "name": "Whole", "activation": "logistic", "W": [[0.1, -0.4], [1e-17, 0.9]],
    "U": [[1], [2]], "b": [0.5, 0], "s0": [1, 0], "x": [[0.5], [0.25], [1]], "y": [0, 1], "t": 2,
}  # fmt: skip


@pytest.fixture
def whole(folder: Path) -> Path:
    path = folder / "whole.json"
    path.write_text(json.dumps(WHOLE))
    return path


def test_a_network_file_keeps_everything(whole: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = whole.with_suffix(".safetensors")
    assert run("convert", whole, "--out", out) == 0
    assert run("convert", out, "--out", whole.with_name("again.json")) == 0
    assert capsys.readouterr() == ("", "")
    before, after = load(whole), load(whole.with_name("again.json"))
    assert (after.name, after.t, after.network.activation.name) == ("Whole", 2, "logistic")
    for name in ARRAYS:
        assert np.array_equal(array_of(before, name), array_of(after, name))


def test_an_archive_of_arrays_opens_again_with_sigma_and_t(whole: Path) -> None:
    out = whole.with_suffix(".npz")
    assert run("convert", whole, "--out", out) == 0
    with np.load(out) as archive:
        for name in ARRAYS:
            assert np.array_equal(archive[name], array_of(load(whole), name))
    after = load(out)
    assert (after.t, after.network.activation.name) == (2, "logistic")
    for name in ARRAYS:
        assert np.array_equal(array_of(load(whole), name), array_of(after, name))


@pytest.mark.parametrize("kind", ["csv", "tsv", "npy"])
def test_w_is_kept_bit_for_bit_and_the_losses_are_reported(
    whole: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    out = whole.with_suffix(f".{kind}")
    assert run("convert", whole, "--out", out) == 0
    assert np.array_equal(load(out).network.W, load(whole).network.W)
    lost = "the name, the activation (logistic), U, b, x, s0, y, t = 2"
    said = capsys.readouterr().err
    assert said.startswith(f"note: {out}: .{kind} does not keep ")
    assert set(lost.split(", ")[1:]) <= set(said.strip().split(" keep ")[1].split(", "))


def test_several_files_go_into_a_folder(folder: Path) -> None:
    names = folder / "rotation.json", folder / "bad.json", folder / "shift.json"
    options = ("--out", f"{folder}/npy/", "--format", "npy")
    assert run("convert", *names, *options) == 2
    written = sorted(path.name for path in (folder / "npy").iterdir())
    assert written == ["rotation.npy", "shift.npy"]


@pytest.mark.parametrize(
    ("out", "expected"),
    [
        ("whole.json", "whole.json: is to be read as well; choose another name"),
        ("w.txt", "w.txt: does not tell the format (.txt); give --format, or a name that ends in "),
        ("-", "--out - is no place for a network; give a file or a folder"),
        ("new/", "new/: does not tell the format"),
    ],
)
def test_what_cannot_be_converted_is_rejected(
    whole: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    out: str,
    expected: str,
) -> None:
    monkeypatch.chdir(whole.parent)
    before = whole.read_text()
    assert run("convert", "whole.json", "--out", out) == 2
    assert capsys.readouterr().err.startswith(f"error: {expected}")
    assert whole.read_text() == before
