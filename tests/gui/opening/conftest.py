"""A window with files to open."""

from __future__ import annotations

import pytest

from gui.main_window import MainWindow


@pytest.fixture
def window(fresh_window: MainWindow) -> MainWindow:
    return fresh_window
