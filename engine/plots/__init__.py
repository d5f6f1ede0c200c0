"""Every plot as SVG, PDF or PNG without a screen, and the data behind it."""
