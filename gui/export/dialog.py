"""The export dialog: what, how and under which name, with a preview that follows every choice."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.errors import InputError
from engine.files.atomic import require_writable, write_atomically
from gui.export.animation_renderer import AnimationRenderer
from gui.export.detached_task import DetachedTask
from gui.export.encoders import require_feasible
from gui.export.export_options import ANIMATION, OF_A_PLOT, SUFFIXES, ExportOptions, require_ending
from gui.export.export_targets import ExportTargets
from gui.export.options_form import ExportOptionsForm
from gui.export.preview import Preview
from gui.export.raster import picture, png
from gui.export.render import (
    animation_spec_of,
    animation_words,
    file_of_plot,
    frame_schedule_of,
    glimpse_of_plot,
    picture_words,
    plot_words,
)
from gui.save_path import save_path
from gui.settings import Settings
from gui.widgets.panel import label

_DEBOUNCE_MS = 60
_FIELD = """
    QLineEdit { background: %(field)s; border: 1px solid %(border)s; border-radius: 6px;
        padding: 4px 7px; selection-background-color: %(accent)s; }
    QLineEdit:focus { border-color: %(accent)s; }
"""


class ExportDialog(QDialog):
    """Asks, shows, and writes one file.

    Signals:
        saved: the file that was written.
    """

    saved = Signal(str)

    def __init__(
        self, subjects: ExportTargets, choice: ExportOptions, settings: Settings, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Export")
        self._subjects, self._settings, self._window = subjects, settings, parent
        self._path = Path()
        self.form = ExportOptionsForm(subjects.names, subjects.plot, choice)
        self.form.name.setStyleSheet(_FIELD % vars(subjects.scene.theme))
        self.preview = Preview(subjects.scene.theme)
        self.caption, self.message = label("", "muted"), label("")
        self.progress = QProgressBar(maximum=1000, textVisible=False)
        self.export, self.cancel = QPushButton("Export…"), QPushButton("Cancel")
        self.export.setObjectName("primary")
        self._filming = AnimationRenderer(self)
        self._worker, self._glance = DetachedTask(self), DetachedTask(self)
        self._late = QTimer(self, singleShot=True, interval=_DEBOUNCE_MS)
        self._lay_out()
        self._wire()
        self._look()

    @property
    def running(self) -> bool:
        """Whether a file is being made."""
        return self.progress.isVisible()

    def done(self, result: int) -> None:
        """End what runs and let go of the copies."""
        self._late.stop()
        self._filming.stop()
        for errand in (self._worker, self._glance):
            errand.leave(self._window)
        self._subjects.drop()
        super().done(result)

    def reject(self) -> None:
        """Stop what is being made; without that, close."""
        if self.running:
            self._filming.cancel()
            self._worker.cancel()
            self._rest("Cancelled; nothing was written.")
        else:
            super().reject()

    def _wire(self) -> None:
        self.form.changed.connect(self._stale)
        self._late.timeout.connect(self._look)
        self._subjects.ready.connect(self._stale)
        self.export.clicked.connect(self._ask)
        self.cancel.clicked.connect(self.reject)
        for work in (self._filming, self._worker):
            work.progressed.connect(lambda share: self.progress.setValue(round(1000 * share)))
            work.done.connect(self._write)
            work.failed.connect(lambda error: self._rest(str(error)))
        for glimpsed in (self._glance.done, self._glance.failed):
            glimpsed.connect(self._show)

    def _stale(self) -> None:
        """Look again soon; until then nothing is written that was not seen."""
        self.export.setEnabled(False)
        self._late.start()

    def _look(self) -> None:
        """Show what would come out now."""
        choice = self.form.choice
        self._glance.cancel()
        if self.running:
            return
        subjects = self._subjects
        if choice.kind.holds in OF_A_PLOT:
            glimpse = glimpse_of_plot(subjects, choice)
            self._glance.run(lambda _report: glimpse())
            plot = subjects.plot(choice.what)
            self.caption.setText(plot_words(choice, subjects.size(choice), plot))
            self.export.setEnabled(False)
            self._tell("The preview is being made …")
            return
        moving = choice.kind.holds == ANIMATION
        words = animation_words if moving else picture_words
        widget = subjects.stage(choice).widget if moving else subjects.widget(choice)
        self.preview.show_image(picture(widget, subjects.background(choice), 1))
        self.caption.setText(words(choice, widget.size(), subjects.scene))
        self.export.setEnabled(not subjects.busy)
        self._tell("Still being computed …" if subjects.busy else "")

    def _show(self, glimpse: object) -> None:
        """Show what has been drawn, or written, of a plot; now the file may be asked for."""
        if isinstance(glimpse, bytes):
            self.preview.show_image(QImage.fromData(glimpse))
        else:
            self.preview.show_text(str(glimpse))
        self._tell("")
        self.export.setEnabled(True)

    def _ask(self) -> None:
        """Ask for the file, and begin."""
        kind = self.form.choice.kind
        start = str(self._settings.folder / self.form.file_name)
        chosen, _ = QFileDialog.getSaveFileName(
            self, f"Export as {kind.name}", start, f"{kind.name} (*{kind.suffix})"
        )
        if not chosen:
            return
        path = save_path(chosen, kind.suffix, SUFFIXES, self)
        if path is None:
            return
        self._path = path
        self._settings.set_export(self.form.choice.remembered())
        self._attempt(lambda: self._begin(self.form.choice))

    def _begin(self, choice: ExportOptions) -> None:
        require_ending(self._path, choice.kind)
        require_writable(self._path)
        subjects, scene = self._subjects, self._subjects.scene
        if choice.kind.holds in OF_A_PLOT:
            self._make(file_of_plot(subjects, choice))
        elif choice.kind.holds == ANIMATION:
            stage, sweep = subjects.stage(choice), frame_schedule_of(choice, scene)
            require_feasible(animation_spec_of(sweep, stage.widget.size()), choice.format)
            self._work()
            self._filming.start(stage, subjects.background(choice), sweep, choice.format)
        else:
            widget = subjects.widget(choice)
            if subjects.busy:  # the window has moved on since the preview
                raise InputError(
                    "is still being computed", "export again in a moment", place="the picture"
                )
            self._make(partial(png, picture(widget, subjects.background(choice), choice.scale)))

    def _make(self, content: Callable[[], bytes]) -> None:
        """Make a file's content in the worker."""
        self._work()
        self._worker.run(lambda _report: content())

    def _write(self, content: object) -> None:
        """Put the file in place, whole or not at all."""
        if isinstance(content, bytes):
            self._attempt(lambda: self._written(content))

    def _written(self, content: bytes) -> None:
        write_atomically(self._path, content)
        self._settings.folder = self._path.parent
        self.saved.emit(str(self._path))
        self.accept()

    def _attempt(self, does: Callable[[], object]) -> None:
        try:
            does()
        except InputError as error:
            self._rest(str(error))

    def _work(self) -> None:
        self.progress.setValue(0)
        self.progress.show()
        self.form.setEnabled(False)
        self.export.setEnabled(False)
        self.cancel.setText("Stop")
        self._tell("")

    def _rest(self, message: str) -> None:
        self.progress.hide()
        self.form.setEnabled(True)
        self.export.setEnabled(True)
        self.cancel.setText("Cancel")
        self._tell(message)

    def _tell(self, message: str) -> None:
        self.message.setText(message)
        self.message.setVisible(bool(message))

    def _lay_out(self) -> None:
        kept = self.progress.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(kept)
        self.progress.hide()
        self.message.setWordWrap(True)
        self.export.setDefault(True)
        self.export.setToolTip("Choose where, and write the file (Enter)")
        left, right, foot = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        self.form.setFixedWidth(420)
        left.addWidget(self.form)
        left.addStretch(1)
        left.addWidget(self.message)
        right.addWidget(self.preview, 1)
        right.addWidget(self.caption)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addLayout(left)
        both.addLayout(right, 1)
        foot.addWidget(self.progress, 1, Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(self.cancel)
        foot.addWidget(self.export)
        whole = QVBoxLayout(self)
        whole.addLayout(both, 1)
        whole.addLayout(foot)
        self.resize(900, 520)
