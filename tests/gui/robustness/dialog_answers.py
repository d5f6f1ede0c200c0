"""Random answers to modal dialogs, message boxes, menus and drags."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QMessageBox, QWidget

from tests.gui.robustness.synthetic_events import press

_INTERVAL_MS = 20
_PATIENCE = 20  # answers within one action, after which everything is closed
_KEYS = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Right, Qt.Key.Key_Tab)
_OPENING = ("getOpenFileName", "getSaveFileName")


class FileDialogs:
    """Stands in for the system's file dialogs, which no event reaches."""

    def __init__(self, random: Random, given: list[Path], folder: Path) -> None:
        self._random, self._given, self._folder = random, given, folder

    def install(self, replace: Callable[[object, str, object], object]) -> None:
        """Answer in place of Qt's, by `replace(owner, name, function)`."""
        for name, chosen in zip(_OPENING, (self._to_open, self._to_save), strict=True):
            replace(QFileDialog, name, staticmethod(chosen))

    def _to_open(self, *_arguments: object) -> tuple[str, str]:
        return (str(self._random.choice(self._given)) if self._random.random() < 0.8 else "", "")

    def _to_save(self, *arguments: object) -> tuple[str, str]:
        kind = str(arguments[3]) if len(arguments) > 3 else ""
        name = self._random.choice(("new", "again", "gone/new", "rotation", "speech", "ü 1"))
        ending = self._random.choice(("", "", ".json", ".safetensors", ".svg", ".png", ".csv"))
        chosen = str(self._folder / f"{name}{ending}") if self._random.random() < 0.8 else ""
        return chosen, self._random.choice(kind.split(";;"))


class PopupCloser(QObject):
    """Answers from a timer while an action does not come back by itself.

    Attributes:
        busy: whether an action is under way.
    """

    def __init__(self, random: Random, note: Callable[[str], None]) -> None:
        super().__init__()
        self._random, self._note = random, note
        self.busy = False
        self._answers = 0
        self._timer = QTimer(self, interval=_INTERVAL_MS)
        # a timer whose slot is under way stays silent, and an answer may open the next dialog
        self._timer.timeout.connect(lambda: QTimer.singleShot(0, self._answer))
        self._timer.start()

    def begin(self) -> None:
        """An action begins."""
        self.busy, self._answers = True, 0

    def end(self) -> None:
        """It came back."""
        self.busy = False

    def stop(self) -> None:
        """Answer no more."""
        self._timer.stop()

    def _answer(self) -> None:
        if not self.busy:
            return
        self._answers += 1
        popup, modal = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        if self._answers > _PATIENCE:
            close_all()
        elif popup is not None:
            self._press_key(popup)
        elif isinstance(modal, QMessageBox):
            self._press_button(modal)
        elif self._answers > 3:
            window = QApplication.activeWindow()
            if window is not None:  # a drag of text ends so
                press(window, Qt.Key.Key_Escape)

    def _press_key(self, popup: QWidget) -> None:
        key = self._random.choice(_KEYS)
        self._note(f"answer {key.name} to {type(popup).__name__}")
        press(popup, key)

    def _press_button(self, box: QMessageBox) -> None:
        button = self._random.choice(box.buttons())
        self._note(f"answer {button.text()!r} to {box.text()[:60]!r}")
        button.click()


def close_all() -> None:
    """Close every popup and every dialog."""
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
        if isinstance(popup, QMenu):
            popup.hide()
    modal = QApplication.activeModalWidget()
    if isinstance(modal, QMessageBox):
        modal.done(0)
    elif modal is not None:
        modal.close()
