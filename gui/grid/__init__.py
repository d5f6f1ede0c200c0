"""The grid that edits a matrix: table, model, keys, clipboard, and blocks of numbers as text."""
