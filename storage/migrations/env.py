"""Where Alembic finds our tables. It works in the transaction that `storage/migrate.py` hands it.

Batch mode, because SQLite alters a table by copying it; the naming convention, because only a constraint with
a name can be altered at all.
"""

from __future__ import annotations

from alembic import context

from storage import (
    change_tables,
    delivery_tables,
    evidence_tables,
    help_tables,
    joining_tables,
    round_tables,
    tables,
    together_tables,
)
from storage.convention import CONVENTION, SQLModel

assert CONVENTION is SQLModel.metadata.naming_convention
for part in (
    change_tables.ChangeRow,
    delivery_tables.RetouchRow,
    evidence_tables.PulseRow,
    help_tables.HelpRequestRow,
    joining_tables.ProfileRow,
    round_tables.RoundRow,
    tables.WorkspaceRow,
    together_tables.PointRow,
):
    assert part.metadata is SQLModel.metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
