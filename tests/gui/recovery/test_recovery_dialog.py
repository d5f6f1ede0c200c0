"""Recovery dialog: each session can be recovered, discarded or kept for later."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.recovery.abandoned_session import abandoned_sessions
from gui.recovery.recovery_dialog import RecoveryDialog
from gui.recovery.recovery_row import RecoveryRow
from gui.recovery.store_layout import WORK
from tests.gui.recovery.conftest import Crash, OpenKept

pytestmark = pytest.mark.slow

Button = QMessageBox.StandardButton


def shown_offer(window: MainWindow) -> RecoveryDialog | None:
    return next((o for o in window.findChildren(RecoveryDialog) if o.isVisible()), None)


def rows(offer: RecoveryDialog) -> dict[str, RecoveryRow]:
    return {row.accessibleName(): row for row in offer.findChildren(RecoveryRow) if row.isVisible()}


def words(row: RecoveryRow) -> list[str]:
    return [line.toolTip() or line.text() for line in row.findChildren(QLabel)]


def buttons(row: RecoveryRow) -> dict[str, QPushButton]:
    return {b.text(): b for b in row.findChildren(QPushButton) if b.isVisible()}


def press(offer: RecoveryDialog, name: str, what: str) -> None:
    buttons(rows(offer)[name])[what].click()


def left(store: Path) -> int:
    """Return how much a window that starts now would be offered."""
    found = abandoned_sessions(store)
    for lost in found:
        lost.release()
    return len(found)


def test_no_dialog_without_abandoned_sessions(open_kept: OpenKept) -> None:
    assert shown_offer(open_kept()) is None


def test_the_dialog_lists_name_file_and_time_of_each_session(
    open_kept: OpenKept, crash: Crash, tmp_path: Path
) -> None:
    path = tmp_path / "mine.json"
    path.write_text("{}")
    crash("first <b>one</b>", path)
    crash("second one")
    offer = shown_offer(open_kept())
    assert offer.windowTitle() == "Unsaved work"
    assert list(rows(offer)) == ["“second one”", "“first <b>one</b>”"]
    now = datetime.now()
    title, details, where = words(rows(offer)["“first <b>one</b>”"])
    assert title == "“first <b>one</b>”"
    assert details.startswith(f"4 × 4, kept {now.day} {now:%B %Y}, ")
    assert where == str(path)
    assert words(rows(offer)["“second one”"])[2] == "not saved to a file yet"
    assert list(buttons(rows(offer)["“second one”"])) == ["Recover", "Discard"]
    offer.close()


def test_recovered_work_is_an_unsaved_edit_of_its_file(
    open_kept: OpenKept, crash: Crash, store: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "mine.json"
    path.write_text("{}")
    folder = crash("Lost", path)
    window = open_kept()
    before = window.document.experiment
    press(shown_offer(window), "“Lost”", "Recover")
    assert window.document.experiment.name == "Lost"
    assert window.document.path == path
    assert window.isWindowModified()
    assert shown_offer(window) is None
    qtbot.waitUntil(lambda: not folder.exists())
    assert len(list(store.glob("*/" + WORK))) == 1, "this window keeps it now"
    window.document.undo_stack.undo()
    assert window.document.experiment is before
    assert not window.isWindowModified()


def test_abandoned_work_stays_until_this_window_has_autosaved_it(
    open_kept: OpenKept, crash: Crash, store: Path
) -> None:
    folder = crash("Lost")
    window = open_kept()
    press(shown_offer(window), "“Lost”", "Recover")
    assert folder.exists()
    window.document.undo_stack.setClean()
    window.close()
    assert left(store) == 1


@pytest.mark.parametrize(("answer", "gone"), [(Button.Discard, True), (Button.Cancel, False)])
def test_discarding_asks_for_confirmation(
    open_kept: OpenKept,
    crash: Crash,
    monkeypatch: pytest.MonkeyPatch,
    answer: Button,
    gone: bool,
) -> None:
    folder, asked = crash("Lost"), []

    def reply(_parent: object, _title: str, text: str, *_: object) -> Button:
        asked.append(text)
        return answer

    monkeypatch.setattr(QMessageBox, "question", reply)
    offer = shown_offer(window := open_kept())
    press(offer, "“Lost”", "Discard")
    assert asked == ["Discard “Lost” for good?"]
    assert folder.exists() is not gone
    assert (shown_offer(window) is None) is gone


def test_closing_the_dialog_deletes_nothing(open_kept: OpenKept, crash: Crash, store: Path) -> None:
    crash("one")
    crash("two")
    window = open_kept()
    assert left(store) == 0, "another window is not offered what this one offers"
    later = next(b for b in shown_offer(window).findChildren(QPushButton) if "later" in b.text())
    later.click()
    assert left(store) == 2


def test_closing_the_window_keeps_undecided_sessions(
    open_kept: OpenKept, crash: Crash, store: Path
) -> None:
    crash("one")
    window = open_kept()
    assert window.close()
    assert shown_offer(window) is None
    assert left(store) == 1


def test_damaged_work_is_reported_and_not_deleted(
    open_kept: OpenKept, crash: Crash, store: Path
) -> None:
    folder, other = crash("whole"), crash("cut")
    (other / WORK).write_bytes(b"{")
    (data,) = folder.glob("*.safetensors")
    data.write_bytes(b"cut")
    offer = shown_offer(window := open_kept())
    damaged = rows(offer)["Damaged work"]
    assert words(damaged)[1:] == [
        "It cannot be read; nothing of it has been removed.",
        str(other),
    ]
    assert list(buttons(damaged)) == ["Discard"]
    before = window.document.experiment
    press(offer, "“whole”", "Recover")
    assert "not a .safetensors file" in words(rows(offer)["“whole”"])[-1]
    assert list(buttons(rows(offer)["“whole”"])) == ["Discard"]
    assert window.document.experiment is before
    offer.close()
    assert left(store) == 2


def test_recovering_over_unsaved_work_asks_for_confirmation(
    open_kept: OpenKept, crash: Crash, monkeypatch: pytest.MonkeyPatch
) -> None:
    crash("Lost")
    window = open_kept()
    window.document.edit_cells("W", {(0, 0): 0.25})
    mine, asked = window.document.experiment, []

    def reply(_parent: object, _title: str, text: str, *_: object) -> Button:
        asked.append(text)
        return Button.Cancel

    monkeypatch.setattr(QMessageBox, "question", reply)
    press(shown_offer(window), "“Lost”", "Recover")
    assert "Save the changes" in asked[0]
    assert window.document.experiment is mine
    assert "“Lost”" in rows(shown_offer(window))
    shown_offer(window).close()
