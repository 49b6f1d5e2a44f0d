"""Statements compiled once for all the engines of a test process, as they are for the one engine of a bot.

SQLAlchemy keeps what it has compiled with the engine, and every test has a database of its own, hence an engine:
a tenth of their time went into compiling what the test before had compiled.
"""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.engine.default import DefaultDialect


class Compiled(dict[Any, Any]):
    """What an engine asks by its own dialect is kept by the name of the database."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get((key[0].name, *key[1:]), default)

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__((key[0].name, *key[1:]), value)


STATEMENTS = Compiled()
TYPES: dict[str, WeakKeyDictionary[Any, Any]] = {}


def share(engine: Engine) -> None:
    engine._compiled_cache = STATEMENTS  # type: ignore[assignment]
    engine.dialect._type_memos = TYPES.setdefault(engine.dialect.name, WeakKeyDictionary())


def share_between_engines() -> None:
    DefaultDialect.engine_created = staticmethod(share)  # type: ignore[method-assign,assignment]
