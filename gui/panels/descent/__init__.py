"""The Descent tab: one step, the loss along the gradient, a run of steps, the cliff."""
