"""The Matrix menu: what is done to W as a whole, and the dialog that asks for numbers."""
