"""Copied text reads back bit for bit, in every notation."""

import ast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from gui.grid.text import NOTATIONS, format_block, parse_block

EXTREMES = np.array([[0.1, -0.0, 5e-324], [1e308, -1.7976931348623157e308, 1e-5]])
finite = st.floats(allow_nan=False, allow_infinity=False)
matrices = arrays(np.float64, array_shapes(min_dims=2, max_dims=2, max_side=6), elements=finite)


def test_a_matrix_in_each_notation():
    block = np.array([[1.0, -0.5], [1e-7, 2.0]])
    assert format_block(block) == format_block(block, "TSV") == "1.0\t-0.5\n1e-07\t2.0"
    assert format_block(block, "NumPy") == "np.array([[1.0, -0.5],\n          [1e-07, 2.0]])"
    assert format_block(block, "MATLAB") == "[1.0 -0.5;\n 1e-07 2.0]"
    assert format_block(block, "LaTeX") == (
        "\\begin{bmatrix}\n1.0 & -0.5 \\\\\n1 \\cdot 10^{-7} & 2.0\n\\end{bmatrix}"
    )


@pytest.mark.parametrize("notation", NOTATIONS)
@given(block=matrices)
def test_reads_back_bit_for_bit(notation, block):
    assert parse_block(format_block(block, notation)).tobytes() == block.tobytes()


@pytest.mark.parametrize("notation", NOTATIONS)
def test_extremes_read_back_bit_for_bit(notation):
    assert parse_block(format_block(EXTREMES, notation)).tobytes() == EXTREMES.tobytes()


@given(matrices)
def test_python_reads_the_numpy_notation(block):
    text = format_block(block, "NumPy").removeprefix("np.array(").removesuffix(")")
    assert np.array(ast.literal_eval(text), dtype=float).tobytes() == block.tobytes()
