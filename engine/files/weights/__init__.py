"""Foreign recurrent weights: a survey of the file, then one layer is read."""
