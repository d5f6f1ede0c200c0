"""Question to answer before playing: the user predicts, then sees the result.

In a manifest or a step of the lecture it is a table:

    [question]
    text = "How large is the product after 20 steps?"
    choices = ["It stays 1", "It shrinks", "It grows"]
    answer = 2                         # which choice is right, counted from 1
    why = "What to see and why, in a sentence or two."
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from engine.errors import InputError

FEWEST, MOST = 2, 4


class QuestionTable(msgspec.Struct, forbid_unknown_fields=True):
    """The question's table in a TOML file, as it is written."""

    text: str
    choices: list[str]
    answer: int
    why: str


@dataclass(frozen=True)
class Question:
    """A question with its choices and answer.

    Attributes:
        text: the question.
        choices: two to four answers to choose from.
        answer: the index of the right choice, from 0.
        why: the explanation of the answer.
    """

    text: str
    choices: tuple[str, ...]
    answer: int
    why: str

    def is_right(self, index: int) -> bool:
        """Return whether the choice with that index, from 0, is the right one."""
        return index == self.answer


def question(table: QuestionTable) -> Question:
    """Return the question of a table.

    Raises:
        InputError: too few or too many choices, two that are alike, no such answer, an empty text.
    """
    choices = tuple(table.choices)
    if not FEWEST <= len(choices) <= MOST or len(set(choices)) != len(choices):
        remedy = f"give {FEWEST} to {MOST} choices, each another"
        raise InputError(f"are {list(choices)!r}", remedy, place="choices")
    if not 1 <= table.answer <= len(choices):
        raise InputError(f"is {table.answer}", f"choose 1 to {len(choices)}", place="answer")
    for place, words in (("text", table.text), ("why", table.why), ("choices", min(choices))):
        if not words.strip():
            raise InputError("is empty", "say something", place=place)
    return Question(table.text, choices, table.answer - 1, table.why)
