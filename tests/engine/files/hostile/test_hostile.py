"""Whatever a file is, it is read or answered: what was found, where, what to do; nothing else."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import numpy as np
import pytest

from engine import InputError
from engine.cli.commands import main
from engine.files.preset import preset_text
from engine.files.source import one_line
from tests.engine.experiments import of_matrix
from tests.engine.files.hostile.cases import DOORS, Case
from tests.engine.files.hostile.pickles import MARK, PICKLE
from tests.engine.files.hostile.table import CASES

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="has neither pipes nor such names")

NAMES = [f"{case.name[:40]!r}-{len(case.doors)}" for case in CASES]
NET = '{"W": [[0.5]]}'


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A place for folders; a thousand of pytest's own would take longer than the tests."""
    return (tmp_path_factory.getbasetemp() / f"hostile-{i}" for i in count())


@pytest.fixture
def folder(folders: Iterator[Path]) -> Iterator[Path]:
    """A folder with a good network. No pickle is opened."""
    made = next(folders)
    made.mkdir()
    (made / "net.json").write_text(NET)
    yield made
    assert not MARK.exists()


def answer_of(door: str, path: Path) -> str:
    """Return what a reader answers after the file's name; nothing where it reads the file."""
    error = refused(door, path)
    if error is None:
        return ""
    message, file = str(error), printable(path)
    assert message.startswith(f"{file}: ")
    assert error.remedy
    assert message.isprintable()
    assert "allow_pickle" not in message
    assert "`" not in message.removeprefix(file)
    return message.removeprefix(f"{file}: ")


def refused(door: str, path: Path) -> InputError | None:
    try:
        DOORS[door](path)
    except InputError as error:
        return error
    return None


def printable(path: object) -> str:
    return one_line(str(path))


def entries(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_a_hostile_file_is_answered_at_every_door(
    folder: Path, case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    path = case.make(folder)
    before = entries(folder)
    for door in DOORS:
        answer = answer_of(door, path)
        assert answer.startswith(case.says) or door not in case.doors
    for door, arguments in typed(folder, path).items():
        says = case.says if door in case.doors else ""
        status = main([*arguments, "--out", str(folder / "out.json")], lambda *_: 3)
        out, err = capsys.readouterr()
        assert not out
        require_one_line(status, path, says, err)
        if status == 0:
            (folder / "out.json").unlink()
    assert entries(folder) == before


def typed(folder: Path, path: Path) -> dict[str, list[str]]:
    """Return what is typed to have a file read by a door."""
    return {
        "load": ["trace", str(path)],
        "read_sequence": ["trace", str(folder / "net.json"), "--sequence", str(path)],
    }


def require_one_line(status: int, path: Path, says: str, err: str) -> None:
    """Ask for silence where the file is read, and else for one line that begins as it should."""
    if status == 0:
        assert not says
        assert not err
    else:
        assert status == 2
        assert err.startswith(f"error: {printable(path)}: {says}")
        assert err.count("\n") == 1


def test_the_pickle_would_leave_its_mark() -> None:
    import pickle  # noqa: PLC0415 - nowhere else

    try:
        pickle.loads(PICKLE)  # noqa: S301 - our own
        assert MARK.exists()
    finally:
        MARK.rmdir()


@pytest.mark.parametrize("name", ["nul\0.json", "nul\0.npz", "\ud800.csv", "\ud800.safetensors"])
@pytest.mark.parametrize("door", DOORS)
def test_a_name_that_no_file_can_have_is_answered(folder: Path, door: str, name: str) -> None:
    answer = answer_of(door, folder / name)
    sequence = name.endswith(".json") and "sequence" in door
    unread = name.endswith(".json") and door == "survey"  # nothing is in a preset to choose from
    found = "is no kind of file" if sequence else "is not a file name; check the name"
    assert unread or answer.startswith(found)


@contextmanager
def as_nobody() -> Iterator[None]:
    """Give up root's right to read everything, for a while."""
    root = os.geteuid() == 0
    try:
        if root:
            os.seteuid(65534)
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.mark.parametrize("ending", ["json", "safetensors", "npz", "npy", "csv", "tsv"])
def test_a_file_that_may_not_be_read_is_answered(folder: Path, ending: str) -> None:
    path = folder / f"secret.{ending}"
    path.write_text(NET)
    path.chmod(0)
    with as_nobody():
        for door in ("load",) if ending == "json" else DOORS:
            assert answer_of(door, path).startswith("may not be read; ask for the permission")


@pytest.mark.parametrize("name", ["x.csv", "x.npz", "x.npy", "x.safetensors", "x.json"])
def test_a_file_that_grows_while_it_is_read_is_read_or_answered(folder: Path, name: str) -> None:
    whole = {
        ".json": NET.encode(),
        ".csv": b"1,2\n3,4\n",
    }
    path = folder / name
    data = whole.get(path.suffix) or next(
        case.content for case in CASES if case.name == f"nan{path.suffix}"
    )
    assert isinstance(data, bytes)
    path.write_bytes(data)
    stop = threading.Event()

    def grow() -> None:
        with path.open("ab", buffering=0) as file:
            while not stop.is_set() and file.tell() < 1 << 16:
                file.write(data)

    growing = threading.Thread(target=grow)
    growing.start()
    try:
        for door in [*DOORS] * 5:
            answer_of(door, path)
    finally:
        stop.set()
        growing.join()


def test_no_preset_is_written_that_would_not_be_read() -> None:
    experiment = of_matrix(np.eye(31), T=100_000, x=np.ones((100_000, 31)))
    with pytest.raises(InputError, match="more than 3000000 numbers; keep so large a network as"):
        preset_text(experiment)
