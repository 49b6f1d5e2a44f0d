"""What people write about themselves, unreadable at rest: AES-256-GCM bound to the row's identity.

A sealed text moved to another row no longer opens. The newest key seals, every key of the ring opens.
The record reads `v1.<key id>.<nonce>.<ciphertext>`, in URL-safe base64.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from secrets import token_urlsafe
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Table

VERSION = "v1"
#: How every sealed text begins, before the name of its key, and how long such a name is.
SEALED, KEY_NAME = f"{VERSION}.", 8
#: Bytes: no two things said to one person are mistaken for each other.
IMPRINT = 12


class SealBroken(Exception):
    """A sealed text cannot be opened: its key is missing, or it was moved or altered."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SealedColumn:
    """Where sealed texts stand, and what each is bound to: `owner` says it of a row. It is named beside its repository,
    and `storage/rotation.py` knows them all: a new key seals them anew.
    """

    table: Table
    column: str
    owner: Callable[[Any], str]


class Sealer:
    """Seals and opens with a key ring; `keys` are 32-byte keys in base64, the newest first: it is `newest` by name."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._ring = {name_of(key): AESGCM(base64.urlsafe_b64decode(key)) for key in keys}
        self.newest = name_of(keys[0])
        self._imprinting = [hmac.digest(base64.urlsafe_b64decode(key), b"imprint", "sha256") for key in keys]

    @property
    def key_ids(self) -> frozenset[str]:
        """By which a sealed text names its key."""
        return frozenset(self._ring)

    def seal(self, text: str, *, owner: str) -> str:
        nonce = os.urandom(12)
        sealed = self._ring[self.newest].encrypt(nonce, text.encode(), owner.encode())
        return ".".join((VERSION, self.newest, _encode(nonce), _encode(sealed)))

    def open(self, record: str, *, owner: str) -> str:
        """Raise `SealBroken` rather than return somebody else's words."""
        try:
            _, key_id, nonce, sealed = record.split(".")
            return self._ring[key_id].decrypt(_decode(nonce), _decode(sealed), owner.encode()).decode()
        except (ValueError, KeyError, InvalidTag) as broken:
            raise SealBroken(owner) from broken

    def imprints(self, text: str) -> tuple[str, ...]:
        """What tells this text from all others and nothing to who has no key: one for each, the newest key's first."""
        return tuple(_encode(hmac.digest(key, text.encode(), "sha256")[:IMPRINT]) for key in self._imprinting)


def new_key() -> str:
    """A fresh 32-byte key, in the form of `BINOME_SECRET_KEYS`."""
    return base64.urlsafe_b64encode(AESGCM.generate_key(256)).decode()


def new_ref() -> str:
    """Drawn by lot for a row: with whose it is, what the seal of its words is bound to."""
    return token_urlsafe(12)


def name_of(key: str) -> str:
    """What a key is called: it tells keys apart, and nothing of what they open."""
    return hashlib.sha256(key.encode()).hexdigest()[:KEY_NAME]


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
