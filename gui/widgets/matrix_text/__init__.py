"""Numbers and blocks of numbers as text: what is typed into a cell, copied and pasted."""

from engine.files.number_text import parse_number
from gui.widgets.matrix_text.block import parse_block
from gui.widgets.matrix_text.notations import NOTATIONS, format_block

__all__ = ["NOTATIONS", "format_block", "parse_block", "parse_number"]
