"""Tables written by spreadsheets: columns, first rows, encodings."""

from pathlib import Path

import pytest

from engine import InputError
from engine.files.sequence import read_sequence, survey_sequence

SHOWN = {
    "headed.csv": (
        "date, level ,\n2020-01-01,1,a\n2020-01-02,2,b\n",
        ["date", "level", "column 3"],
    ),
    "bare.csv": ("1;2;3\n4;5;6\n", ["column 1", "column 2", "column 3"]),
    "numpy.csv": ("# a b c\n1,2,3\n4,5,6\n", ["a b c", "column 2", "column 3"]),
    "tabs.tsv": ("a\tb;c\td\n1\t2\t3\n4\t5\t6\n", ["a", "b;c", "d"]),
}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_table_is_read_as_a_spreadsheet_writes_it(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "x.tsv"
    path.write_bytes("Größe\tσ\r\n1\t2\r\n3\t4\r\n".encode(encoding))
    assert read_sequence(path).tolist() == [[1, 2], [3, 4]]
    assert survey_sequence(path).table.columns == ("Größe", "σ")


def test_big_endian_utf16_is_read_by_its_mark(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes("\ufeff1,2\n".encode("utf-16-be"))
    assert read_sequence(tmp_path / "x.csv").tolist() == [[1, 2]]


@pytest.mark.parametrize("name", SHOWN)
def test_a_table_shows_its_columns_and_first_rows(tmp_path: Path, name: str) -> None:
    text, columns = SHOWN[name]
    (tmp_path / name).write_text(text)
    found = survey_sequence(tmp_path / name)
    assert list(found.table.columns) == columns
    assert (found.table.rows, len(found.table.first)) == (2, 2)
    assert (found.arrays, found.chosen) == ((), None)


def test_a_long_table_shows_its_first_five_rows(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("".join(f"{i}, {i * i}\n" for i in range(100)))
    table = survey_sequence(tmp_path / "x.csv").table
    assert table.rows == 100
    assert table.first[-1] == ("4", "16")
    assert len(table.first) == 5


def test_an_invalid_table_is_reported(tmp_path: Path) -> None:
    for text, expected in {
        "a,b\n": "holds no numbers; write one step a line",
        "1,2\n3\n": "line 2 has 1 numbers, expected 2",
        "1\n" * 100_001: "x has 100001 steps; use at most 100000",
    }.items():
        (tmp_path / "x.csv").write_text(text)
        with pytest.raises(InputError) as caught:
            survey_sequence(tmp_path / "x.csv")
        assert str(caught.value).startswith(f"{tmp_path / 'x.csv'}: {expected}")
