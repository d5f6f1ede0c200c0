"""Path of a saved file when the typed name lacks its ending."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from PySide6.QtWidgets import QMessageBox, QWidget

_YES, _NO = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No


def save_path(typed: str, ending: str, known: Collection[str], window: QWidget) -> Path | None:
    """Return the path with `ending` unless it has a `known` one; None to keep an old file.

    The file dialog asked about overwriting the typed name only, so this asks about the longer one.
    """
    path = Path(typed)
    if path.suffix.lower() in known:
        return path
    path = path.with_name(path.name + ending)
    return path if not path.is_file() or _may_replace(path, window) else None


def _may_replace(path: Path, window: QWidget) -> bool:
    question = f"“{path.name}” is there already. Replace it?"
    title = "Replace the file"
    return bool(QMessageBox.question(window, title, question, _YES | _NO, _NO) == _YES)
