"""Changes of what a panel is shown, one at a time, as the main window makes them."""

from __future__ import annotations

from dataclasses import replace

from gui.widgets.panel import Panel


def show_in(panel: Panel, **changes: object) -> None:
    """Show a panel its present view with some fields replaced; a study brings its experiment."""
    study = changes.get("study")
    if study is not None:
        changes.setdefault("experiment", study.experiment)
    panel.show_view(replace(panel.view, **changes))
