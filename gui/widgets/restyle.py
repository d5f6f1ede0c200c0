"""Themes: applied to all widgets inside a widget."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui.theme import Theme


def restyle(widget: QWidget, theme: Theme) -> None:
    """Call `set_theme` of all widgets inside; a widget that has it restyles its own children."""
    for child in widget.children():
        take = getattr(child, "set_theme", None)
        if take is not None:
            take(theme)
        elif isinstance(child, QWidget):
            restyle(child, theme)
