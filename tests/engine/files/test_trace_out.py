"""A trace as a table, as arrays and as a report: three views of the same numbers."""

import csv
import io
import json
import math
from pathlib import Path

import mpmath
import numpy as np
import pytest

from engine import ACTIVATIONS, Experiment, InputError, Network, Trace, trace
from engine.files.columns import COLUMNS
from engine.files.trace_out import from_log10_text, norms_csv, report_json, write_trace

HEADER = [column.name for column in COLUMNS]


def traced(W: list[list[float]], activation: str = "identity", T: int = 6, s0: float = 1) -> Trace:
    d = len(W)
    network = Network(W, np.eye(d), np.zeros(d), np.full(d, s0), ACTIVATIONS[activation])
    return trace(Experiment(network, np.full((T, d), 0.25), np.full(d, 0.5), T, "tried"))


def rows(result: Trace) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(norms_csv(result))))


def read_back(name: str, cell: str, k: str) -> float:
    if cell:
        return float(cell)
    return math.nan if name == "term_norm" and k == "0" else -math.inf


@pytest.mark.parametrize(
    "result",
    [
        traced([[0.9, -0.4], [0.4, 0.9]], "tanh", 20),
        traced([[0, 1, 0], [0, 0, 1], [0, 0, 0]]),
        traced([[4.0, 1.0], [0.0, 3.0]], T=500),
        traced([[1e-3]], T=400),
    ],
    ids=["rotation", "shift", "exploding", "vanishing"],
)
def test_table_and_arrays_agree_to_the_last_bit(tmp_path: Path, result: Trace) -> None:
    write_trace(result, tmp_path / "norms.csv")
    write_trace(result, tmp_path / "trace.npz")
    with (tmp_path / "norms.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert list(table[0]) == HEADER
    assert len(table) == result.t + 1
    with np.load(tmp_path / "trace.npz") as archive:
        assert sorted(archive) == sorted(
            ["W", "U", "b", "s0", "x", "a", "s", "activation", *HEADER]
        )
        for name in HEADER:
            cells = [read_back(name, row[name], row["k"]) for row in table]
            np.testing.assert_array_equal(archive[name], cells, err_msg=name)


def test_arrays_are_those_of_the_trace(tmp_path: Path) -> None:
    result = traced([[0.9, -0.4], [0.4, 0.9]], "tanh")
    write_trace(result, tmp_path / "trace.npz")
    with np.load(tmp_path / "trace.npz") as archive:
        assert np.array_equal(archive["W"], result.experiment.network.W)
        assert np.array_equal(archive["x"], result.experiment.x)
        assert np.array_equal(archive["a"], result.run.a)
        assert np.array_equal(archive["s"], result.run.s)
        assert archive["k"].tolist() == [6, 5, 4, 3, 2, 1, 0]
        assert archive["steps_back"].tolist() == [0, 1, 2, 3, 4, 5, 6]
        assert np.array_equal(archive["log10_norm"], result.log10_norm)
        assert np.array_equal(archive["term_norm"][:-1], result.term_norm)
        assert np.isnan(archive["term_norm"][-1])


def test_a_norm_that_is_not_known_is_an_empty_cell_and_null() -> None:
    W = [[0.1, 0.1], [-0.1, -0.1]]  # W² is zero but for rounding
    found = traced(W, T=3)
    assert [row["log10_norm"] != "" for row in rows(found)] == [True, True, False, False]
    report = json.loads(report_json(found))
    assert report["not_known"] == [1, 0]
    assert report["log10_norm"] is report["growth"] is report["growth_rate"] is None


def test_a_norm_of_zero_is_an_empty_cell() -> None:
    table = rows(traced([[0, 1], [0, 0]]))
    assert [row["log10_norm"] for row in table] == ["0.0", "0.0", "", "", "", "", ""]
    assert [row["delta_norm"] for row in table[2:]] == ["0.0"] * 5
    assert table[-1]["term_norm"] == ""
    assert table[-2]["term_norm"] == "0.0"


@pytest.mark.parametrize(("weight", "T"), [(10.5, 400), (0.01, 200)], ids=["above", "below"])
def test_numbers_outside_a_double_are_written_from_their_logarithm(weight: float, T: int) -> None:
    start = 1.0 if weight < 1 else 0.0
    network = Network([[weight]], [[1]], [0], [start], ACTIVATIONS["identity"])
    experiment = Experiment(network, np.zeros((T, 1)), [2.0], T)
    table = rows(trace(experiment))
    state = start * mpmath.mpf(weight) ** T
    for back in (5, T // 2, T):
        exact = abs(state - 2) * mpmath.mpf(weight) ** back
        assert mpmath.almosteq(mpmath.mpf(table[back]["delta_norm"]), exact, rel_eps=1e-9)
    assert "e" in table[-1]["delta_norm"]
    assert float(table[-1]["delta_norm"]) in (0.0, math.inf)


@pytest.mark.parametrize(
    ("log", "text"),
    [(412.49136169383424, "3.1"), (-412.0, "1.0"), (999.9999999999999, "1.0")],
)
def test_a_mantissa_has_one_digit_before_the_point(log: float, text: str) -> None:
    mantissa, power = from_log10_text(log).split("e")
    assert mantissa.startswith(text)
    assert int(power) == round(math.floor(log + 1e-9))
    assert power[0] in "+-"


def test_the_report_names_what_was_studied_and_found(tmp_path: Path) -> None:
    result = traced([[0.5, 0.0], [0.0, 0.25]], "logistic", 8)
    write_trace(result, tmp_path / "report.json")
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert report["name"] == "tried"
    assert (report["activation"], report["norm"]) == ("logistic", "spectral")
    assert (report["d"], report["m"], report["T"], report["t"]) == (2, 2, 8, 8)
    assert (report["lambda"], report["gamma"], report["gamma_lambda"]) == (0.5, 0.25, 0.125)
    assert (report["rho"], report["kappa"], report["departure"]) == (0.5, 2.0, 0.0)
    assert report["proved"] == "Vanishing guaranteed: γλ = 0.125 < 1"
    assert report["shown"].startswith("measured: vanishes, ×")
    assert report["verdict"].startswith("γλ = 0.125 < 1, so the gradient must vanish")
    assert report["log10_norm"] == result.log10_norm[-1]
    assert report["growth_rate"] == pytest.approx(10 ** (result.log10_norm[-1] / 8))
    assert report["growth"] == pytest.approx(math.log(report["growth_rate"]))
    assert report["loss"] == result.loss


def test_the_report_has_null_where_a_figure_is_not_finite() -> None:
    report = json.loads(report_json(traced([[0, 1], [0, 0]])), parse_constant=pytest.fail)
    assert report["kappa"] is None
    assert report["growth"] is None
    assert report["growth_rate"] == 0
    assert report["log10_norm"] is None


@pytest.mark.parametrize("name", ["norms.txt", "norms"])
def test_another_ending_is_rejected(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError) as caught:
        write_trace(traced([[1.0]]), tmp_path / name)
    assert str(caught.value).endswith("choose a name that ends in .csv, .npz, .json")
    assert caught.value.file == str(tmp_path / name)
    assert not list(tmp_path.iterdir())
