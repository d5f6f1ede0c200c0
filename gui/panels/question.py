"""The question that a gallery entry asks first: predict, then play."""

from __future__ import annotations

from engine.gallery import Question
from gui.widgets.question_panel_base import QuestionPanelBase


class QuestionPanel(QuestionPanelBase):
    """A card above the explain panels, there until it is closed or another example is opened."""

    def __init__(self) -> None:
        super().__init__("question", "Question", "Close the question")
        close = self.foot_button("Close", "Close the question")
        self.foot.insertStretch(0, 1)
        close.clicked.connect(self.left)

    def show_entry(self, name: str, question: Question) -> None:
        """Show the question of the entry with that name."""
        self.title.setText("From the gallery")
        self.show_page(name, (), question)
