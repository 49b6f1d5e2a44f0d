"""Everything that is sealed, by the names of its columns: what a new key seals anew, and no column is left behind.

Whoever seals something names its columns in `SEALED` beside the repository, and adds that here.
"""

from __future__ import annotations

from storage import (
    after_wishes,
    applications,
    avoided,
    changes,
    circles,
    enrolments,
    goals,
    own_lines,
    points,
    profiles,
    topics,
)
from storage.sealing import SealedColumn

COLUMNS: tuple[SealedColumn, ...] = (
    *after_wishes.SEALED,
    *applications.SEALED,
    *avoided.SEALED,
    *changes.SEALED,
    *circles.SEALED,
    *enrolments.SEALED,
    *goals.SEALED,
    *own_lines.SEALED,
    *points.SEALED,
    *profiles.SEALED,
    *topics.SEALED,
)
