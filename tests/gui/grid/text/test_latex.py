r"""Matrices in LaTeX."""

import re

import pytest

from gui.grid.text import parse_block

ROWS = r"1 & -2.5 \\ \frac{1}{4} & 2 \cdot 10^{-3}"
MATRIX = [[1.0, -2.5], [0.25, 2e-3]]


@pytest.mark.parametrize(
    "text",
    [
        *(
            rf"\begin{{{kind}matrix}}{ROWS}\end{{{kind}matrix}}"
            for kind in ("", "p", "b", "B", "v", "V")
        ),
        rf"\begin{{array}}{{cc}}{ROWS}\end{{array}}",
        rf"\begin{{bmatrix*}}[r]{ROWS}\end{{bmatrix*}}",
        rf"$$W = \left(\begin{{array}}{{r|r}} {ROWS} \\ \hline \end{{array}}\right)$$",
        rf"\[ \begin{{smallmatrix}}{ROWS}\end{{smallmatrix}} \]",
        ROWS,
        r"""\begin{pmatrix}
              1 & $-2{,}5$ \\[2pt]
              \dfrac{1}{4} & 2 \times 10^{-3} \\
            \end{pmatrix}""",
        r"\begin{pmatrix} {1} & −2.5 \\ \tfrac{-1}{-4} & \, 0.002 \; \\ \end{pmatrix}",
    ],
)
def test_environments_of_one_matrix(text):
    assert parse_block(text).tolist() == MATRIX


def test_powers_of_ten_and_signed_fractions():
    text = r"10^{-3} & -10^2 & -\frac{1}{3} & 1.5\cdot10^{3} \\"
    assert parse_block(text).tolist() == [[1e-3, -1e2, -1 / 3, 1.5e3]]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (r"\begin{align} 1 & 2 \end{align}", 'the environment "align" is not a matrix'),
        (r"\begin{pmatrix} 1 & 2", r"\end{pmatrix} is missing"),
        (
            r"\begin{pmatrix}1\end{pmatrix}\begin{pmatrix}2\end{pmatrix}",
            "there are several matrices",
        ),
        (r"\begin{pmatrix} 1 & \\ 3 & 4 \end{pmatrix}", 'row 1, column 2: "" is empty'),
        (
            r"\begin{pmatrix} 1 & 2 \\ 3 & [4] \end{pmatrix}",
            'row 2, column 2: "[4]" is not a number',
        ),
        (r"\begin{pmatrix} \cos x & 1 \end{pmatrix}", r'row 1, column 1: "\cos x" is not a number'),
        (r"\begin{pmatrix} \frac{1}{0} \end{pmatrix}", 'row 1, column 1: "1/0" divides by zero'),
        (r"\begin{pmatrix} 1 & \cdots \\ 3 & 4 \end{pmatrix}", r'row 1, column 2: "\cdots" is not'),
        (r"\begin{pmatrix} 1 & 2 \\ 3 \end{pmatrix}", "row 2 has 1 cell where row 1 has 2 cells"),
    ],
)
def test_unsupported_input_is_named(text, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        parse_block(text)
