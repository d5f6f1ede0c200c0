"""Presets and foreign weights in, data out; every reader answers bad input with `InputError`."""
