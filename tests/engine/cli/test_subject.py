"""What a command works on: a file, or an entry of the gallery by its id."""

from pathlib import Path

import pytest

from engine import InputError
from engine.cli.subject import first_subject, own_file, subject

gallery = pytest.importorskip("engine.gallery")


def test_a_file_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "w.json").write_text('{"W": [[0.5]]}')
    assert subject(str(tmp_path / "w.json"), activation="relu").network.activation.name == "relu"


def test_a_gallery_entry_is_found_by_its_id(tmp_path: Path) -> None:
    first = gallery.entries()[0]
    experiment = first.load()
    assert subject(f"gallery:{first.id}").name == experiment.name
    (tmp_path / "x.csv").write_text(",".join(["1"] * experiment.network.m) + "\n")
    changed = subject(f"gallery:{first.id}", str(tmp_path / "x.csv"), "identity")
    assert changed.T == 1
    assert changed.network.activation.name == "identity"


def test_an_entry_that_is_not_there_is_answered() -> None:
    with pytest.raises(InputError, match=r"^gallery:nothing: "):
        subject("gallery:nothing")


def test_without_a_name_it_is_the_gallery_s_opening() -> None:
    assert first_subject().name == gallery.opening().name


def test_only_a_file_taken_whole_is_saved_to() -> None:
    assert own_file("w.json", None) == Path("w.json")
    assert own_file("w.json", "x.csv") is None
    assert own_file("gallery:jordan", None) is None
    assert own_file(None, None) is None


def test_an_id_without_its_prefix_is_told_what_to_write() -> None:
    name = gallery.entries()[0].id
    with pytest.raises(InputError) as caught:
        subject(name)
    assert str(caught.value) == (
        f"{name}: is no file; for the example of that name, write gallery:{name}"
    )
