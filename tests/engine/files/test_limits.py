"""Limits of networks and files: the largest allowed value passes, one more does not."""

from collections.abc import Callable

import pytest

from engine.errors import InputError
from engine.files import limits


@pytest.mark.parametrize(
    ("require", "most"),
    [
        (limits.require_units, 2048),
        (lambda n: limits.require_steps(n, 1), 100_000),
        (lambda n: limits.require_steps(n, 1024), 65_536),
        (lambda n: limits.require_numbers(n, "W"), 67_108_864),
        (lambda n: limits.require_tensors([str(i) for i in range(n)]), 10_000),
        (lambda n: limits.require_tensors(["a" * n]), 1000),
    ],
    ids=["units", "steps", "steps of 1,024 units", "numbers", "tensors", "letters of a name"],
)
def test_one_more_than_the_limit_is_rejected(require: Callable[[int], None], most: int) -> None:
    require(most)
    with pytest.raises(InputError, match=f"{most + 1}"):
        require(most + 1)
