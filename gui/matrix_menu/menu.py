"""Matrix menu in the menu bar, and the context menu of the grid."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt

from engine.chain.norms import norm_called
from engine.errors import InputError
from engine.experiment.experiment import Experiment
from engine.numbers import trimmed
from gui.background import Background
from gui.document.document import Document
from gui.matrix_menu.actions import MatrixAction, matrix_actions
from gui.matrix_menu.number_dialog import NumberDialog
from gui.menus import Menus
from gui.panels.matrix.panel import MatrixPanel

_UNITS_AT_ONCE = 100  # units up to which singular values and eigenvalues take some 10 ms


class MatrixMenu(QObject):
    """Menu that asks for an action's numbers and applies it to W as one undo step.

    A slow action is computed in a worker, and rejected if W has changed meanwhile.
    """

    def __init__(self, menus: Menus, document: Document, panel: MatrixPanel) -> None:
        super().__init__(panel)
        self._document, self._panel = document, panel
        self._last: dict[str, Sequence[float]] = {}
        self._start, self._text = document.experiment, ""
        self._background = Background(self)
        self._background.done.connect(self._computed)
        self._background.failed.connect(self._failed)
        self._fill(menus)
        self._grid = menus.grid
        table = panel.table
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._show_grid_menu)

    def stop(self) -> None:
        """Cancel running work; the window is closing."""
        self._background.stop()

    def _fill(self, menus: Menus) -> None:
        for group in matrix_actions(lambda: self._document.norm):
            menus.matrix.addSeparator()
            for action in group:
                menus.action(menus.matrix, action.text, partial(self._choose, action))
        menus.grid.addSeparator()
        menus.grid.addMenu(menus.matrix)

    def _choose(self, action: MatrixAction) -> None:
        if action.fields:
            self._ask(action)
        else:
            self._run(action, ())

    def _ask(self, action: MatrixAction) -> None:
        network = self._document.experiment.network
        hint = action.hint.format(
            critical=trimmed(1 / network.activation.gamma),
            norm=norm_called(self._document.norm).label,
        )
        values = self._last.get(action.text) or action.values or (float(network.d),)
        title = action.text.replace("&", "").rstrip("…")
        dialog = NumberDialog(title, hint, action.fields, values, self._panel.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.answered.connect(partial(self._answered, action))
        dialog.open()

    def _answered(self, action: MatrixAction, numbers: list[float]) -> None:
        if action.values:
            self._last[action.text] = numbers
        whole = zip(action.fields, numbers, strict=True)
        self._run(action, [int(n) if field.whole else n for field, n in whole])

    def _run(self, action: MatrixAction, numbers: Sequence[float]) -> None:
        self._panel.show_array("W")
        text = action.undo.format(*map(trimmed, numbers))
        start = self._document.experiment
        if action.is_slow and start.network.d > _UNITS_AT_ONCE:
            self._start, self._text = start, text
            self._panel.setCursor(Qt.CursorShape.BusyCursor)
            self._background.run(lambda _report: action.change(start, *numbers))
        else:
            self._background.cancel()
            self._panel.unsetCursor()
            self._document.edit(lambda experiment: action.change(experiment, *numbers), text)

    def _computed(self, changed: Experiment) -> None:
        def install(present: Experiment) -> Experiment:
            if present is not self._start:
                remedy = "choose the action again"
                raise InputError("was changed while this was computed", remedy, place="W")
            return changed

        self._panel.unsetCursor()
        self._document.edit(install, self._text)

    def _failed(self, error: Exception) -> None:
        self._panel.unsetCursor()
        self._document.refused.emit(str(error))

    def _show_grid_menu(self, position: QPoint) -> None:
        self._grid.popup(self._panel.table.viewport().mapToGlobal(position))
