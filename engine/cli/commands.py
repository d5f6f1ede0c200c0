"""Entry point of the command line: a command by its name, otherwise the window."""

from __future__ import annotations

import difflib
import io
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from engine.cli.arguments import presets_parser, window_parser
from engine.cli.exit_status import DONE, exit_status_of, write_out
from engine.cli.load_input import Start, window_start
from engine.errors import InputError

OpenWindow = Callable[[Start], int]

_COMMANDS = ("trace", "export", "convert", "presets")


def main(arguments: Sequence[str], open_window: OpenWindow) -> int:
    """Run the command or open the window, and return the exit status.

    Args:
        arguments: the arguments after the program's name.
        open_window: called with the initial state of the window.

    Raises:
        SystemExit: from argparse, after --help, --version (0) or wrong arguments (2).
    """
    _print_any_character()
    match list(arguments):
        case [name, *rest] if name in _COMMANDS:
            return exit_status_of(lambda: _command(name)(rest))
        case rest:
            return _window(rest, open_window)


def _command(name: str) -> Callable[[list[str]], int]:
    """Return a command, importing its modules now."""
    if name == "trace":
        from engine.cli.tracing import run_trace  # noqa: PLC0415 - on demand

        return run_trace
    if name == "export":
        from engine.cli.exporting import run_export  # noqa: PLC0415 - on demand

        return run_export
    if name == "convert":
        from engine.cli.converting import run_convert  # noqa: PLC0415 - on demand

        return run_convert
    return _presets


def _window(arguments: list[str], open_window: OpenWindow) -> int:
    found: list[Start] = []

    def read() -> int:
        _require_no_misspelt_command(arguments)
        found.append(_start(arguments))
        return DONE

    return exit_status_of(read) or open_window(found[0])


def _require_no_misspelt_command(arguments: list[str]) -> None:
    name = arguments[0] if arguments else ""
    if Path(name).suffix or Path(name).exists():
        return
    for meant in difflib.get_close_matches(name, _COMMANDS, 1, 0.7):
        found = "is neither a command nor a file"
        raise InputError(found, f"did you mean {meant}?", place=repr(name))


def _start(arguments: list[str]) -> Start:
    parser = window_parser()
    options = parser.parse_args(arguments)
    reading = options.sequence is not None or options.layer is not None or options.transpose
    if options.file is None and reading:
        parser.error("--sequence, --layer and --transpose need a FILE")
    return window_start(options)


def _presets(arguments: list[str]) -> int:
    presets_parser().parse_args(arguments)
    from engine.gallery import entries  # noqa: PLC0415 - only when the gallery is asked for

    lines = (f"{entry.id}\t{entry.teaches}\n" for entry in entries())
    write_out("".join(lines).encode())
    return DONE


def _print_any_character() -> None:
    """Make printing replace characters that the terminal's encoding lacks by escapes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
