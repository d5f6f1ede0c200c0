"""Number format of a matrix: one count of decimals and one power of ten for all cells."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from engine.numbers.text import fixed, scientific, ten_to

_DIGITS = 3  # of the largest entry, where there is room
_LEAST_PLAIN, _MOST_PLAIN = -2, 2  # decimal exponents of largest entries written without a power


@dataclass(frozen=True)
class CellFormat:
    """Number format of all entries of a matrix.

    An exact zero is "0". Any other entry has the same decimals, also where they are all 0.

    Attributes:
        power: the exponent of the common power of ten.
        decimals: digits after the point.
        widest: the widest texts possible, if all digits have one width. A usual negative number
            is among them, so that neighbouring matrices get the same font.
    """

    power: int
    decimals: int
    widest: tuple[str, ...] = ()

    @classmethod
    def of(cls, power: int, decimals: int, least: float, most: float) -> CellFormat:
        """Return the format for entries from `least` to `most`."""
        form, usual = cls(power, decimals), fixed(-(0.1**decimals), decimals)
        return replace(form, widest=(usual, form.text(least), form.text(most)))

    @property
    def unit(self) -> str:
        """The common factor of the numbers: "×10⁻⁵", or empty."""
        return unit_text(self.power)

    def text(self, value: float) -> str:
        """Return the text of one entry."""
        if value == 0:
            return "0"
        if not self.power or not math.isfinite(value):
            return fixed(value, self.decimals)
        scaled = Decimal(value).scaleb(-self.power)
        return fixed(float(f"{scaled:.{self.decimals}f}"), self.decimals)


def cell_formats(values: NDArray[np.float64]) -> tuple[CellFormat, ...]:
    """Return the formats for a matrix, from the most decimals to the fewest that are still useful.

    The largest entry shows a digit other than 0, and no entry but a zero is written "0".
    """
    least, most = float(values.min(initial=0)), float(values.max(initial=0))
    largest = max(-least, most)
    log10 = math.log10(largest) if largest else 0.0
    power = common_power(log10)
    exponent = scientific(log10, _DIGITS)[1] - power
    fewest = max(-exponent, 1 if _hides_an_entry(values, power) else 0)
    return tuple(
        CellFormat.of(power, decimals, least, most)
        for decimals in range(max(_DIGITS - 1, 1 - exponent), fewest - 1, -1)
    )


def _hides_an_entry(values: NDArray[np.float64], power: int) -> bool:
    """Whether an entry that is not zero would be written "0" without decimals."""
    smallest = float(np.abs(values).min(initial=np.inf, where=values != 0))
    return math.isfinite(smallest) and CellFormat(power, 0).text(smallest) == "0"


def common_power(log10_largest: float) -> int:
    """Return the common power of ten for a matrix with that largest entry; 0 near 1."""
    exponent = scientific(log10_largest, _DIGITS)[1]
    return 0 if _LEAST_PLAIN <= exponent <= _MOST_PLAIN else exponent


def unit_text(power: int) -> str:
    """Return "×10⁻⁵", or an empty text for 0."""
    return f"×{ten_to(power)}" if power else ""
