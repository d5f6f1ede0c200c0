"""Contents of the menus: each action with its shortcut and handler."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtGui import QAction, QKeySequence, QUndoGroup
from PySide6.QtWidgets import QMenu

from gui.document.comparison import Comparison
from gui.export.export_options import WINDOW
from gui.files import Files
from gui.grid.block_edits import BlockEdits
from gui.grid.text import NOTATIONS
from gui.menus import Handler, Menus
from gui.widgets.panel import Panel

_Keys = QKeySequence.StandardKey


def fill_file_menu(
    menus: Menus, files: Files, open_gallery: Handler, leave: Handler
) -> list[QAction]:
    """Fill the file menu; return the actions shown in the toolbar too."""
    menu = menus.file
    shown = [
        menus.action(menu, "&Open…", files.open, _Keys.Open),
        menus.action(menu, "&Save", files.save, _Keys.Save),
    ]
    menus.action(menu, "Save &as…", files.save_as, _Keys.SaveAs)
    menu.addMenu(menus.recent)
    menus.action(menu, "&Gallery…", open_gallery, "Ctrl+G")
    menus.action(menu, "Open &input sequence…", files.open_sequence, "Ctrl+Shift+O")
    menu.addSeparator()
    menu.addMenu(menus.export)
    menu.addSeparator()
    menus.action(menu, "&Quit", leave, _Keys.Quit)
    return shown


def fill_edit_menu(menus: Menus, group: QUndoGroup, blocks: BlockEdits) -> list[QAction]:
    """Fill the edit menu and the grid's context menu; return the undo and redo actions."""
    menu = menus.edit
    edits = [group.createUndoAction(menu, "Undo"), group.createRedoAction(menu, "Redo")]
    for action, key in zip(edits, (_Keys.Undo, _Keys.Redo), strict=True):
        action.setShortcut(QKeySequence(key))
        menu.addAction(action)
    menu.addSeparator()
    for text, handler in (
        ("Cu&t\tCtrl+X", blocks.cut),
        ("&Copy\tCtrl+C", blocks.copy),
        ("&Paste\tCtrl+V", blocks.paste),
        ("Fill &down\tCtrl+D", blocks.fill_down),
        ("Fill &right\tCtrl+R", blocks.fill_right),
        ("C&lear\tDel", blocks.clear),
    ):
        menus.grid.addAction(menus.action(menu, text, handler))
    copy_as = QMenu("Copy &as", menu)
    for notation in NOTATIONS:
        menus.action(copy_as, f"&{notation}", partial(blocks.copy, notation))
    for own in (menu, menus.grid):
        own.insertMenu(own.actions()[-4], copy_as)
    return edits


def fill_export_menu(
    menus: Menus, panels: Iterable[Panel], export: Callable[[str], object]
) -> None:
    """Fill the export menu: every panel with a picture, and the whole window."""
    menus.export.setTitle("&Export")
    for panel in panels:
        menus.action(menus.export, f"{panel.accessibleName()}…", partial(export, panel.name))
    menus.action(menus.export, "Whole window…", partial(export, WINDOW), "Ctrl+E")


def fill_comparison_menu(menus: Menus, comparison: Comparison) -> None:
    """Fill the menu for comparing two experiments in the norm plot."""
    menu = menus.view.addMenu("&Compare")
    menus.action(menu, "&Keep the present experiment as A", comparison.keep, "Ctrl+K")
    menus.action(menu, "&Swap A and B", comparison.swap, "Ctrl+Shift+K")
    menus.action(menu, "&End the comparison", comparison.end)
