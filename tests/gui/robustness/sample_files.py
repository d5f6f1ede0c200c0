"""Files and texts such as readers bring: good ones, damaged ones, and those of other programs."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from engine.files.save import save
from engine.gallery import entry
from tests.gui.opening.foreign import keras_file, torch_file

TEXTS = (
    "0.5",
    "−1e-3",
    "1\t2\n3\t4",
    "1,5;2,5\n3;4",
    "[1 2; 3 4]",
    "np.array([[0.1, 0.2], [0.3, 0.4]])",
    r"\begin{bmatrix} 1 & \frac{1}{3} \\ 0 & 2 \cdot 10^{-3} \end{bmatrix}",
    "1\t2\n3",
    "nan\tinf",
    "1e999",
    "\t".join(["7"] * 40),
    "words, not numbers",
    "[[1, 2], [3",
    "",
    "1e308",
    "💥\x00\ufffd",
)


def good_files(folder: Path) -> list[Path]:
    """Write experiments of our own in both formats."""
    paths = [folder / "rotation.json", folder / "opening.safetensors", folder / "identity.json"]
    for path in paths:
        save(entry(path.stem).load(), path)
    return paths


def foreign_files(folder: Path) -> list[Path]:
    """Write weights of other programs."""
    square = folder / "square.npy"
    np.save(square, np.eye(3) / 2)
    return [torch_file(folder), keras_file(folder), square]


def sequence_files(folder: Path) -> list[Path]:
    """Write sequences: one that fits the opening example, one to choose from, one that is bad."""
    fits, wide, bad = folder / "fits.csv", folder / "wide.csv", folder / "words.csv"
    table = np.random.default_rng(5).normal(size=(12, 6))
    np.savetxt(fits, table[:, :4], delimiter=",")
    np.savetxt(wide, table, delimiter=",", header="a,b,c,d,e,f", comments="")
    bad.write_text("1,2,3,4\n1,2,x,4\n", encoding="utf8")
    array = folder / "sequence.npy"
    np.save(array, table[:, :4])
    return [fits, wide, bad, array]


def damaged_files(folder: Path) -> list[Path]:
    """Write what cannot be read: cut off, not finite, empty, no file at all."""
    whole = (folder / "rotation.json").read_text(encoding="utf8")
    cut, empty, words = folder / "cut.json", folder / "empty.safetensors", folder / "words.json"
    cut.write_text(whole[: len(whole) // 2], encoding="utf8")
    empty.write_bytes(b"")
    words.write_text(json.dumps({"W": "no"}), encoding="utf8")
    wrong = folder / "wrong.npz"
    wrong.write_bytes(b"PK\x03\x04 and then nothing of the kind")
    return [cut, empty, words, wrong, folder / "gone.json", folder]


def all_files(folder: Path) -> list[Path]:
    """Write all of them."""
    makers = (good_files, foreign_files, sequence_files, damaged_files)
    return [path for make in makers for path in make(folder)]
