"""Archives of named tensors: the same interface for every file format."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from engine.errors import InputError
from engine.files.archive import is_real, open_archive

W = np.array([[0.5, -1.0], [2.0, 0.25]])


def written(folder: Path, ending: str) -> Path:
    path = folder / f"w{ending}"
    if ending == ".safetensors":
        save_file({"W": W}, path)
    elif ending == ".npz":
        np.savez(path, W=W)
    elif ending == ".npy":
        np.save(path, W)
    else:
        np.savetxt(path, W, delimiter="\t" if ending == ".tsv" else ",")
    return path


@pytest.mark.parametrize("ending", [".safetensors", ".npz", ".npy", ".csv", ".tsv"])
def test_every_format_gives_the_same_matrix(tmp_path: Path, ending: str) -> None:
    with open_archive(written(tmp_path, ending)) as archive:
        assert {name: shape for name, (shape, _) in archive.kinds.items()} == {"W": (2, 2)}
        assert archive.read("W", 2).tolist() == W.tolist()
        with pytest.raises(InputError) as caught:
            archive.read("W", 1)
        assert caught.value.place == "W"


def test_another_format_is_rejected(tmp_path: Path) -> None:
    with pytest.raises(InputError), open_archive(tmp_path / "w.pt"):
        pass


def test_real_types_are_those_of_real_numbers() -> None:
    assert all(map(is_real, ["F64", "BF16", "float16", "uint8", "int64"]))
    assert not any(map(is_real, ["complex64", "bool", "BOOL", "str", "F8_E4M3", "float128"]))
