"""What several plots share: axes, labels at curves, small plots, the eigenvalue plot."""
