"""`convert`: write an experiment in another format and report the parts that format loses."""

from __future__ import annotations

import argparse
import io
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np

from engine.arrays import Array
from engine.bptt.trace import trace
from engine.cli.arguments import add_files, add_quiet, add_reading_options, command_parser
from engine.cli.exit_status import DONE, for_each, note
from engine.cli.inputs import expanded
from engine.cli.load_input import load_from_options
from engine.cli.outputs import Outputs, is_stream, outputs
from engine.cli.progress import LINE
from engine.errors import InputError
from engine.experiment.edits import ARRAYS, array_of
from engine.experiment.experiment import Experiment
from engine.files.atomic import write_atomically
from engine.files.load import load
from engine.files.save import save
from engine.files.trace_out import columns_npz, trace_arrays

_EPILOG = """formats:
  json         a preset, everything
  safetensors  a network file, everything
  npz          W U b s0 x y and the trace, from which t and the activation are read back
  npy csv tsv  W alone

What is lost on the way is said on standard error.

examples:
  main.py convert rnn.safetensors --layer 2 --activation relu --out rnn.json
  main.py convert gallery:jordan --out W.csv
  main.py convert runs/*.npz --out presets/ --format json"""


def convert_parser() -> argparse.ArgumentParser:
    """Return the argument parser of `convert`."""
    parser = command_parser("convert", "Write each FILE in another format.", _EPILOG)
    add_files(parser)
    parser.add_argument(
        "--out",
        metavar="OUT",
        required=True,
        help=f"a {', '.join(f'.{kind}' for kind in _WRITERS)} file, or a folder",
    )
    parser.add_argument("--format", choices=_WRITERS, help="needed where OUT is a folder")
    add_reading_options(parser)
    add_quiet(parser)
    return parser


def run_convert(arguments: list[str]) -> int:
    """Convert each file; return the exit status."""
    options = convert_parser().parse_args(arguments)
    options.files = expanded(options.files)
    if is_stream(options.out):
        place = f"--out {options.out}"
        raise InputError("is no place for a network", "give a file or a folder", place=place)
    places = outputs(options.files, options.out, options.format, _WRITERS)
    one = partial(_converted, options=options, places=places)
    return for_each(options.files, one, options.quiet)


def _converted(name: str, options: argparse.Namespace, places: Outputs) -> int:
    experiment = load_from_options(name, options)
    path = places.paths[name, ""]
    _WRITERS[places.kind](experiment, path)
    lost = list(_lost(experiment, load(path)))
    if lost and not options.quiet:
        note(f"note: {path}: .{places.kind} does not keep {', '.join(lost)}")
    return DONE


def _lost(before: Experiment, after: Experiment) -> Iterator[str]:
    """Yield the parts that differ after writing and reading."""
    if before.name not in ("", after.name):
        yield "the name"
    if before.description != after.description:
        yield "the description"
    if before.network.activation is not after.network.activation:
        yield f"the activation ({before.network.activation.name})"
    for array in ARRAYS:
        if not _same(array_of(before, array), array_of(after, array)):
            yield array
    if before.t != after.t:
        yield f"t = {before.t}"
    if (before.readout is None) != (after.readout is None):
        yield "the read-out V, c"
    if before.summed != after.summed:
        yield "that losses are summed"


def _same(one: Array, other: Array) -> bool:
    return one.shape == other.shape and one.tobytes() == other.tobytes()


def _save(experiment: Experiment, path: Path) -> None:
    save(experiment, path)


def _write_npz(experiment: Experiment, path: Path) -> None:
    arrays = trace_arrays(trace(experiment, progress=LINE.advance)) | {"y": experiment.y}
    if experiment.readout is not None:
        arrays |= {"V": experiment.readout.V, "c": experiment.readout.c}
    write_atomically(path, columns_npz(arrays))


def _write_npy(experiment: Experiment, path: Path) -> None:
    data = io.BytesIO()
    np.save(data, experiment.network.W, allow_pickle=False)
    write_atomically(path, data.getvalue())


def _write_table(experiment: Experiment, path: Path) -> None:
    mark = "\t" if path.suffix.lower() == ".tsv" else ","
    lines = (mark.join(map(repr, row)) for row in experiment.network.W.tolist())
    write_atomically(path, "".join(f"{line}\n" for line in lines).encode())


_WRITERS: dict[str, Callable[[Experiment, Path], None]] = {
    "json": _save,
    "safetensors": _save,
    "npz": _write_npz,
    "npy": _write_npy,
    "csv": _write_table,
    "tsv": _write_table,
}
