"""Matrix menu: actions on the whole of W, and the dialog that asks for their numbers."""
