"""Small reusable pieces: heatmap, formula label, matrix table, slider, icons."""
