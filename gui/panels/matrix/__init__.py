"""The grid of W, U, b, x, s0 and y."""
