"""The whole window: what an edit, a key or a click does to everything in view."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMessageBox, QSlider, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from engine.network.edits import array_of
from engine.playhead import Phase, Playhead
from gui.main_window import MainWindow
from tests.gui.screen import Left, Pixels, go_to, same, seen, slide, type_in, type_keys

REPAINTED = ("matrix", "factor", "film", "norm", "chain", "constants", "eigenvalues")
Key = Qt.Key


def looks(window: MainWindow, *names: str) -> dict[str, Pixels]:
    """Return the panels' pictures, with the keyboard always in the same cell."""
    go_to(window.matrix.table, 3, 3)
    return {name: seen(getattr(window, name)) for name in names or REPAINTED}


def unchanged(before: dict[str, Pixels], after: dict[str, Pixels]) -> set[str]:
    return {name for name in before if same(before[name], after[name])}


def find(window: QWidget, kind: type, name: str) -> QWidget:
    """Return the control that a screen reader calls by this name."""
    return next(w for w in window.findChildren(kind) if w.accessibleName() == name)


def choose(box: QComboBox, text: str) -> None:
    """Choose from a drop-down list with the keyboard."""
    box.setFocus()
    QTest.keyClick(box, Key.Key_Home)
    while box.currentText() != text:
        QTest.keyClick(box, Key.Key_Down)


def set_number(window: MainWindow, name: str, value: int) -> None:
    box = find(window, QSpinBox, name)
    assert isinstance(box, QSpinBox)
    box.setFocus()
    box.selectAll()
    type_keys(str(value), Key.Key_Return)


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
    QTest.keySequence(window, "Ctrl+Y" if not QAction().shortcut() else "")
    window.document.undo_stack.redo()
    assert arrays(window) == edited_numbers
    assert unchanged(edited, looks(window)) >= set(REPAINTED) - {"norm"}
    window.document.undo_stack.undo()
    assert unchanged(undone, looks(window)) == set(REPAINTED)


def test_an_edit_of_every_array_reaches_the_plot(window: MainWindow) -> None:
    for i, name in enumerate(("W", "U", "b", "x", "s0", "y")):
        QTest.keySequence(window, f"Ctrl+{i + 1}")
        before = array_of(window.document.experiment, name)
        type_in(window.matrix.table, 0, 0, "0.625")
        after = array_of(window.document.experiment, name)
        assert (before.flat[0], after.flat[0]) != (0.625, before.flat[0])
        assert after.flat[0] == 0.625
        assert window.document.undo_stack.count() == i + 1
        assert name in window.document.undo_stack.undoText()


@pytest.mark.parametrize(
    ("text", "complaint"), [("abc", "not a number"), ("inf", "not"), ("", "empty"), ("1e999", "not")]
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


def test_space_plays_and_pauses_also_from_the_grid(window: MainWindow, qtbot: QtBot) -> None:
    go_to(window.matrix.table, 1, 1)
    numbers = arrays(window)
    place = window.playback.playhead.position
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Space)
    assert window.playback.playhead.playing
    qtbot.waitUntil(lambda: window.playback.playhead.position > place)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Space)
    assert not window.playback.playhead.playing
    assert arrays(window) == numbers


@pytest.mark.parametrize(
    ("key", "move"),
    [
        (Key.Key_Left, Playhead.back),
        (Key.Key_Right, Playhead.step),
        (Key.Key_Home, lambda head: head.jump(0)),
        (Key.Key_End, lambda head: head.jump(head.last)),
    ],
)
def test_the_transport_keys_move_where_no_cell_has_the_keyboard(
    window: MainWindow, key: Key, move: Callable[[Playhead], Playhead]
) -> None:
    window.matrix.table.clearFocus()
    here = window.playback.playhead
    QTest.keyClick(window, key)
    assert window.playback.playhead == move(here)
    go_to(window.matrix.table, 1, 1)
    there = window.playback.playhead
    QTest.keyClick(window.matrix.table, key)
    assert window.playback.playhead == there, "in the grid the arrows walk through the cells"


@pytest.mark.parametrize("modifier", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier])
def test_plus_and_minus_change_the_speed(
    window: MainWindow, modifier: Qt.KeyboardModifier
) -> None:
    window.matrix.table.clearFocus()
    speed = find(window, QComboBox, "speed")
    QTest.keyClick(window, "+", modifier)
    assert (window.playback.playhead.speed, speed.currentText()) == (2.0, "2×")
    for _ in range(9):
        QTest.keyClick(window, "-")
    assert (window.playback.playhead.speed, speed.currentText()) == (0.25, "0.25×")
    assert window.settings.speed == 0.25


def test_l_loops(window: MainWindow) -> None:
    window.matrix.table.clearFocus()
    loop = next(b for b in window.transport.findChildren(QWidget) if b.toolTip() == "Loop (L)")
    QTest.keyClick(window, "l")
    assert window.playback.playhead.loop
    assert loop.isChecked()
    QTest.mouseClick(loop, Left)
    assert not window.playback.playhead.loop


def test_the_transport_buttons_do_what_they_say(window: MainWindow) -> None:
    places = []
    for tip in ("To the first state", "One step forward", "To the end", "One step back"):
        button = find(window.transport, QWidget, tip)
        QTest.mouseClick(button, Left)
        places.append(window.playback.playhead.position)
    last = window.playback.playhead.last
    assert places == [0, 1, last, last - 1]
    play = find(window.transport, QWidget, "Play")
    QTest.mouseClick(play, Left)
    assert window.playback.playhead.playing
    assert play.accessibleName() == "Pause"
    QTest.mouseClick(play, Left)
    assert not window.playback.playhead.playing


def test_the_timeline_goes_where_it_is_dragged(window: MainWindow) -> None:
    timeline = find(window, QSlider, "timeline")
    slide(timeline, 0.5, 1.0)
    assert window.playback.playhead.position == window.playback.playhead.last
    slide(timeline, 1.0, 0.0)
    assert window.playback.playhead.position == 0
    assert window.document.undo_stack.count() == 0


def test_a_click_in_the_film_strip_goes_to_that_factor(window: MainWindow) -> None:
    strip, t = window.film.strip, window.playback.playhead.t
    for j in (1, t // 2, t):
        QTest.mouseClick(strip, Left, pos=QPoint(round((j - 0.5) * strip.width() / t), 20))
        assert window.playback.playhead.j == j
        assert window.playback.playhead.phase is Phase.BACKWARD


def test_a_click_in_the_norm_plot_goes_that_many_steps_back(window: MainWindow) -> None:
    viewport = window.norm.findChild(QWidget, "qt_scrollarea_viewport")
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
    view = window.chain.view
    pitch = (view.width() - 28) / window.document.experiment.T
    return QPoint(round(14 + at * pitch), round(12 + (view.height() - 18) / 3))


def test_a_click_on_a_state_puts_the_loss_there_and_can_be_undone(window: MainWindow) -> None:
    QTest.mouseClick(window.chain.view, Left, pos=chain_point(window, 10))
    assert window.document.experiment.t == 10
    assert window.playback.playhead.t == 10
    assert window.playback.playhead.steps_back == 5
    QTest.keySequence(window, "Ctrl+Z")
    assert window.document.experiment.t == window.document.experiment.T
    assert window.playback.playhead.steps_back == 5


def test_a_click_on_an_edge_goes_to_its_factor(window: MainWindow) -> None:
    QTest.mouseClick(window.chain.view, Left, pos=chain_point(window, 11.5))
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


def test_about_names_the_program_and_its_fonts(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = []
    monkeypatch.setattr(QMessageBox, "about", lambda *words: said.append(words))
    next(a for a in window.findChildren(QAction) if "About" in a.text()).trigger()
    assert "BPTT Lab" in said[0][2]
    assert "Inter" in said[0][2]


def test_a_report_can_be_read_and_the_window_lives_on(window: MainWindow, qtbot: QtBot) -> None:
    window.show_report("Traceback: it broke")
    box = window.findChild(QMessageBox)
    assert box.detailedText() == "Traceback: it broke"
    assert "still here" in box.text()
    box.close()
    type_in(window.matrix.table, 0, 0, "0.5")
    assert window.document.experiment.network.W[0, 0] == 0.5


def test_layout_is_remembered(window: MainWindow) -> None:
    window.resize(1210, 777)
    window.document.undo_stack.setClean()
    window.close()
    assert window.settings.layout("window") is not None
    assert window.settings.layout("rows") is not None
    assert window.settings.layout("columns") is not None


def test_layout_comes_back(open_window: Callable[..., MainWindow]) -> None:
    first = open_window()
    first.resize(1210, 777)
    QApplication.processEvents()
    heights = first.film.height()
    first.close()
    second = open_window()
    assert (second.width(), second.height()) == (1210, 777)
    assert second.film.height() == heights


def test_the_panels_keep_their_size_while_it_plays_and_after_an_edit(window: MainWindow) -> None:
    def sizes() -> list[tuple[int, int]]:
        QApplication.processEvents()
        return [(panel.width(), panel.height()) for panel in window.panels]

    before = sizes()
    for _ in range(12):
        window.press("forward")
    assert sizes() == before
    type_in(window.matrix.table, 0, 0, "0.123456")
    assert sizes() == before


@pytest.mark.parametrize("size", [(1100, 700), (1000, 640), (1920, 1200)])
def test_the_window_holds_at_every_size(window: MainWindow, size: tuple[int, int]) -> None:
    window.resize(*size)
    QApplication.processEvents()
    assert (window.width(), window.height()) == size
    for panel in (window.factor, window.film, window.norm, window.chain, window.transport):
        corner = panel.mapTo(window, QPoint(panel.width(), panel.height()))
        assert corner.x() <= size[0]
        assert corner.y() <= size[1]
