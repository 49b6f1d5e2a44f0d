"""How a failure is written into the log: where it happened and of what kind, never what it was about.

An exception's own words may be somebody's: "Invalid isoformat string: 'on a parlé de son départ'", or a row that a
database refused, with the name in it. The steps and their lines of code hold none (design §8).
"""

from __future__ import annotations

import logging
import traceback
from types import TracebackType
from typing import TextIO, cast

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]


def where_it_broke(exc_info: object) -> str:
    """The steps of a failure and the kinds of exceptions that led to it, the first cause first."""
    _, error, _ = cast(ExcInfo, exc_info)
    return "\n".join(_steps(error, seen=set()))


def onto(sink: TextIO, exc_info: object) -> None:
    """The same, for structlog's console."""
    sink.write("\n" + where_it_broke(exc_info))


class Formatter(logging.Formatter):
    """For what the libraries log: their line, and the steps."""

    def formatException(self, ei: object) -> str:  # noqa: N802 (the name is the library's)
        return where_it_broke(ei)


def _steps(error: BaseException, seen: set[int]) -> list[str]:
    seen.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    told = [] if before is None or id(before) in seen else _steps(before, seen)
    frames = traceback.extract_tb(error.__traceback__)
    told += [f"  {frame.filename}:{frame.lineno} {frame.name}: {frame.line}" for frame in frames]
    return [*told, f"{type(error).__module__}.{type(error).__qualname__}"]
