from __future__ import annotations

from pathlib import Path

from engine.gallery import entries, entry
from tools.preset_formulas import PRESETS
from tools.write_presets import FOLDER, main, preset


def test_the_shipped_presets_are_written_again_bit_for_bit(tmp_path: Path):
    main(tmp_path / "presets")
    written = {path.name: path.read_bytes() for path in (tmp_path / "presets").iterdir()}
    shipped = {path.name: path.read_bytes() for path in FOLDER.iterdir()}
    assert written.keys() == shipped.keys()
    assert [name for name in shipped if written[name] != shipped[name]] == []


def test_every_preset_of_the_gallery_has_a_formula():
    presets = [example.id for example in entries() if example.path.parent == FOLDER]
    assert set(presets) == set(PRESETS)


def test_a_preset_says_of_itself_what_the_gallery_says():
    experiment = preset("shift")
    assert experiment.name == entry("shift").name
    assert experiment.description == entry("shift").teaches


def test_a_preset_is_written_as_a_person_would():
    text = (FOLDER / "transient.json").read_text(encoding="utf-8")
    assert "    [0.5, 10],\n    [0, 0.5]\n" in text
    assert '"b"' not in text
    assert max(len(line) for line in text.splitlines() if "description" not in line) < 80
