"""The main window: lays the panels out and wires signals, in one method each."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QMainWindow,
    QMenu,
    QMessageBox,
    QProgressBar,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from engine.analysis.study import Study
from engine.gallery import entries
from engine.network.activations import ACTIVATIONS
from engine.network.edits import with_activation, with_steps, with_t, with_units
from engine.playhead import SPEEDS, Playhead
from engine.version import VERSION
from gui.document import Document
from gui.export.pictures import Pictures
from gui.files import Files
from gui.menus import Menus
from gui.notices import Notice
from gui.panels.chain import ChainPanel
from gui.panels.chain_rule import ChainRulePanel
from gui.panels.constants import ConstantsPanel
from gui.panels.eigenvalues import EigenvaluePanel
from gui.panels.factor import FactorPanel
from gui.panels.film import FilmPanel
from gui.panels.gallery import GalleryDialog
from gui.panels.matrix import MatrixPanel
from gui.panels.norm import NormPanel
from gui.panels.scale import ScalePanel
from gui.panels.toolbar import Toolbar
from gui.panels.transport import TransportPanel
from gui.playback import Playback
from gui.settings import Settings
from gui.theme import Theme
from gui.theming import Theming
from gui.widgets.panel import Panel

_GAP = 8


def _to_first(head: Playhead) -> Playhead:
    return head.jump(0)


def _to_last(head: Playhead) -> Playhead:
    return head.jump(head.last)


_MOVES = {
    "first": _to_first,
    "back": Playhead.back,
    "forward": Playhead.step,
    "last": _to_last,
}
_KEYS = {
    Qt.Key.Key_Space: "play",
    Qt.Key.Key_Left: "back",
    Qt.Key.Key_Right: "forward",
    Qt.Key.Key_Home: "first",
    Qt.Key.Key_End: "last",
}
_NUMBERS = {
    "d": (with_units, "units"),
    "T": (with_steps, "steps"),
    "t": (with_t, "step of the loss"),
}


class MainWindow(QMainWindow):
    """Panels over one document and one playback."""

    def __init__(self, document: Document, settings: Settings, theming: Theming) -> None:
        super().__init__()
        self.document, self.settings, self.theming = document, settings, theming
        self.playback = Playback(self)
        self.files = Files(document, settings, self)
        self.pictures = Pictures(settings, self)
        self.entries = entries()
        self.chain, self.factor, self.film = ChainPanel(), FactorPanel(), FilmPanel()
        self.norm, self.transport = NormPanel(), TransportPanel()
        self.matrix, self.scale = MatrixPanel(self.entries), ScalePanel()
        self.constants, self.eigenvalues = ConstantsPanel(), EigenvaluePanel()
        self.chain_rule = ChainRulePanel()
        self.menus = Menus(self)
        self.toolbar = Toolbar(*self._fill_menus())
        self.panels: tuple[Panel, ...] = (
            self.toolbar, self.matrix, self.scale, self.constants, self.eigenvalues,
            self.chain, self.factor, self.film, self.norm, self.transport, self.chain_rule,
        )  # fmt: skip
        self._progress = QProgressBar(maximum=1000, textVisible=False)
        self._lay_out()
        self.notice = Notice(self)
        self._wire()
        self._restore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle the transport's keys, unless the focused widget has used them."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif event.key() in _KEYS:
            self.press(_KEYS[Qt.Key(event.key())])
        elif event.text() in "+-" and event.text():
            self._change_speed(1 if event.text() == "+" else -1)
        elif event.key() == Qt.Key.Key_L:
            self._set_loop(not self.playback.playhead.loop)
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved work, remember the layout, end what runs."""
        if not self.files.may_leave():
            event.ignore()
            return
        self.settings.set_layout("window", self.saveGeometry())
        self.settings.set_layout("columns", self._columns.saveState())
        self.settings.set_layout("rows", self._rows.saveState())
        self.playback.stop()
        self.document.stop()
        super().closeEvent(event)

    def press(self, name: str) -> None:
        """Do what a transport button or key says."""
        if name == "play":
            self.playback.toggle()
        else:
            self.playback.apply(_MOVES[name])

    def open_gallery(self) -> None:
        """Show the gallery."""
        dialog = GalleryDialog(self.entries, self.theming.theme, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.picked.connect(self.files.open_entry)
        dialog.open()

    def show_report(self, report: str) -> None:
        """Say that something unexpected happened; the report can be read and copied."""
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("Something unexpected happened")
        box.setText("BPTT Lab met an error it did not expect. Your work is still here.")
        box.setInformativeText("Please save it, and send the report below to the authors.")
        box.setDetailedText(report)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def _fill_menus(self) -> tuple[list[QAction], QMenu, list[QAction]]:
        """Build the menus; return what the toolbar shows too: files, export, edits."""
        menus, files = self.menus, self.files
        keys = QKeySequence.StandardKey
        shown = [
            menus.action(menus.file, "&Open…", files.open, keys.Open),
            menus.action(menus.file, "&Save", files.save, keys.Save),
        ]
        menus.action(menus.file, "Save &as…", files.save_as, keys.SaveAs)
        menus.file.addMenu(menus.recent)
        menus.action(menus.file, "&Gallery…", self.open_gallery, "Ctrl+G")
        menus.action(menus.file, "Open &input sequence…", files.open_sequence, "Ctrl+Shift+O")
        menus.file.addSeparator()
        menus.file.addMenu(menus.export)
        for panel in self._pictured():
            save = partial(self.pictures.save, panel, panel.name)
            menus.action(menus.export, f"{panel.accessibleName()}…", save)
        save_all = partial(self.pictures.save, self, "window")
        menus.action(menus.export, "Whole window…", save_all, "Ctrl+E")
        menus.file.addSeparator()
        menus.action(menus.file, "&Quit", self.close, keys.Quit)
        stack = self.document.undo_stack
        edits = [stack.createUndoAction(self, "Undo"), stack.createRedoAction(self, "Redo")]
        for action, key in zip(edits, (keys.Undo, keys.Redo), strict=True):
            action.setShortcut(QKeySequence(key))
            menus.edit.addAction(action)
        table = self.matrix.table
        menus.edit.addSeparator()
        for text, handler in (
            ("Cu&t\tCtrl+X", table.cut), ("&Copy\tCtrl+C", table.copy),
            ("&Paste\tCtrl+V", table.paste), ("Fill &down\tCtrl+D", table.fill_down),
            ("Fill &right\tCtrl+R", table.fill_right), ("C&lear\tDel", table.clear),
        ):  # fmt: skip
            menus.action(menus.edit, text, handler)
        menus.themes(self.theming.choice, self._choose_theme)
        menus.action(menus.view, "&Full screen", self._toggle_full_screen, "F11")
        menus.transport(self.press)
        menus.action(menus.help, "&About BPTT Lab", self._about)
        return shown, menus.export, edits

    def _pictured(self) -> tuple[Panel, ...]:
        return (self.norm, self.factor, self.film, self.chain, self.eigenvalues, self.chain_rule)

    def _lay_out(self) -> None:
        self.setWindowTitle("BPTT Lab")
        self.setMinimumSize(1000, 640)
        self.resize(1440, 900)
        left = _card([(self.matrix, 5), (self.scale, 0), (self.constants, 0),
                      (self.eigenvalues, 2)])  # fmt: skip
        self._rows = _splitter(Qt.Orientation.Vertical, self.chain, self.factor, self.film,
                               self.norm)  # fmt: skip
        _share(self._rows, (90, 262, 72, 320))
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        column.addWidget(self._rows, 1)
        column.addWidget(self.transport)
        explain = QTabWidget(documentMode=True)
        explain.tabBar().setDrawBase(False)
        explain.addTab(self.chain_rule, "Chain rule")
        right = _card([(explain, 1)])
        left.setMinimumWidth(262)
        right.setMinimumWidth(268)
        self._columns = _splitter(Qt.Orientation.Horizontal, left, centre, right)
        _share(self._columns, (318, 756, 326))
        self._set_central()

    def _set_central(self) -> None:
        page, central = QWidget(), QWidget()
        inner = QVBoxLayout(page)
        inner.setContentsMargins(_GAP, _GAP, _GAP, _GAP)
        inner.addWidget(self._columns)
        outer = QVBoxLayout(central)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.toolbar)
        self._progress.hide()
        outer.addWidget(self._progress)
        outer.addWidget(page, 1)
        self.setCentralWidget(central)

    def _wire(self) -> None:
        document, playback = self.document, self.playback
        document.studied.connect(self._show)
        document.progressed.connect(self._show_progress)
        document.named.connect(self._show_title)
        for source in (document.refused, self.files.failed, self.pictures.failed):
            source.connect(self.notice.say)
        self.pictures.saved.connect(lambda path: self.notice.say(f"Saved {path}"))
        self.files.recent_changed.connect(self._show_recent)
        playback.moved.connect(self._move)
        self.theming.changed.connect(self._retheme)
        table = self.matrix.table
        table.edited.connect(document.edit_cells)
        table.nudged.connect(
            lambda name, row, column, value, gesture: document.edit_cells(
                name, {(row, column): value}, gesture
            )
        )
        table.refused.connect(self.notice.say)
        self.matrix.picked.connect(self.files.open_entry)
        self.matrix.gallery_wanted.connect(self.open_gallery)
        self.scale.scaled.connect(document.scale_to)
        self.toolbar.norm_chosen.connect(document.set_norm)
        self.toolbar.activation_chosen.connect(self._set_activation)
        self.toolbar.number_chosen.connect(self._set_number)
        self.chain.view.state_chosen.connect(lambda t: self._set_number("t", t))
        for chosen in (self.chain.view.factor_chosen, self.film.strip.chosen):
            chosen.connect(lambda j: playback.apply(lambda head: head.at_factor(j)))
        self.norm.chosen.connect(
            lambda i: playback.apply(lambda head: head.jump(head.loss_position + i))
        )
        self.transport.pressed.connect(self.press)
        self.transport.sought.connect(lambda p: playback.apply(lambda head: head.jump(p)))
        self.transport.speed_chosen.connect(self._set_speed)
        self.transport.loop_chosen.connect(self._set_loop)
        for panel in self._pictured():
            panel.menu_wanted.connect(lambda at, p=panel: self.pictures.show_menu(p, at))

    def _show(self, study: Study) -> None:
        """Show a new study everywhere; the one way in."""
        self._progress.hide()
        self.notice.hide()
        self.playback.fit(study.trace.t)
        self.norm.show_ghost(self.document.ghost)
        for panel in self.panels:
            panel.show_study(study)

    def _move(self, playhead: Playhead) -> None:
        for panel in self.panels:
            panel.show_frame(playhead)

    def _retheme(self, theme: Theme) -> None:
        for panel in self.panels:
            panel.set_theme(theme)
        self.notice.set_theme(theme)

    def _restore(self) -> None:
        for part, restore in (
            ("window", self.restoreGeometry),
            ("columns", self._columns.restoreState),
            ("rows", self._rows.restoreState),
        ):
            state = self.settings.layout(part)
            if state is not None:
                restore(state)
        self._set_speed(self.settings.speed)
        self._show_recent()
        self._retheme(self.theming.theme)
        self._move(self.playback.playhead)
        self.matrix.table.setFocus()

    def _show_title(self) -> None:
        document = self.document
        name = document.path.name if document.path else document.experiment.name or "Untitled"
        self.setWindowTitle(f"{name}[*] – BPTT Lab")
        self.setWindowModified(not document.undo_stack.isClean())

    def _show_progress(self, share: float) -> None:
        self._progress.show()
        self._progress.setValue(round(1000 * share))

    def _show_recent(self) -> None:
        def clear() -> None:
            self.settings.clear_recent()
            self._show_recent()

        self.menus.show_recent(self.settings.recent, self.files.open_path, clear)

    def _choose_theme(self, choice: str) -> None:
        self.settings.theme = choice
        self.theming.choose(choice)

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _about(self) -> None:
        QMessageBox.about(
            self, "About BPTT Lab",
            f"BPTT Lab {VERSION}\n\nSee why gradients vanish or explode in recurrent networks."
            "\n\nMIT licence. Text is set in Inter, formulas in STIX Two Math (both OFL).",
        )  # fmt: skip

    def _set_activation(self, name: str) -> None:
        activation = ACTIVATIONS[name]
        self.document.edit(lambda e: with_activation(e, activation), f"activation {name}")

    def _set_number(self, name: str, value: int) -> None:
        change, meaning = _NUMBERS[name]
        self.document.edit(lambda e: change(e, value), f"change of {meaning} to {value}")

    def _set_speed(self, speed: float) -> None:
        self.settings.speed = speed
        self.playback.apply(lambda head: head.at_speed(speed))
        self.transport.set_speed(speed)

    def _change_speed(self, by: int) -> None:
        here = SPEEDS.index(self.playback.playhead.speed)
        self._set_speed(SPEEDS[min(max(here + by, 0), len(SPEEDS) - 1)])

    def _set_loop(self, loop: bool) -> None:
        self.playback.apply(lambda head: head.looping(loop))
        self.transport.set_loop(loop)


def _card(parts: list[tuple[QWidget, int]]) -> QFrame:
    card = QFrame()
    card.setObjectName("card")
    column = QVBoxLayout(card)
    column.setContentsMargins(1, 4, 1, 4)
    column.setSpacing(2)
    for widget, share in parts:
        column.addWidget(widget, share)
        if isinstance(widget, Panel):
            widget.setObjectName("plain")
    return card


def _splitter(orientation: Qt.Orientation, *widgets: QWidget) -> QSplitter:
    splitter = QSplitter(orientation, childrenCollapsible=False, handleWidth=_GAP)
    for widget in widgets:
        splitter.addWidget(widget)
    return splitter


def _share(splitter: QSplitter, sizes: tuple[int, ...]) -> None:
    """Give the parts these sizes, and let them grow and shrink in proportion."""
    splitter.setSizes(list(sizes))
    for i, size in enumerate(sizes):
        splitter.setStretchFactor(i, size)
