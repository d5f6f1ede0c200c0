"""What a reader may type, what it means, and how what cannot be read is refused."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import InputError
from engine.studies.polynomial_text import (
    number_latex,
    parse_polynomial,
    polynomial_latex,
    short_latex,
)
from engine.studies.polynomials import Polynomial


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
        ("1e-8x^3", (0, 0, 0, Fraction(1, 10**8)), "x"),
        ("2.5E+3a", (0, 2500), "a"),
        ("3×x÷4", (0, Fraction(3, 4)), "x"),
        ("2⋅x∙x", (0, 0, 2), "x"),
        ("2*-x", (0, -2), "x"),
        ("x--2", (2, 1), "x"),
        ("x ++ 2", (2, 1), "x"),
        ("x / -2", (0, Fraction(-1, 2)), "x"),
        ("(x+1)2", (2, 2), "x"),
        ("2(3)", (6,), "x"),
        ("x^(2)", (0, 0, 1), "x"),
        ("x**(1+1)", (0, 0, 1), "x"),
        ("x/2^2", (0, Fraction(1, 4)), "x"),
        ("((x))²", (0, 0, 1), "x"),
        ("x/(1+1)", (0, Fraction(1, 2)), "x"),
        ("1/2x", (0, Fraction(1, 2)), "x"),
        ("0.1x²+0.2x", (0, Fraction(1, 5), Fraction(1, 10)), "x"),
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
        ("x/(1-1)", "character 3: '(' divides by zero"),
        ("x^(-1)", "character 3: '(' is no exponent"),
        ("x^(x)", "character 3: '(' is no exponent"),
        ("x^(1/2)", "character 3: '(' is no exponent"),
        ("x^(", "character 4: the end cannot be read here"),
        ("2e", "character 2: 'e' cannot be read here"),
        ("1e9999x", "character 2: 'e' cannot be read here"),
        ("1e999x", "brings a coefficient out of range"),
        ("x 2", "character 3: '2' was not expected"),
        ("x^2 3", "character 5: '3' was not expected"),
        ("x/999999999/999999999", "brings a coefficient out of range"),
        ("x⁻¹", "character 2: '⁻' was not expected"),
        ("x^4!", "character 4: '!' was not expected"),
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


@settings(deadline=None)
@given(st.text(alphabet="xsa0123456789.+-*/^()² −,e", max_size=40) | st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        polynomial, letter = parse_polynomial(text)
    except InputError:
        return
    assert polynomial.degree <= 8
    assert letter in "xsa"


@settings(deadline=None)
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
        (Fraction(1, 700), r"\frac{1}{700}"),
        (Fraction(12345, 100_000), "0.12345"),
        (Fraction(3, 10_000), r"3\cdot 10^{-4}"),
        (Fraction(-1, 10**8), "-10^{-8}"),
        (Fraction(0), "0"),
    ],
)
def test_numbers_as_mathematics(value: Fraction, latex: str) -> None:
    assert number_latex(value) == latex


@pytest.mark.parametrize(
    ("coefficients", "latex"),
    [
        ((0, 2, 1), "x^2+2x"),
        ((0, -1), "-x"),
        ((-1, 1, -1, 1), "x^3-x^2+x-1"),
        ((1,), "1"),
        ((), "0"),
        ((0, Fraction(1, 5), Fraction(1, 10)), "0.1x^2+0.2x"),
        ((0, 0, Fraction(-1, 3)), r"-\frac{1}{3}x^2"),
    ],
)
def test_a_polynomial_is_written_exactly(coefficients: tuple[Fraction, ...], latex: str) -> None:
    assert polynomial_latex(Polynomial.of(*coefficients), "x") == latex


@pytest.mark.parametrize(
    ("value", "latex", "exact"),
    [
        (Fraction(1, 5), "0.2", True),
        (Fraction(-1, 3), r"-\frac{1}{3}", True),
        (Fraction(246913578), "246913578", True),
        (Fraction(1, 700), "0.001429", False),
        (Fraction(-1, 7_000_000), r"-1.429\cdot 10^{-7}", False),
        (Fraction(123456789, 10**9), "0.1235", False),
    ],
)
def test_a_value_in_a_few_characters_says_whether_it_is_exact(
    value: Fraction, latex: str, exact: bool
) -> None:
    assert short_latex(value) == (latex, exact)


# ---------------------------------------------------- texts with their values by Python's own rules

_Written = tuple[str, str]  # as it is typed, and in Python, where N(…) makes a fraction of a number
_numbers = st.sampled_from(("2", "3.5", ".25", "1e-2", "7", "2E1")).map(lambda n: (n, f"N('{n}')"))
_atoms: st.SearchStrategy[_Written] = _numbers | st.just(("x", "x"))


def _operation(pair: tuple[_Written, _Written], sign: tuple[str, str]) -> _Written:
    (a, b), (typed, python) = pair, sign
    return f"({a[0]}){typed}({b[0]})", f"(({a[1]}){python}({b[1]}))"


def _power(base: _Written, exponent: int, style: str) -> _Written:
    raised = style.format(exponent) if style else "⁰¹²³"[exponent]
    return f"({base[0]}){raised}", f"(({base[1]})**{exponent})"


def _larger(parts: st.SearchStrategy[_Written]) -> st.SearchStrategy[_Written]:
    signs = st.sampled_from(
        [("+", "+"), ("-", "-"), ("−", "-"), ("*", "*"), ("×", "*"), ("·", "*"), ("⋅", "*"),
         ("", "*"), (" - -", "+"), ("*-", "*-")]
    )  # fmt: skip
    divisions = st.tuples(parts, _numbers, st.sampled_from(("/", "÷")))
    powers = st.tuples(parts, st.integers(0, 3), st.sampled_from(("^{}", "**{}", "^({})", "")))
    return (
        st.builds(_operation, st.tuples(parts, parts), signs)
        | divisions.map(lambda d: (f"({d[0][0]}){d[2]}{d[1][0]}", f"(({d[0][1]})/{d[1][1]})"))
        | powers.map(lambda p: _power(*p))
        | parts.map(lambda p: (f"-({p[0]})", f"(-({p[1]}))"))
    )


@settings(deadline=None)
@given(st.recursive(_atoms, _larger, max_leaves=6), st.fractions(-3, 3, max_denominator=7))
def test_a_text_has_the_value_that_python_gives_it(written: _Written, x: Fraction) -> None:
    text, python = written
    try:
        polynomial, _letter = parse_polynomial(text)
    except InputError as error:
        complaint = str(error)
    else:
        assert polynomial.at(x) == eval(python, {"N": Fraction, "x": x})  # noqa: S307  our own text
        return
    assert any(word in complaint for word in ("degree", "out of range", "characters"))


@settings(deadline=None)
@given(st.lists(st.fractions(-9, 9, max_denominator=12), max_size=6))
def test_what_is_written_has_the_same_value(coefficients: list[Fraction]) -> None:
    polynomial = Polynomial.of(*coefficients)
    latex = polynomial_latex(polynomial, "x").replace(r"\frac", "").replace(r"\cdot", "*")
    text = latex.replace("}{", ")/(").replace("{", "(").replace("}", ")")
    if len(text) <= 80 and "10^(-" not in text:
        assert parse_polynomial(text)[0] == polynomial
