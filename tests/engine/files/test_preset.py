"""Presets: defaults and readable text."""

import numpy as np
import pytest

from engine import ACTIVATIONS, Experiment, InputError, Network
from engine.files.preset import parse_preset, preset_text

FULL = b"""{"format": "bptt-lab", "version": 1, "name": "Rotation",
     "description": "what it teaches", "activation": "logistic", "W": [[0.9, -0.4], [0.4, 0.9]],
     "U": [[1], [0]], "b": [0.25, 0], "s0": [0, -1], "x": [[0.5], [0], [0]], "y": [0, 2], "t": 2}"""

TEXT = """{
  "format": "bptt-lab",
  "version": 1,
  "name": "Rotation",
  "description": "what it teaches",
  "activation": "logistic",
  "W": [
    [0.9, -0.4],
    [0.4, 0.9]
  ],
  "U": [
    [1],
    [0]
  ],
  "b": [0.25, 0],
  "x": [
    [0.5],
    [0],
    [0]
  ],
  "s0": [0, -1],
  "y": [0, 2],
  "t": 2
}
"""


def test_every_field_is_read() -> None:
    experiment = parse_preset(FULL)
    network = experiment.network
    assert (experiment.name, experiment.description) == ("Rotation", "what it teaches")
    assert network.activation is ACTIVATIONS["logistic"]
    assert network.W.tolist() == [[0.9, -0.4], [0.4, 0.9]]
    assert network.U.tolist() == [[1], [0]]
    assert network.b.tolist() == [0.25, 0]
    assert network.s0.tolist() == [0, -1]
    assert experiment.x.tolist() == [[0.5], [0], [0]]
    assert experiment.y.tolist() == [0, 2]
    assert experiment.t == 2


def test_w_alone_is_enough() -> None:
    experiment = parse_preset(b'{"W": [[1, 2], [3, 4]]}')
    network = experiment.network
    assert np.array_equal(network.U, np.eye(2))
    assert not network.b.any()
    assert not network.s0.any()
    assert not experiment.y.any()
    assert experiment.x.shape == (24, 2)
    assert not experiment.x.any()
    assert experiment.t == 24
    assert network.activation is ACTIVATIONS["tanh"]


def test_steps_set_the_length_of_zero_input() -> None:
    experiment = parse_preset(b'{"W": [[1]], "U": [[1, 2, 3]], "steps": 7}')
    assert experiment.x.shape == (7, 3)
    assert experiment.t == 7


def test_a_byte_order_mark_is_no_obstacle() -> None:
    assert parse_preset(b'\xef\xbb\xbf{"W": [[1]]}').network.d == 1


def test_a_repeated_word_in_a_text_is_no_repeated_field() -> None:
    text = b'{"W": [[1]], "name": "\\"W\\": [[1]]", "description": "W", "t" :1}'
    assert parse_preset(text).name == '"W": [[1]]'


def test_a_preset_is_written_one_row_a_line() -> None:
    lines = preset_text(parse_preset(FULL)).splitlines()
    assert sorted(lines) == sorted(TEXT.splitlines())
    assert lines[:9] == TEXT.splitlines()[:9]


def test_defaults_are_left_out() -> None:
    experiment = Experiment(Network.of([[0.5]]), np.zeros((24, 1)), np.zeros(1), 24)
    assert preset_text(experiment) == (
        '{\n  "format": "bptt-lab",\n  "version": 1,\n  "W": [\n    [0.5]\n  ]\n}\n'
    )


def test_zero_input_of_another_length_is_written_as_steps() -> None:
    text = preset_text(Experiment(Network.of([[0.5]]), np.zeros((9, 1)), np.zeros(1), 9))
    assert '"steps": 9' in text
    assert '"x"' not in text


def test_minus_zero_is_not_left_out() -> None:
    experiment = Experiment(Network.of([[-0.0]]), np.zeros((1, 1)), np.array([-0.0]), 1)
    back = parse_preset(preset_text(experiment).encode())
    assert np.signbit(back.network.W).all()
    assert np.signbit(back.y).all()


def test_a_name_that_no_file_can_hold_is_rejected() -> None:
    experiment = Experiment(Network.of([[1.0]]), np.zeros((1, 1)), np.zeros(1), 1, name="\ud800")
    with pytest.raises(InputError, match="name is not valid Unicode"):
        preset_text(experiment)


def test_invalid_json_is_reported_with_its_place() -> None:
    with pytest.raises(InputError, match=r"is not JSON: .* \(line 2, column 8\); correct the text"):
        parse_preset(b'{"W":\n  [[1] 2]}')
