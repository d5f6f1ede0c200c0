"""Presets to work on."""

import json
from pathlib import Path

import pytest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a rotation, a nilpotent network and a file that is none."""
    rotation = {"W": [[0.9, -0.4], [0.4, 0.9]], "s0": [1, 0], "steps": 5, "name": "Rotation"}
    (tmp_path / "rotation.json").write_text(json.dumps(rotation))
    shift = {"W": [[0, 1], [0, 0]], "activation": "identity", "steps": 4}
    (tmp_path / "shift.json").write_text(json.dumps(shift))
    (tmp_path / "bad.json").write_text('{"W": [[1, 2]]}')
    return tmp_path
