"""The gradient's parts are computed from one trace."""

from __future__ import annotations

import numpy as np
import pytest

from engine.analysis.float_lens import float_lens
from engine.analysis.gradient_shares import shares
from engine.analysis.gradient_story import gradient_story
from engine.analysis.truncation import truncated
from engine.backprop.trace import trace
from tests.engine.loss_oracle import drawn


@pytest.mark.parametrize("summed", [False, True])
def test_its_parts_are_those_of_the_trace(summed: bool) -> None:
    result = trace(drawn("entropy", summed))
    story = gradient_story(result)
    parts = shares(result.gradients)
    np.testing.assert_array_equal(story.shares.cosine, parts.cosine)
    np.testing.assert_array_equal(story.truncated.angle, truncated(result, parts).angle)
    np.testing.assert_array_equal(story.lens.zero, float_lens(result.experiment).zero)
