"""The gradient panel over a real document: it follows edits, undo, the playhead and the theme."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from engine.cells.activations import TANH
from engine.experiment.edits import with_t
from engine.experiment.experiment import Experiment
from engine.gallery import entry
from engine.playhead import Playhead
from gui.document.document import Document
from gui.panels.gradient.panel import GradientPanel
from gui.panels.gradient.term_size_plot import TermSizePlot
from gui.theme import DARK, LIGHT
from gui.widgets.elided import ElidedLabel
from gui.widgets.sections import Sections
from gui.widgets.share_bars import ShareBars
from tests.engine.experiments import of_matrix, random_experiment
from tests.gui.screen import has_ink, seen
from tests.gui.views import show_in


class Desk:
    """A panel, the document it shows, and a playhead."""

    def __init__(self, qtbot: QtBot, experiment: Experiment) -> None:
        self.document, self.panel = Document(experiment), GradientPanel()
        self.head = Playhead(experiment.t)
        qtbot.addWidget(self.panel)
        self.panel.resize(300, 620)
        show_in(self.panel, theme=LIGHT)
        self.panel.edit_wanted.connect(self.document.edit)
        self.document.studied.connect(self._show)
        self.document.start()
        self.back(0)

    def _show(self, study: object) -> None:
        self.head = self.head.fitted(self.document.experiment.t)
        show_in(self.panel, study=study)  # type: ignore[arg-type]
        show_in(self.panel, playhead=self.head)

    def back(self, steps: int) -> None:
        """Stand `steps` factors behind the loss."""
        self.head = self.head.jump(self.head.loss_position + steps)
        show_in(self.panel, playhead=self.head)

    def words(self) -> str:
        """Return all that can be read."""
        texts = [w for kind in (QLabel, ElidedLabel) for w in self.panel.findChildren(kind)]
        bars = [w.accessibleName() for w in self.panel.findChildren(ShareBars)]
        shown = [w.text() for w in texts if w.isVisibleTo(self.panel)]
        return " | ".join([*shown, *bars]).replace("\u00a0", " ").replace("\n", " ")

    def field(self, name: str) -> QComboBox | QSpinBox:
        """Return a control by its accessible name."""
        fields = self.panel.findChildren(QComboBox) + self.panel.findChildren(QSpinBox)
        return next(field for field in fields if field.accessibleName() == name)

    def stop(self) -> None:
        """End what runs."""
        self.panel.stop()
        self.document.stop()


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk(qtbot, entry("opening").load())
    with qtbot.waitExposed(desk.panel):
        desk.panel.show()
    qtbot.waitUntil(lambda: "of 24 terms summed" in desk.words())
    yield desk
    desk.stop()


def test_the_first_term_is_summed_at_the_loss(desk: Desk) -> None:
    assert "1 of 24 terms summed norm 1.29" in desk.words()
    assert "L = 1.856" in desk.words()
    assert "22 % left" in desk.words()


def test_the_sum_walks_back_with_the_playhead(desk: Desk) -> None:
    desk.back(11)
    assert "12 of 24 terms summed norm 1.91, 29.9° off the whole" in desk.words()
    assert "cosine 0.53" in desk.words()
    desk.back(23)
    assert "24 of 24 terms summed norm 2.57, 0° off the whole" in desk.words()
    assert "norm 0 " in desk.words()
    desk.back(24)
    assert "24 of 24" in desk.words()


def test_nothing_is_summed_on_the_way_forward(desk: Desk) -> None:
    show_in(desk.panel, playhead=desk.head.jump(3))
    assert "0 of 24 terms summed the loss is not reached yet" in desk.words()


def test_an_edit_and_its_undo_are_followed(desk: Desk) -> None:
    before = desk.words()
    desk.document.edit(lambda e: with_t(e, 10), "t")
    assert "of 10 terms summed" in desk.words()
    desk.document.undo_stack.undo()
    desk.back(0)
    for text in before.split(" | "):
        assert text in desk.words() or "τ" in text or "terms k" in text or "its" in text


def test_the_loss_is_changed_and_undone(desk: Desk) -> None:
    before = desk.words()
    QTest.keyClick(desk.field("loss"), Qt.Key.Key_Down)
    readout = desk.document.experiment.readout
    assert readout is not None
    np.testing.assert_array_equal(readout.V, np.eye(4))
    assert "of 4 classes" in desk.words()
    QTest.keyClick(desk.field("label"), Qt.Key.Key_Up)
    assert desk.document.undo_stack.undoText() == "change of label to 1"
    QTest.keyClick(desk.field("where the loss stands"), Qt.Key.Key_Down)
    assert desk.document.experiment.summed
    for _ in range(3):
        desk.document.undo_stack.undo()
    assert desk.words() == before
    assert desk.field("loss").currentText() == "squared error"


def test_a_hidden_panel_computes_when_it_is_looked_at(qtbot: QtBot) -> None:
    desk = Desk(qtbot, entry("opening").load())
    assert "terms summed" not in desk.words()
    desk.back(5)
    desk.panel.show()
    qtbot.waitUntil(lambda: "6 of 24 terms summed" in desk.words())
    desk.stop()


def test_a_large_network_is_told_when_it_is_ready(qtbot: QtBot) -> None:
    rng = np.random.default_rng(0)
    desk = Desk(qtbot, random_experiment(rng, TANH, (64, 2, 200, 200)))
    desk.panel.show()
    qtbot.waitUntil(lambda: "1 of 200 terms summed" in desk.words(), timeout=20_000)
    desk.back(9)
    assert "10 of 200 terms summed" in desk.words()
    desk.stop()


def test_a_hidden_panel_waits_for_the_story_of_another_chain(desk: Desk, qtbot: QtBot) -> None:
    desk.panel.hide()
    desk.document.open(random_experiment(np.random.default_rng(0), TANH, (64, 2, 200, 200)), None)
    qtbot.waitUntil(lambda: desk.panel.study is desk.document.study and desk.head.t == 200)
    desk.back(3)
    desk.panel.show()
    qtbot.waitUntil(lambda: "4 of 200 terms summed" in desk.words(), timeout=20_000)


def test_both_themes_draw_in_their_own_colours(desk: Desk) -> None:
    desk.back(11)
    bars = desk.panel.findChild(TermSizePlot)
    assert has_ink(seen(bars), LIGHT.accent, 30) > 100
    show_in(desk.panel, theme=DARK)
    assert has_ink(seen(bars), DARK.accent, 30) > 100


@pytest.mark.parametrize("width", [268, 400, 500])
def test_it_never_scrolls_sideways(desk: Desk, width: int) -> None:
    desk.panel.resize(width, 560)
    QApplication.processEvents()
    page = desk.panel.findChild(Sections)
    assert page.horizontalScrollBar().maximum() == 0
    assert page.widget().width() <= width


def test_while_playing_nothing_changes_its_place(desk: Desk) -> None:
    desk.panel.resize(268, 560)
    QApplication.processEvents()
    places = set()
    for steps in range(25):
        desk.back(steps)
        QApplication.processEvents()
        widgets = desk.panel.findChildren(ShareBars)
        places.add(tuple(w.mapTo(desk.panel, w.rect().topLeft()).y() for w in widgets))
    assert len(places) == 1


def test_a_clicked_bar_says_how_far_back_it_is(desk: Desk, qtbot: QtBot) -> None:
    bars = desk.panel.findChild(TermSizePlot)
    place = bars.mapFromScene(bars.getViewBox().mapViewToScene(QPointF(20, 0)))
    place.setY(60)
    with qtbot.waitSignal(desk.panel.chosen) as said:
        QTest.mouseClick(bars.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert said.args == [4]


def test_a_right_click_on_the_bars_offers_the_picture(desk: Desk, qtbot: QtBot) -> None:
    bars = desk.panel.findChild(TermSizePlot)
    place = bars.rect().center()
    reason = QContextMenuEvent.Reason.Mouse
    with qtbot.waitSignal(desk.panel.menu_wanted):
        event = QContextMenuEvent(reason, place, bars.mapToGlobal(place))
        QApplication.sendEvent(bars.viewport(), event)


def test_every_control_has_a_name_and_a_tip(desk: Desk) -> None:
    reached, widget = set[QWidget](), desk.panel.nextInFocusChain()
    while widget not in reached:
        reached.add(widget)
        widget = widget.nextInFocusChain()
    tabbed = [w for w in reached if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    controls = [w for w in tabbed if w.accessibleName() or w.toolTip()]
    assert len(controls) >= 8
    assert all(w.accessibleName() and w.toolTip() for w in controls)


def test_no_gradient_is_told_without_a_number(qtbot: QtBot) -> None:
    desk = Desk(qtbot, of_matrix(np.eye(2), TANH, T=3))
    desk.panel.show()
    qtbot.waitUntil(lambda: "Every term is zero: no step moves W." in desk.words())
    assert "norm 0" in desk.words()
    assert not has_ink(seen(desk.panel.findChild(TermSizePlot)), LIGHT.accent, 30)
    desk.stop()
