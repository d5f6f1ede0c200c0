"""The numbers of a whole matrix: one count of decimals and one power of ten for all its cells."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from engine.numbers.text import fixed, scientific, ten_to

_DIGITS = 3  # of the largest entry, where there is room
_LEAST_PLAIN, _MOST_PLAIN = -2, 2  # decimal exponents of a largest entry that is written as it is


@dataclass(frozen=True)
class CellFormat:
    """How every entry of a matrix is written.

    An exact zero is "0". Any other entry has the same decimals, also where they are all 0.

    Attributes:
        power: the power of ten that all the numbers are to be multiplied by.
        decimals: digits after the point.
    """

    power: int
    decimals: int

    def text(self, value: float) -> str:
        """Return one entry."""
        if value == 0:
            return "0"
        if not self.power or not math.isfinite(value):
            return fixed(value, self.decimals)
        scaled = Decimal(value).scaleb(-self.power)
        return fixed(float(f"{scaled:.{self.decimals}f}"), self.decimals)

    def widest(self, values: NDArray[np.float64]) -> tuple[str, ...]:
        """Return the texts than which none is wider, if all digits have one width.

        That of a usual negative number is among them, so that neighbouring matrices agree.
        """
        usual = fixed(-(0.1**self.decimals), self.decimals)
        return usual, *(self.text(float(v)) for v in (values.min(initial=0), values.max(initial=0)))

    @property
    def unit(self) -> str:
        """What the numbers are to be multiplied by: "×10⁻⁵", or nothing."""
        return unit_text(self.power)


def cell_formats(values: NDArray[np.float64]) -> Iterator[CellFormat]:
    """Yield the ways to write a matrix, from the most decimals to the fewest that say anything.

    The largest entry shows a digit other than 0, and no entry but a zero is written "0".
    """
    sizes = np.abs(values[values != 0])
    log10 = math.log10(float(sizes.max())) if sizes.size else 0.0
    power = common_power(log10)
    exponent = scientific(log10, _DIGITS)[1] - power
    hidden = sizes.size and CellFormat(power, 0).text(float(sizes.min())) == "0"
    fewest = max(-exponent, 1 if hidden else 0)
    for decimals in range(max(_DIGITS - 1, 1 - exponent), fewest - 1, -1):
        yield CellFormat(power, decimals)


def common_power(log10_largest: float) -> int:
    """Return the power of ten to write once for a matrix of that largest entry; 0 near 1."""
    exponent = scientific(log10_largest, _DIGITS)[1]
    return 0 if _LEAST_PLAIN <= exponent <= _MOST_PLAIN else exponent


def unit_text(power: int) -> str:
    """Return "×10⁻⁵", or nothing for 0."""
    return f"×{ten_to(power)}" if power else ""
