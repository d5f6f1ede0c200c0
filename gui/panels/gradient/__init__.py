"""The Gradient tab: the terms, the one in view, truncation, the check."""
