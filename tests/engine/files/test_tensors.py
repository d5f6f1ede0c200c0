"""Files of tensors: every floating type is read exactly; damaged ones are in `hostile`."""

import os
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from engine import InputError
from engine.files.tensors import open_tensors
from tests.engine.files.test_load import EYE, entry, tensors


@pytest.mark.parametrize("dtype", ["<f8", "<f4", "<f2"])
def test_every_type_of_numpy_is_widened_exactly(tmp_path: Path, dtype: str) -> None:
    array = np.array([[0.1, -2.5, 1e-4], [3.0, -0.0, 1024.0]], dtype)
    save_file({"W": array, "other": np.arange(3)}, tmp_path / "w.safetensors", {"t": "1"})
    with open_tensors(tmp_path / "w.safetensors") as file:
        assert file.metadata == {"t": "1"}
        assert file.kinds["W"][0] == (2, 3)
        assert file.read("W", 2).tobytes() == array.astype(float).tobytes()


def test_bfloat16_is_the_upper_half_of_a_float32(tmp_path: Path) -> None:
    numbers = np.array([1.0, -2.5, 0.0078125, 3.0e38], dtype="<f4").view("<u4") >> 16
    data = numbers.astype("<u2").tobytes()
    path = tmp_path / "w.safetensors"
    path.write_bytes(tensors(data, W=entry(4, dtype="BF16", end=8)))
    with open_tensors(path) as file:
        read = file.read("W", 1)
    assert read[:3].tolist() == [1.0, -2.5, 0.0078125]
    assert read[3] == pytest.approx(3.0e38, rel=2**-7)


def test_a_file_truncated_during_the_read_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "w.safetensors"
    path.write_bytes(tensors(EYE * 2000, W=entry(8000)))
    with open_tensors(path) as file:
        os.truncate(path, 5000)
        with pytest.raises(InputError, match="W reaches past the end of the file; save it anew"):
            file.read("W", 1)
