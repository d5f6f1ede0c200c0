"""Guard around Python overrides of Qt methods: an exception never reaches Qt.

Where Python has called Qt, PySide stores an override's exception until Qt returns. An override that
Qt looks up for the first time meanwhile is cached as not overridden and released once too often,
which later crashes the program. The guard reports an exception at once, as PySide reports that of
a slot, and calls Qt's own method instead.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from inspect import CO_VARARGS
from types import FunctionType
from typing import Any

from shiboken6 import Shiboken

# Methods that Qt calls, besides event handlers. A slot that takes only some of its signal's
# arguments must not be among them: a guard passes none or all.
_CALLED_BY_QT = """
    accept begin boundingRect closeEditor columnCount commitData createEditor data done drawEllipse
    drawImage drawLines drawPath drawPixmap drawPoints drawPolygon drawRects drawTextItem
    drawTiledPixmap end event eventFilter flags focusNextPrevChild hasHeightForWidth headerData
    heightForWidth hitButton initStyleOption itemChange metric minimumSizeHint paint paintEngine
    paintSection redo reject rowCount setData setEditorData setModelData shape sizeHint stepBy
    textFromValue type undo updateEditorGeometry updateState validate valueFromText
""".split()  # noqa: SIM905 - a list says the same in fifty lines

_collecting: list[list[Exception]] = []


def guard() -> None:
    """Guard the overrides of every class derived from a Qt class from now on."""
    Shiboken.Object.__init_subclass__ = classmethod(_guard_class)  # type: ignore[assignment]


@contextmanager
def raised() -> Iterator[None]:
    """Context manager: collect exceptions of overrides and raise the first one at its end."""
    errors: list[Exception] = []
    _collecting.append(errors)
    try:
        yield
    finally:
        _collecting.pop()
    if errors:
        raise errors[0]


def _guard_class(cls: type) -> None:
    for base in cls.__mro__:  # plain mix-in classes override too
        for name, method in list(vars(base).items()):
            if _is_override(name, method) and hasattr(_qt_base(cls), name):
                setattr(base, name, _guarded(name, method))


def _is_override(name: str, method: object) -> bool:
    """Return whether Qt may call this method; a guarded one already has `__wrapped__`."""
    called = name.endswith("Event") or name in _CALLED_BY_QT
    return called and isinstance(method, FunctionType) and not hasattr(method, "__wrapped__")


def _qt_base(cls: type) -> type:
    """Return the nearest base class that is Qt's own."""
    return next(base for base in cls.__mro__ if base.__module__.startswith("PySide6."))


def _guarded(name: str, method: FunctionType) -> Callable[..., Any]:
    @wraps(method)
    def override(self: object, *args: Any, **kwargs: Any) -> Any:
        try:
            return method(self, *args, **kwargs)
        except Exception as error:
            return _call_qt_method(error, self, name, *args)

    @wraps(method)
    def slot(self: object) -> Any:  # PySide passes a slot all the arguments that it seems to take
        try:
            return method(self)
        except Exception as error:
            return _call_qt_method(error, self, name)

    return slot if _takes_nothing(method) else override


def _takes_nothing(method: FunctionType) -> bool:
    code = method.__code__
    return code.co_argcount == 1 and not code.co_flags & CO_VARARGS


def _call_qt_method(error: Exception, self: object, name: str, *args: Any) -> Any:
    """Report or collect the exception, and return the result of Qt's own method."""
    if _collecting:
        _collecting[-1].append(error)
    else:
        sys.excepthook(type(error), error, error.__traceback__)
    with suppress(Exception):  # Qt has no such method, or it failed in the same way
        return getattr(_qt_base(type(self)), name)(self, *args)
    return None
