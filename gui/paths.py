"""Where the program's own files lie."""

from __future__ import annotations

from pathlib import Path

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
ICONS = RESOURCES / "icons"
FONTS = RESOURCES / "fonts"
