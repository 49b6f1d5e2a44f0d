"""What both halves of a pair agree to before they first meet: the charter, and what they expect of each other.

A signature is for one version; when the text changes, its version grows and everybody is asked again (`field.md`
F13). The expectations are acknowledged one by one (G10), and count as parts of the same version.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.programmes import Charter, ProgrammeType

#: What is signed besides the expectations, which go by their keys.
CHARTER = "charter"


@dataclass(frozen=True, kw_only=True, slots=True)
class Signature:
    """One thing that somebody agreed to. `digest` is that of the text they read, in its language."""

    what: str
    version: int
    language: str
    digest: str
    signed_at: datetime


def to_sign(kind: ProgrammeType) -> tuple[str, ...]:
    """Everything that is agreed to in this programme, in order: each expectation, then the charter; nothing without
    a charter.
    """
    if kind.charter is None:
        return ()
    return (*(expectation.key for expectation in kind.expectations), CHARTER)


def still_to_sign(kind: ProgrammeType, signed: Iterable[Signature]) -> tuple[str, ...]:
    """What is left for somebody to agree to, in the version that holds now."""
    version = kind.charter.version if kind.charter else 0
    done = {one.what for one in signed if one.version == version}
    return tuple(what for what in to_sign(kind) if what not in done)


def digest_of(charter: Charter, language: str) -> str:
    """Tells one wording from another: a text that changes under the same version can be noticed."""
    return hashlib.sha256(charter.texts[language].encode()).hexdigest()[:16]
