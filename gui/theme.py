"""The two themes: every colour the window uses, the palette and the style sheet made from them.

One accent (what plays now), one warm colour (growing, positive), one cool (shrinking, negative)
and one for the bound. The same meaning in every panel.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette


@dataclass(frozen=True)
class Theme:
    """Colours by meaning, as #rrggbb; `ramp` is cool, neutral, warm for signed heatmaps."""

    name: str
    window: str
    card: str
    field: str
    border: str
    grid: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_soft: str
    warm: str
    warm_soft: str
    cool: str
    cool_soft: str
    bound: str
    slack: str
    good: str
    good_soft: str
    ramp: tuple[str, str, str]


DARK = Theme(
    name="dark", window="#15181d", card="#1d2128", field="#15181d", border="#2b313b",
    grid="#272c36", text="#e8ecf2", muted="#9aa4b2", accent="#86a2ff", on_accent="#10131a",
    accent_soft="#283253", warm="#f0836b", warm_soft="#43261f", cool="#6aaef0",
    cool_soft="#1e3347", bound="#e0ac4b", slack="#2a2a2a", good="#7cc48f", good_soft="#1f3627",
    ramp=("#6aaef0", "#262b33", "#f0836b"),
)  # fmt: skip

LIGHT = Theme(
    name="light", window="#f6f7f9", card="#ffffff", field="#ffffff", border="#dfe3e8",
    grid="#eaedf1", text="#1c2430", muted="#5c6675", accent="#3257d6", on_accent="#ffffff",
    accent_soft="#e6ebfb", warm="#b83f28", warm_soft="#fbe9e5", cool="#2b6cb0",
    cool_soft="#e3eef8", bound="#8a5a00", slack="#f7f3ed", good="#276c3c", good_soft="#e4f3e8",
    ramp=("#2b6cb0", "#f3f3f1", "#c4472f"),
)  # fmt: skip

THEMES = {theme.name: theme for theme in (DARK, LIGHT)}


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
