"""Tool buttons: tooltip and accessible name."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from gui.widgets.buttons import tool_button


@pytest.mark.parametrize(("tip", "name"), [("Loop (L)", "Loop"), ("Close", "Close")])
def test_the_name_is_the_tip_without_the_key(qtbot: QtBot, tip: str, name: str) -> None:
    button = tool_button(tip, "text", checkable=True)
    qtbot.addWidget(button)
    assert isinstance(button, QToolButton)
    assert (button.toolTip(), button.accessibleName(), button.text()) == (tip, name, "text")
    button.click()
    assert button.isChecked()
