"""Actions of the Matrix menu: texts, initial values, results."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from engine.chain.norms import NORMS, norm_called
from engine.files.limits import UNITS
from engine.gallery import entry
from gui.matrix_menu.actions import MatrixAction, matrix_actions

ACTIONS = [action for group in matrix_actions(lambda: "spectral") for action in group]
each = pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.text)


def test_no_two_share_a_letter() -> None:
    letters = Counter(a.text[a.text.index("&") + 1].lower() for a in ACTIONS)
    assert letters.most_common(1)[0][1] == 1


@each
def test_what_asks_ends_with_dots_and_says_what_it_does(action: MatrixAction) -> None:
    assert action.text.endswith("…") == bool(action.fields) == bool(action.hint)
    said = action.hint.format(critical="4", norm="spectral")
    assert "{" not in said


@each
def test_the_first_values_are_taken_and_give_a_matrix(action: MatrixAction) -> None:
    experiment = entry("opening").load()
    values = action.values or (4.0,) * len(action.fields)
    fields = zip(action.fields, values, strict=True)
    numbers = [field.read(field.written(value)) for field, value in fields]
    assert numbers == list(values)
    whole = [int(n) if field.whole else n for field, n in zip(action.fields, numbers, strict=True)]
    W = action.change(experiment, *whole).network.W
    assert np.isfinite(W).all()
    assert action.undo.format(*numbers)[0].islower()


@pytest.mark.parametrize("d", [1, 1500, UNITS])
def test_as_many_units_as_a_file_may_have_can_be_kept(d: int) -> None:
    resize = next(action for action in ACTIONS if "units" in action.undo)
    field = resize.fields[0]
    assert field.read(field.written(d)) == d
    with pytest.raises(ValueError, match="choose 1 to 2048"):
        field.read(str(UNITS + 1))


@pytest.mark.parametrize("norm", NORMS)
def test_scaling_is_in_the_norm_in_force(norm: str) -> None:
    scale = next(group[0] for group in matrix_actions(lambda: norm) if "λ" in group[0].text)
    W = scale.change(entry("opening").load(), 0.7).network.W
    assert norm_called(norm).of(W[None])[0] == pytest.approx(0.7, rel=1e-14)
