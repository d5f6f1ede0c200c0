"""msgspec's findings in our words; most are tried out on whole files in test_load.py."""

import msgspec

from engine.files.json_errors import invalid, malformed


def test_a_finding_we_have_no_words_for_is_passed_on() -> None:
    error = msgspec.ValidationError("Expected `int` >= 0 - at `$.shape[0]`")
    assert str(invalid(error, ())) == (
        "shape[1] cannot be used (Expected `int` >= 0 - at `$.shape[0]`); correct it"
    )


def test_bytes_become_line_and_column() -> None:
    error = msgspec.DecodeError("JSON is malformed: invalid character (byte 5)")
    assert "invalid character in line 2, column 3;" in str(malformed(error, b"ab\ncd?"))
