"""Backpropagation through time: the forward pass, the gradient as a sum of terms, and the trace."""
