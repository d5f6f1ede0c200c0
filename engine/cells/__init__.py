"""Recurrent cells: what a cell gives to the rest, the Elman cell, and activation functions."""
