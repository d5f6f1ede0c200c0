"""Widgets are tested bare: each takes its colours from its own theme, not from a style sheet."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.theming import Theming
from gui.widgets.matrix_table import MatrixTable
from tests.gui.widgets.grid import Owner, W, shown_table


@pytest.fixture(autouse=True, scope="module")
def _bare(qapp: QApplication, look: Theming) -> Iterator[None]:
    sheet = qapp.styleSheet()
    qapp.setStyleSheet("")
    yield
    qapp.setStyleSheet(sheet)


@pytest.fixture
def table(qtbot: QtBot) -> MatrixTable:
    return shown_table(qtbot)


@pytest.fixture
def owner(table: MatrixTable) -> Owner:
    return Owner(table, W)
