"""File arguments: patterns, folders, streams."""

import os
from pathlib import Path

import pytest

from engine import InputError
from engine.cli.inputs import expanded, require_file


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder called runs, from beside which it is named."""
    monkeypatch.chdir(tmp_path)
    folder = Path("runs")
    folder.mkdir()
    for name in ("b.npz", "a.npz", "c.csv", "[d].npz"):
        (folder / name).touch()
    return folder


def test_a_pattern_is_expanded_in_order_where_no_file_has_its_name(runs: Path) -> None:
    names = ["z.json", "runs/?.npz", "runs/[d].npz", "gallery:*"]
    found = [name.replace(os.sep, "/") for name in expanded(names)]
    assert found == ["z.json", "runs/a.npz", "runs/b.npz", "runs/[d].npz", "gallery:*"]


def test_a_pattern_without_matches_is_reported(runs: Path) -> None:
    with pytest.raises(InputError, match=r"^runs/\*\.npy: matches no file; "):
        expanded(["runs/*.npy"])


def test_the_message_about_a_folder_suggests_a_pattern(runs: Path) -> None:
    with pytest.raises(InputError) as caught:
        require_file("runs")
    example = Path("runs", "*.npz")
    assert str(caught.value) == f"runs: is a folder; name the files in it, as in {example}"


def test_an_empty_folder_gets_the_usual_ending(runs: Path) -> None:
    (runs / "empty").mkdir()
    with pytest.raises(InputError, match=r"\*\.safetensors$"):
        require_file("runs/empty")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_stream_is_distinguished_from_a_file(runs: Path) -> None:
    os.mkfifo(runs / "pipe")
    with pytest.raises(InputError, match=r"^-: is a stream; save its data in a file"):
        require_file("-")
    for name in ("runs/pipe", "/dev/null"):
        with pytest.raises(InputError, match=f"^{name}: is a device or a pipe; copy its data"):
            require_file(name)


def test_a_file_passes_and_a_missing_one_is_reported(runs: Path) -> None:
    require_file("runs/a.npz")
    with pytest.raises(InputError, match=r"^runs/x\.pt: does not exist; "):
        require_file("runs/x.pt")
