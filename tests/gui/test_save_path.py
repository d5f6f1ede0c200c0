"""Save paths: endings are added, and existing files are not replaced without a question."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from gui.save_path import save_path

KNOWN = (".png", ".svg")
Button = QMessageBox.StandardButton


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("plot", "plot.png"),
        ("plot.png", "plot.png"),
        ("plot.SVG", "plot.SVG"),
        ("W = 0.5", "W = 0.5.png"),
        ("notes.txt", "notes.txt.png"),
    ],
)
def test_an_ending_is_added_to_what_has_none_of_ours(
    window: QWidget, tmp_path: Path, typed: str, named: str
) -> None:
    found = save_path(str(tmp_path / typed), ".png", KNOWN, window)
    assert found == tmp_path / named


@pytest.mark.parametrize("answer", [Button.Yes, Button.No])
def test_a_file_nobody_has_asked_about_is_asked_about(
    window: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: Button
) -> None:
    path = tmp_path / "plot.png"
    path.write_bytes(b"old")
    asked: list[str] = []

    def reply(_parent: object, _title: str, text: str, *_: object) -> Button:
        asked.append(text)
        return answer

    monkeypatch.setattr(QMessageBox, "question", reply)
    found = save_path(str(tmp_path / "plot"), ".png", KNOWN, window)
    assert found == (path if answer == Button.Yes else None)
    assert asked == ["“plot.png” is there already. Replace it?"]
    assert save_path(str(path), ".png", KNOWN, window) == path  # the file dialog has asked
    assert len(asked) == 1
