"""Traces whose arrays do not fit one another."""

from __future__ import annotations

import numpy as np

from engine.bptt.trace import trace
from engine.files.trace_out import trace_arrays
from tests.engine.experiments import of_matrix
from tests.engine.files.hostile.cases import OPENED, cases
from tests.engine.files.test_npz import EYE, header, npy, zipped

_ANOTHER = "s was not computed from a by the activation of this trace; write the trace anew"


def traced(**arrays: object) -> bytes:
    """Return a trace with some of its arrays replaced."""
    whole = trace_arrays(trace(of_matrix(EYE / 2, T=3)))
    entries = {f"{name}.npy": npy(np.asarray(array)) for name, array in (whole | arrays).items()}
    return zipped(*entries.items())


_TRACES = {
    "trace of another.npz": (traced(s=np.ones((4, 2))), _ANOTHER),
    "trace without steps.npz": (traced(k=np.zeros(0)), "t is 0; choose a step from 1 to 3"),
    "trace of step 1e300.npz": (
        traced(k=np.array([1e300])),
        "t is 1000000000000000052504760255204",
    ),
    "trace of no states.npz": (
        traced(s=np.zeros((0, 2)), a=np.zeros((0, 2))),
        _ANOTHER,
    ),
    "trace that overflows.npz": (traced(a=np.full((3, 2), 1e308)), _ANOTHER),
    "trace of no units.npz": (
        traced(W=np.zeros((0, 0))),
        _ANOTHER,
    ),
    "trace of a vast W.npz": (
        zipped(
            *((f"{name}.npy", header("(2, 2)")) for name in "UxsaV"),
            *((f"{name}.npy", header("(2,)")) for name in ("b", "s0", "k", "log10_norm")),
            ("W.npy", header("(4000, 4000)")),
        ),
        "W has 4000 units; use at most 2048",
    ),
    "trace of another activation.npz": (traced(activation=np.array("logistic")), _ANOTHER),
    "trace of no activation.npz": (
        traced(activation=np.array("sin")),
        "activation is 'sin'; choose one of tanh",
    ),
}

CASES = [*cases(OPENED, _TRACES)]
