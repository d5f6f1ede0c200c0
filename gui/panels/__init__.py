"""The panels of the window, one module or folder each; a panel never imports another."""
