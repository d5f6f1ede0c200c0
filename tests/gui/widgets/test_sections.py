"""Text column: content in order, themed, never wider than its column."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gui.theme import DARK, LIGHT
from gui.widgets.panel import label
from gui.widgets.sections import Sections
from tests.gui.screen import has_ink, seen

LONG = r"\Vert \partial s_t / \partial s_k \Vert \leq \prod_{j=k+1}^{t} \Vert W \Vert = x + y + z"


def filled(qtbot: QtBot, width: int, height: int) -> tuple[Sections, QLabel]:
    sections = Sections()
    qtbot.addWidget(sections)
    sections.section("First", label("right"))
    sections.formula(LONG)
    sections.line().setText("a line that is long enough to wrap in a narrow column " * 2)
    sections.section("Second")
    sections.add(label("an addition"))
    meaning = sections.meaning()
    meaning.setText("what it all means")
    sections.resize(width, height)
    sections.show()
    return sections, meaning


def test_sections_are_in_order_with_rules_between_them(qtbot: QtBot) -> None:
    sections, _ = filled(qtbot, 300, 700)
    labels = [w for w in sections.findChildren(QLabel) if w.isVisible() and w.text()]
    ordered = sorted(labels, key=lambda w: (w.mapTo(sections, w.rect().topLeft()).y(), w.x()))
    names = [w.text().split(" ")[0] for w in ordered]
    assert names == ["First", "right", "a", "Second", "an", "What", "what"]
    assert len([w for w in sections.findChildren(QLabel) if w.objectName() == "rule"]) == 1


def test_the_page_scrolls_vertically_only(qtbot: QtBot) -> None:
    sections, _ = filled(qtbot, 180, 160)
    qtbot.waitUntil(lambda: sections.verticalScrollBar().maximum() > 0)
    assert sections.widget().width() <= sections.viewport().width()
    assert sections.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff


def test_formulas_take_the_themes_colour(qtbot: QtBot) -> None:
    sections, _ = filled(qtbot, 400, 500)
    formula = sections.formulas[0]
    for theme in (LIGHT, DARK):
        sections.set_theme(theme)
        assert has_ink(seen(formula), theme.text) > 20
