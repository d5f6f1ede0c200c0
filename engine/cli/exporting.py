"""`export`: figures, and the data behind them."""

from __future__ import annotations

import argparse
import re
from functools import partial

from engine.cli.answers import DONE, for_each
from engine.cli.arguments import (
    add_files,
    add_norm,
    add_quiet,
    add_reading_options,
    command_parser,
)
from engine.cli.inputs import expanded
from engine.cli.outputs import Outputs, is_folder, outputs
from engine.cli.progress import LINE
from engine.cli.subject import asked_for
from engine.errors import InputError
from engine.plots.colours import LIGHT, THEMES
from engine.plots.figure import KINDS, LARGEST, SIZE, SMALLEST, draw
from engine.plots.plots import PLOTS
from engine.plots.tables import table_csv, table_npz
from engine.studies.study import Study, study

_ALL = "all"
_TABLES = {"csv": table_csv, "npz": table_npz}
_FORMATS = (*KINDS, *_TABLES)
_SIZE = re.compile(r"([0-9]{1,5})x([0-9]{1,5})", re.ASCII)
_EPILOG = """plots:
{plots}

csv and npz hold the data behind a plot; a matrix is written one entry a line, with its row and
column. The same input gives the same bytes. In a folder, a figure is called FILE-PLOT.FORMAT.

examples:
  main.py export rnn.json --plot norm --out norm.svg
  main.py export rnn.json --plot norm,factor --out figures/
  main.py export rnn.json --plot all --out figures/ --format pdf --theme dark
  main.py export rnn.json --plot product --k 5 --out - --format png --scale 3 > product.png"""


def export_parser() -> argparse.ArgumentParser:
    """Return the parser for `export`."""
    plots = "\n".join(f"  {plot.name:10} {plot.title}" for plot in PLOTS.values())
    description = "Draw a figure of each FILE, or write the data behind it."
    parser = command_parser("export", description, _EPILOG.format(plots=plots))
    add_files(parser)
    parser.add_argument(
        "--plot",
        metavar="NAME",
        type=_plots,
        action="extend",
        required=True,
        help="a plot, several with commas between, or all; repeatable",
    )
    parser.add_argument(
        "--out",
        metavar="OUT",
        required=True,
        help="a .svg, .pdf, .png, .csv or .npz file; a folder for several; - for standard output",
    )
    parser.add_argument(
        "--format", choices=_FORMATS, help="where OUT does not tell it; svg in a folder"
    )
    _add_looks(parser)
    add_norm(parser)
    add_reading_options(parser)
    add_quiet(parser)
    return parser


def run_export(arguments: list[str]) -> int:
    """Export the plots of each file; return the exit status."""
    options = export_parser().parse_args(arguments)
    options.files = expanded(options.files)
    plots = tuple(dict.fromkeys(options.plot))
    kind = options.format or ("svg" if is_folder(options.out) else None)
    places = outputs(options.files, options.out, kind, _FORMATS, plots)
    if places.printed and len(options.files) * len(plots) > 1:
        raise InputError("takes one figure", "give a folder for --out", place="standard output")
    one = partial(_exported, options=options, places=places, plots=plots)
    return for_each(options.files, one, options.quiet)


def _plots(text: str) -> list[str]:
    """Return the plots that one --plot asks for."""
    names = text.split(",")
    for name in names:
        if name not in (*PLOTS, _ALL):
            listed = ", ".join((*PLOTS, _ALL))
            raise argparse.ArgumentTypeError(f"there is no plot {name[:40]!r}; choose of {listed}")
    return list(PLOTS) if _ALL in names else names


def _add_looks(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--theme", choices=THEMES, default=LIGHT.name, help="light unless given")
    parser.add_argument(
        "--size",
        metavar="WxH",
        type=_size,
        default=SIZE,
        help=f"CSS pixels, {SMALLEST} to {LARGEST} a side; {SIZE[0]}x{SIZE[1]} unless given",
    )
    parser.add_argument(
        "--scale", metavar="N", type=float, default=1.0, help="of a .png, 1 to 4 times as fine"
    )
    parser.add_argument(
        "--svg-text",
        action="store_true",
        help="of a .svg: text as text that can be edited; outlines unless given",
    )
    parser.add_argument(
        "--k", metavar="K", type=int, help="stop at ∂s_t/∂s_K; all factors unless given"
    )


def _size(text: str) -> tuple[int, int]:
    match = _SIZE.fullmatch(text)
    if match is None:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is not a size such as 900x560")
    return int(match[1]), int(match[2])


def _exported(
    name: str, options: argparse.Namespace, places: Outputs, plots: tuple[str, ...]
) -> int:
    found = study(asked_for(name, options), options.norm, LINE.advance)
    for number, plot in enumerate(plots, 1):
        LINE.say(f"{plot}, plot {number} of {len(plots)}" if len(plots) > 1 else plot)
        places.write(_data(found, plot, places.kind, options), name, plot)
    return DONE


def _data(found: Study, plot: str, kind: str, options: argparse.Namespace) -> bytes:
    if kind in _TABLES:
        return _TABLES[kind](found, plot, options.k)
    return draw(
        found, plot, kind, theme=THEMES[options.theme], size=options.size, scale=options.scale,
        k=options.k, svg_text=options.svg_text,
    )  # fmt: skip
