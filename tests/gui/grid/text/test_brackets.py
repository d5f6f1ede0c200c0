"""Matrices in square brackets, as NumPy, Python and MATLAB write them."""

import json
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from gui.grid.text import parse_block

SQUARE = [[1.0, -2.5], [3.0, 1e-3]]


@pytest.mark.parametrize(
    "text",
    [
        "array([[1., -2.5],\n       [3, 1e-3]])",
        "np.array([[1, -2.5], [3, 0.001]], dtype=np.float64)",
        "numpy.asarray([[1, -2.5], [3, 0.001]], dtype='float32')",
        "tensor([[1.0000, -2.5000],\n        [3.0000, 0.0010]], device='cuda:0')",
        "W = [[1, -2.5], [3, 0.001]]",
        "[[1, -2.5], [3, 0.001],]",
        "[[ 1.    -2.5  ]\n [ 3.     0.001]]",
        "[[np.float64(1.0), np.float64(-2.5)], [np.float32(3.0), np.float64(0.001)]]",
        "array([[1., -2.5], [3., 0.001]], shape=(2, 2))",
        "[1 -2.5; 3 1e-3]",
        "[1, -2.5; 3, 1e-3];",
        "W = [1 −2.5;\n     3 1e-3];",
        "[1 -2.5\n 3 1e-3]",
        "[1, ...\n -2.5\n 3, 1/1000]",
        "[1 -2.5;\r\n3 1e-3;\r\n]",
    ],
)
def test_literals_of_one_matrix(text):
    assert parse_block(text).tolist() == SQUARE


def test_a_flat_list_is_a_row_or_a_vector():
    flat = "array([1., 2.,\n       3.])"
    assert parse_block(flat).tolist() == [[1.0, 2.0, 3.0]]
    assert parse_block(flat, one_column=True).tolist() == [[1.0], [2.0], [3.0]]
    assert parse_block("[1 2\n 3]", one_column=True).tolist() == [[1.0], [2.0], [3.0]]
    assert parse_block("[1; 2]", one_column=True).tolist() == [[1.0], [2.0]]
    assert parse_block("[[1], [2]]", one_column=True).tolist() == [[1.0], [2.0]]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[0. 1. ... 8. 9.]]", 'numbers are left out where it says "..."; print the whole array'),
        ("[0. 1. ... 8. 9.]", "numbers are left out"),
        ("array([0., 1., ...,\n 9.])", "numbers are left out"),
        ("[[[1]]]", "the brackets do not form a matrix"),
        ("[[1, 2], 3]", "the brackets do not form a matrix"),
        ("[[1, 2]], [3]]", "the brackets do not form a matrix"),
        ("[1]]", "a bracket is closed twice"),
        ("[1 2; 3 4", "the last bracket is not closed"),
        ("[1 2; 3 4]'", '"\'" follows the last bracket'),
        ("[1 2] * 3", '"*3" follows the last bracket'),
        ("2 * [1 2]", '"2 * [1 2]" does not begin as a matrix'),
        ("eye([3])", '"eye([3])" does not begin as a matrix'),
        ("[1 2; 3]", "row 2 has 1 cell where row 1 has 2 cells"),
        ("[1 2i]", 'row 1, column 2: "2i" is complex'),
        ("[1,,2]", 'row 1, column 2: "" is empty'),
        ("[]", 'row 1, column 1: "" is empty'),
        ("[[1, nan]]", 'row 1, column 2: "nan" is not finite'),
        ("[[1, inf]]", 'row 1, column 2: "inf" is not finite'),
        ("[pi 1]", 'row 1, column 1: "pi" is not a number'),
        ("[[__import__('os').getcwd()]]", "row 1, column 1: \"__import__('os').getcwd…\""),
    ],
)
def test_unsupported_input_is_named(text, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        parse_block(text)


finite = st.floats(allow_nan=False, allow_infinity=False)
matrices = arrays(
    np.float64, array_shapes(min_dims=2, max_dims=2, max_side=6), elements=finite
).filter(lambda block: block.size > 0)


@given(matrices)
def test_output_of_python_and_numpy_reads_back_bit_for_bit(block):
    with np.printoptions(threshold=10_000, floatmode="unique"):
        written = [repr(block), str(block)]
    nested = block.tolist()
    scalars = str([list(row) for row in block])
    for text in (*written, json.dumps(nested), str(nested), scalars):
        assert parse_block(text).tobytes() == block.tobytes(), text


@given(
    arrays(np.float32, (2, 3), elements=st.floats(width=32, allow_nan=False, allow_infinity=False))
)
def test_single_precision_reads_back_as_the_same_single(block):
    with np.printoptions(floatmode="unique"):
        text = repr(block)
    assert "dtype=float32" in text
    assert parse_block(text).astype(np.float32).tobytes() == block.tobytes()
