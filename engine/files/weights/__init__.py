"""Foreign recurrent weights: what a file holds is surveyed first, and then one layer is read."""
