"""Figures: every plot drawn as SVG, PDF or PNG without a screen, and the data behind it."""
