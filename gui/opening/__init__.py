"""Opening foreign files: dialogs about how to read them, and drag and drop."""
