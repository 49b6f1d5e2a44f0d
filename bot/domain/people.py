"""Who somebody is in the company, as far as mentoring needs to know it.

Nothing here is an opinion about a person: language, time zone, networks, line of management, date of joining.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

#: How the Slack id of somebody begins who asked to be forgotten: it is none, and leads to nobody.
NAMELESS = "~"


class Standing(StrEnum):
    """What Slack says somebody is. Only employees take part unless a programme says otherwise (design §8)."""

    EMPLOYEE = "employee"
    GUEST = "guest"
    STRANGER = "stranger"
    BOT = "bot"
    GONE = "gone"


@dataclass(frozen=True, kw_only=True, slots=True)
class Workspace:
    """One Slack team; every row belongs to one."""

    id: int
    team_id: str
    name: str
    bot_user_id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SlackProfile:
    """What Slack tells of somebody, already turned into our words (`slack.md` §2.7)."""

    slack_id: str
    name: str
    handle: str
    standing: Standing
    language: str | None
    timezone: str | None
    title: str = ""
    joined_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Someone in the workspace. `language_chosen` means they told us, so Slack's setting no longer decides;
    `country_chosen`, that the roster no longer does. An empty `country` has no public holidays. `opens_at`, `closes_at`
    (minutes after midnight) and `works_on` (digits, 0 is Monday) are None until they say otherwise
    (`working_hours.py`).
    """

    id: int
    slack_id: str
    name: str
    handle: str
    standing: Standing
    language: str
    language_chosen: bool
    timezone: str
    country: str
    title: str
    network: str | None
    network_confirmed: bool
    other_networks: tuple[str, ...]
    topics: tuple[str, ...]
    manager_id: int | None
    entity: str | None
    site: str | None
    joined_on: date | None
    #: Where they read us is learnt with the first message: they are the same person before and after.
    dm: str | None = field(compare=False)
    welcomed_at: datetime | None
    country_chosen: bool = False
    opens_at: int | None = None
    closes_at: int | None = None
    works_on: str | None = None

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name.split() else self.name

    @property
    def is_forgotten(self) -> bool:
        """They asked for it: their name and their Slack id are not here any more."""
        return self.slack_id.startswith(NAMELESS)

    @property
    def is_welcome(self) -> bool:
        """Guests, bots, strangers and people who left are out of the programme (design §8)."""
        return self.standing is Standing.EMPLOYEE


def alphabetical(name: str) -> str:
    """What names are sorted by, as in a directory: Élodie stands between Elena and Emma."""
    apart = unicodedata.normalize("NFD", name.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
