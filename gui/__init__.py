"""The window: Qt and pyqtgraph over the engine."""
