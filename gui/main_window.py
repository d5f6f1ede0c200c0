"""The main window: the panels over one document and one playback, wired in one method."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QMainWindow, QMessageBox

from engine.cells.activations import ACTIVATIONS
from engine.experiment.edits import with_activation, with_steps, with_t, with_units
from engine.gallery import entries, entry
from engine.studies.study import Study
from engine.version import VERSION
from gui.crash import ReportBox
from gui.document.comparison import Comparison
from gui.document.document import Document
from gui.files import Files
from gui.layout import Layout
from gui.matrix_menu.menu import MatrixMenu
from gui.menu_bar import fill_comparison_menu, fill_edit_menu, fill_export_menu, fill_file_menu
from gui.menus import Menus
from gui.notices import Notice
from gui.opening.drop import Drops
from gui.panels.constants import ConstantsPanel
from gui.panels.eigenvalues import EigenvaluePanel
from gui.panels.gallery import GalleryDialog
from gui.panels.matrix.panel import MatrixPanel
from gui.panels.scale import ScalePanel
from gui.panels.toolbar.panel import Toolbar
from gui.playback import Playback
from gui.settings import Settings
from gui.theme import Theme
from gui.theming import Theming
from gui.view import View
from gui.widgets.panel import Panel
from gui.widgets.repaint import PaintedOnce

if TYPE_CHECKING:
    from gui.transport import Transport

_ABOUT = f"""BPTT Lab {VERSION}

See why gradients vanish or explode in recurrent networks.

MIT licence. Text is set in Inter, formulas in STIX Two Math (both SIL Open Font License)."""
_NUMBERS = {
    "d": (with_units, "units"),
    "T": (with_steps, "steps"),
    "t": (with_t, "step of the loss"),
}


class MainWindow(QMainWindow):
    """Panels over one document and one playback.

    It is built in two goes: the weights at once, and by `complete` the rest, which takes longer to
    import than the first picture may take.

    Signals:
        ending: the program has to end without a question; unsaved work is to be kept now.
        closed: it is closed; what was unsaved has been saved, given up or kept.
    """

    ending = Signal()
    closed = Signal()

    def __init__(self, document: Document, settings: Settings, theming: Theming) -> None:
        super().__init__()
        self.document, self.settings, self.theming = document, settings, theming
        self.playback = Playback(self)
        self.files = Files(document, settings, self)
        self.entries = entries()
        self.matrix, self.scale = MatrixPanel(self.entries), ScalePanel()
        self.constants, self.eigenvalues = ConstantsPanel(), EigenvaluePanel()
        self.menus = Menus(self)
        self.toolbar = Toolbar(
            fill_file_menu(self.menus, self.files, self.open_gallery, self.close),
            self.menus.export,
            fill_edit_menu(self.menus, document.undo_group, self.matrix.table.blocks),
        )
        self.closed.connect(MatrixMenu(self.menus, document, self.matrix).stop)
        left = [(self.matrix, 5), (self.scale, 0), (self.constants, 0), (self.eigenvalues, 2)]
        self.panels: tuple[Panel, ...] = (self.toolbar, *(panel for panel, _ in left))
        self.controls: Transport | None = None
        self._late: tuple[Panel, ...] = ()
        self.view = View(document.experiment, theme=theming.theme)
        self._layout = Layout(self.toolbar, left)
        self.setCentralWidget(self._layout)
        self.notice = Notice(self)
        self._painted_once = PaintedOnce(self)
        self._reports = ReportBox(self)
        self._asks = True
        self._drops = Drops(self)
        self._wire()
        self._restore()

    def complete(self) -> None:
        """Build what the first picture does not need, and show everything."""
        from gui.export.export_controller import ExportController  # noqa: PLC0415 - imports pyqtgraph
        from gui.playing_panels import PlayingPanels  # noqa: PLC0415 - imports pyqtgraph
        from gui.teaching import Teaching  # noqa: PLC0415 - with its panels
        from gui.transport import Transport  # noqa: PLC0415 - with its panel

        bench = self.bench = PlayingPanels()
        self.chain, self.factor, self.film = bench.chain, bench.factor, bench.film
        self.norm, self.transport, self.chain_rule = bench.norm, bench.transport, bench.chain_rule
        self.pictures = ExportController(
            self, (*bench.pictured, self.eigenvalues, self.matrix), MainWindow
        )
        self.comparison = Comparison(self.document, self)
        self.closed.connect(self.comparison.stop)
        controls = self.controls = Transport(self.playback, self.transport, self.settings)
        self.panels, self._late = (*self.panels, *bench.panels), bench.late
        self._layout.complete(bench.rows, self.transport, bench.explain, bench.cards)
        self.teaching = Teaching(
            bench.lecture, bench.question, self.document, self.playback, self._layout.tabs
        )
        self._layout.recall(self.settings)
        self._fill_other_menus()
        self._wire_bench(controls)
        self._show(study=self.document.study)
        self.playback.apply(lambda head: head.jump(head.loss_position))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle the transport's keys, unless the focused widget has used them."""
        if self.controls is None or not self.controls.key(event):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved work, remember the layout, end what runs."""
        if self.controls is not None:
            self.teaching.tour.leave()
        if self._asks and not self.files.may_leave():
            event.ignore()
            return
        self.settings.set_layout("window", self.saveGeometry())
        self._layout.remember(self.settings)
        self.playback.stop()
        self.document.stop()
        self.files.opening.stop()
        for panel in self.panels:
            panel.stop()
        super().closeEvent(event)
        self.closed.emit()

    def close_unasked(self) -> None:
        """Close without a question about unsaved work."""
        self._asks = False
        self.close()

    def press(self, name: str) -> None:
        """Do what a transport button says."""
        if self.controls is not None:
            self.controls.press(name)

    def open_gallery(self) -> None:
        """Show the gallery."""
        dialog = GalleryDialog(self.entries, self.theming.theme, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.picked.connect(self.open_entry)
        dialog.open()

    def open_entry(self, name: str) -> None:
        """Open a gallery entry, and ask its question if it has one."""
        if self.files.open_entry(name) and self.controls is not None:
            self.teaching.questions.ask(name)

    def show_report(self, report: str) -> None:
        """Say that something unexpected happened; the report can be read and copied."""
        self._reports.show(report)

    def _fill_other_menus(self) -> None:
        menus = self.menus
        fill_export_menu(menus, self.pictures.panels, self.pictures.open)
        menus.themes(self.theming.choice, self._choose_theme)
        menus.action(menus.view, "&Full screen", self._toggle_full_screen, "F11")
        fill_comparison_menu(menus, self.comparison)
        menus.transport(self.press)
        self.teaching.fill(menus, menus.lecture)
        about = partial(QMessageBox.about, self, "About BPTT Lab", _ABOUT)
        menus.action(menus.help, "&About BPTT Lab", about)

    def _wire(self) -> None:
        document = self.document
        document.studied.connect(self._show_study)
        document.progressed.connect(self._layout.show_progress)
        document.changed.connect(self.notice.hide)
        document.changed.connect(lambda experiment: self._show(experiment=experiment))
        document.metadata_changed.connect(self._show_title)
        self.playback.moved.connect(lambda playhead: self._show(playhead=playhead))
        self.theming.changed.connect(self._retheme)
        self.files.recent_changed.connect(self._show_recent)
        self._drops.dropped.connect(self.files.opening.open_dropped)
        table = self.matrix.table
        for said in (document.refused, self.files.failed, table.refused):
            said.connect(self.notice.show_error)
        document.info.connect(self.notice.show_info)
        table.edited.connect(document.edit_block)
        table.nudged.connect(
            lambda name, row, column, value, gesture: document.edit_cells(
                name, {(row, column): value}, gesture
            )
        )
        self.matrix.picked.connect(self.open_entry)
        self.matrix.gallery_wanted.connect(self.open_gallery)
        self.scale.scaled.connect(document.scale_to)
        self.toolbar.norm_chosen.connect(self.notice.hide)
        self.toolbar.norm_chosen.connect(document.set_norm)
        self.toolbar.activation_chosen.connect(self._set_activation)
        self.toolbar.number_chosen.connect(self._set_number)

    def _wire_bench(self, controls: Transport) -> None:
        self.document.grown.connect(lambda partial: self._show(partial=partial))
        self.comparison.changed.connect(lambda reference: self._show(reference=reference))
        self.teaching.predicting.connect(lambda veiled: self._show(veiled=veiled))
        self.pictures.saved.connect(lambda path: self.notice.show_info(f"Saved {path}"))
        self.pictures.failed.connect(self.notice.show_error)
        self.chain.drawing.state_chosen.connect(partial(self._set_number, "t"))
        self.chain.drawing.factor_chosen.connect(controls.go_to_factor)
        self.film.strip.chosen.connect(controls.go_to_factor)
        self.norm.chosen.connect(controls.go_back)
        self.bench.gradient.edit_wanted.connect(self.document.edit)
        self.bench.descent.edit_wanted.connect(self.document.edit)
        self.bench.gradient.chosen.connect(controls.go_back)
        self.bench.descent.demonstration_wanted.connect(self._demonstrate)
        for panel in self.pictures.panels:
            panel.menu_wanted.connect(partial(self.pictures.show_menu, panel))

    def _show_study(self, study: Study) -> None:
        """Show a new study, with the playhead on its chain."""
        self._layout.show_progress(None)
        self.view = replace(self.view, study=study, previous=self.document.ghost, partial=None)
        self.playback.fit(study.trace.t)  # shows it if the playhead has to move
        self._show()

    def _show(self, **changes: object) -> None:
        """Replace parts of the view, and show it everywhere; the one way in.

        While it plays, pictures and formulas follow one frame later: the frame in which the
        position changes would not be ready in time with all of them.
        """
        before = self.view
        view = self.view = replace(before, **changes)  # type: ignore[arg-type]  # the view's fields
        is_playing = view.playhead is not None and view.playhead.playing
        late = replace(view, playhead=before.playhead) if is_playing else view
        with self._painted_once.change():
            for panel in self.panels:
                panel.show_view(late if panel in self._late else view)

    def _retheme(self, theme: Theme) -> None:
        self._show(theme=theme)
        for part in (self.notice, self._drops, self.files.opening):
            part.set_theme(theme)

    def _restore(self) -> None:
        self.setMinimumSize(1000, 640)
        self.resize(1440, 900)
        geometry = self.settings.layout("window")
        if geometry is not None:
            self.restoreGeometry(geometry)
        self._show_recent()
        self._show_title()
        self._retheme(self.theming.theme)
        self._show(playhead=self.playback.playhead)
        self.matrix.table.setFocus()

    def _show_title(self) -> None:
        document = self.document
        name = document.path.name if document.path else document.experiment.name or "Untitled"
        self.setWindowTitle(f"{name}[*] – BPTT Lab")
        is_modified = not document.undo_stack.isClean()
        if self.isWindowModified() != is_modified:  # saying it again takes almost a millisecond
            self.setWindowModified(is_modified)

    def _show_recent(self) -> None:
        def clear() -> None:
            self.settings.clear_recent()
            self._show_recent()

        self.menus.show_recent(self.settings.recent, self.files.open_path, clear)

    def _demonstrate(self, name: str) -> None:
        """Show a demonstration: in the walk as part of it, else as an edit."""
        if self.document.in_sandbox:
            self.document.enter_sandbox(entry(name).load())
        else:
            self.open_entry(name)

    def _choose_theme(self, choice: str) -> None:
        self.settings.theme = choice
        self.theming.choose(choice)

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _set_activation(self, name: str) -> None:
        activation = ACTIVATIONS[name]
        self.document.edit(lambda e: with_activation(e, activation), f"activation {name}")

    def _set_number(self, name: str, value: int) -> None:
        change, meaning = _NUMBERS[name]
        self.document.edit(lambda e: change(e, value), f"change of {meaning} to {value}")
