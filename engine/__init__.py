"""BPTT Lab's engine: backpropagation through time in numbers, with no screen.

from engine import load, trace

experiment = load("rotation.json")
result = trace(experiment)
result.log10_norm, result.log10_bound
"""

from engine.backprop.trace import Trace, trace
from engine.errors import InputError
from engine.files.load import load
from engine.network.activations import ACTIVATIONS
from engine.network.experiment import Experiment
from engine.network.network import Network
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
