"""Commands in this process: output and exit status."""

import json
from pathlib import Path

import numpy as np
import pytest

from engine import load, trace
from engine.cli.commands import main
from engine.cli.load_input import Start
from engine.files.trace_out import norms_csv

PRESET = {"W": [[0.9, -0.4], [0.4, 0.9]], "s0": [1, 0], "steps": 5}


def no_window(start: Start) -> int:
    pytest.fail(f"opened a window on {start}")


def run(*arguments: str | Path) -> int:
    return main([str(argument) for argument in arguments], no_window)


@pytest.fixture
def preset(tmp_path: Path) -> Path:
    path = tmp_path / "rotation.json"
    path.write_text(json.dumps(PRESET))
    return path


def test_trace_writes_the_table_to_standard_output(
    preset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("trace", preset, "--out", "-") == 0
    assert capsys.readouterr().out == norms_csv(trace(load(preset)))


@pytest.mark.parametrize("name", ["norms.csv", "trace.npz", "report.json"])
def test_trace_writes_every_kind_of_file(
    preset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert run("trace", preset, "--out", tmp_path / name) == 0
    assert (tmp_path / name).stat().st_size > 100
    assert capsys.readouterr() == ("", "")


def test_options_reach_the_trace(preset: Path, tmp_path: Path) -> None:
    sequence, out = tmp_path / "x.csv", tmp_path / "report.json"
    sequence.write_text("1;2\n" * 9)
    options = ("--norm", "frobenius", "--activation", "logistic", "--sequence", sequence)
    assert run("trace", preset, "--out", out, *options) == 0
    report = json.loads(out.read_text(encoding="utf-8"))
    assert (report["norm"], report["activation"]) == ("frobenius", "logistic")
    assert (report["T"], report["t"]) == (9, 9)


def test_presets_list_the_gallery_one_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    gallery = pytest.importorskip("engine.gallery")
    assert run("presets") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines == [f"{entry.id}\t{entry.teaches}" for entry in gallery.entries()]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("none.json", None, "does not exist; check the name and the folder"),
        ("w.json", '{"W": [[1, 2]]}', "W is 1 × 2, expected 1 × 1; make W square"),
        (
            "far.json",
            '{"W": [[1e200]], "s0": [1], "activation": "identity"}',
            "the state s at step 2 leaves the range of a double; use smaller weights",
        ),
    ],
)
def test_wrong_input_is_one_line_and_status_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, text: str | None, expected: str
) -> None:
    path = tmp_path / name
    if text is not None:
        path.write_text(text)
    assert run("trace", path, "--out", "-") == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"error: {path}: {expected}")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("out", "expected"),
    [
        (
            "norms.txt",
            "norms.txt: does not tell the format (.txt); give --format, or a name that ends",
        ),
        ("none/norms.csv", "none/norms.csv: is in a folder that does not exist"),
    ],
)
def test_an_invalid_out_is_reported_before_the_file_is_read(
    capsys: pytest.CaptureFixture[str], out: str, expected: str
) -> None:
    assert run("trace", "missing.json", "--out", out) == 2
    assert capsys.readouterr().err.startswith(f"error: {expected}")


@pytest.mark.parametrize(
    "arguments",
    [
        ["trace"],
        ["trace", "w.json"],
        ["trace", "w.json", "--out", "-", "--norm", "nuclear"],
        ["trace", "w.json", "--out", "-", "--activation", "sine"],
        ["trace", "w.json", "--o", "-"],
        ["presets", "all"],
        ["--sequence", "x.csv"],
        ["a.json", "b.json"],
        ["--wrong"],
    ],
    ids=" ".join,
)
def test_wrong_arguments_are_status_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        run(*arguments)
    assert caught.value.code == 2
    assert "usage: main.py" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "status", "expected"),
    [
        (np.linalg.LinAlgError("SVD did not converge"), 1, "error: {}: SVD did not converge\n"),
        (MemoryError(), 1, "error: {}: MemoryError\n"),
        (KeyboardInterrupt(), 130, "error: interrupted\n"),
    ],
)
def test_a_failed_computation_is_reported_in_one_line(
    preset: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    status: int,
    expected: str,
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("engine.cli.tracing.trace", fail)
    assert run("trace", preset, "--out", "-") == status
    assert capsys.readouterr().err == expected.format(preset)


def test_without_a_command_the_window_opens(preset: Path, tmp_path: Path) -> None:
    opened = []

    def window(start: Start) -> int:
        opened.append((start.experiment.T, start.path))
        return 7

    (tmp_path / "x.csv").write_text("1,2\n")
    assert main([str(preset)], window) == 7
    assert main([str(preset), "--sequence", str(tmp_path / "x.csv")], window) == 7
    assert opened == [(5, preset), (1, None)]


def test_without_a_file_the_window_opens_on_the_gallery() -> None:
    gallery = pytest.importorskip("engine.gallery")
    opened = []

    def window(start: Start) -> int:
        opened.append((start.experiment.name, start.path))
        return 0

    assert main([], window) == 0
    assert opened == [(gallery.opening().name, None)]


def test_a_bad_file_is_reported_before_the_window_opens(
    preset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.csv").write_text("1\n")
    assert run(preset, "--sequence", tmp_path / "x.csv") == 2
    assert capsys.readouterr().err.startswith(f"error: {tmp_path / 'x.csv'}: x has 1 numbers")
