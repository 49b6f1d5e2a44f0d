"""Whatever is sealed is bound to its row, and named where a new key looks for it. Found in the code and the tables
themselves: a column that is sealed tomorrow is asked the same questions.
"""

from __future__ import annotations

import ast
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import Engine, UniqueConstraint

import storage
from storage import rotation
from storage.engine import open_engine
from storage.sealing import SealedColumn, Sealer, new_key
from tests.storage import sealed_rows

HOUSE = Path(storage.__path__[0])
#: What is bound to more than one row on purpose, and why moving it there gives nothing away.
SHARED = {
    "topic_suggestion.words": "it belongs to nobody: the company alone",
    "circle_point.words": "both are the same mentor's, on the same agenda",
}
EVERY = pytest.mark.parametrize("column", rotation.COLUMNS, ids=lambda one: name(one))


def name(column: SealedColumn) -> str:
    return f"{column.table.name}.{column.column}"


@EVERY
def test_a_seal_is_bound_to_what_tells_its_row_from_all_others(column: SealedColumn) -> None:
    class Row:
        def __getattr__(self, asked: str) -> str:
            read.add(asked)
            return asked

    read: set[str] = set()
    column.owner(Row())
    table = column.table
    unique = [{one.name for one in table.primary_key}]
    unique += [{one.name} for one in table.columns if one.unique]
    unique += [
        {one.name for one in rule.columns} for rule in table.constraints if isinstance(rule, UniqueConstraint)
    ]
    assert any(key <= read for key in unique) is (name(column) not in SHARED)


def test_no_two_columns_are_bound_alike() -> None:
    class Anyone:
        def __getattr__(self, _: str) -> str:
            return "1"

    owners = [column.owner(Anyone()) for column in rotation.COLUMNS]
    assert len(set(owners)) == len(owners)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_swapped_rows_do_not_open(database_url: str) -> None:
    """In every table, in every column."""
    sealer, engine = Sealer([new_key()]), open_engine(database_url, pool_size=1)
    texts = sealed_rows.write(engine, sealer, 2)
    for column in rotation.COLUMNS:
        (one, first), (other, second) = sealed_rows.records(engine, column)
        _put(engine, column, {one: second, other: first})
    with engine.connect() as connection:
        assert rotation.look(connection, sealer).closed == texts
    engine.dispose()


def _put(engine: Engine, column: SealedColumn, records: dict[object, str]) -> None:
    with engine.begin() as connection:
        for row_id, record in records.items():
            this = column.table.c.id == row_id
            connection.execute(column.table.update().where(this).values({column.column: record}))


def test_whoever_seals_something_has_named_its_column() -> None:
    """A module of the storage that seals says so in `SEALED`, and all of those are known to whoever makes a new key."""
    sealing = {
        file.stem for file in HOUSE.glob("*.py") if _seals(ast.parse(file.read_text(encoding="utf-8")))
    }
    named = {
        module
        for module, found in vars(rotation).items()
        if isinstance(found, ModuleType)
        and hasattr(found, "SEALED")
        and set(found.SEALED) <= set(rotation.COLUMNS)
    }
    assert sealing - {"sealing", "rotation"} == named
    assert len(set(map(name, rotation.COLUMNS))) == len(rotation.COLUMNS)


def _seals(module: ast.Module) -> bool:
    return any(isinstance(node, ast.Attribute) and node.attr == "seal" for node in ast.walk(module))
