"""The factor in view and the product so far, as heatmaps."""
