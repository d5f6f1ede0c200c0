"""Argument parsers: that of the window, and options shared by several commands."""

from __future__ import annotations

import argparse

from engine.cells.activations import ACTIVATIONS
from engine.chain.norms import NORMS, SPECTRAL
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

Each command has its own --help.

exit status: 0 done, 1 failed, 2 wrong input or arguments, 3 a check of trace --fail-if holds,
130 interrupted by Ctrl-C"""


class _Once(argparse.Action):
    """Action that stores an option's value and rejects a second one."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        """Store the value."""
        given = vars(namespace).setdefault("_given", set())
        if option_string is not None and self.dest in given:
            parser.error(f"{option_string} is given more than once")
        given.add(self.dest)
        setattr(namespace, self.dest, values)


class _Parser(argparse.ArgumentParser):
    """Argument parser without abbreviations, whose options may be given once unless stated."""

    def __init__(self, prog: str, description: str, epilog: str, usage: str | None = None) -> None:
        layout = argparse.RawDescriptionHelpFormatter
        super().__init__(
            prog, usage, description, epilog, formatter_class=layout, allow_abbrev=False
        )
        self.register("action", None, _Once)


def window_parser() -> argparse.ArgumentParser:
    """Return the parser of the window's arguments."""
    parser = _Parser(
        "main.py",
        "See why gradients vanish or explode in recurrent networks. "
        "Without a command, open the window.",
        _EPILOG,
        _USAGE,
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
    return _Parser(f"main.py {name}", description, epilog)


def add_files(parser: argparse.ArgumentParser) -> None:
    """Add the positional argument FILE…"""
    parser.add_argument("files", metavar="FILE", nargs="+", help=FILE)


def add_reading_options(parser: argparse.ArgumentParser, activation: bool = True) -> None:
    """Add the options about reading a file."""
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
    """Add the option of the matrix norm."""
    parser.add_argument("--norm", choices=NORMS, default=SPECTRAL.name, help="the matrix norm")


def add_quiet(parser: argparse.ArgumentParser) -> None:
    """Add the option --quiet: only errors and checks that hold are reported."""
    quiet = "neither progress, which only a terminal gets, nor notes: errors and checks alone"
    parser.add_argument("-q", "--quiet", action="store_true", help=quiet)
