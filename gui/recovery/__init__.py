"""Crash recovery: autosave of unsaved work, and its recovery at the next start."""
