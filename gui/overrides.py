"""On Python 3.11, what a Python override of a Qt method raises must not end the program.

PySide prepends the method's name to the message of an exception on its way through Qt, and there
takes for granted that the exception is an object. Until Python 3.12 one raised by compiled code,
1 / 0 or an index too large, is one only after Python code has caught it: so each override catches
what it raises, and lets it go.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from types import FunctionType
from typing import Any

from shiboken6 import Shiboken

# What Qt calls, besides handlers of events. A slot that takes less than its signal gives must not
# be among them: a guard takes all.
_CALLED_BY_QT = """
    begin boundingRect closeEditor columnCount commitData createEditor data done drawEllipse
    drawImage drawLines drawPath drawPixmap drawPoints drawPolygon drawRects drawTextItem
    drawTiledPixmap end event eventFilter flags focusNextPrevChild hasHeightForWidth headerData
    heightForWidth hitButton initStyleOption itemChange metric minimumSizeHint paint paintEngine
    paintSection redo rowCount setData setEditorData setModelData shape sizeHint stepBy
    textFromValue type undo updateEditorGeometry updateState validate valueFromText
""".split()  # noqa: SIM905 - a list says the same in fifty lines


def guard() -> None:
    """Have every class derived from one of Qt's from now on guard its overrides."""
    if sys.version_info < (3, 12):
        Shiboken.Object.__init_subclass__ = classmethod(_guard_class)  # type: ignore[assignment]


def _guard_class(cls: type) -> None:
    bases = cls.__mro__
    from_qt = next(base for base in bases if base.__module__.startswith("PySide6."))
    for base in bases:  # plain classes mixed in override too
        for name, method in list(vars(base).items()):
            if _is_override(name, method) and hasattr(from_qt, name):
                setattr(base, name, _guarded(method))


def _is_override(name: str, method: object) -> bool:
    """Return whether Qt may call this; what is guarded already has a `__wrapped__`."""
    called = name.endswith("Event") or name in _CALLED_BY_QT
    return called and isinstance(method, FunctionType) and not hasattr(method, "__wrapped__")


def _guarded(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def override(*args: Any, **kwargs: Any) -> Any:
        try:
            return method(*args, **kwargs)
        except BaseException:  # noqa: TRY203 - once caught it is an object
            raise

    return override
