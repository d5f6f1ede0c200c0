"""Three steps to watch: gallery entries with the η and θ that make their point."""

from __future__ import annotations

from dataclasses import dataclass

from engine.studies.descent import Rule


@dataclass(frozen=True)
class Demonstration:
    """An entry of the gallery with the rule to descend by.

    Attributes:
        entry_id: the entry's id.
        name: what it shows, in a few words.
        rule: the learning rate and the threshold.
    """

    entry_id: str
    name: str
    rule: Rule


DEMONSTRATIONS = (
    Demonstration("descent-small", "An update too small to matter", Rule(0.1)),
    Demonstration("descent-overshoot", "An update that overshoots", Rule(0.2)),
    Demonstration("descent-clipped", "The same one, saved by clipping", Rule(0.2, 0.05)),
)
