from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.errors import InputError
from engine.lecture.lecture import steps_in
from engine.lecture.reader import read_step
from engine.lecture.step import Part, PartKind, Place

QUESTION = '[question]\ntext = "Up?"\nchoices = ["yes", "no"]\nanswer = 2\nwhy = "So."\n'
STATE = "[state.preset]\nW = [[0.5]]\nsteps = 12\n"
TEXT = '[[part]]\ntext = "One."\n'


def write(folder: Path, state: str = STATE, text: str = TEXT, question: str = QUESTION) -> Path:
    path = folder / "03-a-half.toml"
    head = 'title = "A half"\npanel = "Chain rule"\n'
    path.write_text(head + state + text + question, encoding="utf-8")
    return path


def test_a_step_is_read_whole(tmp_path: Path):
    more = "[[part]]\nformula = '\\gamma\\lambda'\n[[part]]\nslip = \"Not so.\"\n"
    step = read_step(write(tmp_path, text=TEXT + more))
    assert (step.id, step.title, step.panel) == ("a-half", "A half", "Chain rule")
    assert step.parts == (
        Part(PartKind.TEXT, "One."),
        Part(PartKind.FORMULA, r"\gamma\lambda"),
        Part(PartKind.SLIP, "Not so."),
    )
    assert step.question.is_right(1)
    state = step.state
    assert (state.norm, state.place, state.speed) == ("spectral", Place("loss"), 1.0)
    np.testing.assert_array_equal(state.experiment.network.W, [[0.5]])
    assert state.experiment.T == 12


def test_an_entry_is_changed_where_the_step_says_so(tmp_path: Path):
    state = '[state]\nentry = "opening"\nactivation = "relu"\nt = 7\nnorm = "frobenius"\n'
    step = read_step(write(tmp_path, state + "speed = 4.0\nplayhead = {factor = 3}\n"))
    experiment = step.state.experiment
    assert (experiment.network.activation.name, experiment.t, experiment.T) == ("relu", 7, 24)
    assert (step.state.norm, step.state.speed) == ("frobenius", 4.0)
    assert step.state.place == Place("factor", 3)


@pytest.mark.parametrize(
    ("state", "complaint"),
    [
        ("[state]\n", "state is not one thing; give either entry or preset"),
        ('[state]\nentry = "opening"\n' + STATE, "state is not one thing"),
        ('[state]\nentry = "opning"\n', "choose one of opening"),
        ('[state]\nentry = "opening"\nt = 99\n', "t is 99; choose a step from 1 to 24"),
        ('[state]\nentry = "opening"\nactivation = "sin"\n', "activation is 'sin'"),
        ('[state]\nentry = "opening"\nnorm = "nuclear"\n', "nuclear"),
        ('[state]\nentry = "opening"\nspeed = 3.0\n', "speed is 3.0; choose one of 0.25"),
        ('[state]\nentry = "opening"\nplayhead = "end"\n', "is not a step of the lecture"),
        ('[state]\nentry = "opening"\nplayhead = {back = 25}\n', "playhead back is 25"),
        ('[state]\nentry = "opening"\nplayhead = {factor = 0}\n', "playhead factor is 0"),
        ('[state]\nentry = "opening"\nplayhead = {}\n', "playhead is not one place"),
        ('[state]\nentry = "opening"\nplayhead = {back = 1, factor = 1}\n', "is not one place"),
        ("[state.preset]\nW = [[0.5, 1]]\n", "W is 1 × 2"),
        ("[state.preset]\nW = [[0.5]]\nw = 1\n", "has an unknown field|unknown"),
        ("[state.preset]\nW = [[nan]]\n", "W"),
        ('[state]\nentry = "opening"\nloop = true\n', "is not a step of the lecture"),
    ],
)
def test_a_state_that_cannot_be_is_refused_with_its_file(
    tmp_path: Path, state: str, complaint: str
):
    with pytest.raises(InputError, match=complaint) as caught:
        read_step(write(tmp_path, state))
    assert caught.value.file.endswith("03-a-half.toml")


@pytest.mark.parametrize(
    "text",
    ["[[part]]\n", '[[part]]\ntext = "a"\nslip = "b"\n', '[[part]]\ntext = " "\n'],
)
def test_a_part_is_one_thing(tmp_path: Path, text: str):
    with pytest.raises(InputError, match="give each part one of text, formula and slip"):
        read_step(write(tmp_path, text=text))


def test_an_unknown_panel_is_refused(tmp_path: Path):
    path = write(tmp_path)
    path.write_text(path.read_text().replace("Chain rule", "Magic"))
    with pytest.raises(InputError, match="panel is 'Magic'; choose one of Chain rule, Gradient"):
        read_step(path)


@pytest.mark.parametrize("content", [b"title = ", b"\xff", b'title = "x"\n'])
def test_what_is_no_step_is_refused(tmp_path: Path, content: bytes):
    path = tmp_path / "01-bad.toml"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"01-bad\.toml: is not a step of the lecture"):
        read_step(path)


def test_a_missing_file_is_named(tmp_path: Path):
    with pytest.raises(InputError, match=r"gone\.toml: cannot be read"):
        read_step(tmp_path / "gone.toml")


def test_a_new_file_is_a_new_step_in_its_place(tmp_path: Path):
    path = write(tmp_path)
    path.with_name("01-first.toml").write_bytes(path.read_bytes())
    path.with_name("02-second.toml").write_bytes(path.read_bytes())
    assert [step.id for step in steps_in(tmp_path)] == ["first", "second", "a-half"]
