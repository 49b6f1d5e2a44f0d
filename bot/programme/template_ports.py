"""What is asked of the database about the sheets that coordinators made of a programme file's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from bot.domain.programmes import Stage
from bot.domain.templates import Edition


class Templates(Protocol):
    def latest(self, programme_id: int) -> Mapping[Stage, Edition]:
        """The version in use of each stage that somebody has changed."""

    def keys(self, programme_id: int) -> frozenset[str]:
        """Of every line there ever was: one that was taken away may still be open on somebody's sheet."""

    def add(self, programme_id: int, edition: Edition) -> bool:
        """False when that version is there already: somebody else was first."""
