from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.errors import InputError
from engine.gallery.gallery_entry import Entry


def _entry(path: Path, sequence: Path | None = None) -> Entry:
    return Entry("half", "A half", "Group", "Look at W.", path, sequence)


def test_the_gallerys_words_replace_the_files(tmp_path: Path):
    file = tmp_path / "half.json"
    file.write_text('{"W": [[0.5]], "name": "other", "description": "other"}')
    experiment = _entry(file).load()
    assert (experiment.name, experiment.description) == ("A half", "Look at W.")
    assert experiment.network.W.tolist() == [[0.5]]


def test_a_sequence_replaces_the_inputs(tmp_path: Path):
    file, sequence = tmp_path / "half.json", tmp_path / "x.csv"
    file.write_text('{"W": [[0.5]]}')
    sequence.write_text("1\n-2\n")
    experiment = _entry(file, sequence).load()
    np.testing.assert_array_equal(experiment.x, [[1], [-2]])
    assert experiment.t == 2


def test_a_missing_file_is_named(tmp_path: Path):
    with pytest.raises(InputError, match=r"gone\.json: does not exist"):
        _entry(tmp_path / "gone.json").load()
