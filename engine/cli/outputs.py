"""Output of a command: one file, a folder with a file for each input, or a stream."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.cli.exit_status import write_out
from engine.cli.inputs import GALLERY, STANDARD_STREAM
from engine.errors import InputError
from engine.files.atomic import WriteError, require_writable, write_atomically

_STANDARD_OUTPUT = (STANDARD_STREAM, "/dev/stdout", "/dev/fd/1")


@dataclass(frozen=True)
class Outputs:
    """Output paths of each input.

    Attributes:
        kind: the format, as an ending without its dot.
        paths: the file for each input and part, such as a plot; empty for a stream.
        device: the device or the pipe to write to; None for standard output.
    """

    kind: str
    paths: dict[tuple[str, str], Path]
    device: Path | None = None

    @property
    def printed(self) -> bool:
        """Whether the output is standard output."""
        return not self.paths and self.device is None

    def write(self, data: bytes, name: str, part: str = "") -> None:
        """Write the output of one part.

        Raises:
            InputError: a file cannot be written.
            OSError: standard output cannot be written.
        """
        if self.paths:
            write_atomically(self.paths[name, part], data)
        elif self.device is None:
            write_out(data)
        else:
            _write_to_device(self.device, data)


def outputs(
    names: Sequence[str],
    out: str,
    kind: str | None,
    kinds: Collection[str],
    parts: Sequence[str] = ("",),
) -> Outputs:
    """Return the outputs, checked before any work; a folder that ends in / is created.

    Args:
        names: the inputs.
        out: a folder (one that exists, or any name that ends in /); a file, a device or a pipe,
            which take one result; or - for standard output.
        kind: the format chosen; None for that of the file's ending.
        kinds: the valid formats.
        parts: the parts written of each input; several need a folder.

    Raises:
        InputError: no format, one file for several results, two inputs of one name, a file that
            is also an input, or one that cannot be written.
    """
    if out in _STANDARD_OUTPUT:
        return Outputs(_kind_of(kind, "", kinds, out), {})
    if is_folder(out):
        found = _in_folder(names, Path(out), _kind_of(kind, "", kinds, out), parts)
    else:
        if len(names) * len(parts) > 1:
            count = len(names) * len(parts)
            remedy = "give a folder, a name that ends in /"
            raise InputError(f"is one file for {count} answers", remedy, file=out)
        kind = _kind_of(kind, Path(out).suffix.lower().removeprefix("."), kinds, out)
        if is_stream(out):
            return Outputs(kind, {}, Path(out))
        found = Outputs(kind, {(names[0], parts[0]): Path(out)})
    _require_free(names, found)
    return found


def is_stream(out: str) -> bool:
    """Return whether the output is standard output, a device or a pipe."""
    path = Path(out)
    return out in _STANDARD_OUTPUT or (path.exists() and not path.is_file() and not path.is_dir())


def is_folder(out: str) -> bool:
    """Return whether the output is a folder: one that exists, or any name that ends in /."""
    return Path(out).is_dir() or out.endswith(("/", os.sep))


def _kind_of(kind: str | None, ending: str, kinds: Collection[str], out: str) -> str:
    if kind is None and ending not in kinds:
        found = f"does not tell the format ({'.' + ending if ending else 'no ending'})"
        listed = ", ".join(f".{each}" for each in kinds)
        raise InputError(found, f"give --format, or a name that ends in {listed}", file=out)
    if kind is not None and ending in kinds and kind != ending:
        raise InputError(f"ends in .{ending}, and --format says {kind}", "drop one", file=out)
    return kind or ending


def _in_folder(names: Sequence[str], folder: Path, kind: str, parts: Sequence[str]) -> Outputs:
    keys = [(name, part) for name in names for part in parts]
    paths = [
        folder / f"{'-'.join(filter(None, (_stem(name), part)))}.{kind}" for name, part in keys
    ]
    for path, count in Counter(paths).items():
        if count > 1:
            found = f"would be written {count} times"
            raise InputError(found, "rename an input", file=str(path))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        found = f"cannot be made ({error.strerror})"
        raise InputError(found, "choose another folder", file=str(folder)) from error
    return Outputs(kind, dict(zip(keys, paths, strict=True)))


def _stem(name: str) -> str:
    return name.removeprefix(GALLERY) if name.startswith(GALLERY) else Path(name).stem


def _require_free(names: Sequence[str], found: Outputs) -> None:
    inputs = {os.path.realpath(name) for name in names if not name.startswith(GALLERY)}
    for path in found.paths.values():
        if os.path.realpath(path) in inputs:
            raise InputError("is to be read as well", "choose another name", file=str(path))
        require_writable(path)


def _write_to_device(device: Path, data: bytes) -> None:
    try:
        with device.open("wb") as stream:
            stream.write(data)
    except BrokenPipeError:
        raise  # the reader closed the pipe
    except OSError as error:
        found = f"cannot be written ({error.strerror})"
        raise WriteError(found, "choose another place", file=str(device)) from error
