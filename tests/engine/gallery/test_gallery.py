"""The gallery as it ships: its list, and that every entry opens and is worth opening."""

from __future__ import annotations

import numpy as np
import pytest

from engine.errors import InputError
from engine.gallery import Entry, entries, entry, opening
from engine.gallery.gallery import MANIFEST
from engine.studies.study import study

EVERY = pytest.mark.parametrize("example", entries(), ids=lambda example: example.id)


def test_entries_stand_in_the_manifests_order_group_by_group():
    text = MANIFEST.read_text(encoding="utf-8")
    places = [text.index(f'id = "{example.id}"') for example in entries()]
    assert places == sorted(places)
    groups = list(dict.fromkeys(example.group for example in entries()))
    assert groups[0] == "Start here"
    assert groups[-1] == "A real network"
    assert len(entries()) >= 18


def test_no_two_entries_look_alike_in_a_list():
    names = [example.name for example in entries()]
    assert len(set(names)) == len(names)
    assert max(map(len, names)) <= 40


def test_every_shipped_file_is_listed():
    folder = MANIFEST.parent
    files = set((folder / "presets").glob("*.json"))
    files |= set((folder / "examples").rglob("*.safetensors"))
    assert files == {example.path for example in entries()}


def test_an_entry_is_found_by_its_id():
    assert entry("jordan").name == "Jordan block"


def test_an_unknown_id_is_answered_with_the_nearest():
    with pytest.raises(InputError, match=r"'jordon', which.*choose one of jordan") as caught:
        entry("jordon")
    assert caught.value.place == "preset"


def test_an_id_like_no_other_is_answered_with_all():
    with pytest.raises(InputError, match=r"choose one of opening, .*, sunspots-after"):
        entry("§")


@EVERY
def test_an_entry_opens_under_its_own_name(example: Entry):
    experiment = example.load()
    assert experiment.name == example.name
    assert experiment.description == example.teaches


@EVERY
def test_an_entry_sends_a_gradient_back_from_the_last_step(example: Entry):
    found = study(example.load()).trace
    assert found.t == found.experiment.T
    assert found.delta_norm[0] > 0.1
    assert np.isfinite(found.gradient).all()
    assert np.linalg.norm(found.gradient) > 0


@EVERY
def test_a_text_is_plain_and_short(example: Entry):
    assert 100 < len(example.teaches) < 300
    assert example.teaches.endswith(".")
    assert "\n" not in example.teaches
    assert "  " not in example.teaches


@pytest.mark.parametrize("example", entries()[:-2], ids=lambda example: example.id)
def test_the_matrix_of_a_preset_fits_the_window(example: Entry):
    assert 2 <= example.load().network.d <= 10


def test_the_window_opens_on_the_first_entry():
    experiment = opening().load()
    assert opening() == entries()[0]
    assert (experiment.network.d, experiment.T, experiment.t) == (4, 24, 24)
    assert experiment.network.activation.name == "tanh"


def test_the_opening_example_makes_its_point():
    found = study(opening().load()).trace
    norm = 10.0**found.log10_norm
    assert found.base == pytest.approx(1.6, abs=0.1)
    assert norm.max() > 2
    assert 0.1 < norm[-1] < 0.5
    slack = found.slack(0)
    assert slack.misalignment > 0.5 * slack.total
    assert (found.chain.slopes.min(axis=1) < 0.8).mean() > 0.9
