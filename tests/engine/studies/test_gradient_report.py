"""The gradient's parts are computed from one trace."""

from __future__ import annotations

import numpy as np
import pytest

from engine.bptt.trace import trace
from engine.studies.float32_underflow import float32_underflow
from engine.studies.gradient_decomposition import gradient_decomposition
from engine.studies.gradient_report import gradient_report
from engine.studies.truncation import truncated
from tests.engine.loss_oracle import drawn


@pytest.mark.parametrize("summed", [False, True])
def test_its_parts_are_those_of_the_trace(summed: bool) -> None:
    result = trace(drawn("entropy", summed))
    story = gradient_report(result)
    parts = gradient_decomposition(result.gradients)
    np.testing.assert_array_equal(story.shares.cosine, parts.cosine)
    np.testing.assert_array_equal(story.truncated.angle, truncated(result, parts).angle)
    np.testing.assert_array_equal(story.lens.zero, float32_underflow(result.experiment).zero)
