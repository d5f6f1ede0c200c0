"""Clipboard: text for other programs, and pasting."""

import numpy as np
import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from gui.grid.clipboard import MatrixClipboard
from gui.grid.text import NOTATIONS, format_block

SMALL, LARGE = np.eye(3), np.random.default_rng(0).normal(size=(160, 150))
blocks = pytest.mark.parametrize("block", [SMALL, LARGE], ids=["small", "large"])


@pytest.fixture
def clipboard(qapp):
    parent = QObject()
    clipboard = MatrixClipboard(parent)
    clipboard.read, clipboard.refused = [], []
    clipboard.pasted.connect(clipboard.read.append)
    clipboard.failed.connect(clipboard.refused.append)
    yield clipboard
    clipboard.stop()


def there():
    return QGuiApplication.clipboard().text()


@blocks
@pytest.mark.parametrize("notation", NOTATIONS)
def test_other_programs_receive_the_text(clipboard, qtbot, block, notation):
    QGuiApplication.clipboard().setText("before")
    clipboard.copy(block, notation)
    qtbot.waitUntil(lambda: there() != "before")
    assert there() == format_block(block, notation)


@blocks
def test_a_copied_block_is_pasted_at_once(clipboard, block):
    clipboard.copy(block, "LaTeX")
    clipboard.paste(one_column=False)
    assert np.array_equal(clipboard.read[0], block)


def test_a_large_copied_block_is_pasted_without_parsing(clipboard, qtbot):
    QGuiApplication.clipboard().setText("before")
    clipboard.copy(LARGE, "TSV")
    qtbot.waitUntil(lambda: there() != "before")
    clipboard.paste(one_column=False)
    assert clipboard.read[0] is LARGE


def test_a_newer_text_of_another_program_is_read(clipboard, qtbot):
    QGuiApplication.clipboard().setText("before")
    clipboard.copy(LARGE, "TSV")
    qtbot.waitUntil(lambda: there() != "before")
    QGuiApplication.clipboard().setText("1\t2")
    clipboard.paste(one_column=False)
    assert clipboard.read[0].tolist() == [[1.0, 2.0]]


def test_a_block_being_written_does_not_replace_newer_text(clipboard, qtbot):
    clipboard.copy(LARGE, "TSV")
    QGuiApplication.clipboard().setText("7")
    qtbot.wait(100)
    clipboard.paste(one_column=False)
    assert there() == "7"
    assert clipboard.read[0].tolist() == [[7.0]]


def test_a_small_copy_cancels_a_large_one_being_written(clipboard, qtbot):
    clipboard.copy(LARGE, "TSV")
    clipboard.copy(SMALL, "TSV")
    qtbot.wait(100)
    assert there() == format_block(SMALL)
    clipboard.paste(one_column=False)
    assert np.array_equal(clipboard.read[0], SMALL)


def test_of_several_long_texts_the_latest_is_pasted(clipboard, qtbot):
    for block in (2 * LARGE, LARGE):
        QGuiApplication.clipboard().setText(format_block(block, "NumPy"))
        clipboard.paste(one_column=False)
    assert clipboard.read == []
    qtbot.waitUntil(lambda: clipboard.read != [])
    assert np.array_equal(clipboard.read[0], LARGE)


def test_an_invalid_text_is_reported_with_the_reason(clipboard):
    QGuiApplication.clipboard().setText("what")
    clipboard.paste(one_column=False)
    assert [str(error) for error in clipboard.refused] == [
        'row 1, column 1: "what" is not a number'
    ]
