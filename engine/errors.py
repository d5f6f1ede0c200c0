"""Error for bad input from a file, a grid cell or a script."""

from __future__ import annotations


class InputError(ValueError):
    """Input that cannot be used.

    Attributes:
        found: the fault, a text that continues the place: "is not a finite number (inf)".
        remedy: the way to correct it, in the imperative.
        place: the field or entry with indices from 1, such as "W[2, 3]"; empty for the whole.
        file: the file's name; empty when the input did not come from a file.
    """

    def __init__(self, found: str, remedy: str, *, place: str = "", file: str = "") -> None:
        self.found = found
        self.remedy = remedy
        self.place = place
        self.file = file
        where = f"{place} {found}".strip()
        super().__init__(f"{file}: {where}; {remedy}" if file else f"{where}; {remedy}")

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle all attributes, so that the error can be sent from another process."""
        return _rebuilt, (type(self), self.found, self.remedy, self.place, self.file)

    def within(self, file: object) -> InputError:
        """Return the same error with the file name `file`."""
        return type(self)(self.found, self.remedy, place=self.place, file=str(file))


def _rebuilt(kind: type[InputError], found: str, remedy: str, place: str, file: str) -> InputError:
    return kind(found, remedy, place=place, file=file)
