"""What the numbers mean: the constants of W, the verdict, and both with the trace as one study."""
