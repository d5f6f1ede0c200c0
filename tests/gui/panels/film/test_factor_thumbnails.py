"""The mosaic of thumbnails: real entries, each picture where its share of the row is."""

from __future__ import annotations

import numpy as np

from engine.gallery import entry
from engine.studies.study import Study, study
from gui.panels.film.factor_thumbnails import Row, thumbnail_image, thumbnails
from gui.theme import LIGHT
from tests.gui.screen import pixels_of


def test_a_small_factor_is_shown_entry_by_entry(opening_study: Study) -> None:
    pictures = thumbnails(opening_study, [1, 24], 8, LIGHT)
    assert pictures.shape == (2, 4, 4, 4)
    negative = opening_study.trace.factor(24) < -0.05
    red, blue = pictures[1, :, :, 0].astype(int), pictures[1, :, :, 2].astype(int)
    assert (red < blue)[negative].all()


def test_a_large_factor_is_shown_by_its_largest_entries() -> None:
    large = study(entry("gaussian-1.5").load())
    pictures = thumbnails(large, [1], 5, LIGHT)
    assert pictures.shape[1] == min(5, large.experiment.network.d)


def test_each_cell_of_each_picture_has_its_place_and_the_rest_is_clear() -> None:
    pictures = np.full((3, 2, 2, 4), 255, np.uint8)
    pictures[:, :, :, 0] = 10 * np.arange(12).reshape(3, 2, 2)
    image = thumbnail_image(pictures, Row(10.0, 6.0), 2.0)
    assert (image.width(), image.height()) == (60, 12)
    red = pixels_of(image)[:, :, 0]
    for i in range(3):
        for row in range(2):
            for column in range(2):
                x, y = 20 * i + 4 + 6 * column + 3, 6 * row + 3
                assert red[y, x] == pictures[i, row, column, 0]
    clear = [image.pixelColor(x, 5).alpha() for x in (0, 3, 16, 19, 23, 56)]
    assert clear == [0] * 6
    assert image.pixelColor(4, 5).alpha() == 255
