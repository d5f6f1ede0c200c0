"""Widgets that several rooms use: heatmap, slider, text sections, questions, icons."""
