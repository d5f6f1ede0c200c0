"""Keys of the grid and their actions."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from gui.grid.block_edits import BlockEdits
from gui.grid.nudger import Nudger

Key = Qt.Key
Modifier = Qt.KeyboardModifier
Actions = dict[int, Callable[[], object]]

_MOVES = {Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down, Key.Key_Home, Key.Key_End}


def edit_keys(blocks: BlockEdits) -> Actions:
    """Return the actions of spreadsheet keys on the selected block."""
    ctrl = Modifier.ControlModifier
    with_ctrl: dict[Key, Callable[[], object]] = {
        Key.Key_C: blocks.copy,
        Key.Key_D: blocks.fill_down,
        Key.Key_R: blocks.fill_right,
        Key.Key_V: blocks.paste,
        Key.Key_X: blocks.cut,
    }
    return {(ctrl | key).toCombined(): action for key, action in with_ctrl.items()} | {
        Key.Key_Backspace.value: blocks.clear,
        Key.Key_Delete.value: blocks.clear,
    }


def nudge_keys(nudger: Nudger) -> Actions:
    """Return the actions of Alt with arrow keys on the current cell."""
    alt, coarse = Modifier.AltModifier, Modifier.AltModifier | Modifier.ShiftModifier
    return {
        (alt | Key.Key_Up).toCombined(): lambda: nudger.key(1, alt),
        (alt | Key.Key_Down).toCombined(): lambda: nudger.key(-1, alt),
        (coarse | Key.Key_Up).toCombined(): lambda: nudger.key(1, coarse),
        (coarse | Key.Key_Down).toCombined(): lambda: nudger.key(-1, coarse),
    }


def combination(event: QKeyEvent) -> int:
    """Return key and modifiers as one number; keys of the number pad equal the others."""
    held = event.modifiers() & ~Modifier.KeypadModifier
    return (held | Key(event.key())).toCombined()


def types_or_moves(event: QKeyEvent) -> bool:
    """Return whether a key moves to another cell or begins a number."""
    if event.modifiers() & Modifier.AltModifier:
        return False
    typed = event.text()
    return event.key() in _MOVES or (typed != "" and typed in "0123456789+-−.,")
