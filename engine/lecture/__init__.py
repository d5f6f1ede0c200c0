"""The lecture as a walk: steps that each set a state, tell their part and ask a question."""

from engine.lecture.lecture import steps
from engine.lecture.step import Part, PartKind, Place, State, Step

__all__ = ["Part", "PartKind", "Place", "State", "Step", "steps"]
