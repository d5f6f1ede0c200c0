"""The whole window: what an edit, a key or a click does to everything in view."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gui.main_window import MainWindow
from tests.gui.screen import same, seen, type_in, go_to, type_keys


def panels(window: MainWindow) -> dict[str, object]:
    return {name: getattr(window, name) for name in ("matrix", "factor", "film", "norm", "chain", "constants", "eigenvalues")}


def test_typing(window: MainWindow) -> None:
    go_to(window.matrix.table, 0, 1)
    before = {k: seen(v) for k, v in panels(window).items()}
    type_in(window.matrix.table, 0, 0, "-0.4")
    go_to(window.matrix.table, 0, 1)
    after = {k: seen(v) for k, v in panels(window).items()}
    print([k for k in before if same(before[k], after[k])])
    assert window.document.experiment.network.W[0, 0] == -0.4
    window.document.undo_stack.undo()
    print([k for k in before if not same(before[k], seen(panels(window)[k]))])


@pytest.mark.parametrize("i", range(5))
def test_more(window, i):
    assert window.isVisible()
