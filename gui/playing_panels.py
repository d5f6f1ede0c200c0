"""The workbench: the chain, the pictures, the plot, the transport and the words beside them.

It is imported when the window is already on screen, as pyqtgraph takes as long as all the rest.
"""

from __future__ import annotations

from engine.plots.plots import TABS
from gui.panels.calculus.panel import CalculusPanel
from gui.panels.chain.panel import ChainPanel
from gui.panels.chain_rule.panel import ChainRulePanel
from gui.panels.descent.panel import DescentPanel
from gui.panels.factor.panel import FactorPanel
from gui.panels.film.panel import FilmPanel
from gui.panels.gradient.panel import GradientPanel
from gui.panels.lecture import LecturePanel
from gui.panels.norm.panel import NormPanel
from gui.panels.question import QuestionPanel
from gui.panels.spectrum.panel import SpectrumPanel
from gui.panels.transport import TransportPanel
from gui.widgets.panel import Panel


class PlayingPanels:
    """The panels that play.

    Attributes:
        explain: the right card's panels by their tabs, in the order of `TABS`.
    """

    def __init__(self) -> None:
        self.chain, self.factor, self.film = ChainPanel(), FactorPanel(), FilmPanel()
        self.norm, self.transport = NormPanel(), TransportPanel()
        self.chain_rule, self.gradient = ChainRulePanel(), GradientPanel()
        self.descent, self.calculus = DescentPanel(), CalculusPanel()
        self.spectrum = SpectrumPanel()
        explain = (self.chain_rule, self.gradient, self.descent, self.calculus, self.spectrum)
        self.explain: dict[str, Panel] = dict(zip(TABS, explain, strict=True))
        self.lecture, self.question = LecturePanel(), QuestionPanel()

    @property
    def rows(self) -> tuple[Panel, ...]:
        """The middle column, from the top."""
        return (self.chain, self.factor, self.film, self.norm)

    @property
    def cards(self) -> tuple[Panel, ...]:
        """What may stand above the right card's tabs."""
        return (self.lecture, self.question)

    @property
    def panels(self) -> tuple[Panel, ...]:
        """All of them."""
        return (*self.rows, self.transport, *self.explain.values(), *self.cards)

    @property
    def late(self) -> tuple[Panel, ...]:
        """Those that may follow the animation one frame later."""
        return (self.factor, *self.explain.values())

    @property
    def pictured(self) -> tuple[Panel, ...]:
        """Those whose picture is worth exporting, most wanted first."""
        return (self.norm, self.factor, self.film, self.chain, *self.explain.values())
