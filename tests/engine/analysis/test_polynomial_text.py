"""What a reader may type, what it means, and how what cannot be read is refused."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.analysis.polynomial_text import number_latex, parse_polynomial, polynomial_latex
from engine.analysis.polynomials import Polynomial
from engine.errors import InputError


@pytest.mark.parametrize(
    ("text", "coefficients", "letter"),
    [
        ("x^2 + 2x", (0, 2, 1), "x"),
        ("x² + 2x", (0, 2, 1), "x"),
        ("x**2+2*x", (0, 2, 1), "x"),
        ("s(1 − s)", (0, 1, -1), "s"),
        ("1 - s^2", (1, 0, -1), "s"),
        ("(a-1)^3 a", (0, -1, 3, -3, 1), "a"),
        ("-x·x/4 + .5", (Fraction(1, 2), 0, Fraction(-1, 4)), "x"),
        ("2(x+1)(x-1)", (-2, 0, 2), "x"),
        ("+3.25", (Fraction(13, 4),), "x"),
        ("-(-x)", (0, 1), "x"),
        ("x - x", (), "x"),
        ("2x^0", (2,), "x"),
        (" x ^ 2 ", (0, 0, 1), "x"),
        ("(x+1)^8", (1, 8, 28, 56, 70, 56, 28, 8, 1), "x"),
        ("-x^2", (0, 0, -1), "x"),
    ],
)
def test_what_is_typed_is_read(text: str, coefficients: tuple[Fraction, ...], letter: str) -> None:
    assert parse_polynomial(text) == (Polynomial.of(*coefficients), letter)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "character 1: the end cannot be read here"),
        ("x +", "character 4: the end cannot be read here"),
        ("x +* 2", "character 4: '*' cannot be read here"),
        ("0,5x", "character 2: ',' is no part of a number here; write a decimal point, as in 0.5"),
        ("2y", "character 2: 'y' cannot be read here; use numbers, + - * / ^ ( ) and one letter"),
        ("sin(x)", "character 2: 'i' cannot be read here"),
        ("x + s", "character 5: 's' is a second variable; write x throughout"),
        ("(x + 1", "character 7: the end stands where ) should; close the bracket"),
        ("x + 1)", "character 6: ')' closes a bracket that is not open"),
        ("x^2.5", "character 3: '2.5' is no exponent; use a whole number such as 2"),
        ("x^-1", "character 3: '-' is no exponent"),
        ("x^x", "character 3: 'x' is no exponent"),
        ("x^9", "character 3: '9' is too large an exponent; use at most 8"),
        ("x^99999999999999999999", "is too large an exponent"),
        ("(x^4+1)^3", "character 8: '^' brings the degree to 12; use at most x^8"),
        ("x^8 x", "character 5: 'x' brings the degree to 9"),
        ("9999999999", "brings a coefficient out of range"),
        ("(9^8)^8", "brings a coefficient out of range"),
        ("0.00000000001", "brings a coefficient out of range"),
        ("1/0", "character 3: '0' divides by zero"),
        ("1/x", "character 3: 'x' cannot divide a polynomial; divide by a number"),
        ("2 3", "character 3: '3' was not expected"),
        ("x^2^3", "character 4: '^' was not expected"),
        ("__import__('os')", "character 1: '_' cannot be read here"),
        ("x" * 81, "the polynomial has 81 characters; use at most 80"),
        ("²", "character 1: '²' cannot be read here"),
        ("x∞", "character 2: '∞' was not expected"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(text: str, complaint: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_polynomial(text)
    assert complaint in str(caught.value)


@given(st.text(alphabet="xsa0123456789.+-*/^()² −,e", max_size=40) | st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        polynomial, letter = parse_polynomial(text)
    except InputError:
        return
    assert polynomial.degree <= 8
    assert letter in "xsa"


@given(st.lists(st.integers(-99, 99), max_size=9))
def test_what_is_written_reads_back(coefficients: list[int]) -> None:
    polynomial = Polynomial.of(*coefficients)
    assert parse_polynomial(polynomial_latex(polynomial, "x"))[0] == polynomial


@pytest.mark.parametrize(
    ("value", "latex"),
    [
        (Fraction(-3), "-3"),
        (Fraction(1, 2), "0.5"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(2, 3), r"\frac{2}{3}"),
        (Fraction(-1, 3), r"-\frac{1}{3}"),
        (Fraction(1, 700), "0.001429"),
        (Fraction(1, 7_000_000), r"1.429\cdot 10^{-7}"),
        (Fraction(0), "0"),
    ],
)
def test_numbers_as_mathematics(value: Fraction, latex: str) -> None:
    assert number_latex(value) == latex
