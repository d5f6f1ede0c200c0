"""Files of every plot: well-formed, of the right size and colour, the same bytes every time."""

import io
import os
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pytest

from engine import InputError
from engine.plots.colours import DARK, LIGHT, Theme
from engine.plots.figure import KINDS, draw, figure
from engine.plots.plots import PLOTS
from tests.engine.plots.drawn import SVG, fills, studied

ROOT = Path(__file__).parents[3]
SMALL = studied([[0.9, -0.4], [0.4, 0.9]])
PLACES = {
    "one unit": studied([[0.8]], "logistic"),
    "zero W": studied([[0.0, 0.0], [0.0, 0.0]]),
    "exactly zero": studied([[0, 1, 0], [0, 0, 1], [0, 0, 0]], "identity"),
    "explodes": studied([[40.0, 1.0], [0.0, 30.0]], "identity", T=180),
    "dies": studied([[-1.0, -1.0], [-1.0, -1.0]], "relu"),
    "one step": studied([[0.5, 1.0], [1.0, 0.5]], T=1),
    "tiny": studied([[1e-6]], T=120),
    "odd name": studied([[0.5]], name="a $x^2$ 日本 \ud800 --> <b>&\n\x00" + "long " * 80),
}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("plot", PLOTS)
def test_an_svg_stands_on_the_theme_s_paper_with_its_title(plot: str, theme: Theme) -> None:
    data = draw(SMALL, plot, "svg", theme=theme)
    svg = ET.fromstring(data)  # noqa: S314 - our own
    assert (svg.get("width"), svg.get("height")) == ("675pt", "420pt")
    assert next(fills(svg)) == theme.card
    assert f"Tried: {PLOTS[plot].title}" in data.decode()
    assert not list(svg.iter(f"{SVG}text"))


@pytest.mark.parametrize("plot", PLOTS)
def test_the_same_study_gives_the_same_bytes(plot: str) -> None:
    for kind in KINDS:
        assert draw(SMALL, plot, kind, k=2) == draw(SMALL, plot, kind, k=2)


@pytest.mark.parametrize("plot", PLOTS)
@pytest.mark.parametrize("place", PLACES)
def test_every_plot_can_be_drawn_of_everything(plot: str, place: str) -> None:
    ET.fromstring(draw(PLACES[place], plot, "svg"))  # noqa: S314 - our own


@pytest.mark.parametrize("plot", PLOTS)
def test_every_plot_can_be_drawn_before_the_first_factor(plot: str) -> None:
    for found in (PLACES["one step"], PLACES["exactly zero"]):
        ET.fromstring(draw(found, plot, "svg", k=found.trace.t))  # noqa: S314 - our own


@pytest.mark.parametrize(("size", "scale"), [((900, 560), 1), ((640, 480), 3), ((200, 200), 2.5)])
def test_a_png_has_size_times_scale_picture_elements(size: tuple[int, int], scale: float) -> None:
    data = draw(SMALL, "norm", "png", size=size, scale=scale)
    assert data.startswith(b"\x89PNG")
    assert struct.unpack(">II", data[16:24]) == (size[0] * scale, size[1] * scale)


@pytest.mark.parametrize("plot", PLOTS)
def test_every_plot_can_be_as_small_as_may_be(plot: str) -> None:
    assert draw(SMALL, plot, "png", size=(200, 200)).startswith(b"\x89PNG")


def test_a_pdf_is_one_page_of_that_size_with_text_as_outlines() -> None:
    data = draw(SMALL, "factor", "pdf", size=(800, 400))
    assert data.startswith(b"%PDF-1.")
    assert data.rstrip().endswith(b"%%EOF")
    assert b"/MediaBox [ 0 0 600 300 ]" in data
    assert b"/FontFile" not in data
    assert b"CreationDate" not in data


def test_a_figure_can_be_taken_further() -> None:
    made = figure(SMALL, "norm", size=(450, 300))
    assert made.get_size_inches().tolist() == [450 / 96, 300 / 96]
    out = io.BytesIO()
    made.savefig(out, format="png")
    assert out.getvalue()


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"plot": "pie"}, "plot is 'pie'; choose one of norm, factor, product"),
        ({"kind": "gif"}, "format is 'gif'; choose one of svg, pdf, png"),
        ({"k": 7}, "k is 7; choose a step from 0 to t = 6"),
        ({"k": -1}, "k is -1; choose a step from 0 to t = 6"),
        ({"size": (199, 300)}, "the figure's width is 199; choose 200 to 8000 pixels"),
        ({"size": (300, 8001)}, "the figure's height is 8001; choose 200 to 8000 pixels"),
        ({"scale": 0.5}, "scale is 0.5; choose a number from 1 to 4"),
        ({"scale": float("nan")}, "scale is NaN; choose a number from 1 to 4"),
        (
            {"size": (8000, 8000), "scale": 4, "kind": "png"},
            "the figure would have 32000 × 32000 picture elements; choose a smaller size or scale",
        ),
    ],
)
def test_what_cannot_be_drawn_is_refused(options: dict[str, object], expected: str) -> None:
    wanted = {"plot": "norm", "kind": "svg"} | options
    with pytest.raises(InputError) as caught:
        draw(SMALL, **wanted)  # type: ignore[arg-type]
    assert str(caught.value).startswith(expected)


def test_a_large_network_takes_a_bounded_file() -> None:
    rng = np.random.default_rng(0)
    found = studied(1.2 * rng.standard_normal((150, 150)) / 12, T=200)
    for plot in ("factor", "film", "norm", "chain", "gradient"):
        assert len(draw(found, plot, "svg")) < 1_000_000


def test_a_home_that_cannot_be_written_is_left_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    home.chmod(0o500)
    program = (
        "from engine.plots.figure import draw\n"
        "from tests.engine.plots.drawn import studied\n"
        "assert draw(studied([[0.5]]), 'norm', 'pdf').startswith(b'%PDF')\n"
    )
    places = {"HOME": str(home), "XDG_CONFIG_HOME": str(home / "c"), "MPLCONFIGDIR": "/none"}
    done = subprocess.run(
        [sys.executable, "-W", "default", "-c", program],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | places,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not list(home.iterdir())


def test_nothing_of_the_library_is_imported_before_a_figure() -> None:
    program = (
        "import sys, engine, engine.plots.figure, engine.plots.tables\n"
        "from tests.engine.plots.drawn import studied\n"
        "engine.plots.tables.table_csv(studied([[0.5]]), 'norm')\n"
        "assert not {'matplotlib', 'PySide6'} & {name.split('.')[0] for name in sys.modules}\n"
        "engine.plots.figure.draw(studied([[0.5]]), 'norm', 'svg')\n"
        "assert 'matplotlib' in sys.modules\n"
        "assert not {'matplotlib.pyplot', 'PySide6', 'tkinter'} & set(sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_settings_of_the_user_change_nothing() -> None:
    import matplotlib as mpl  # noqa: PLC0415 - after the figure, as a notebook would

    before = draw(SMALL, "norm", "svg")
    with mpl.rc_context({"lines.linestyle": ":", "font.size": 40, "svg.fonttype": "none"}):
        assert draw(SMALL, "norm", "svg") == before
        assert mpl.rcParams["font.size"] == 40
