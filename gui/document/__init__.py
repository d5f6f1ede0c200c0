"""The document: experiment, undo stack, study, and the computation of the study."""
