from __future__ import annotations

from pathlib import Path

import pytest

from engine.errors import InputError
from engine.gallery.manifest import read_manifest

ENTRY = """
[[group.entry]]
id = "{id}"
name = "Half"
teaches = "Look."
path = "presets/half.json"
"""
GOOD = 'opening = "half"\n[[group]]\nname = "One"\n' + ENTRY.format(id="half")


def _file(folder: Path, text: str) -> Path:
    path = folder / "gallery.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_entry_carries_its_group_and_whole_paths(tmp_path: Path):
    manifest = read_manifest(_file(tmp_path, GOOD + 'sequence = "x.csv"'))
    (entry,) = manifest.entries
    assert manifest.opening == "half"
    assert (entry.id, entry.name, entry.group, entry.teaches) == ("half", "Half", "One", "Look.")
    assert entry.path == tmp_path / "presets" / "half.json"
    assert entry.sequence == tmp_path / "x.csv"


def test_weights_without_a_sequence_have_none(tmp_path: Path):
    assert read_manifest(_file(tmp_path, GOOD)).entries[0].sequence is None


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("opening = ", "is not a manifest"),
        ('opening = "half"', "missing required field `group`"),
        (GOOD + 'colour = "red"', "unknown field `colour`"),
        (GOOD.replace('"Half"', "3"), r"Expected `str`, got `int` - at `\$\.group\[0\]\.entry"),
        (GOOD + ENTRY.format(id="half"), "id is 'half' a second time"),
        (GOOD + ENTRY.format(id="Half Two"), "id is 'Half Two'; use small letters"),
        (GOOD.replace('opening = "half"', 'opening = "whole"'), "opening is 'whole'"),
    ],
)
def test_a_faulty_manifest_is_refused_by_name(tmp_path: Path, text: str, complaint: str):
    with pytest.raises(InputError, match=rf"gallery\.toml: .*{complaint}"):
        read_manifest(_file(tmp_path, text))


def test_a_missing_manifest_is_refused(tmp_path: Path):
    with pytest.raises(InputError, match="cannot be read"):
        read_manifest(tmp_path / "gallery.toml")


def test_a_manifest_that_is_not_utf8_is_refused(tmp_path: Path):
    path = tmp_path / "gallery.toml"
    path.write_bytes(b'opening = "\xff"')
    with pytest.raises(InputError, match="is not a manifest"):
        read_manifest(path)
