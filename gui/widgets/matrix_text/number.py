"""One number as a person writes it."""

from __future__ import annotations

import math
import re

_LONGEST_QUOTE = 24
_COMPLEX = re.compile(r".*[\d.]\s*\*?[ij]", re.IGNORECASE)
_GROUPED = re.compile(r"[+\-−]?\d{1,3}([ ,.'’\u00a0\u202f]\d{3})+([.,]\d*)?")


def parse_number(text: str) -> float:
    """Return the number that a person wrote: 0.5, "0,5", −1e−3, 1/3, with blanks around it.

    Raises:
        ValueError: quotes the text and says what is wrong with it.
    """
    numerator, slash, denominator = text.strip().partition("/")
    try:
        number = _decimal(numerator)
        if slash:
            number /= _decimal(denominator)
    except ZeroDivisionError:
        raise ValueError(f"{quoted(text)} divides by zero") from None
    except ValueError:
        raise ValueError(f"{quoted(text)} {_reason(text.strip())}") from None
    if not math.isfinite(number):
        raise ValueError(f"{quoted(text)} is not finite")
    return number


def quoted(text: str) -> str:
    """Return `text` in quotation marks, cut where it is too long for a message."""
    text = text.strip()
    cut = text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1]}…"
    return f'"{cut}"'


def _decimal(text: str) -> float:
    """Return one number without a fraction; a comma counts as the decimal point."""
    plain = text.strip().replace("−", "-")
    if plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    if "_" in plain or "nan" in plain.lower():
        raise ValueError(text)
    return float(plain)


def _reason(text: str) -> str:
    if not text:
        return "is empty"
    if len(text) <= _LONGEST_QUOTE and _COMPLEX.fullmatch(text):
        return "is complex, and only real numbers are taken"
    if len(text) <= _LONGEST_QUOTE and _GROUPED.fullmatch(text):
        return "has marks between its thousands; write it without them"
    return "is not a number"
