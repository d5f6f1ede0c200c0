"""What may be typed after `main.py`, and the options that several commands share."""

from __future__ import annotations

import argparse

from engine.backprop.norms import NORMS, SPECTRAL
from engine.network.activations import ACTIVATIONS
from engine.version import VERSION

FILE = (
    "a preset (.json), a network or trained weights (.safetensors, .npz), W alone (.npy, .csv, "
    ".tsv) or gallery:ID"
)
_SEQUENCE = "a .csv, .tsv, .npy, .npz or .safetensors file, in place of the file's input sequence"
_USAGE = """%(prog)s [FILE] [--sequence S] [--layer NAME] [--transpose]
       %(prog)s trace FILE... --out OUT
       %(prog)s export FILE... --plot NAME --out OUT
       %(prog)s convert FILE... --out OUT
       %(prog)s presets"""
_EPILOG = """commands:
  trace     compute the norms, bounds and gradients of each FILE and write or check them
  export    draw a figure of each FILE, or write the data behind it
  convert   write each FILE in another format
  presets   list the gallery, one a line

Each command has its own --help. Exit status: 0 done, 1 failed or a check holds, 2 wrong input."""


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
    parser.add_argument("file", metavar="FILE", nargs="?", help=FILE)
    add_reading_options(parser, activation=False)
    return parser


def presets_parser() -> argparse.ArgumentParser:
    """Return the parser for `presets`."""
    return command_parser("presets", "List the gallery: id, a tab, and what it teaches.")


def command_parser(name: str, description: str, epilog: str = "") -> argparse.ArgumentParser:
    """Return a parser for one command, without arguments."""
    return argparse.ArgumentParser(
        prog=f"main.py {name}",
        description=description,
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )


def add_files(parser: argparse.ArgumentParser) -> None:
    """Let one file or several be given."""
    parser.add_argument("files", metavar="FILE", nargs="+", help=FILE)


def add_reading_options(parser: argparse.ArgumentParser, activation: bool = True) -> None:
    """Add the options that say how a file is read."""
    parser.add_argument("--sequence", metavar="S", help=_SEQUENCE)
    if activation:
        listed = ", ".join(ACTIVATIONS)
        parser.add_argument(
            "--activation",
            metavar="A",
            choices=ACTIVATIONS,
            help=f"σ in place of the file's: {listed}",
        )
    parser.add_argument(
        "--layer",
        metavar="NAME",
        help="which recurrent layer of the weights, by its name or its number from 1",
    )
    parser.add_argument(
        "--transpose",
        action="store_true",
        help="the weights multiply rows, as in x·K + h·R, though their names do not say so",
    )


def add_norm(parser: argparse.ArgumentParser) -> None:
    """Let the matrix norm be chosen."""
    parser.add_argument("--norm", choices=NORMS, default=SPECTRAL.name, help="the matrix norm")
