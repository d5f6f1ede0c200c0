"""Exit status and message of each way in which a command can end."""

from __future__ import annotations

import pytest

from engine.cli.exit_status import exit_status_of, for_each
from engine.errors import InputError
from engine.files.atomic import WriteError


def raising(error: BaseException) -> int:
    raise error


@pytest.mark.parametrize(
    ("error", "status", "message"),
    [
        (InputError("is empty", "fill it", place="W"), 2, "error: W is empty"),
        (WriteError("is full", "make room"), 1, "error: "),
        (KeyboardInterrupt(), 130, "error: interrupted"),
        (OverflowError("too large"), 1, "error: too large"),
        (MemoryError(), 1, "error: MemoryError"),
        (PermissionError("denied"), 1, "error: denied"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_each_error_has_a_status_and_one_line(
    error: BaseException, status: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_status_of(lambda: raising(error)) == status
    written = capsys.readouterr().err
    assert written.startswith(message)
    assert written.count("\n") == 1


def test_a_pipe_closed_by_its_reader_is_not_reported(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status_of(lambda: raising(BrokenPipeError())) == 1
    assert capsys.readouterr().err == ""


def test_a_programming_error_is_not_caught() -> None:
    with pytest.raises(TypeError):
        exit_status_of(lambda: raising(TypeError("bug")))


@pytest.mark.parametrize(
    ("statuses", "most_severe"),
    [((0, 0), 0), ((0, 3), 3), ((3, 1), 1), ((1, 2, 3), 2)],
)
def test_the_most_severe_status_of_several_files_is_returned(
    statuses: tuple[int, ...], most_severe: int
) -> None:
    files = [str(status) for status in statuses]
    assert for_each(files, int, quiet=True) == most_severe


def test_every_file_is_tried_after_a_failure(capsys: pytest.CaptureFixture[str]) -> None:
    tried = []

    def work(name: str) -> int:
        tried.append(name)
        return raising(InputError("is damaged", "save it again"))

    assert for_each(["a.json", "b.json"], work, quiet=True) == 2
    assert tried == ["a.json", "b.json"]
    assert [line.split()[1].rstrip(":") for line in capsys.readouterr().err.splitlines()] == tried
