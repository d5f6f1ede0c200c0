"""The ramp: true to the value, two-sided for every eye, and ink that can be read on it."""

import numpy as np
import pytest

from engine.plots.colours import THEMES
from engine.plots.ramp import colours, ink_on, levels, mixed, tints

both_themes = pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))

# How the two kinds of red-green blindness see linear sRGB (Machado, Oliveira, Fernandes 2009).
PROTANOPIA = [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
]
DEUTERANOPIA = [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.011820, 0.042940, 0.968881],
]
XYZ_FROM_RGB = np.array(
    [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
)


def linear(rgb):
    share = np.asarray(rgb) / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def lab(linear_rgb):
    """CIELAB under D65."""
    xyz = np.clip(linear_rgb, 0, 1) @ XYZ_FROM_RGB.T / [0.9505, 1.0, 1.089]
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.stack(
        [116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])], -1
    )


@both_themes
def test_ends_and_middle_are_the_themes_anchors(theme):
    tints = colours([[-2.0, 0.0, 2.0]], 2.0, theme)
    assert tints.shape == (1, 3, 4)
    assert tints.dtype == np.uint8
    assert tints[0, :, :3].tolist() == [levels(name).tolist() for name in theme.ramp]
    assert np.all(tints[..., 3] == 255)


@both_themes
def test_what_lies_beyond_the_limit_takes_the_end(theme):
    beyond = colours([-9.0, 9.0], 1.0, theme)
    assert np.array_equal(beyond, colours([-1.0, 1.0], 1.0, theme))


@both_themes
def test_without_a_scale_all_is_neutral(theme):
    assert np.array_equal(colours(np.zeros((2, 2)), 0.0, theme)[0, 0, :3], levels(theme.ramp[1]))


@both_themes
def test_the_sides_are_equally_strong(theme):
    values = np.linspace(0.1, 1, 10)
    neutral = lab(linear(levels(theme.ramp[1])))
    warm, cool = (lab(linear(colours(s * values, 1.0, theme)[:, :3])) for s in (1, -1))
    distance = [np.linalg.norm(side - neutral, axis=1) for side in (warm, cool)]
    assert np.all(np.diff(distance, axis=1) > 0)
    assert np.abs(warm[:, 0] - cool[:, 0]).max() < 6


@both_themes
def test_equal_steps_look_equally_large(theme):
    half = lab(linear(colours(np.linspace(0, 1, 9), 1.0, theme)[:, :3]))
    steps = np.linalg.norm(np.diff(half, axis=0), axis=1)
    assert steps.max() < 1.6 * steps.min()


@both_themes
@pytest.mark.parametrize("seen", [PROTANOPIA, DEUTERANOPIA], ids=["protanopia", "deuteranopia"])
def test_the_signs_stay_apart_for_the_colour_blind(theme, seen):
    for share, needed in ((1.0, 50), (0.5, 25)):
        tints = colours([-share, share], 1.0, theme)[:, :3]
        cool, warm = lab(linear(tints) @ np.array(seen).T)
        assert np.linalg.norm(cool - warm) > needed


@both_themes
def test_tints_are_the_colours_without_their_last_byte(theme):
    values = np.linspace(-2, 2, 12).reshape(3, 4)
    assert np.array_equal(tints(values, 1.5, theme), colours(values, 1.5, theme)[..., :3])


@both_themes
def test_every_tint_can_be_written_on(theme):
    for rgb in tints(np.linspace(-1, 1, 41), 1.0, theme):
        linear = np.where(
            rgb / 255 <= 0.04045, rgb / 255 / 12.92, ((rgb / 255 + 0.055) / 1.055) ** 2.4
        )
        paper = float(linear @ [0.2126, 0.7152, 0.0722])
        ink = 1.0 if ink_on(rgb) == "white" else 0.0
        high, low = max(paper, ink), min(paper, ink)
        assert (high + 0.05) / (low + 0.05) > 4.5


def test_a_mixture_lies_between_its_colours() -> None:
    assert mixed("#000000", "#ffffff", 1.0) == "#000000"
    assert mixed("#000000", "#ffffff", 0.0) == "#ffffff"
    assert mixed("#ff0000", "#0000ff", 0.5) == "#800080"
