"""Argument parsers: options in full, each at most once."""

from __future__ import annotations

import pytest

from engine.cli.arguments import add_files, add_reading_options, command_parser, window_parser


def test_options_of_the_window_are_read() -> None:
    found = window_parser().parse_args(["w.npz", "--layer", "2", "--transpose"])
    assert (found.file, found.layer, found.transpose, found.sequence) == ("w.npz", "2", True, None)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (["w.json", "--layer", "1", "--layer", "2"], "--layer is given more than once"),
        (["w.json", "--lay", "1"], "unrecognized arguments"),
        (["w.json", "--activation", "sine"], "invalid choice"),
        ([], "FILE"),
    ],
    ids=["repeated", "abbreviated", "unknown activation", "no file"],
)
def test_wrong_arguments_end_with_status_2(
    typed: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    parser = command_parser("trace", "")
    add_files(parser)
    add_reading_options(parser)
    with pytest.raises(SystemExit) as caught:
        parser.parse_args(typed)
    assert caught.value.code == 2
    assert message in capsys.readouterr().err
