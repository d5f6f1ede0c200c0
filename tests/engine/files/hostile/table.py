"""All hostile files, of every format."""

from __future__ import annotations

from tests.engine.files.hostile import (
    archives,
    arrays,
    foreign_files,
    presets,
    tables,
    tensor_files,
    traces,
)

CASES = [
    *presets.CASES,
    *tensor_files.CASES,
    *archives.CASES,
    *traces.CASES,
    *arrays.CASES,
    *tables.CASES,
    *foreign_files.CASES,
]
