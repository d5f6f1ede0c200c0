"""Block edits of the grid: copy, cut, paste, clear and fill."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from engine.arrays import Array
from gui.grid.clipboard import MatrixClipboard
from gui.grid.model import Area, MatrixModel


class BlockEdits(QObject):
    """Edits of the block that `selected` returns, sent to the model; `select` selects a block."""

    def __init__(
        self, model: MatrixModel, selected: Callable[[], Area], select: Callable[[Area], object]
    ) -> None:
        super().__init__(model)
        self._model, self._selected, self._select = model, selected, select
        self._target = Area(0, 0, 0, 0)
        self._clipboard = MatrixClipboard(self)
        self._clipboard.pasted.connect(self._pasted)
        self._clipboard.failed.connect(
            lambda error: model.refused.emit(f"Nothing was pasted into {model.name}: {error}")
        )

    def copy(self, notation: str = "TSV") -> None:
        """Copy the block, every number exact; tab-separated without a notation."""
        self._clipboard.copy(self._model.array[self._selected().slices], notation)

    def cut(self) -> None:
        """Copy the block and set it to zero."""
        self.copy()
        self.clear()

    def paste(self) -> None:
        """Write the clipboard's block at the top left of the selection; a single number fills it.

        A long text is read in a worker; `forget` cancels that.
        """
        self._target = self._selected()
        self._clipboard.paste(one_column=self._model.columnCount() == 1)

    def clear(self) -> None:
        """Set the block to zero."""
        self._model.clear(self._selected())

    def fill_down(self) -> None:
        """Repeat the first selected row; a single row takes the one above."""
        self._model.fill_down(self._selected())

    def fill_right(self) -> None:
        """Repeat the first selected column; a single column takes the one before."""
        self._model.fill_right(self._selected())

    def forget(self) -> None:
        """Cancel a paste that is still being read."""
        self._clipboard.forget()

    def stop(self) -> None:
        """Cancel reading and writing, and wait for the worker threads to end."""
        self._clipboard.stop()

    def _pasted(self, block: Array) -> None:
        written = self._model.paste(self._target, block)
        if written:
            self._select(written)
