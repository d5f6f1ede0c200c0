"""The window: Qt and pyqtgraph over the engine."""

from gui.overrides import guard

guard()
