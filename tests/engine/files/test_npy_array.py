"""Headers and numbers of .npy arrays, written by numpy itself."""

from __future__ import annotations

import io

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.errors import InputError
from engine.files.npy_array import npy_header


def saved(array: NDArray[np.generic]) -> io.BytesIO:
    stream = io.BytesIO()
    np.save(stream, array, allow_pickle=False)
    stream.seek(0)
    return stream


@pytest.mark.parametrize("dtype", ["<f8", ">f4", "<f2", "|u1", ">i4"])
@pytest.mark.parametrize("order", ["C", "F"])
def test_every_number_type_and_order_is_read_exactly(dtype: str, order: str) -> None:
    array = np.array([[0, 1, 2], [3, 4, 250]], dtype=dtype, order=order)  # type: ignore[call-overload]
    header = npy_header(stream := saved(array))
    assert (header.shape, header.dtype) == ((2, 3), array.dtype.name)
    stream.seek(0)
    assert header.numbers(stream).tolist() == [[0.0, 1.0, 2.0], [3.0, 4.0, 250.0]]


def test_texts_and_complex_numbers_are_rejected() -> None:
    for array in (np.array(["a"]), np.array([1j])):
        header = npy_header(stream := saved(array))
        stream.seek(0)
        with pytest.raises(InputError, match="holds no plain numbers"):
            header.numbers(stream)


def test_missing_data_and_a_damaged_header_are_reported() -> None:
    whole = saved(np.eye(3)).getvalue()
    header = npy_header(io.BytesIO(whole))
    with pytest.raises(InputError, match="ends too early"):
        header.numbers(io.BytesIO(whole[:-1]))
    for damaged in (b"PK" + whole, whole[:20], whole.replace(b"'descr'", b"'d-scr'")):
        with pytest.raises(InputError, match=r"is not a \.npy file|is damaged"):
            npy_header(io.BytesIO(damaged))
