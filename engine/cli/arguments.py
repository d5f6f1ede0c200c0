"""What may be typed after `main.py`."""

from __future__ import annotations

import argparse

from engine.backprop.norms import NORMS, SPECTRAL
from engine.network.activations import ACTIVATIONS
from engine.version import VERSION

_FILE = "a preset (.json), weights (.safetensors) or gallery:ID"
_SEQUENCE = "a .csv or .npy file, read in place of the file's input sequence"
_USAGE = """%(prog)s [FILE] [--sequence S]
       %(prog)s trace FILE --out OUT [--norm N] [--sequence S] [--activation A]
       %(prog)s presets"""
_EPILOG = """commands:
  trace     compute the norms, bounds and gradients of FILE and write them to OUT
  presets   list the gallery, one a line

Each command has its own --help. Exit status: 0 done, 1 failed, 2 wrong input."""


def window_parser() -> argparse.ArgumentParser:
    """Return the parser for opening the window."""
    parser = argparse.ArgumentParser(
        prog="main.py",
        usage=_USAGE,
        description="See why gradients vanish or explode in recurrent networks. "
        "Without a command, open the window.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"BPTT Lab {VERSION}")
    parser.add_argument("file", metavar="FILE", nargs="?", help=_FILE)
    parser.add_argument("--sequence", metavar="S", help=_SEQUENCE)
    return parser


def trace_parser() -> argparse.ArgumentParser:
    """Return the parser for `trace`."""
    parser = argparse.ArgumentParser(
        prog="main.py trace",
        description="Run backpropagation through time and write what it computes.",
        allow_abbrev=False,
    )
    parser.add_argument("file", metavar="FILE", help=_FILE)
    parser.add_argument(
        "--out",
        metavar="OUT",
        required=True,
        help="a .csv table of norms, a .npz archive of all arrays or a .json report; "
        "- writes the table to standard output",
    )
    parser.add_argument("--norm", choices=NORMS, default=SPECTRAL.name, help="the matrix norm")
    parser.add_argument("--sequence", metavar="S", help=_SEQUENCE)
    parser.add_argument("--activation", choices=ACTIVATIONS, help="in place of the file's")
    return parser


def presets_parser() -> argparse.ArgumentParser:
    """Return the parser for `presets`."""
    return argparse.ArgumentParser(
        prog="main.py presets",
        description="List the gallery: id, a tab, and what it teaches.",
        allow_abbrev=False,
    )
