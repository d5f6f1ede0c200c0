"""The bars of the terms with the switches of their scale and the float lens."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from engine.bptt.trace import Trace
from engine.numbers import unit_text
from engine.studies.gradient_report import GradientReport
from gui.panels.gradient.term_size_plot import Sizes, TermSizePlot
from gui.panels.gradient.words import first_term_words, lens_words, running_words
from gui.theme import LIGHT, Theme
from gui.widgets.buttons import tool_button
from gui.widgets.sections import line


class TermsSection(QWidget):
    """Bars over k, what they are, how far the sum has come, and what float32 would lose."""

    def __init__(self) -> None:
        super().__init__()
        self.bars = TermSizePlot()
        self.bars.setAccessibleName("sizes of the terms over k")
        self._theme = LIGHT
        self._story: GradientReport | None = None
        self._log = _switch("Sizes on a logarithmic scale", "log")
        self._linear = _switch("Sizes on a linear scale", "linear")
        self._lens = _switch("What float32 would lose", "float32 lens")
        self._scales = QButtonGroup(self)
        self._key, self._so_far = line("muted"), line("strong")
        self._first, self._lost = line("muted"), line("muted")
        self._log.setChecked(True)
        self._linear.toggled.connect(self._rescale)
        self._lens.toggled.connect(self._look)
        self._lay_out()

    def show_story(self, trace: Trace, story: GradientReport, summed: int) -> None:
        """Show another gradient, `summed` of its terms added up."""
        self._story = story
        shares = story.shares
        sizes = Sizes(shares.log10_term, shares.running.log10_norm, story.lens.zero)
        self.bars.show_sizes(sizes, summed)
        _tell(self._first, first_term_words(trace))
        self._tell_lost()
        self._tell_key()
        self.show_summed(summed)

    def show_summed(self, summed: int) -> None:
        """Show how many terms are added up."""
        if self._story is not None:
            words = running_words(self._story.shares, summed)
            self.bars.show_summed(summed)
            self.bars.setAccessibleDescription(words.replace("\n", ", "))
            self._so_far.setText(words)

    def set_theme(self, theme: Theme) -> None:
        """Recolour the bars and their key."""
        self._theme = theme
        self.bars.set_theme(theme)
        self._tell_key()

    def _rescale(self, linear: bool) -> None:
        self.bars.set_linear(linear)
        self._tell_key()

    def _look(self, lens: bool) -> None:
        self.bars.set_lens(lens)
        self._tell_lost()
        self._tell_key()

    def _tell_key(self) -> None:
        """Say what bars, line and rings are, in their colours."""
        theme, unit = self._theme, unit_text(self.bars.decades)
        parts = [
            f'<span style="color:{theme.accent}">■</span> ‖term<sub>k</sub>‖',
            f'<span style="color:{theme.text}">━</span> running sum',
            "○ exactly zero",
        ]
        if self._lens.isChecked():
            parts.append("□ zero in float32")
        if unit:
            parts.append(f"numbers {unit}")
        whole = (part.replace(" ", "&nbsp;").replace("span&nbsp;", "span ") for part in parts)
        self._key.setText(" &nbsp; ".join(whole))

    def _tell_lost(self) -> None:
        story = self._story if self._lens.isChecked() else None
        _tell(self._lost, lens_words(story.shares, story.lens) if story else "")

    def _lay_out(self) -> None:
        switches = QHBoxLayout()
        switches.setSpacing(2)
        for button in (self._log, self._linear):
            self._scales.addButton(button)
            switches.addWidget(button)
        switches.addStretch(1)
        switches.addWidget(self._lens)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(switches)
        for widget in (self.bars, self._key, self._so_far, self._first, self._lost):
            column.addWidget(widget)


def _switch(tip: str, text: str) -> QToolButton:
    button = tool_button(tip, text, checkable=True)
    button.setObjectName("tab")
    button.setFixedHeight(24)
    button.setMinimumWidth(button.fontMetrics().horizontalAdvance(text) + 16)
    return button


def _tell(text: QLabel, words: str) -> None:
    text.setText(words)
    text.setVisible(bool(words))
