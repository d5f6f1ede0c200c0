"""Writing a file so that a failure leaves the old one as it was."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from engine.errors import InputError


def write_atomically(path: str | os.PathLike[str], data: bytes) -> None:
    """Replace what `path` holds, or create it, in one step that happens whole or not at all.

    The data go to a temporary file beside it, down to the disk, and then take its name. A
    symlink keeps pointing where it did, and a file that is replaced keeps its permissions.

    Raises:
        InputError: `path` cannot be written; the old file is untouched.
    """
    require_writable(path)
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".bptt-lab-{secrets.token_hex(8)}.tmp")
    try:
        try:
            _write_through(temporary, data)
            if target.exists():
                temporary.chmod(target.stat().st_mode & 0o7777)
            os.replace(temporary, target)  # noqa: PTH105 - the call that is atomic
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(
            f"cannot be written ({error.strerror or error})",
            "make room or choose another place; what was there is untouched",
            file=os.fspath(path),
        ) from error


def require_writable(path: str | os.PathLike[str]) -> None:
    """Raise InputError unless `path` is a plain file, or the name of one to come.

    Asked before long work, so that a wrong name is answered at once.
    """
    try:
        problem = _obstacle(Path(os.path.realpath(path)))
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        raise InputError(
            f"is not a file name ({error})", "choose another name", file=os.fspath(path)
        ) from error
    if problem is not None:
        raise InputError(*problem, file=os.fspath(path))


def _obstacle(target: Path) -> tuple[str, str] | None:
    if target.is_dir():
        return "is a folder", "give the name of a file"
    if target.exists() and not target.is_file():
        return "is a device or a pipe", "give the name of a plain file"
    if target.exists() and not os.access(target, os.W_OK):
        return "is protected from writing", "choose another name or allow writing"
    if not target.parent.is_dir():
        return f"is in a folder that does not exist ({target.parent})", "create the folder first"
    return None


def _write_through(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
