"""Main window: the effect of an edit, a key or a click on all panels."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAccessible, QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QGraphicsView,
    QLineEdit,
    QMessageBox,
    QScrollArea,
    QSlider,
    QSpinBox,
    QTabBar,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from engine.experiment.edits import array_of
from engine.playhead import Phase
from gui.formula.formula import FormulaLabel
from gui.main_window import MainWindow
from gui.panels.gallery import GalleryDialog
from tests.gui.screen import (
    Left,
    Paints,
    Pixels,
    choose,
    find,
    go_to,
    pick,
    same,
    seen,
    set_number,
    slide,
    type_in,
    type_keys,
)

REPAINTED = ("matrix", "factor", "film", "norm", "chain", "constants", "eigenvalues")
Key = Qt.Key


def looks(window: MainWindow, *names: str) -> dict[str, Pixels]:
    """Return the panels' pictures, with the keyboard always in the same cell."""
    go_to(window.matrix.table, 3, 3)
    return {name: seen(getattr(window, name)) for name in names or REPAINTED}


def unchanged(before: dict[str, Pixels], after: dict[str, Pixels]) -> set[str]:
    return {name for name in before if same(before[name], after[name])}


def arrays(window: MainWindow) -> dict[str, bytes]:
    experiment = window.document.experiment
    return {name: array_of(experiment, name).tobytes() for name in ("W", "U", "b", "x", "s0", "y")}


def test_a_number_typed_repaints_everything_together_and_undo_gives_it_all_back(
    window: MainWindow,
) -> None:
    before, numbers = looks(window), arrays(window)
    type_in(window.matrix.table, 0, 0, "-0.4")
    assert window.document.experiment.network.W[0, 0] == -0.4
    edited, edited_numbers = looks(window), arrays(window)
    assert unchanged(before, edited) == set()
    QTest.keySequence(window, "Ctrl+Z")
    undone = looks(window)
    assert arrays(window) == numbers
    # the norm plot now shows the curve of the edit as a ghost
    assert unchanged(before, undone) == set(REPAINTED) - {"norm"}
    QTest.keySequence(window, QKeySequence(QKeySequence.StandardKey.Redo))
    assert arrays(window) == edited_numbers
    assert unchanged(edited, looks(window)) >= set(REPAINTED) - {"norm"}
    window.document.undo_stack.undo()
    assert unchanged(undone, looks(window)) == set(REPAINTED)


def test_an_edit_paints_no_control_and_no_formula_that_stays_as_it_is(
    window: MainWindow, qtbot: QtBot
) -> None:
    seen(window)
    still = (QSpinBox, QComboBox, FormulaLabel, QToolButton)
    paints = [Paints(part) for kind in still for part in window.findChildren(kind)]
    changing = Paints(window.chain.drawing)
    window.document.edit_cells("W", {(3, 3): 0.1})
    qtbot.waitUntil(lambda: changing.count == 1)
    painted = [type(p.parent()).__name__ for p in paints if p.count]
    for p in (changing, *paints):
        p.deleteLater()
    assert set(painted) <= {"QToolButton"}  # undo, which can be pressed from now on
    assert len(painted) <= 1


def test_every_array_has_a_tab_and_can_be_edited(window: MainWindow, qtbot: QtBot) -> None:
    table = window.matrix.table
    for i, name in enumerate(("W", "U", "b", "x", "s0", "y")):
        QTest.keySequence(window, f"Ctrl+{i + 1}")
        qtbot.waitUntil(lambda name=name: table.accessibleName().startswith(f"{name},"))
        type_in(table, 0, 0, "0.625")
        assert array_of(window.document.experiment, name).flat[0] == 0.625
        assert window.document.undo_stack.count() == i + 1
        assert name in window.document.undo_stack.undoText()


@pytest.mark.parametrize(
    ("text", "complaint"),
    [("abc", "not a number"), ("inf", "not"), ("", "empty"), ("1e999", "not")],
)
def test_what_is_no_number_is_refused_by_name_and_changes_nothing(
    window: MainWindow, text: str, complaint: str
) -> None:
    numbers = arrays(window)
    go_to(window.matrix.table, 1, 2)
    type_keys("1")
    editor = QApplication.focusWidget()
    editor.selectAll()
    type_keys("", Key.Key_Delete)
    type_keys(text, Key.Key_Return)
    assert window.notice.isVisible()
    assert "W[2, 3]" in window.notice.text
    assert complaint in window.notice.text
    assert arrays(window) == numbers
    assert window.document.undo_stack.count() == 0
    type_keys("", Key.Key_Escape)


def test_overflow_is_refused_and_the_step_is_named(window: MainWindow) -> None:
    choose(find(window, QComboBox, "activation"), "identity")
    count, numbers = window.document.undo_stack.count(), arrays(window)
    type_in(window.matrix.table, 0, 0, "1e200")
    assert window.notice.isVisible()
    assert "step" in window.notice.text
    assert any(character.isdigit() for character in window.notice.text)
    assert arrays(window) == numbers
    assert window.document.undo_stack.count() == count
    type_keys("", Key.Key_Escape)
    type_in(window.matrix.table, 0, 1, "0.5")
    assert not window.notice.isVisible(), "success takes the notice away"


def test_a_notice_outlasts_the_study_it_came_with_and_goes_with_the_next_success(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.document.info.emit("The spectral norm is back")
    with qtbot.waitSignal(window.document.studied):
        window.document.start()
    assert window.notice.isVisible()
    choose(find(window, QComboBox, "norm"), "Frobenius ‖·‖_F")
    assert not window.notice.isVisible()


def test_a_drag_of_lambda_is_one_undo_step_and_zero_loses_nothing(window: MainWindow) -> None:
    slider = find(window, QSlider, "scale of W, λ")
    W = window.document.experiment.network.W
    numbers = arrays(window)
    slide(slider, 0.5, 0.3, 0.1, 0.0, 0.2, 0.6)
    scaled = window.document.experiment.network.W
    assert window.document.undo_stack.count() == 1
    assert np.abs(scaled).max() > 0
    ratio = scaled / W
    np.testing.assert_allclose(ratio, ratio[0, 0], rtol=1e-12)
    assert ratio[0, 0] > 0
    QTest.keySequence(window, "Ctrl+Z")
    assert arrays(window) == numbers


def test_two_drags_are_two_undo_steps(window: MainWindow) -> None:
    slider = find(window, QSlider, "scale of W, λ")
    slide(slider, 0.5, 0.3)
    slide(slider, 0.3, 0.6)
    assert window.document.undo_stack.count() == 2


def test_the_lambda_slider_follows_the_arrow_keys(window: MainWindow) -> None:
    slider = find(window, QSlider, "scale of W, λ")
    lam = window.document.study.trace.lam
    slider.setFocus()
    QTest.keyClick(slider, Key.Key_Right)
    assert window.document.study.trace.lam > lam
    QTest.keyClick(slider, Key.Key_Left)
    QTest.keyClick(slider, Key.Key_Left)
    assert window.document.study.trace.lam < lam


def test_nudges_of_one_cell_are_one_undo_step(window: MainWindow) -> None:
    table, numbers = window.matrix.table, arrays(window)
    go_to(table, 0, 0)
    for _ in range(3):
        QTest.keyClick(table, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert window.document.experiment.network.W[0, 0] == 0.95
    assert window.document.undo_stack.count() == 1
    QTest.keySequence(window, "Ctrl+Z")
    assert arrays(window) == numbers


def test_a_click_in_the_film_strip_goes_to_that_factor(window: MainWindow) -> None:
    strip, t = window.film.strip, window.playback.playhead.t
    for j in (1, t // 2, t):
        QTest.mouseClick(strip, Left, pos=QPoint(round((j - 0.5) * strip.width() / t), 20))
        assert window.playback.playhead.j == j
        assert window.playback.playhead.phase is Phase.BACKWARD


def test_a_click_in_the_norm_plot_goes_that_many_steps_back(window: MainWindow) -> None:
    viewport = window.norm.findChild(QGraphicsView).viewport()
    goes = []
    for share in (0.2, 0.5, 0.99):
        QTest.mouseClick(viewport, Left, pos=QPoint(round(viewport.width() * share), 80))
        goes.append(window.playback.playhead.steps_back)
    t = window.playback.playhead.t
    assert goes == sorted(goes)
    assert 0 < goes[0] < 0.3 * t
    assert goes[2] == t


def chain_point(window: MainWindow, at: float) -> QPoint:
    """Return where a state, or a place between two, is drawn."""
    view = window.chain.drawing
    pitch = (view.width() - 28) / window.document.experiment.T
    return QPoint(round(14 + at * pitch), round(12 + (view.height() - 18) / 3))


def test_a_click_on_a_state_puts_the_loss_there_and_can_be_undone(window: MainWindow) -> None:
    QTest.mouseClick(window.chain.drawing, Left, pos=chain_point(window, 10))
    assert window.document.experiment.t == 10
    assert window.playback.playhead.t == 10
    assert window.playback.playhead.steps_back == 5
    QTest.keySequence(window, "Ctrl+Z")
    assert window.document.experiment.t == window.document.experiment.T
    assert window.playback.playhead.steps_back == 5


def test_a_click_on_an_edge_goes_to_its_factor(window: MainWindow) -> None:
    QTest.mouseClick(window.chain.drawing, Left, pos=chain_point(window, 11.5))
    assert window.playback.playhead.j == 12
    assert window.document.undo_stack.count() == 0


@pytest.mark.parametrize("position", [3, None, 30])
def test_the_place_is_kept_whatever_is_changed(window: MainWindow, position: int | None) -> None:
    t = window.playback.playhead.t
    window.playback.apply(lambda head: head.jump(t + 1 if position is None else position))
    place = window.playback.playhead

    def is_kept() -> bool:
        now = window.playback.playhead
        return (now.phase, now.steps_back) == (place.phase, place.steps_back)

    for name, value in (("Units d", 6), ("Units d", 2), ("Steps T", 40), ("Steps T", 20)):
        set_number(window, name, value)
        assert is_kept(), name
    set_number(window, "Step t at which the loss stands", 15)
    assert window.document.experiment.t == 15
    choose(find(window, QComboBox, "activation"), "relu")
    type_in(window.matrix.table, 0, 0, "0.5")
    assert is_kept()
    assert window.document.experiment.network.d == 2
    assert window.document.experiment.T == 20


def test_every_norm_can_be_chosen_and_is_no_edit(window: MainWindow) -> None:
    box = find(window, QComboBox, "norm")
    lams = set()
    for i in range(box.count()):
        choose(box, box.itemText(i))
        lams.add(window.document.study.trace.lam)
    assert len(lams) == 4
    assert window.document.undo_stack.count() == 0


def test_menu_actions_play_and_open_what_they_name(window: MainWindow) -> None:
    actions = {a.text().split("\t")[0].replace("&", ""): a for a in window.findChildren(QAction)}
    actions["To the end"].trigger()
    assert window.playback.playhead.position == window.playback.playhead.last
    actions["Play or pause"].trigger()
    assert window.playback.playhead.playing
    actions["Play or pause"].trigger()
    actions["Full screen"].trigger()
    assert window.isFullScreen()
    actions["Full screen"].trigger()
    assert not window.isFullScreen()


def test_the_grid_actions_of_the_edit_menu_work(window: MainWindow) -> None:
    actions = {a.text().split("\t")[0].replace("&", ""): a for a in window.findChildren(QAction)}
    go_to(window.matrix.table, 0, 0)
    actions["Copy"].trigger()
    assert QApplication.clipboard().text().strip() == "0.92"
    go_to(window.matrix.table, 1, 1)
    actions["Paste"].trigger()
    assert window.document.experiment.network.W[1, 1] == 0.92
    actions["Clear"].trigger()
    assert window.document.experiment.network.W[1, 1] == 0.0


def test_about_names_the_program_and_its_fonts(window: MainWindow, qtbot: QtBot) -> None:
    said = []

    def read() -> None:
        box = window.findChild(QMessageBox)
        said.append(box.text())
        box.close()

    QTimer.singleShot(50, window, read)
    next(a for a in window.findChildren(QAction) if "About" in a.text()).trigger()
    assert "BPTT Lab" in said[0]
    assert "Inter" in said[0]


def test_a_report_can_be_read_and_the_window_lives_on(window: MainWindow, qtbot: QtBot) -> None:
    window.show_report("Traceback: it broke")
    box = window.findChild(QMessageBox)
    assert box.detailedText() == "Traceback: it broke"
    assert "still here" in box.text()
    box.close()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    type_in(window.matrix.table, 0, 0, "0.5")
    assert window.document.experiment.network.W[0, 0] == 0.5


def test_the_gallery_opens_by_key_and_what_is_opened_can_be_undone(
    window: MainWindow, qtbot: QtBot
) -> None:
    before = window.document.experiment
    QTest.keySequence(window, "Ctrl+G")
    dialog = window.findChild(GalleryDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    for _ in range(3):
        type_keys("", Key.Key_Down)
    type_keys("", Key.Key_Return)
    opened = window.document.experiment
    assert opened is not before
    assert opened.name in [entry.name for entry in window.entries]
    assert find(window, QComboBox, "preset").currentText() == opened.name
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keySequence(window, "Ctrl+Z")
    assert window.document.experiment is before


def test_the_preset_box_opens_and_shows_what_is_open(window: MainWindow) -> None:
    box = find(window, QComboBox, "preset")
    assert box.currentText() == window.document.experiment.name
    wanted = box.itemText(box.currentIndex() + 1)
    pick(box, wanted)
    assert window.document.experiment.name == wanted
    assert window.document.undo_stack.count() == 1


def test_every_control_has_a_name_and_every_button_a_tip(window: MainWindow) -> None:
    for widget in filter(QWidget.isVisible, window.findChildren(QWidget)):
        if isinstance(widget, QToolButton):
            assert widget.toolTip(), widget.text() or widget.objectName()
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not is_part(widget):
            spoken = QAccessible.queryAccessibleInterface(widget)
            assert spoken.text(QAccessible.Text.Name), repr(widget)


def is_part(widget: QWidget) -> bool:
    """Tell whether Qt made the widget as a part of a control, which has the name."""
    in_box = isinstance(widget, QLineEdit) and isinstance(widget.parent(), QSpinBox)
    in_area = isinstance(widget.parent(), QAbstractScrollArea)
    return in_box or in_area or isinstance(widget, QTabBar | QScrollArea)


@pytest.mark.parametrize("name", ["chain", "film", "norm", "factor", "eigenvalues"])
def test_every_plot_is_described_for_those_who_do_not_see_it(
    still_window: MainWindow, name: str
) -> None:
    panel = getattr(still_window, name)
    said = [w.accessibleDescription() for w in (panel, *panel.findChildren(QWidget))]
    assert any(any(c.isdigit() for c in text) for text in said)
