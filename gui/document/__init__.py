"""The document: the experiment, its undo stack, its study, and how that is computed."""
