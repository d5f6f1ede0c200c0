"""The toolbar: files, undo, activation, norm, sizes and the verdict."""
