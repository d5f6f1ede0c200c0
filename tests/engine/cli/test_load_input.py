"""Input of a command: a file, or a gallery entry by its id."""

from pathlib import Path

import numpy as np
import pytest

from engine import InputError, trace
from engine.cli.arguments import window_parser
from engine.cli.load_input import Start, first_subject, load_input, window_start
from engine.experiment.edits import with_cells
from engine.files.save import save
from engine.files.trace_out import write_trace

gallery = pytest.importorskip("engine.gallery")


def test_a_file_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "w.json").write_text('{"W": [[0.5]]}')
    assert load_input(str(tmp_path / "w.json"), activation="relu").network.activation.name == "relu"


def test_a_gallery_entry_is_found_by_its_id(tmp_path: Path) -> None:
    first = gallery.entries()[0]
    experiment = first.load()
    assert load_input(f"gallery:{first.id}").name == experiment.name
    (tmp_path / "x.csv").write_text(",".join(["1"] * experiment.network.m) + "\n")
    changed = load_input(f"gallery:{first.id}", str(tmp_path / "x.csv"), "identity")
    assert changed.T == 1
    assert changed.network.activation.name == "identity"


def test_a_missing_gallery_entry_is_reported() -> None:
    with pytest.raises(InputError, match=r"^gallery:nothing: "):
        load_input("gallery:nothing")


def test_without_a_name_it_is_the_gallery_s_opening() -> None:
    assert first_subject().name == gallery.opening().name


def start(*arguments: str | Path) -> Start:
    return window_start(window_parser().parse_args([str(argument) for argument in arguments]))


def test_only_an_own_file_taken_whole_is_saved_to(tmp_path: Path) -> None:
    preset, network, x = (tmp_path / name for name in ("w.json", "w.safetensors", "x.csv"))
    experiment = gallery.opening().load()
    for path in (preset, network):
        save(experiment, path)
        assert start(path).path == path
    x.write_text("1\n" * 3)
    assert start(preset, "--sequence", x).path is None
    assert start("gallery:jordan").path is None
    assert start().path is None
    write_trace(trace(experiment), tmp_path / "t.npz")
    assert start(tmp_path / "t.npz").path is None
    assert start(tmp_path / "t.npz").foreign is None


def test_the_window_asks_how_foreign_weights_are_meant_unless_it_was_said(tmp_path: Path) -> None:
    weights = tmp_path / "w.npz"
    np.savez(weights, W=np.eye(2), U=np.eye(2))
    asked = start(weights, "--sequence", tmp_path / "x.csv")
    assert (asked.path, asked.foreign, asked.sequence) == (None, weights, tmp_path / "x.csv")
    assert asked.experiment.name == gallery.opening().name
    told = start(weights, "--transpose")
    assert (told.path, told.foreign, told.experiment.name) == (None, None, "w")


def test_a_file_that_is_rejected_is_refused_before_there_is_a_window(tmp_path: Path) -> None:
    np.savez(tmp_path / "gru.npz", recurrent_kernel=np.zeros((2, 6)), kernel=np.zeros((1, 6)))
    with pytest.raises(InputError, match="a GRU"):
        start(tmp_path / "gru.npz")


def test_what_leaves_the_range_of_a_double_is_rejected_before_there_is_a_window(
    tmp_path: Path,
) -> None:
    huge = with_cells(load_input("gallery:rotation"), "W", {(0, 0): 1.5e308, (0, 1): 1.5e308})
    save(huge, tmp_path / "huge.json")
    with pytest.raises(InputError, match=r"huge.json: the state s .* leaves the range"):
        start(tmp_path / "huge.json")


def test_the_message_about_an_id_without_prefix_says_what_to_write() -> None:
    name = gallery.entries()[0].id
    with pytest.raises(InputError) as caught:
        load_input(name)
    assert str(caught.value) == (
        f"{name}: is no file; for the example of that name, write gallery:{name}"
    )
