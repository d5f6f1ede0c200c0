"""Command line: the commands that need no window."""
