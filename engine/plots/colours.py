"""The two themes: every colour by its meaning, the same on screen and on paper.

One accent (what plays now), one warm colour (growing, positive), one cool (shrinking, negative)
and one for the bound. The same meaning in every panel and in every figure.
"""

from __future__ import annotations

from dataclasses import dataclass


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
