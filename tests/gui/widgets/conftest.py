"""Widgets are tested bare: each takes its colours from its own theme, not from a style sheet."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from gui.theming import Theming


@pytest.fixture(autouse=True, scope="module")
def _bare(qapp: QApplication, look: Theming) -> Iterator[None]:
    sheet = qapp.styleSheet()
    qapp.setStyleSheet("")
    yield
    qapp.setStyleSheet(sheet)
