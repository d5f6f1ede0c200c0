"""Text of numbers and blocks of numbers: typed into a cell, copied and pasted."""

from engine.files.number_text import parse_number
from gui.grid.text.block import parse_block
from gui.grid.text.notations import NOTATIONS, format_block

__all__ = ["NOTATIONS", "format_block", "parse_block", "parse_number"]
