"""Questions: the tables are checked, and the gallery's answers are what the engine measures."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

import numpy as np
import pytest

from engine.errors import InputError
from engine.gallery import entries, entry
from engine.gallery.question import Question, QuestionTable, question
from engine.studies.study import Study, study

ASKED = {example.id: example.question for example in entries() if example.question}
FIGURE = re.compile(r"\d+(?:[.,]\d+)*(?:e−?\d+)?")
Checks = dict[str, Callable[[Study], tuple[int, list[str]]]]


def table(**changes: object) -> QuestionTable:
    fields = {"text": "Which?", "choices": ["a", "b"], "answer": 2, "why": "So."}
    return QuestionTable(**{**fields, **changes})


def test_the_answer_is_counted_from_one_in_the_file():
    asked = question(table())
    assert asked == Question("Which?", ("a", "b"), 1, "So.")
    assert [asked.is_right(i) for i in range(2)] == [False, True]


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"choices": ["a"], "answer": 1}, "choices are .*give 2 to 4"),
        ({"choices": list("abcde")}, "choices are .*give 2 to 4"),
        ({"choices": ["a", "a"]}, "choices are .*each another"),
        ({"choices": ["a", " "]}, "choices is empty"),
        ({"answer": 0}, "answer is 0; choose 1 to 2"),
        ({"answer": 3}, "answer is 3"),
        ({"text": "  "}, "text is empty"),
        ({"why": ""}, "why is empty"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(changes: dict[str, object], complaint: str):
    with pytest.raises(InputError, match=complaint):
        question(table(**changes))


def norms(found: Study) -> np.ndarray:
    return 10.0**found.trace.log10_norm


def bound(found: Study) -> float:
    return float(10.0 ** found.trace.log10_bound[-1])


def fig(value: float, digits: int) -> str:
    text = f"{value:#.{digits}g}".rstrip(".")
    return re.sub(r"e([+-])0*", lambda match: "e" + match[1].strip("+").replace("-", "−"), text)


def below_one(found: Study) -> int:
    return int(np.flatnonzero(norms(found) >= 1)[-1]) + 1


def _opening(s: Study) -> tuple[int, list[str]]:
    assert 100_000 < bound(s) < 150_000
    n = norms(s)
    answer = 0 if n[-1] > 1000 else 1 if n.max() > 1.5 and n[-1] < 1 else 2
    return answer, [fig(n.max(), 3), str(n.argmax()), fig(n[-1], 2), "1"]


def _transient(s: Study) -> tuple[int, list[str]]:
    n = norms(s)
    distance = [abs(n[2] - value) for value in (0.25, 0.5, 10)]
    assert [round(v) for v in n[1:3]] == [10, 10]
    return int(np.argmin(distance)), ["10", "1", str(below_one(s))]


def _attained(s: Study) -> tuple[int, list[str]]:
    last = s.trace.log10_norm[-1]
    assert s.trace.base == pytest.approx(1)
    assert np.abs(s.trace.run.a).max() == 0
    return (1 if abs(last) < 1e-12 else 0 if last < 0 else 2), ["0", "4"]


def _jordan(s: Study) -> tuple[int, list[str]]:
    n = norms(s)
    answer = 2 if n.max() > 1e6 else 1 if n.max() > 3 else 0
    return answer, [fig(n.max(), 2), str(n.argmax()), "1"]


def _shift(s: Study) -> tuple[int, list[str]]:
    zero = np.flatnonzero(norms(s) == 0)
    assert set(norms(s)[: zero[0]]) == {1.0}
    return {1: 0, 8: 1}[int(zero[0])], [str(zero[0]), "1", "0"]


def _nilpotent(s: Study) -> tuple[int, list[str]]:
    n = norms(s)
    answer = 0 if n[2] == 0 else 2 if n[-1] > 1000 else 1
    slopes = s.trace.chain.slopes[5]
    np.testing.assert_allclose(slopes, [1, 0.75], atol=1e-9)
    return answer, ["1", fig(n[-1], 2)]


def _row_stochastic(s: Study) -> tuple[int, list[str]]:
    assert bound(s) == pytest.approx(2040, rel=0.005)
    end = norms(s)[-1]
    distance = [abs(math.log(end / value)) for value in (2000, 1.4, 0.001)]
    return int(np.argmin(distance)), [fig(end, 3)]


def _gaussian(s: Study) -> tuple[int, list[str]]:
    assert round(1.2**60, -3) == 56_000
    assert s.constants.rho == pytest.approx(1.2, rel=0.005)
    end = norms(s)[-1]
    answer = 2 if end < 1e-3 else 1 if end < 10 else 0
    return answer, [fig(end, 2), fig(s.trace.chain.slopes.mean(), 2)]


def _pytorch(s: Study) -> tuple[int, list[str]]:
    end = norms(s)[-1]
    answer = 2 if end < 1e-3 else 1 if end < 3 else 0
    rho = fig(s.constants.rho, 3)
    return answer, [fig(end, 2), fig(bound(s), 3), rho, "1"]


def _saturated(s: Study) -> tuple[int, list[str]]:
    assert bound(s) == pytest.approx(7.8e21, rel=0.01)
    assert fig(s.trace.lam, 3) == "8.17"
    end = norms(s)[-1]
    steepest = math.ceil(s.trace.chain.slopes.max() * 1e5) / 1e5
    return (2 if end < 1e-3 else 1 if end < 1000 else 0), [fig(end, 2), f"{steepest:.5f}"]


CHECKS: Checks = {
    "opening": _opening,
    "transient": _transient,
    "attained-4": _attained,
    "jordan": _jordan,
    "shift": _shift,
    "nilpotent": _nilpotent,
    "row-stochastic": _row_stochastic,
    "gaussian-1.2": _gaussian,
    "pytorch": _pytorch,
    "saturated": _saturated,
}


def test_every_counter_example_asks_a_question():
    assert set(CHECKS) <= set(ASKED)


@pytest.mark.parametrize("entry_id", list(ASKED))
def test_the_answer_is_what_the_engine_measures(entry_id: str):
    asked, found = ASKED[entry_id], study(entry(entry_id).load())
    answer, figures = CHECKS[entry_id](found)
    assert asked.is_right(answer)
    assert FIGURE.findall(asked.why) == figures


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED.keys())
def test_a_question_fits_its_card_and_gives_nothing_away(asked: Question):
    assert asked.text.endswith("?")
    assert asked.why.endswith(".")
    assert len(asked.text) < 150
    assert len(asked.why) < 200
    assert max(map(len, asked.choices)) <= 40


def test_a_list_shows_the_question_rather_than_its_answer():
    assert entry("jordan").teaser == entry("jordan").question.text
    assert entry("keras").teaser == entry("keras").teaches


def test_answers_do_not_always_stand_in_the_same_place():
    assert len({asked.answer for asked in ASKED.values()}) >= 2
