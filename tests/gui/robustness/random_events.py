"""Random events: clicks, drags, wheels, keys, texts, drops, sizes, themes and tabs."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random
from traceback import extract_tb

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QTabBar, QWidget

from gui.main_window import MainWindow
from tests.gui.robustness.dialog_answers import PopupCloser, close_all
from tests.gui.robustness.drag_events import drag_over
from tests.gui.robustness.sample_files import TEXTS
from tests.gui.robustness.synthetic_events import NONE, click, drag, press
from tests.gui.robustness.widget_finder import WidgetFinder, called

_LAST = 40
_EVENTS_IN_A_DIALOG = 25
_Key, _Modifier, _Button = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton
_KEYS = tuple(
    _Key(int(key))
    for key in (
        *(_Key.Key_Up, _Key.Key_Down, _Key.Key_Left, _Key.Key_Right, _Key.Key_Home, _Key.Key_End),
        *(_Key.Key_PageUp, _Key.Key_PageDown, _Key.Key_Tab, _Key.Key_Backtab, _Key.Key_Escape),
        *(_Key.Key_Return, _Key.Key_Enter, _Key.Key_Space, _Key.Key_Delete, _Key.Key_Backspace),
        *(_Key.Key_F1, _Key.Key_F2, _Key.Key_F10, _Key.Key_F11, _Key.Key_Menu, _Key.Key_Insert),
        *range(_Key.Key_A, _Key.Key_Z + 1),
        *range(_Key.Key_0, _Key.Key_9 + 1),
        *(_Key.Key_Plus, _Key.Key_Minus, _Key.Key_Comma, _Key.Key_Period, _Key.Key_Slash),
    )
)
_MODIFIERS = (
    *(_Modifier.NoModifier,) * 6,
    *(_Modifier.ControlModifier,) * 4,
    _Modifier.ShiftModifier,
    _Modifier.AltModifier,
    _Modifier.ControlModifier | _Modifier.ShiftModifier,
)
_BUTTONS = (*(_Button.LeftButton,) * 6, _Button.RightButton, _Button.MiddleButton)
_TYPED = ("0.5", "-1", "1e-3", "1/3", "7", "abc", "0", "1e308", "nan", "12", "+", "-2,5", " ")
_COMPOSED = ("−2,5", "½", "ü", "你好", "💥")
_SIZES = ((1440, 900), (1100, 700), (1000, 640), (1900, 1000))


class RandomEvents:
    """Does one random thing after another to a window, and knows the last ones it did.

    Attributes:
        last: what was done last, in words.
        count: how many actions were done.
    """

    def __init__(self, window: MainWindow, seed: int, files: list[Path]) -> None:
        self.random, self._window, self._files = Random(seed), window, files  # noqa: S311 - to be repeated
        self._places = WidgetFinder(window, self.random)
        self.last: deque[str] = deque(maxlen=_LAST)
        self.count = 0
        self._in_dialog = 0
        self._rescue = PopupCloser(self.random, self._note)
        actions: tuple[tuple[Callable[[], str], int], ...] = (
            (self._click, 30),
            (self._double_click, 4),
            (self._drag, 10),
            (self._move, 4),
            (self._wheel, 8),
            (self._key, 22),
            (self._type, 10),
            (self._compose, 1),
            (self._paste, 4),
            (self._trigger, 6),
            (self._tab, 3),
            (self._drop, 2),
            (self._resize, 1),
            (self._theme, 1),
            (self._focus, 2),
            (self._wait, 3),
        )
        self._actions = [action for action, _ in actions]
        self._weights = [weight for _, weight in actions]

    def step(self) -> None:
        """Do one thing, and let the window do what it has put off."""
        self.count += 1
        self._leave_old_dialog()
        if QApplication.activeWindow() is None:  # as a window manager would
            self._places.front().activateWindow()
        (action,) = self.random.choices(self._actions, self._weights)
        self._rescue.begin()
        try:
            self._note(f"{self.count} {action()}")
        except RuntimeError as error:  # what was to be clicked has gone
            if _is_of_the_program(error):
                raise
        QApplication.processEvents()
        self._rescue.end()

    def stop(self) -> None:
        """Let go of every key, button, dialog and menu."""
        self._rescue.stop()
        for _ in range(10):
            close_all()
            QApplication.processEvents()
        self._rescue.deleteLater()

    def _note(self, words: str) -> None:
        self.last.append(words)

    def _leave_old_dialog(self) -> None:
        self._in_dialog += 1
        if QApplication.activeModalWidget() is None and QApplication.activePopupWidget() is None:
            self._in_dialog = 0
        elif self._in_dialog > _EVENTS_IN_A_DIALOG:
            self._note("close what is open")
            close_all()

    def _click(self) -> str:
        window, place, name = self._places.any()
        button, held = self.random.choice(_BUTTONS), self.random.choice(_MODIFIERS)
        click(window, button, held, place)
        return f"click {button.name} {held.name} at {place.toTuple()} on {name}"

    def _double_click(self) -> str:
        window, place, name = self._places.in_(self._window)  # the one that no click can close
        QTest.mouseDClick(window, _Button.LeftButton, NONE, place)
        return f"double click at {place.toTuple()} on {name}"

    def _drag(self) -> str:
        window, place, name = self._places.any()
        button = self.random.choice(_BUTTONS)
        far = self.random.choice((10, 60, 400))
        way = [self._places.near(window, place, far) for _ in range(self.random.randint(1, 5))]
        drag(window, button, NONE, [place, *way])
        return f"drag {button.name} from {place.toTuple()} over {len(way)} places on {name}"

    def _move(self) -> str:
        window, place, name = self._places.any()
        QTest.mouseMove(window, place)
        return f"move to {place.toTuple()} on {name}"

    def _wheel(self) -> str:
        window, place, name = self._places.any()
        turn = QPoint(0, self.random.choice((-120, 120, -1200, 15)))
        held = self.random.choice((_Modifier.NoModifier, _Modifier.ControlModifier))
        QTest.wheelEvent(window, place.toPointF(), turn, QPoint(), held)
        return f"wheel {turn.y()} {held.name} at {place.toTuple()} on {name}"

    def _key(self) -> str:
        key, held = self.random.choice(_KEYS), self.random.choice(_MODIFIERS)
        for _ in range(times := self.random.choice((1, 1, 1, 2, 5))):
            press(self._places.front(), key, held)
        return f"{times} × key {held.name} {key.name} to {called(QApplication.focusWidget())}"

    def _type(self) -> str:
        text = self.random.choice(_TYPED)
        for letter in text:
            press(self._places.front(), letter)
        if self.random.random() < 0.7:
            press(self._places.front(), _Key.Key_Return)
        return f"type {text!r} into {called(QApplication.focusWidget())}"

    def _compose(self) -> str:
        """Enter letters that no key has."""
        widget, text = QApplication.focusWidget(), self.random.choice(_COMPOSED)
        if widget is not None:
            event = QInputMethodEvent()
            event.setCommitString(text)
            QApplication.sendEvent(widget, event)
        return f"compose {text!r} in {called(widget)}"

    def _paste(self) -> str:
        text = self.random.choice(TEXTS)
        QGuiApplication.clipboard().setText(text)
        press(self._places.front(), _Key.Key_V, _Modifier.ControlModifier)
        return f"paste {text!r} into {called(QApplication.focusWidget())}"

    def _trigger(self) -> str:
        """Choose from the menus, as if they were shown."""
        if QApplication.activeModalWidget() is not None:
            return "no menu behind a dialog"
        action = self.random.choice(_offered(self._window.menuBar().actions()))
        text = action.text()
        action.trigger()
        return f"choose {text!r}"

    def _tab(self) -> str:
        tabs = [
            t for t in self._places.front().findChildren(QTabBar) if t.isVisible() and t.count()
        ]
        if not tabs:
            return "no tabs"
        tab = self.random.choice(tabs)
        tab.setCurrentIndex(self.random.randrange(tab.count()))
        return f"tab {tab.tabText(tab.currentIndex())}"

    def _drop(self) -> str:
        if QApplication.activeModalWidget() is not None:
            return "no drop behind a dialog"
        paths = self.random.sample(self._files, self.random.randint(1, 2))
        lets_go = self.random.random() < 0.7
        drag_over(self._window, paths, lets_go)
        return f"{'drop' if lets_go else 'carry'} {', '.join(path.name for path in paths)}"

    def _resize(self) -> str:
        size = self.random.choice(_SIZES)
        self._window.resize(*size)
        return f"resize to {size}"

    def _theme(self) -> str:
        choice = self.random.choice(("light", "dark", "system"))
        self._window.theming.choose(choice)
        return f"theme {choice}"

    def _focus(self) -> str:
        shown = [w for w in self._places.front().findChildren(QWidget) if w.isVisible()]
        widget = self.random.choice(shown) if shown else self._window
        widget.setFocus()
        return f"focus {called(widget)}"

    def _wait(self) -> str:
        QTest.qWait(milliseconds := self.random.choice((1, 20, 60)))
        return f"wait {milliseconds} ms"


def _is_of_the_program(error: RuntimeError) -> bool:
    """Tell whether it was raised elsewhere than in these tests."""
    return Path(extract_tb(error.__traceback__)[-1].filename).parent != Path(__file__).parent


def _offered(actions: Iterable[QAction]) -> list[QAction]:
    """Return what the menus offer now, with what stands in the menus within them."""
    found = []
    for action in actions:
        if isinstance(menu := action.menu(), QMenu):
            found += _offered(menu.actions())
        elif action.isEnabled() and not action.isSeparator():
            found.append(action)
    return found
