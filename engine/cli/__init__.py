"""The command line: numbers from a terminal, without a window."""
