"""Matrix grid: table, model, keys, clipboard, and blocks of numbers as text."""
