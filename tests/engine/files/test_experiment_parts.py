"""Experiments from parts: sizes are checked before memory is allocated."""

import numpy as np
import pytest

from engine import InputError
from engine.files.experiment_parts import Parts


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (Parts(np.zeros((2049, 1))), "W has 2049 units; use at most 2048"),
        (Parts(np.zeros((1024, 1024)), steps=90_000), "the sequence has 90000 steps of 1024 num"),
    ],
)
def test_what_is_too_large_is_rejected(parts: Parts, expected: str) -> None:
    with pytest.raises(InputError) as caught:
        parts.experiment()
    assert str(caught.value).startswith(expected)
