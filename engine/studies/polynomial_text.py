r"""Polynomials as people type them, and as mathematics.

    sum      = product {("+" | "−") product}
    product  = signed {["·"] signed | "/" signed}    the divisor is a constant
    signed   = {"+" | "−"} power                     so that −x² is −(x²)
    power    = atom ["^" atom | superscript]         the exponent is a whole number
    atom     = number | letter | "(" sum ")"

The "·" may be left out before a letter or bracket, and between a bracket and a number. The letter
is x, s or a, the same throughout. `*`, `·` and `×`, `/` and `÷`, `-` and `−`, `^` and `**` mean the
same; a number may have an exponent, as in 1e-8.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from engine.errors import InputError
from engine.studies.polynomials import Polynomial

LETTERS = "xsa"
LARGEST_DEGREE = 8

_LONGEST = 80
_SHORT, _SHORT_WHOLE = 7, 10  # digits of a decimal and of a whole number that are all shown
_PLACES = 40  # behind the point that are looked for
_LARGEST = 10**9
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SAME = str.maketrans(
    {**dict.fromkeys("×·⋅∙", "*"), **dict.fromkeys("÷∕", "/"), "−": "-", "–": "-"}
)
_TOKEN = re.compile(
    r"\s*(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3}(?!\d))?)"
    r"|\s*(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]+)|\s*(?P<sign>\S)"
)
_PLACE = "the polynomial"


@dataclass(frozen=True)
class _Token:
    text: str
    start: int
    kind: str


def parse_polynomial(text: str) -> tuple[Polynomial, str]:
    """Return the polynomial and its letter, x where it has none.

    Raises:
        InputError: what cannot be read, with the place it stands at, counted from 1; a degree
            above 8 or a coefficient above 10⁹.
    """
    if len(text) > _LONGEST:
        raise InputError(f"has {len(text)} characters", f"use at most {_LONGEST}", place=_PLACE)
    reader = _Reader(text)
    polynomial = reader.sum()
    reader.expect_end()
    _checked(polynomial, reader.first)
    return polynomial, reader.letter or "x"


class _Reader:
    """Recursive descent over the tokens; `letter` is the variable met first."""

    def __init__(self, text: str) -> None:
        clean = text.translate(_SAME).replace("**", " ^").rstrip()
        self._tokens = [
            _Token(m[m.lastgroup or 0], m.start(m.lastgroup or 0), m.lastgroup or "")
            for m in _TOKEN.finditer(clean)
        ]
        self._end = _Token("", len(clean), "end")
        self._next = 0
        self.letter = ""
        self.first = self._peek()

    def sum(self) -> Polynomial:
        total = self._product()
        while sign := self._take("+-"):
            total += self._product().scaled(-1 if sign == "-" else 1)
        return total

    def expect_end(self) -> None:
        token = self._peek()
        if token.text == ")":
            raise _refusal(token, "closes a bracket that is not open", "remove it, or open one")
        if token.text == ",":
            raise _refusal(token, "is no part of a number here", "write a decimal point, as in 0.5")
        if token.kind != "end":
            raise _refusal(token, "was not expected", "write a sum of powers such as x^3 - 2x + 1")

    def _product(self) -> Polynomial:
        result = self._signed()
        while True:
            start = self._peek()
            if self._take("/"):
                result = result.scaled(1 / self._divisor())
            elif self._take("*"):
                start = self._peek()
                result = _checked(result * self._signed(), start)
            elif self._starts_factor():
                result = _checked(result * self._power(), start)
            else:
                return result

    def _starts_factor(self) -> bool:
        """Return whether a factor follows of which the sign of multiplication is left out."""
        token, before = self._peek(), self._tokens[self._next - 1]
        if token.kind == "number":
            return before.text == ")"
        return token.text == "(" or (token.kind == "sign" and token.text.isalpha())

    def _signed(self) -> Polynomial:
        sign = 1
        while taken := self._take("+-"):
            sign *= -1 if taken == "-" else 1
        return self._power().scaled(sign)

    def _divisor(self) -> Fraction:
        token = self._peek()
        divisor = self._signed()
        if divisor.degree > 0:
            remedy = "divide by a number, such as 2"
            raise _refusal(token, "cannot divide a polynomial", remedy)
        if divisor.degree < 0:
            raise _refusal(token, "divides by zero", "divide by another number")
        return divisor.coefficients[0]

    def _power(self) -> Polynomial:
        base = self._atom()
        start = self._peek()
        if start.kind == "raised":
            self._next += 1
            exponent = _exponent(start, Fraction(start.text.translate(_SUPERSCRIPTS)))
        elif self._take("^"):
            exponent = self._bracketed_exponent()
        else:
            return base
        result = Polynomial.of(1)
        for _ in range(exponent):
            result = _checked(result * base, start)
        return result

    def _bracketed_exponent(self) -> int:
        token = self._peek()
        if token.kind == "number":
            self._next += 1
            return _exponent(token, Fraction(token.text))
        value = self._atom() if token.text == "(" else Polynomial.of(0, 1)
        if value.degree > 0:
            raise _refusal(token, "is no exponent", "use a whole number such as 2")
        return _exponent(token, value.at(Fraction(0)))

    def _atom(self) -> Polynomial:
        token = self._peek()
        self._next += 1
        if token.kind == "number":
            return _checked(Polynomial.of(Fraction(token.text)), token)
        if token.text == "(":
            inside = self.sum()
            if not self._take(")"):
                raise _refusal(self._peek(), "stands where ) should", "close the bracket")
            return inside
        return self._variable(token)

    def _variable(self, token: _Token) -> Polynomial:
        if token.text not in LETTERS or token.kind == "end":
            remedy = f"use numbers, + - * / ^ ( ) and one letter of {', '.join(LETTERS)}"
            raise _refusal(token, "cannot be read here", remedy)
        if self.letter not in ("", token.text):
            remedy = f"write {self.letter} throughout"
            raise _refusal(token, "is a second variable", remedy)
        self.letter = token.text
        return Polynomial.of(0, 1)

    def _peek(self) -> _Token:
        return self._tokens[self._next] if self._next < len(self._tokens) else self._end

    def _take(self, wanted: str) -> str:
        """Take the next sign if it is one of those wanted."""
        token = self._peek()
        if token.kind != "sign" or token.text not in wanted:
            return ""
        self._next += 1
        return token.text


def _exponent(token: _Token, value: Fraction) -> int:
    if value.denominator > 1 or value < 0:
        raise _refusal(token, "is no exponent", "use a whole number such as 2")
    if value > LARGEST_DEGREE:
        raise _refusal(token, "is too large an exponent", f"use at most {LARGEST_DEGREE}")
    return int(value)


def _checked(polynomial: Polynomial, token: _Token) -> Polynomial:
    if polynomial.degree > LARGEST_DEGREE:
        raise _refusal(token, f"brings the degree to {polynomial.degree}", "use at most x^8")
    if any(abs(c) > _LARGEST or c.denominator > _LARGEST for c in polynomial.coefficients):
        raise _refusal(token, "brings a coefficient out of range", "stay within ±10^9 and 9 digits")
    return polynomial


def _refusal(token: _Token, found: str, remedy: str) -> InputError:
    what = f"{token.text[:12]!r}" if token.text else "the end"
    return InputError(f"{what} {found}", remedy, place=f"character {token.start + 1}:")


def polynomial_latex(polynomial: Polynomial, letter: str) -> str:
    """Return the polynomial as mathematics, highest power first: "x^2+2x"."""
    parts: list[str] = []
    for i, c in reversed(list(enumerate(polynomial.coefficients))):
        if not c:
            continue
        power = "" if i == 0 else letter if i == 1 else f"{letter}^{i}"
        size = "" if abs(c) == 1 and power else number_latex(abs(c))
        parts.append(("-" if c < 0 else "+" if parts else "") + size + power)
    return "".join(parts) or "0"


def number_latex(value: Fraction) -> str:
    r"""Return a whole number, a decimal if it ends, else a fraction: exactly the value."""
    sign, size = ("-", -value) if value < 0 else ("", value)
    if (digits := _decimal(size)) is not None:
        return sign + digits
    return rf"{sign}\frac{{{size.numerator}}}{{{size.denominator}}}"


def short_latex(value: Fraction) -> tuple[str, bool]:
    """Return the value in a few characters and whether they are exact: four digits if not."""
    places = _places(value)
    if places is None:
        short = value.denominator <= 99 and abs(value.numerator) <= 999
    else:
        digits = str(abs(value.numerator) * 10**places // value.denominator).rstrip("0")
        short = len(digits) <= (_SHORT if places else _SHORT_WHOLE)
    return (number_latex(value), True) if short else (_powers_of_ten(f"{float(value):.4g}"), False)


def _decimal(size: Fraction) -> str | None:
    """Return a decimal number in full; None if it does not end."""
    places = _places(size)
    if places is None:
        return None
    number = Decimal(size.numerator * 10**places // size.denominator).scaleb(-places)
    small = 0 < size < Fraction(1, 1000)
    return _powers_of_ten(f"{number.normalize():E}") if small else f"{number:f}"


def _places(value: Fraction) -> int | None:
    """Return the number of decimals; None if they do not end within 40."""
    return next((n for n in range(_PLACES + 1) if 10**n % value.denominator == 0), None)


def _powers_of_ten(text: str) -> str:
    mantissa, _, exponent = text.lower().partition("e")
    if not exponent:
        return mantissa
    power = f"10^{{{int(exponent)}}}"
    return power if mantissa == "1" else rf"{mantissa}\cdot {power}"
