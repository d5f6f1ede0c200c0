"""All hostile files, of every format."""

from __future__ import annotations

from tests.engine.files.hostile import (
    archives,
    arrays,
    no_json,
    presets,
    strangers,
    tables,
    tensor_files,
    traces,
)

CASES = [
    *no_json.CASES,
    *presets.CASES,
    *tensor_files.CASES,
    *archives.CASES,
    *traces.CASES,
    *arrays.CASES,
    *tables.CASES,
    *strangers.CASES,
]
