"""GRU and LSTM weights, which are recognised and rejected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.errors import InputError
from engine.files.archive import Shape
from engine.files.weights.survey_types import shape_text

_GATES = {3: "a GRU", 4: "an LSTM"}
_REMEDY = "train a plain recurrent layer, d × d"


def gated(name: str, shape: Shape) -> InputError | None:
    """Return the InputError for a recurrent matrix of 3 or 4 gates, d × 3d or d × 4d; else None."""
    if len(shape) != 2 or not shape[0] or shape[1] not in (3 * shape[0], 4 * shape[0]):
        return None
    found = (
        f"{shape_text(shape)}, {_GATES[shape[1] // shape[0]]}; this program studies plain layers"
    )
    return InputError(found, _REMEDY, place=name)


def gates_by_name(shapes: Mapping[str, Shape]) -> Iterator[InputError]:
    """Yield the InputError for the first tensor whose name is that of a GRU or an LSTM."""
    for name in shapes:
        for word, kind in (("lstm", "an LSTM"), ("gru", "a GRU")):
            if word in name.lower():
                yield InputError(f"belongs to {kind}, by its name", _REMEDY, place=name[:80])
                return
