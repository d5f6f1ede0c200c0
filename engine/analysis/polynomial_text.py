r"""Polynomials as people type them, and as mathematics.

    sum      = ["+" | "−"] product {("+" | "−") product}
    product  = power {["·"] power | "/" number}      without "·" only before a letter or bracket
    power    = atom ["^" whole number | superscript]
    atom     = number | letter | "(" sum ")"

The letter is x, s or a, the same throughout. `*` and `·`, `-` and `−`, `^` and `**` mean the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from engine.analysis.polynomials import Polynomial
from engine.errors import InputError

LETTERS = "xsa"
LARGEST_DEGREE = 8

_LONGEST = 80
_LARGEST = 10**9
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_TOKEN = re.compile(r"\s*(?P<number>\d+\.?\d*|\.\d+)|\s*(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]+)|\s*(?P<sign>\S)")
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
    return polynomial, reader.letter or "x"


class _Reader:
    """Recursive descent over the tokens; `letter` is the variable met first."""

    def __init__(self, text: str) -> None:
        clean = text.replace("**", " ^").replace("−", "-").replace("·", "*").rstrip()
        self._tokens = [
            _Token(m[m.lastgroup or 0], m.start(m.lastgroup or 0), m.lastgroup or "")
            for m in _TOKEN.finditer(clean)
        ]
        self._end = _Token("", len(clean), "end")
        self._next = 0
        self.letter = ""

    def sum(self) -> Polynomial:
        total = self._signed(self._take("+-"))
        while sign := self._take("+-"):
            total += self._signed(sign)
        return total

    def expect_end(self) -> None:
        token = self._peek()
        if token.text == ")":
            raise _refusal(token, "closes a bracket that is not open", "remove it, or open one")
        if token.text == ",":
            raise _refusal(token, "is no part of a number here", "write a decimal point, as in 0.5")
        if token.kind != "end":
            raise _refusal(token, "was not expected", "write a sum of powers such as x^3 - 2x + 1")

    def _signed(self, sign: str) -> Polynomial:
        return self._product().scaled(-1 if sign == "-" else 1)

    def _product(self) -> Polynomial:
        result = self._power()
        while True:
            if self._take("/"):
                result = result.scaled(1 / self._divisor())
            elif self._take("*") or self._starts_atom():
                start = self._peek()
                result = _checked(result * self._power(), start)
            else:
                return result

    def _starts_atom(self) -> bool:
        token = self._peek()
        return token.text == "(" or (token.kind == "sign" and token.text.isalpha())

    def _divisor(self) -> Fraction:
        token = self._peek()
        if token.kind != "number":
            remedy = "divide by a number, such as 2"
            raise _refusal(token, "cannot divide a polynomial", remedy)
        self._next += 1
        if not (value := Fraction(token.text)):
            raise _refusal(token, "divides by zero", "divide by another number")
        return value

    def _power(self) -> Polynomial:
        base = self._atom()
        start = self._peek()
        if start.kind != "raised" and not self._take("^"):
            return base
        exponent = self._exponent()
        result = Polynomial.of(1)
        for _ in range(exponent):
            result = _checked(result * base, start)
        return result

    def _exponent(self) -> int:
        token = self._peek()
        digits = token.text.translate(_SUPERSCRIPTS)
        if not (digits.isascii() and digits.isdigit()):
            raise _refusal(token, "is no exponent", "use a whole number such as 2")
        if int(digits) > LARGEST_DEGREE:
            raise _refusal(token, "is too large an exponent", f"use at most {LARGEST_DEGREE}")
        self._next += 1
        return int(digits)

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
            remedy = f"use numbers, + - * ^ ( ) and one letter of {', '.join(LETTERS)}"
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
    r"""Return a whole number, a decimal of up to four places, else a fraction or ≈ four digits."""
    sign, size = ("-", -value) if value < 0 else ("", value)
    if size.denominator == 1:
        return f"{sign}{size.numerator}"
    if (size * 10_000).denominator == 1:
        return f"{sign}{float(size):.4f}".rstrip("0")
    if size.denominator <= 99 and size.numerator <= 999:
        return rf"{sign}\frac{{{size.numerator}}}{{{size.denominator}}}"
    return f"{sign}{_digits(size)}"


def _digits(size: Fraction) -> str:
    text = f"{float(size):.4g}"
    mantissa, _, exponent = text.partition("e")
    return rf"{mantissa}\cdot 10^{{{int(exponent)}}}" if exponent else mantissa
