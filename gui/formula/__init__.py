"""Formulas as typeset pictures whose digits change, and their preparation in idle time."""
