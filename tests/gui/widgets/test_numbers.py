"""Numbers that are edited and copied are exact."""

import struct

from hypothesis import given
from hypothesis import strategies as st

from gui.widgets.numbers import exact


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_exact_reads_back_bit_for_bit(value):
    text = exact(value)
    assert text.isascii()
    assert struct.pack("d", float(text)) == struct.pack("d", value)
