"""BPTT Lab's engine: backpropagation through time in numbers, with no screen.

from engine import load, trace

experiment = load("rotation.json")
result = trace(experiment)
result.log10_norm, result.log10_bound
"""

from engine.bptt.trace import Trace, trace
from engine.cells.activations import ACTIVATIONS
from engine.errors import InputError
from engine.experiment.experiment import Experiment
from engine.experiment.network import Network
from engine.files.load import load
from engine.version import VERSION

__version__ = VERSION

__all__ = [
    "ACTIVATIONS",
    "Experiment",
    "InputError",
    "Network",
    "Trace",
    "__version__",
    "load",
    "trace",
]
