"""The data behind each plot: columns of one length that agree with the trace."""

import csv
import io

import numpy as np
import pytest

from engine import InputError
from engine.plots.plots import PLOTS
from engine.plots.tables import table, table_csv, table_npz
from tests.engine.plots.drawn import studied

W = np.array([[0.9, -0.4, 0.1], [0.4, 0.9, 0.0], [0.2, 0.0, 0.5]])
FOUND = studied(W, T=8)


@pytest.mark.parametrize("plot", PLOTS)
def test_csv_and_npz_hold_the_same_columns_of_one_length(plot: str) -> None:
    columns = table(FOUND, plot, 3)
    rows = list(csv.DictReader(io.StringIO(table_csv(FOUND, plot, 3).decode())))
    with np.load(io.BytesIO(table_npz(FOUND, plot, 3))) as archive:
        assert list(rows[0]) == list(columns) == list(archive)
        for name, values in columns.items():
            assert values.shape == (len(rows),)
            assert np.array_equal(archive[name], values, equal_nan=True)
            read = [float(row[name]) for row in rows if row[name]]
            shown = np.asarray(values, dtype=float)
            assert read == shown[~np.isnan(shown) & (shown != -np.inf)].tolist()


@pytest.mark.parametrize("plot", PLOTS)
def test_the_same_bytes_come_out_every_time(plot: str) -> None:
    assert table_npz(FOUND, plot) == table_npz(FOUND, plot)


def test_the_factor_is_the_slope_of_its_row_times_the_weight() -> None:
    columns, trace = table(FOUND, "factor", 3), FOUND.trace
    assert np.array_equal(columns["factor"].reshape(3, 3), trace.factor(4))
    slopes = np.diag(columns["slope"].reshape(3, 3))
    assert np.array_equal(slopes[:, None] * W, trace.factor(4))
    assert columns["row"].tolist() == [1, 1, 1, 2, 2, 2, 3, 3, 3]
    assert columns["column"].tolist() == [1, 2, 3] * 3


def test_the_product_is_the_trace_s_whatever_its_magnitude() -> None:
    columns = table(FOUND, "product", 2)
    assert columns["value"].reshape(3, 3) == pytest.approx(FOUND.trace.product(2).value())
    far = table(studied([[0.25]], "identity", T=900), "product")
    assert far["value"].tolist() == [0.0]
    assert far["log10_size"] == pytest.approx(900 * np.log10(0.25))


def test_the_film_shows_every_factor_of_a_short_chain() -> None:
    columns = table(FOUND, "film")
    for j in range(1, 9):
        shown = columns["value"][columns["j"] == j].reshape(3, 3)
        assert np.array_equal(shown, FOUND.trace.factor(j))


def test_the_film_of_a_long_large_chain_is_bounded() -> None:
    rng = np.random.default_rng(0)
    found = studied(rng.standard_normal((60, 60)) / 8, T=300)
    columns = table(found, "film")
    assert len(columns["j"]) == 120 * 24 * 24
    factor = found.trace.factor(300)
    last = columns["j"] == 300
    places = columns["row"][last] - 1, columns["column"][last] - 1
    assert np.array_equal(columns["value"][last], factor[places])


def test_the_shares_add_up_to_the_gradient() -> None:
    columns = table(FOUND, "gradient")
    assert columns["share"].sum() == pytest.approx(1.0)
    assert 10 ** columns["log10_term_norm"] == pytest.approx(FOUND.trace.term_norm)
    running = columns["log10_running_norm"]
    assert running[-1] == pytest.approx(FOUND.trace.gradients.total("W").log10_norm())


def test_the_spectrum_has_the_eigenvalues_and_a_column_for_each_length() -> None:
    columns = table(FOUND, "spectrum")
    assert sorted(columns["eigenvalue_size"]) == pytest.approx(sorted(np.abs(np.linalg.eigvals(W))))
    for back in range(9):
        values = np.linalg.svd(FOUND.trace.product(8 - back).value(), compute_uv=False)
        assert 10 ** columns[f"log10_sigma_{back}"] == pytest.approx(values)


def test_chain_calculus_weights_and_descent_hold_what_is_drawn() -> None:
    trace = FOUND.trace
    assert np.array_equal(table(FOUND, "chain")["factor_norm"], trace.factor_norms)
    assert np.array_equal(table(FOUND, "weights")["value"].reshape(3, 3), W)
    curve = table(FOUND, "calculus")
    assert curve["slope"] == pytest.approx(1 - np.tanh(curve["a"]) ** 2)
    descent = table(FOUND, "descent")
    assert descent["distance"][0] == 0
    assert descent["loss"][0] == pytest.approx(trace.loss)


def test_a_plot_that_is_not_there_is_refused() -> None:
    with pytest.raises(InputError, match="plot is 'pie'"):
        table(FOUND, "pie")
