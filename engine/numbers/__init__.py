"""Number formatting for display: in sentences, matrix cells and axis ticks.

Every number displayed is formatted here, rounded first and scaled after. Files, clipboard
texts and the editors of single entries keep exact numbers and do not use this package.
"""

from engine.numbers.cells import CellFormat, cell_formats, common_power, unit_text
from engine.numbers.text import (
    MINUS,
    count,
    degrees,
    exact,
    fixed,
    percent,
    power,
    short,
    signed_power,
    ten_to,
    told_from_one,
    trimmed,
)
from engine.numbers.ticks import (
    even_labels,
    power_label,
    power_ticks,
    step_ticks,
    whole_step,
)

__all__ = [
    "MINUS",
    "CellFormat",
    "cell_formats",
    "common_power",
    "count",
    "degrees",
    "even_labels",
    "exact",
    "fixed",
    "percent",
    "power",
    "power_label",
    "power_ticks",
    "short",
    "signed_power",
    "step_ticks",
    "ten_to",
    "told_from_one",
    "trimmed",
    "unit_text",
    "whole_step",
]
