"""Reading back what a figure shows: curves, cells and colours of an SVG."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

import numpy as np

from engine.cells.activations import ACTIVATIONS, Activation
from engine.experiment.experiment import Experiment
from engine.experiment.network import Network
from engine.plots.figure import draw
from engine.studies.study import Study, study

SVG = "{http://www.w3.org/2000/svg}"


def studied(
    W: object,
    activation: str = "tanh",
    T: int = 6,
    s0: float = 0.5,
    name: str = "Tried",
    norm: str = "spectral",
) -> Study:
    """Return the study of W with constant inputs."""
    weights = np.atleast_2d(np.asarray(W, dtype=float))
    d = len(weights)
    sigma: Activation = ACTIVATIONS[activation]
    network = Network(weights, np.eye(d), np.zeros(d), np.full(d, s0), sigma)
    return study(Experiment(network, np.full((T, d), 0.25), np.full(d, 0.5), T, name), norm)


def drawn(found: Study, plot: str, **options: object) -> ET.Element:
    """Return the SVG of a plot, parsed."""
    return ET.fromstring(draw(found, plot, "svg", **options))  # type: ignore[arg-type]  # noqa: S314


def group(svg: ET.Element, key: str) -> ET.Element:
    """Return the group that is called `key`."""
    return next(each for each in svg.iter() if each.get("id") == key)


def points(svg: ET.Element, key: str) -> np.ndarray:
    """Return the points of a curve, (n, 2), in the picture's units."""
    path = next(group(svg, key).iter(f"{SVG}path"))
    pairs = re.findall(r"[ML] ([-0-9.e]+) ([-0-9.e]+)", path.get("d", ""))
    return np.array(pairs, dtype=float)


def fills(element: ET.Element) -> Iterator[str]:
    """Yield the fill colours of the shapes in an element."""
    for each in element.iter():
        found = re.search(r"fill: (#[0-9a-f]{6})", each.get("style", ""))
        if found and each.tag in (f"{SVG}path", f"{SVG}use"):
            yield found[1]


def spoken(data: bytes) -> list[str]:
    """Return the texts that were set, which stand as comments beside their outlines."""
    return [html.unescape(text) for text in re.findall(r"<!-- (.*?) -->", data.decode(), re.DOTALL)]
