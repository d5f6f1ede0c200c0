"""`export`: figures and their data, to files, folders and standard output."""

import struct
from pathlib import Path

import pytest

from engine import load
from engine.plots.colours import DARK
from engine.plots.figure import draw
from engine.plots.plots import PLOTS
from engine.plots.tables import table_csv, table_npz
from engine.studies.study import study
from tests.engine.cli.terminal import run


@pytest.mark.slow
def test_options_reach_the_figure(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name, out = folder / "rotation.json", folder / "p.svg"
    looks = ("--theme", "dark", "--size", "640x400", "--k", "2", "--norm", "frobenius")
    assert run("export", name, "--plot", "product", "--out", out, *looks) == 0
    assert capsys.readouterr() == ("", "")
    found = study(load(name), "frobenius")
    assert out.read_bytes() == draw(found, "product", "svg", theme=DARK, size=(640, 400), k=2)


def test_text_of_an_svg_is_outlines_unless_text_is_asked_for(folder: Path) -> None:
    name, out = folder / "rotation.json", folder / "p.svg"
    assert run("export", name, "--plot", "norm", "--out", out) == 0
    assert b"<text" not in out.read_bytes()
    assert run("export", name, "--plot", "norm", "--out", out, "--svg-text") == 0
    data = out.read_bytes()
    assert "steps back through time, t − k</text>" in data.decode()
    assert b"'Inter'" in data
    assert b"BPTT Lab Inter" not in data
    assert data == draw(study(load(name)), "norm", "svg", svg_text=True)


def test_a_picture_goes_to_standard_output(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    options = ("--plot", "norm", "--out", "-", "--format", "png", "--scale", "2")
    assert run("export", folder / "rotation.json", *options) == 0
    data = capsysbinary.readouterr().out
    assert struct.unpack(">II", data[16:24]) == (1800, 1120)


@pytest.mark.parametrize(("kind", "written"), [("csv", table_csv), ("npz", table_npz)])
def test_the_data_behind_every_plot(folder: Path, kind: str, written: object) -> None:
    out = f"{folder}/data/"
    name = folder / "rotation.json"
    assert run("export", name, "--plot", "all", "--out", out, "--format", kind) == 0
    found = study(load(name))
    for plot in PLOTS:
        data = (folder / "data" / f"rotation-{plot}.{kind}").read_bytes()
        assert data == written(found, plot)  # type: ignore[operator]


@pytest.mark.slow
def test_plots_add_up_however_they_are_asked_for(folder: Path) -> None:
    asked = ("--plot", "norm", "--plot", "factor,norm,weights")
    assert run("export", folder / "shift.json", *asked, "--out", f"{folder}/f/") == 0
    written = sorted(path.name for path in (folder / "f").iterdir())
    assert written == ["shift-factor.svg", "shift-norm.svg", "shift-weights.svg"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_a_full_disk_is_reported_for_the_output(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ("--plot", "norm", "--out", "/dev/full", "--format", "svg")
    assert run("export", folder / "shift.json", *options) == 1
    assert capsys.readouterr().err.startswith("error: /dev/full: cannot be written (No space")


def test_a_folder_takes_drawings_unless_told_otherwise(folder: Path) -> None:
    names = folder / "rotation.json", folder / "bad.json", folder / "shift.json"
    assert run("export", *names, "--plot", "weights", "--out", f"{folder}/f/") == 2
    written = sorted(path.name for path in (folder / "f").iterdir())
    assert written == ["rotation-weights.svg", "shift-weights.svg"]


def test_the_documents_list_every_plot() -> None:
    text = (Path(__file__).parents[3] / "docs" / "command-line.md").read_text(encoding="utf-8")
    assert f"Plots: {', '.join(PLOTS)}, or all." in text


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--plot", "norm", "--out", "n.svg", "--k", "9"], "k is 9; choose a step from 0 to t = 5"),
        (["--plot", "norm", "--out", "n.gif"], "n.gif: does not tell the format (.gif)"),
        (["--plot", "all", "--out", "n.svg"], f"n.svg: is one file for {len(PLOTS)} answers"),
        (["--plot", "norm", "--out", "-"], "-: does not tell the format"),
        (["--plot", "all", "--out", "-", "--format", "svg"], "standard output takes one figure"),
    ],
)
def test_what_cannot_be_exported_is_status_2(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    expected: str,
) -> None:
    monkeypatch.chdir(folder)
    assert run("export", "rotation.json", *arguments) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert expected in err
    assert not list(folder.glob("n.*"))


@pytest.mark.parametrize(
    "arguments",
    [["--plot", "pie", "--out", "x.svg"], ["--plot", "norm,pie", "--out", "x.svg"],
     ["--plot", "norm", "--out", "x.svg", "--out", "y.svg"], ["--out", "x.svg"], ["--plot", "norm"],
     ["--plot", "norm", "--out", "x.svg", "--size", "9"],
     ["--plot", "norm", "--out", "x.svg", "--theme", "blue"]],
    ids=" ".join,
)  # fmt: skip
def test_wrong_options_are_status_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        run("export", "w.json", *arguments)
    assert caught.value.code == 2
    assert "usage: main.py export" in capsys.readouterr().err
