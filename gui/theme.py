"""The themes as Qt palettes."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from engine.plots.colours import DARK, LIGHT, THEMES, Theme

__all__ = ["DARK", "LIGHT", "THEMES", "Theme", "palette"]


def palette(theme: Theme) -> QPalette:
    """Return the theme as a palette for the Fusion style."""
    result = QPalette()
    for roles, colour in (
        ((QPalette.ColorRole.Window,), theme.window),
        ((QPalette.ColorRole.Base, QPalette.ColorRole.ToolTipBase), theme.field),
        ((QPalette.ColorRole.AlternateBase, QPalette.ColorRole.Button), theme.card),
        (_TEXT_ROLES, theme.text),
        ((QPalette.ColorRole.PlaceholderText,), theme.muted),
        ((QPalette.ColorRole.Highlight, QPalette.ColorRole.Link), theme.accent),
        ((QPalette.ColorRole.HighlightedText,), theme.on_accent),
        ((QPalette.ColorRole.Mid, QPalette.ColorRole.Dark), theme.border),
    ):
        for role in roles:
            result.setColor(role, QColor(colour))
    for role in _TEXT_ROLES:
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.muted))
    return result


_TEXT_ROLES = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
    QPalette.ColorRole.ToolTipText,
)
