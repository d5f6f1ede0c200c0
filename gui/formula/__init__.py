"""Formulas: typesetting with replaceable digits, formula labels, and their warm-up in idle time."""
