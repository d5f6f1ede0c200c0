"""File readers and writers; every reader raises `InputError` for bad input."""
