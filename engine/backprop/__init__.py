"""The chain: its factors, scaled product, norms, bound ladder, and the gradient's terms."""
