"""Output paths, decided before any work."""

from pathlib import Path

import pytest

from engine import InputError
from engine.cli.outputs import outputs

KINDS = ("svg", "csv")


def test_a_file_s_ending_tells_the_format(tmp_path: Path) -> None:
    found = outputs(["w.json"], str(tmp_path / "a.SVG"), None, KINDS)
    assert (found.kind, list(found.paths.values())) == ("svg", [tmp_path / "a.SVG"])
    assert outputs(["w.json"], str(tmp_path / "plain"), "csv", KINDS).kind == "csv"


def test_a_folder_takes_a_file_for_each_input_and_part(tmp_path: Path) -> None:
    names = ["a/one.json", "gallery:two"]
    found = outputs(names, f"{tmp_path}/new/deep/", "csv", KINDS, ("norm", "film"))
    written = sorted(path.relative_to(tmp_path).as_posix() for path in found.paths.values())
    assert written == [f"new/deep/{n}-{p}.csv" for n in ("one", "two") for p in ("film", "norm")]
    assert (tmp_path / "new" / "deep").is_dir()


def test_standard_output_needs_a_format() -> None:
    assert outputs(["w.json"], "-", "csv", KINDS).printed
    with pytest.raises(InputError, match="give --format"):
        outputs(["w.json"], "-", None, KINDS)


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="no such device here")
def test_a_device_takes_one_result() -> None:
    found = outputs(["w.json"], "/dev/null", "csv", KINDS)
    assert (found.paths, found.printed) == ({}, False)
    found.write(b"data", "w.json")
    assert Path("/dev/null").is_char_device()
    assert outputs(["w.json"], "/dev/stdout", "csv", KINDS).printed
    with pytest.raises(InputError, match="is one file for 2 answers"):
        outputs(["a.json", "b.json"], "/dev/null", "csv", KINDS)


@pytest.mark.parametrize(
    ("names", "out", "kind", "expected"),
    [
        (["a.json"], "x.png", None, "x.png: does not tell the format (.png)"),
        (["a.json"], "x.svg", "csv", "x.svg: ends in .svg, and --format says csv; drop one"),
        (["a.json", "b.json"], "x.svg", None, "x.svg: is one file for 2 answers"),
        (["a/w.json", "b/w.json"], "./", "csv", "w.csv: would be written 2 times"),
        (["a.csv"], "./", "csv", "a.csv: is to be read as well"),
        (["a.json"], "none/x.svg", None, "none/x.svg: is in a folder that does not exist"),
        (["a.json"], "file/", "csv", "file: cannot be made"),
    ],
)
def test_what_cannot_be_written_is_rejected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: list[str], out: str, kind: str | None,
    expected: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    Path("file").touch()
    with pytest.raises(InputError) as caught:
        outputs(names, out, kind, KINDS)
    assert str(caught.value).startswith(expected)
