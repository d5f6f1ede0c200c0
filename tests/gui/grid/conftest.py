"""A grid on screen, and the owner of the matrix that it edits."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from gui.grid.table import MatrixTable
from tests.gui.grid.cells import Owner, W, shown_table


@pytest.fixture
def table(qtbot: QtBot) -> MatrixTable:
    return shown_table(qtbot)


@pytest.fixture
def owner(table: MatrixTable) -> Owner:
    return Owner(table, W)
