"""Blocks of numbers to the clipboard and back; long ones do not hold the window up."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from engine.arrays import Array
from gui.background import Background
from gui.grid.text import format_block, parse_block

_LONG_BLOCK, _LONG_TEXT = 20_000, 200_000  # numbers and characters that take some 10 ms


class MatrixClipboard(QObject):
    """Writes blocks and reads them: short ones at once, long ones in a worker.

    A long block that was copied here comes back without being read, also while it is being written.

    Signals:
        pasted: the block that was read.
        failed: the ValueError that says why there is none.
    """

    pasted = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._long: Array | None = None
        self._text: str | None = None  # of the long block; None until it is written
        self._writing, self._reading = Background(self), Background(self)
        self._writing.done.connect(self._written)
        self._reading.done.connect(self.pasted)
        self._reading.failed.connect(self.failed)
        QGuiApplication.clipboard().dataChanged.connect(self._replaced)

    def copy(self, block: Array, notation: str) -> None:
        """Put a block on the clipboard in one of the notations; the block must not change later."""
        self._writing.cancel()
        self._long = self._text = None
        if block.size <= _LONG_BLOCK:
            QGuiApplication.clipboard().setText(format_block(block, notation))
        else:
            self._long = block
            self._writing.run(lambda _report: format_block(block, notation))

    def paste(self, one_column: bool) -> None:
        """Read what is on the clipboard; `one_column` says that it goes into a vector."""
        self._reading.cancel()
        text = QGuiApplication.clipboard().text()
        if self._long is not None and self._text in (None, text):
            self.pasted.emit(self._long)
        elif len(text) > _LONG_TEXT:
            self._reading.run(lambda report: parse_block(text, one_column, report))
        else:
            self._paste_at_once(text, one_column)

    def forget(self) -> None:
        """Drop what is being read."""
        self._reading.cancel()

    def stop(self) -> None:
        """Wait for the workers to end; what they were at is dropped."""
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
        """Give up what is being written when something newer is on the clipboard."""
        if self._long is not None and self._text is None:
            self._writing.cancel()
            self._long = None

    def _written(self, text: str) -> None:
        self._text = text
        QGuiApplication.clipboard().setText(text)
