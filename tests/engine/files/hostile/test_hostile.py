"""Hostile files: every reader reads them or raises an InputError with a remedy."""

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
from tests.engine.files.hostile.cases import READERS, Case
from tests.engine.files.hostile.pickles import MARK, PICKLE
from tests.engine.files.hostile.table import CASES

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="has neither pipes nor such names")

NAMES = [f"{case.name[:40]!r}-{len(case.readers)}" for case in CASES]
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


def message_of(reader: str, path: Path) -> str:
    """Return what a reader answers after the file's name; nothing where it reads the file."""
    error = refused(reader, path)
    if error is None:
        return ""
    message, file = str(error), printable(path)
    assert message.startswith(f"{file}: ")
    assert error.remedy
    assert message.isprintable()
    assert "allow_pickle" not in message
    assert "`" not in message.removeprefix(file)
    return message.removeprefix(f"{file}: ")


def refused(reader: str, path: Path) -> InputError | None:
    try:
        READERS[reader](path)
    except InputError as error:
        return error
    return None


def printable(path: object) -> str:
    return one_line(str(path))


def entries(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_every_reader_reads_or_rejects_a_hostile_file(
    folder: Path, case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    path = case.make(folder)
    before = entries(folder)
    for reader in READERS:
        answer = message_of(reader, path)
        assert answer.startswith(case.says) or reader not in case.readers
    for reader, arguments in typed(folder, path).items():
        says = case.says if reader in case.readers else ""
        status = main([*arguments, "--out", str(folder / "out.json")], lambda *_: 3)
        out, err = capsys.readouterr()
        assert not out
        require_one_line(status, path, says, err)
        if status == 0:
            (folder / "out.json").unlink()
    assert entries(folder) == before


def typed(folder: Path, path: Path) -> dict[str, list[str]]:
    """Return what is typed to have a file read by a reader."""
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


def test_the_pickle_creates_a_file_when_unpickled() -> None:
    import pickle  # noqa: PLC0415 - nowhere else

    try:
        pickle.loads(PICKLE)  # noqa: S301 - our own
        assert MARK.exists()
    finally:
        MARK.rmdir()


@pytest.mark.parametrize("name", ["nul\0.json", "nul\0.npz", "\ud800.csv", "\ud800.safetensors"])
@pytest.mark.parametrize("reader", READERS)
def test_an_impossible_file_name_is_reported(folder: Path, reader: str, name: str) -> None:
    answer = message_of(reader, folder / name)
    sequence = name.endswith(".json") and "sequence" in reader
    unread = name.endswith(".json") and reader == "survey"  # nothing is in a preset to choose from
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
def test_an_unreadable_file_is_reported(folder: Path, ending: str) -> None:
    path = folder / f"secret.{ending}"
    path.write_text(NET)
    path.chmod(0)
    with as_nobody():
        for reader in ("load",) if ending == "json" else READERS:
            assert message_of(reader, path).startswith("may not be read; ask for the permission")


@pytest.mark.parametrize("name", ["x.csv", "x.npz", "x.npy", "x.safetensors", "x.json"])
@pytest.mark.slow
def test_a_file_growing_during_the_read_is_read_or_rejected(folder: Path, name: str) -> None:
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
        for reader in [*READERS] * 5:
            message_of(reader, path)
    finally:
        stop.set()
        growing.join()


@pytest.mark.slow
def test_every_written_preset_can_be_read() -> None:
    experiment = of_matrix(np.eye(31), T=100_000, x=np.ones((100_000, 31)))
    with pytest.raises(InputError, match="more than 3000000 numbers; keep so large a network as"):
        preset_text(experiment)
