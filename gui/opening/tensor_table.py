"""Table of a file's tensors with the role of each (W, U, b …)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QTableView

from engine.files.weights.survey import TensorInfo
from gui.fonts import text_font
from gui.opening.readonly_table import Index, ReadonlyTable, Role, set_up
from gui.theme import LIGHT, Theme

_NAME, _SHAPE, _TYPE, _TAKEN = range(4)
_WIDTHS = {_SHAPE: 88, _TYPE: 68, _TAKEN: 76}


class TensorTable(QTableView):
    """Table of tensors; long names are elided in the middle, with the whole name as tooltip."""

    def __init__(self, tensors: tuple[TensorInfo, ...]) -> None:
        super().__init__()
        self._model = _Model(tensors)
        self.setModel(self._model)
        self.setAccessibleName("tensors in the file")
        self.setToolTip("All tensors in the file; those taken are marked (↑ ↓ when focused)")
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        set_up(self, _WIDTHS, _NAME)

    def set_theme(self, theme: Theme) -> None:
        """Take on a theme's colours."""
        self._model.set_theme(theme)

    def show_taken(self, taken: Mapping[str, str]) -> None:
        """Show the role of the tensors that are used, and list them first."""
        self._model.take(taken)
        self.scrollToTop()


class _Model(ReadonlyTable):
    heads = ("Tensor", "Shape", "Type", "Taken as")

    def __init__(self, tensors: tuple[TensorInfo, ...]) -> None:
        super().__init__()
        self._tensors = list(tensors)
        self._taken: Mapping[str, str] = {}
        self._theme = LIGHT

    def take(self, taken: Mapping[str, str]) -> None:
        self.beginResetModel()
        self._taken = taken
        places = {name: place for place, name in enumerate(taken)}
        self._tensors.sort(key=lambda tensor: (places.get(tensor.name, len(places)), tensor.name))
        self.endResetModel()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.repaint()

    def rowCount(self, _parent: Index | None = None) -> int:
        return len(self._tensors)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        tensor = self._tensors[index.row()]
        taken = self._taken.get(tensor.name, "")
        texts = (tensor.name, shape_text(tensor.shape), tensor.dtype, taken)
        match role:
            case Role.DisplayRole:
                return texts[index.column()]
            case Role.ToolTipRole | Role.AccessibleDescriptionRole:
                return _sentence(texts)
            case Role.ForegroundRole:
                return QColor(self._theme.text if taken else self._theme.muted)
        return self._marked(role, index.column()) if taken else None

    def _marked(self, role: int, column: int) -> Any:
        if role == Role.BackgroundRole:
            return QColor(self._theme.accent_soft)
        if role == Role.FontRole and column == _TAKEN:
            return text_font(weight=QFont.Weight.DemiBold)
        return None


def shape_text(shape: tuple[int, ...]) -> str:
    """Return a shape as text, 4 × 2; empty for a scalar."""
    return " × ".join(map(str, shape)) or "one number"


def _sentence(texts: tuple[str, ...]) -> str:
    name, shape, dtype, taken = texts
    return f"{name}, {shape}, {dtype}" + (f", taken as {taken}" if taken else "")
