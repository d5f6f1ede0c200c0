"""Sequences: .csv as spreadsheets write it, .npy as numpy does; bad ones are in `hostile`."""

import io
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from engine import Experiment, InputError, Network, trace
from engine.files.sequence import read_sequence, survey_sequence, with_sequence
from engine.files.trace_out import write_trace


def npy(array: np.ndarray) -> bytes:
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


def header(text: str, data: bytes = b"", version: int = 1) -> bytes:
    length = len(text).to_bytes(2 if version == 1 else 4, "little")
    return b"\x93NUMPY" + bytes([version, 0]) + length + text.encode() + data


FLOATS = "{'descr': '<f8', 'fortran_order': False, 'shape': %s, }"

CSV = {
    "plain": "1,2\n3,4\n",
    "no last newline": "1,2\n3,4",
    "header": "x1,x2\n1,2\n3,4\n",
    "numpy's header": "# x1,x2\n1,2\n3,4\n",
    "quoted": '"x1","x2"\n"1","2"\n"3","4"\n',
    "semicolons": "x;y\n1;2\n3;4\n",
    "tabs": "1\t2\n3\t4\n",
    "decimal commas": "1,0;2,00\n3,0;4\n",
    "decimal commas below a header": "T. (°C)\tp, hPa\n1,0\t2\n3\t4,0\n",
    "decimal commas in quotes": '"1,0"\t"2,0"\n3\t4\n',
    "fractions and a real minus": "1/1,−2e0/−1\n3,4\n",
    "blank lines": "\n1,2\n\n  \n3,4\n\n",
    "spaces": " 1, 2\n3 ,4.0e0\n",
    "carriage returns": "a,b\r\n1,2\r\n3,4\r\n",
    "byte order mark": "\ufeff1,2\n3,4\n",
}


@pytest.mark.parametrize("name", CSV)
def test_csv_is_read_as_people_write_it(tmp_path: Path, name: str) -> None:
    path = tmp_path / "x.CSV"
    path.write_bytes(CSV[name].encode())
    assert read_sequence(path).tolist() == [[1, 2], [3, 4]]


def test_chosen_columns_are_read_in_their_order_and_others_may_be_text(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("day, level\n2020-01-01,1\n2020-01-02,2\n")
    assert read_sequence(tmp_path / "x.csv", columns=[1]).tolist() == [[1], [2]]
    with pytest.raises(InputError, match=r'line 2, column 1 \("2020-01-01"\) is not a number'):
        read_sequence(tmp_path / "x.csv")
    np.savez(tmp_path / "x.npz", x=np.arange(6.0).reshape(2, 3))
    assert read_sequence(tmp_path / "x.npz", columns=[2, 0]).tolist() == [[2, 0], [5, 3]]


@pytest.mark.parametrize("name", ["x.csv", "x.npy"])
@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ([2], "column 3 is not there: a row has 2; choose from 1 to 2"),
        ([-1], "column 0 is not there: a row has 2; choose from 1 to 2"),
        ([], "columns are not chosen; choose at least one"),
    ],
)
def test_columns_that_are_not_there_are_rejected(
    tmp_path: Path, name: str, columns: list[int], expected: str
) -> None:
    (tmp_path / name).write_bytes(b"1,2\n" if name == "x.csv" else npy(np.ones((1, 2))))
    with pytest.raises(InputError) as caught:
        read_sequence(tmp_path / name, columns=columns)
    assert str(caught.value) == f"{tmp_path / name}: {expected}"


def archive(path: Path, **arrays: np.ndarray) -> Path:
    if path.suffix == ".npz":
        np.savez(path, **arrays)
    else:
        save_file(arrays, path)
    return path


@pytest.mark.parametrize("name", ["a.npz", "a.safetensors"])
def test_an_archive_shows_what_may_be_a_sequence(tmp_path: Path, name: str) -> None:
    parts = {"train": np.ones((9, 2)), "test": np.ones(4), "batch": np.ones((2, 3, 4))}
    path = archive(tmp_path / name, **parts, mask=np.ones(3, bool))
    found = survey_sequence(path)
    assert {info.name: info.shape for info in found.arrays} == {"train": (9, 2), "test": (4,)}
    assert (found.table, found.chosen) == (None, None)
    assert read_sequence(path, "train").shape == (9, 2)
    assert read_sequence(path, "test").shape == (4, 1)
    with pytest.raises(InputError, match=r"several arrays; choose one of “t.*”, or save it"):
        read_sequence(path)
    with pytest.raises(InputError, match="has no sequence of that name; choose one of “t"):
        read_sequence(path, "batch")


@pytest.mark.parametrize("name", ["a.npz", "a.safetensors"])
@pytest.mark.parametrize("others", [{}, {"W": np.eye(2)}])
def test_x_or_the_only_array_need_not_be_named(tmp_path: Path, name: str, others: dict) -> None:
    path = archive(tmp_path / name, x=np.arange(3.0), **others)
    assert survey_sequence(path).chosen == "x"
    assert read_sequence(path).tolist() == [[0], [1], [2]]


def test_a_bare_array_is_the_sequence(tmp_path: Path) -> None:
    np.save(tmp_path / "x.npy", np.ones((9, 2), np.float32))
    found = survey_sequence(tmp_path / "x.npy")
    assert [(info.name, info.shape, info.dtype) for info in found.arrays] == [
        ("x", (9, 2), "float32")
    ]
    assert found.chosen == "x"
    assert read_sequence(tmp_path / "x.npy", found.chosen).shape == (9, 2)


def test_a_trace_lends_its_inputs(tmp_path: Path) -> None:
    x = np.random.default_rng(0).standard_normal((5, 2))
    changed = with_sequence(experiment(), x)
    write_trace(trace(changed), tmp_path / "trace.npz")
    assert np.array_equal(read_sequence(tmp_path / "trace.npz"), x)


def test_an_archive_without_a_sequence_says_so(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.npz", batch=np.ones((2, 3, 4)), name=np.array("x"))
    for read in (survey_sequence, read_sequence):
        with pytest.raises(InputError, match="holds no array of numbers with one axis or two"):
            read(path)


def test_an_entry_of_an_archive_that_is_not_finite_is_named(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.npz", u=np.array([[1, 2], [3, np.nan]]))
    with pytest.raises(InputError, match=r"a\.npz: u\[2, 2\] is not a finite number \(nan\)"):
        read_sequence(path)


def test_an_array_with_too_many_steps_is_rejected_unread(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.safetensors", u=np.zeros(100_001))
    with pytest.raises(InputError, match="u has 100001 steps; use at most 100000"):
        read_sequence(path)


def test_one_column_of_csv_is_one_input(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("sunspots\n5\n11\n16\n")
    assert read_sequence(path).tolist() == [[5], [11], [16]]


def test_csv_keeps_every_bit(tmp_path: Path) -> None:
    x = (
        np.random.default_rng(0).standard_normal((50, 3))
        * 10.0 ** np.arange(-200, 300, 10)[:, None]
    )
    path = tmp_path / "x.csv"
    path.write_text("\n".join(",".join(map(repr, row)) for row in x.tolist()))
    assert np.array_equal(read_sequence(path), x)


@pytest.mark.parametrize(
    "array",
    [
        np.arange(6.0).reshape(3, 2),
        np.asfortranarray(np.arange(6.0).reshape(3, 2)),
        np.arange(6, dtype=">f4").reshape(3, 2),
        np.arange(6, dtype=np.int16).reshape(3, 2),
        np.arange(6, dtype=np.float16).reshape(3, 2),
    ],
    ids=["float64", "column order", "big-endian", "integers", "half"],
)
def test_npy_is_read_whatever_its_type_and_order(tmp_path: Path, array: np.ndarray) -> None:
    (tmp_path / "x.npy").write_bytes(npy(array))
    assert read_sequence(tmp_path / "x.npy").tolist() == [[0, 1], [2, 3], [4, 5]]


@pytest.mark.parametrize("version", [1, 2, 3])
def test_every_version_of_npy_is_read(tmp_path: Path, version: int) -> None:
    data = np.array([1.0, 2.0]).tobytes()
    (tmp_path / "x.npy").write_bytes(header(FLOATS % "(2,)", data, version))
    assert read_sequence(tmp_path / "x.npy").tolist() == [[1], [2]]


@pytest.mark.parametrize("shape", [(0,), (0, 2), (3, 0)])
def test_npy_without_numbers_keeps_its_shape(tmp_path: Path, shape: tuple[int, ...]) -> None:
    (tmp_path / "x.npy").write_bytes(npy(np.zeros(shape)))
    assert read_sequence(tmp_path / "x.npy").shape == (shape if len(shape) == 2 else (0, 1))


def experiment(d: int = 2) -> Experiment:
    return Experiment(Network.of(np.eye(d)), np.zeros((5, d)), np.ones(d), 3)


def test_a_comma_in_a_column_that_is_not_chosen_is_no_decimal_comma(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a, b.;0,5\nc;1,5\n")
    assert read_sequence(tmp_path / "x.csv", columns=[1]).tolist() == [[0.5], [1.5]]


def test_a_comma_alone_stands_between_cells(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("0,5\n1,5\n")
    assert read_sequence(tmp_path / "x.csv").tolist() == [[0, 5], [1, 5]]


def test_a_sequence_replaces_x_and_puts_the_loss_at_its_end() -> None:
    changed = with_sequence(experiment(), np.ones((9, 2)))
    assert changed.T == changed.t == 9
    assert changed.y.tolist() == [1, 1]


@pytest.mark.parametrize(
    ("x", "expected"),
    [
        (np.ones((9, 3)), "x has 3 numbers a step, but the network reads 2; give 2, one a column"),
        (np.ones((0, 2)), "x is empty; give at least one step of input"),
    ],
)
def test_a_sequence_that_does_not_fit_is_rejected(x: np.ndarray, expected: str) -> None:
    with pytest.raises(InputError) as caught:
        with_sequence(experiment(), x)
    assert str(caught.value).startswith(expected)


def test_a_sequence_too_long_for_so_many_units_is_rejected() -> None:
    large = experiment(1024)
    with pytest.raises(InputError, match="x has 70000 steps of 1024 numbers; use at most 65536"):
        with_sequence(large, np.broadcast_to(0.0, (70_000, 1024)))
