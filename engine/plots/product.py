"""The accumulated product ∂s_t/∂s_k on its own scale."""

from __future__ import annotations

import numpy as np

from engine.chain.scaled import LOG10_2, from_log10, log10
from engine.numbers import power, unit_text
from engine.plots.heatmap import Square, colour_bar, heatmap
from engine.plots.layout import centred, number_cells
from engine.plots.naming import Table, long_table, title_of
from engine.plots.page import Page
from engine.plots.readable import readable
from engine.studies.study import Study
from engine.studies.wording import counted

_ABOVE, _BELOW = 50, 56


def draw_product(page: Page, study: Study, k: int) -> None:
    """Draw P_{t,k} with its power of ten beside the scale."""
    trace = study.trace
    back = trace.t - k
    size, bound = float(trace.log10_norm[back]), float(trace.log10_bound[back])
    norm = power(size) if trace.known[back] else "not known, as factors cancel"
    sentence = f"{back} of {counted(trace.t, 'factor')} multiplied: norm {norm}"
    if back:
        sentence += f", bound {power(bound)}"
    top = page.head(f"{title_of(study)}: accumulated product", f"{sentence}.") + _ABOVE
    square = centred(page, top, page.height - _BELOW)
    values, decades = readable(trace.product(k))
    limit = float(np.abs(values).max())
    name = rf"\partial s_{{{trace.t}}} / \partial s_{{{k}}}"
    page.formula(square.middle, square.top - 34, name, 20)
    heatmap(page, square, values, limit).set_gid("product")
    number_cells(page, square, len(values))
    bar = Square(square.left, square.bottom + 10, square.side)
    colour_bar(page, bar, limit, unit_text(decades))


def product_table(study: Study, k: int) -> Table:
    """Return row, column (from 1), value and log10_size of each entry of P_{t,k}, one a line.

    value is 0 or ±inf outside the range of a double; log10_size, log10 |value|, never leaves it.
    """
    product = study.trace.product(k)
    sizes = log10(np.abs(product.mantissa)) + product.exponent * LOG10_2
    return long_table(value=np.sign(product.mantissa) * from_log10(sizes), log10_size=sizes)
