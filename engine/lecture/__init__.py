"""Lecture: steps, each with an experiment, an explanation and a question."""

from engine.lecture.lecture import steps
from engine.lecture.step import Part, PartKind, Place, State, Step

__all__ = ["Part", "PartKind", "Place", "State", "Step", "steps"]
