"""`trace`: several files, one bad among them, and checks that end with status 3."""

import io
import json
from pathlib import Path

import numpy as np
import pytest

from engine import Experiment, Trace, load, trace
from engine.files.trace_out import norms_csv, report_json, report_line, trace_npz
from tests.engine.cli.terminal import run


def test_a_folder_takes_one_file_for_each_input(folder: Path) -> None:
    names = folder / "rotation.json", folder / "shift.json"
    assert run("trace", *names, "--out", f"{folder}/out/") == 0
    for name in names:
        written = (folder / "out" / f"{name.stem}.csv").read_text()
        assert written == norms_csv(trace(load(name)))
    assert run("trace", *names, "--out", folder / "out", "--format", "json") == 0
    report = (folder / "out" / "shift.json").read_text(encoding="utf-8")
    assert report == report_json(trace(load(names[1])))


def test_a_bad_file_does_not_stop_the_others(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [folder / name for name in ("rotation.json", "bad.json", "none.json", "shift.json")]
    assert run("trace", *names, "--out", f"{folder}/out/") == 2
    assert sorted(p.name for p in (folder / "out").iterdir()) == ["rotation.csv", "shift.csv"]
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[1] for line in lines] == [str(names[1]), str(names[2])]


def test_several_reports_are_one_line_each(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [str(folder / "rotation.json"), str(folder / "shift.json")]
    assert run("trace", *names, "--out", "-", "--format", "json") == 0
    reports = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [report["file"] for report in reports] == names
    assert reports[1]["log10_norm"] is None


def test_a_report_is_a_line_and_an_archive_its_bytes(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    name = folder / "rotation.json"
    assert run("trace", name, "--out", "-", "--format", "json") == 0
    assert capsysbinary.readouterr().out == report_line(trace(load(name)), str(name)).encode()
    assert run("trace", name, "--out", "-", "--format", "npz") == 0
    data = capsysbinary.readouterr().out
    assert data == trace_npz(trace(load(name)))
    assert np.load(io.BytesIO(data))["W"].shape == (2, 2)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--out", "-"], "standard output takes one file as csv; choose --format json"),
        (["--out", "norms.csv"], "norms.csv: is one file for 2 answers; give a folder"),
    ],
)
def test_several_tables_need_a_folder(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], expected: str
) -> None:
    assert run("trace", folder / "rotation.json", folder / "shift.json", *arguments) == 2
    assert capsys.readouterr().err.startswith(f"error: {expected}")


def test_a_check_that_holds_is_reported_and_is_status_3(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = folder / "rotation.json", folder / "shift.json"
    checks = ("--fail-if", "log10_norm < -1", "--fail-if", "gamma_lambda > 5")
    assert run("trace", *names, *checks) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert err == f"check: {names[1]}: log10_norm < -1 holds: log10_norm = -inf\n"


def test_checks_that_do_not_hold_are_silent_and_what_is_asked_for_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = folder / "norms.csv"
    assert run("trace", folder / "rotation.json", "--fail-if", "rho>2", "--out", out) == 0
    assert out.exists()
    assert capsys.readouterr() == ("", "")
    assert run("trace", folder / "rotation.json", "--fail-if", "rho<2", "--out", out) == 3


def test_wrong_input_takes_precedence_over_a_failure_and_that_over_a_check(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = folder / "shift.json", folder / "rotation.json", folder / "bad.json"
    check = ("--fail-if", "gamma_lambda == 1")
    assert run("trace", *names, *check) == 2

    def fail_for_rotation(experiment: Experiment, *rest: object) -> Trace:
        if experiment.name == "Rotation":
            raise MemoryError
        return trace(experiment, *rest)

    monkeypatch.setattr("engine.cli.tracing.trace", fail_for_rotation)
    assert run("trace", *names[:2], *check) == 1
    assert run("trace", *names, *check) == 2


def test_a_pattern_is_expanded_and_a_folder_is_no_file(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("trace", folder / "[rs]*.json", "--out", f"{folder}/out/") == 0
    assert sorted(p.name for p in (folder / "out").iterdir()) == ["rotation.csv", "shift.csv"]
    assert run("trace", folder, "--out", "-") == 2
    example = folder / "*.json"
    expected = f"error: {folder}: is a folder; name the files in it, as in {example}\n"
    assert capsys.readouterr().err == expected


def test_an_invalid_check_is_reported_before_any_file_is_read(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("trace", "none.json", "--fail-if", "speed < 1") == 2
    assert capsys.readouterr().err.startswith("error: --fail-if 'speed < 1' knows no 'speed'; use")


def test_layer_and_orientation_reach_the_reader(folder: Path) -> None:
    W = np.array([[0.5, 1.0], [0.0, 0.5]])
    np.savez(folder / "two.npz", **{"first.W": W, "first.U": W, "second.W": 2 * W, "second.U": W})
    out = folder / "t.npz"
    assert run("trace", folder / "two.npz", "--out", out) == 2
    asked = ("--layer", "second", "--transpose", "--activation", "identity")
    assert run("trace", folder / "two.npz", "--out", out, *asked) == 0
    assert np.array_equal(np.load(out)["W"], 2 * W.T)
