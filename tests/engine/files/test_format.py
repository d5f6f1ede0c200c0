"""Name and version of the file format: this version opens, another format or version does not."""

import pytest

from engine.errors import InputError
from engine.files.format import FORMAT, VERSION, require_known


def test_the_present_format_is_accepted() -> None:
    require_known(FORMAT, VERSION)


@pytest.mark.parametrize(
    ("name", "version", "place"),
    [("other", 1, "format"), (FORMAT, VERSION + 1, "version"), (FORMAT, 0, "version")],
)
def test_another_format_or_version_is_rejected(name: str, version: int, place: str) -> None:
    with pytest.raises(InputError) as caught:
        require_known(name, version)
    assert caught.value.place == place
