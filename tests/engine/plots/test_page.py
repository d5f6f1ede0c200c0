"""The page: titles that fit, sentences in two lines, texts no name can break."""

from engine.plots import canvas
from engine.plots.colours import LIGHT
from engine.plots.page import MARGIN, Page

LONG = "the product of the factors " * 30


def texts(width: int, height: int, title: str, sentence: str) -> list[str]:
    with canvas.drawing():
        page = Page(canvas.blank(width, height, LIGHT.card), LIGHT, width, height)
        page.head(title, sentence)
        for text in page.figure.texts:
            box = text.get_window_extent()
            assert box.x0 >= MARGIN - 2
            assert box.x1 <= width - MARGIN + 2
        return [text.get_text() for text in page.figure.texts]


def test_what_fits_is_written_whole() -> None:
    assert texts(900, 560, "Rotation", "It shrinks.") == ["Rotation", "It shrinks."]


def test_what_does_not_fit_is_cut_with_an_ellipsis() -> None:
    title, first, second = texts(500, 560, LONG, LONG)
    assert LONG.startswith(title.removesuffix("…"))
    assert title.endswith("…")
    assert second.endswith("…")
    assert LONG.startswith(f"{first} {second.removesuffix('…')}")


def test_a_low_figure_has_a_title_alone() -> None:
    assert texts(500, 250, "Rotation", "It shrinks.") == ["Rotation"]


def test_a_name_is_no_mathematics() -> None:
    assert texts(500, 250, "costs $5\nor \ud800$6", "") == ["costs $5 or $6"]
