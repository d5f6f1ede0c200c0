"""A panel alone on screen, on the opening example, five factors multiplied."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.playhead import Playhead
from engine.studies.study import Study
from gui.theme import LIGHT
from gui.widgets.panel import Panel
from tests.gui.views import show_in

ShowPanel = Callable[..., Panel]


@pytest.fixture
def show_panel(qtbot: QtBot, opening_study: Study) -> Iterator[ShowPanel]:
    panels: list[Panel] = []

    def show(
        panel: Panel, study: Study = opening_study, size: tuple[int, int] = (700, 300)
    ) -> Panel:
        qtbot.addWidget(panel)
        panels.append(panel)
        panel.resize(*size)
        show_in(panel, theme=LIGHT)
        show_in(panel, study=study)
        head = Playhead(study.trace.t)
        show_in(panel, playhead=head.jump(head.loss_position + min(5, head.t)))
        panel.show()
        QApplication.processEvents()
        return panel

    yield show
    for panel in panels:
        panel.stop()


def at(study: Study, steps_back: int) -> Playhead:
    """Return the playhead with so many factors multiplied."""
    head = Playhead(study.trace.t)
    return head.jump(head.loss_position + steps_back)
