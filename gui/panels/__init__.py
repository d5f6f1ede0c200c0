"""One file for each panel of the window; a panel never imports another."""
