"""Base of the question panels: a card with scrolling text, a question and a footer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from engine.gallery.question import Question
from engine.lecture import Part, PartKind
from gui.theme import Theme
from gui.widgets.buttons import tool_button
from gui.widgets.icons import icon
from gui.widgets.no_break import without_breaks
from gui.widgets.panel import Panel, label
from gui.widgets.question_box import QuestionBox
from gui.widgets.sections import Sections, line

_LEAST_HEIGHT, _GOOD_HEIGHT = 230, 500


class QuestionPanelBase(Panel):
    """Panel with a heading, parts of a text, a question, and buttons below.

    Signals:
        play_wanted: the user has chosen an answer and pressed play.
        predicting: whether a question is open, so that plots hide its answer.
        left: the user closed the panel.
    """

    play_wanted = Signal()
    predicting = Signal(bool)
    left = Signal()

    def __init__(self, name: str, title: str, leave: str) -> None:
        super().__init__(name, title, margins=(1, 4))
        self.setMinimumHeight(_LEAST_HEIGHT)
        self.question: QuestionBox | None = None
        self.page: Sections | None = None
        self.heading = line("strong")
        self.heading.setContentsMargins(14, 0, 14, 2)
        self.body.addWidget(self.heading)
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(13, 3, 13, 4)
        self.body.addLayout(self.foot)
        self._head(leave)

    def show_page(self, heading: str, parts: Sequence[Part], question: Question) -> None:
        """Show a text with its unanswered question, and focus it."""
        self.heading.setText(heading)
        page = Sections()
        page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for part in parts:
            _add(page, part)
        box = QuestionBox(question)
        box.play_wanted.connect(self._played)
        box.chosen.connect(lambda _index: self._show_latest())
        page.column.addSpacing(4)
        page.add(box)
        page.column.addStretch(1)
        self._replace(page)
        self.page, self.question = page, box
        self.setFocusProxy(box)
        page.set_theme(self.theme)
        self.show()
        box.setFocus()
        self.predicting.emit(True)

    def dismiss(self) -> None:
        """Hide the panel."""
        self.hide()
        self.predicting.emit(False)

    def sizeHint(self) -> QSize:
        """Return room for a text of some length and its question."""
        return QSize(300, _GOOD_HEIGHT)

    def theme_changed(self, theme: Theme) -> None:
        """Recolour the close button."""
        self._leave.setIcon(icon("close", theme.muted))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll the text with the arrow keys."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if self.page is None or event.key() not in steps or event.modifiers():
            super().keyPressEvent(event)
            return
        bar = self.page.verticalScrollBar()
        bar.setValue(bar.value() + steps[Qt.Key(event.key())] * 2 * bar.singleStep())

    def _played(self) -> None:
        self._show_latest()
        self.predicting.emit(False)
        self.play_wanted.emit()

    def _show_latest(self) -> None:
        """Scroll to the newest widget once the layout is done."""
        page, box = self.page, self.question
        if page is not None and box is not None:
            QTimer.singleShot(0, box, lambda: page.ensureWidgetVisible(box.latest, 0, 14))

    def _replace(self, page: Sections) -> None:
        if self.page is None:
            self.body.insertWidget(self.body.indexOf(self.heading) + 1, page, 1)
        else:
            self.body.replaceWidget(self.page, page)
            self.page.hide()
            self.page.deleteLater()

    def _head(self, leave: str) -> None:
        self.head.setContentsMargins(14, 2, 8, 0)
        self._leave = tool_button(leave)
        self._leave.setObjectName("flat")
        self._leave.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._leave.clicked.connect(self.left)
        self.head.addWidget(self._leave)

    def foot_button(self, text: str, tip: str) -> QToolButton:
        """Add a button to the footer."""
        button = tool_button(tip, text)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.foot.addWidget(button)
        return button


def _add(page: Sections, part: Part) -> None:
    if part.kind is PartKind.FORMULA:
        page.formula(part.content, 15)
    elif part.kind is PartKind.TEXT:
        page.line("").setText(without_breaks(part.content))
    else:
        page.add(_slip(part.content))


def _slip(content: str) -> QWidget:
    box, text = QFrame(), line("")
    box.setObjectName("card")
    text.setText(without_breaks(content))
    inside = QVBoxLayout(box)
    inside.setContentsMargins(11, 7, 11, 8)
    inside.setSpacing(2)
    inside.addWidget(label("Where the lecture slips", "title"))
    inside.addWidget(text)
    return box
