"""Files are opened in a window of the test's own: it asks, and may be left asking."""

from __future__ import annotations

import pytest

from gui.main_window import MainWindow


@pytest.fixture
def window(fresh_window: MainWindow) -> MainWindow:
    return fresh_window
