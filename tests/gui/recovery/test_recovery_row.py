"""Row of the recovery dialog: titles and long names."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gui.recovery.abandoned_session import abandoned_sessions
from gui.recovery.recovery_row import RecoveryRow
from tests.gui.recovery.conftest import Crash


@pytest.mark.parametrize("name", ["n" * 500, "line\nbreak", "<b>bold</b>"])
def test_a_long_or_odd_name_stays_within_the_row(
    store: Path, crash: Crash, qtbot: QtBot, name: str
) -> None:
    crash(name)
    (lost,) = abandoned_sessions(store)
    row = RecoveryRow(lost)
    qtbot.addWidget(row)
    assert row.accessibleName() == f"“{name}”"
    assert row.sizeHint().width() < 620
    lost.release()


def test_an_error_replaces_the_recover_button(store: Path, crash: Crash, qtbot: QtBot) -> None:
    crash("Lost")
    (lost,) = abandoned_sessions(store)
    row = RecoveryRow(lost)
    qtbot.addWidget(row)
    row.show()
    row.refuse("w.safetensors: is empty")
    assert row.findChildren(QLabel)[-1].text() == "w.safetensors: is empty"
    assert not row._recover.isVisible()
    lost.release()
