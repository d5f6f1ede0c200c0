"""Widgets used by several packages: heatmap, slider, text sections, questions, icons."""
