"""Clipboard of the grid: blocks of numbers as text; long ones in a worker thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from engine.arrays import Array
from gui.background import Background
from gui.grid.text import format_block, parse_block

_LONG_BLOCK, _LONG_TEXT = 20_000, 200_000  # numbers and characters that take some 10 ms


class MatrixClipboard(QObject):
    """Copies and pastes blocks: short ones at once, long ones in a worker thread.

    A long block copied here is pasted without being parsed, also while it is still being written.

    Signals:
        pasted: the block that was read.
        failed: the ValueError of a text that is no block.
    """

    pasted = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._long: Array | None = None
        self._text: str | None = None  # text of the long block; None until written
        self._writing, self._reading = Background(self), Background(self)
        self._writing.done.connect(self._written)
        self._reading.done.connect(self.pasted)
        self._reading.failed.connect(self.failed)
        QGuiApplication.clipboard().dataChanged.connect(self._replaced)

    def copy(self, block: Array, notation: str) -> None:
        """Copy a block in one of the notations; the array must not change later."""
        self._writing.cancel()
        self._long = self._text = None
        if block.size <= _LONG_BLOCK:
            QGuiApplication.clipboard().setText(format_block(block, notation))
        else:
            self._long = block
            self._writing.run(lambda _report: format_block(block, notation))

    def paste(self, one_column: bool) -> None:
        """Read the clipboard; `one_column` for pasting into a vector."""
        self._reading.cancel()
        text = QGuiApplication.clipboard().text()
        if self._long is not None and self._text in (None, text):
            self.pasted.emit(self._long)
        elif len(text) > _LONG_TEXT:
            self._reading.run(lambda report: parse_block(text, one_column, report))
        else:
            self._paste_at_once(text, one_column)

    def forget(self) -> None:
        """Cancel reading."""
        self._reading.cancel()

    def stop(self) -> None:
        """Cancel all work and wait for the worker threads to end."""
        self._writing.stop()
        self._reading.stop()

    def _paste_at_once(self, text: str, one_column: bool) -> None:
        try:
            block = parse_block(text, one_column)
        except ValueError as error:
            self.failed.emit(error)
        else:
            self.pasted.emit(block)

    def _replaced(self) -> None:
        """Cancel writing when the clipboard has newer content."""
        if self._long is not None and self._text is None:
            self._writing.cancel()
            self._long = None

    def _written(self, text: str) -> None:
        self._text = text
        QGuiApplication.clipboard().setText(text)
