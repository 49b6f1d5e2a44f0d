"""The people and channels of the make-believe workspace, read from a `company` file or dictionary."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.playground.clock import machine_now
from bot.playground.manifest import read_yaml

APP_ID = "A0BINOME"
BOT_ID = "B0BINOME"
BOT_USER_ID = "U0BINOME"
SLACKBOT_ID = "USLACKBOT"

# Soft enough to carry white initials, far enough apart to tell thirty people from each other.
COLORS = ("4a6fa5", "8c5e8a", "3f7d6b", "b0643c", "7a5c9e", "2f7f97", "a14d5d", "5f7a3a", "94702a", "566079")


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Somebody in the workspace, or the bot, or Slackbot."""

    id: str
    name: str
    handle: str
    title: str = ""
    locale: str = "en-US"
    tz: str | None = None
    email: str = ""
    start_date: str = ""
    admin: bool = False
    guest: bool = False
    single_channel_guest: bool = False
    stranger: bool = False
    deleted: bool = False
    is_bot: bool = False
    updated: int = 0

    @property
    def is_machine(self) -> bool:
        """Nobody to send a direct message to."""
        return self.is_bot or self.id == SLACKBOT_ID

    @property
    def initials(self) -> str:
        """Two letters for the avatar."""
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:]) if word).upper()

    @property
    def color(self) -> str:
        """A colour that stays the same from one start to the next."""
        return COLORS[int(hashlib.sha1(self.id.encode()).hexdigest(), 16) % len(COLORS)]


@dataclass(frozen=True, kw_only=True, slots=True)
class Channel:
    """A public channel; `members` of `None` means everybody. The app is in it only where it was invited."""

    id: str
    name: str
    members: tuple[str, ...] | None
    archived: bool = False
    app: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class UserGroup:
    """People who are reached as one, with `@handle`. Slack deletes no group: an administrator switches it off."""

    id: str
    handle: str
    name: str
    members: tuple[str, ...] = ()
    disabled: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Company:
    """The workspace as it is at the start, to which a reset comes back."""

    id: str
    name: str
    domain: str
    tz: str
    people: tuple[Person, ...]
    channels: tuple[Channel, ...]
    usergroups: tuple[UserGroup, ...] = ()


SMALL: Mapping[str, Any] = {
    "team": {"id": "T0BINOME", "name": "Wega Exemple", "domain": "exemple"},
    "channels": [{"id": "C0GENERAL", "name": "général", "members": "all"}],
    "people": [
        {"id": "U0LEA", "name": "Léa Martin", "handle": "lea", "locale": "fr-FR", "tz": "Europe/Paris"},
        {"id": "U0TOM", "name": "Tom Baker", "handle": "tom", "locale": "en-GB", "tz": "Europe/London"},
        {"id": "U0INES", "name": "Inès Roy", "handle": "ines", "locale": "fr-FR", "tz": "Europe/Paris"},
    ],
}


def read_company(source: Path | Mapping[str, Any] | None) -> Company:
    """The company of a file or a dictionary; three people and one channel when nothing is given."""
    raw = read_yaml(source) if isinstance(source, Path) else (source or SMALL)
    team = raw.get("team") or {}
    return Company(
        id=team.get("id", "T0BINOME"),
        name=team.get("name", "Exemple"),
        domain=team.get("domain", "exemple"),
        tz=team.get("tz", "Europe/Paris"),
        people=tuple(_person(one) for one in raw.get("people") or []),
        channels=tuple(_channel(one) for one in raw.get("channels") or []),
        usergroups=tuple(_usergroup(one) for one in raw.get("usergroups") or []),
    )


def _person(raw: Mapping[str, Any]) -> Person:
    known = {name: raw[name] for name in Person.__slots__ if raw.get(name) is not None}
    known.setdefault("handle", raw["name"].split()[0].lower())
    if isinstance(known.get("start_date"), date):
        known["start_date"] = known["start_date"].isoformat()
    return Person(**known)


def _channel(raw: Mapping[str, Any]) -> Channel:
    members = raw.get("members", "all")
    return Channel(
        id=raw["id"],
        name=raw["name"],
        members=None if members == "all" else tuple(members),
        archived=bool(raw.get("archived")),
        app=bool(raw.get("app")),
    )


def _usergroup(raw: Mapping[str, Any]) -> UserGroup:
    handle = raw.get("handle", raw["id"].lower())
    return UserGroup(
        id=raw["id"], handle=handle, name=raw.get("name", handle), members=tuple(raw.get("members") or ())
    )


def bot_person(name: str) -> Person:
    """The bot's own user."""
    return Person(id=BOT_USER_ID, name=name, handle=name.lower(), tz="Etc/UTC", is_bot=True)


def slackbot() -> Person:
    """Slackbot, which Slack does not flag as a bot (slack.md §2.7)."""
    return Person(id=SLACKBOT_ID, name="Slackbot", handle="slackbot", tz="Etc/UTC")


def deactivated(person: Person, updated: int) -> Person:
    """The same person after an administrator has closed the account."""
    return replace(person, deleted=True, updated=updated)


def user_object(person: Person, team: Company, *, email: bool, locale: bool) -> dict[str, Any]:
    """The person as `users.info` shows them (slack.md §2.7); the address only with `users:read.email`."""
    profile: dict[str, Any] = {
        "real_name": person.name,
        "display_name": person.handle,
        "title": person.title,
        "team": team.id,
    }
    if person.start_date:
        profile["start_date"] = person.start_date
    if email and person.email:
        profile["email"] = person.email
    user: dict[str, Any] = {
        "id": person.id,
        "team_id": team.id,
        "name": person.handle,
        "real_name": person.name,
        "deleted": person.deleted,
        "color": person.color,
        "profile": profile,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": person.updated,
    }
    if person.deleted:
        return user
    user |= {
        "is_admin": person.admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.guest or person.single_channel_guest,
        "is_ultra_restricted": person.single_channel_guest,
    }
    if person.stranger:
        user["is_stranger"] = True
    if person.tz:
        offset = machine_now().astimezone(ZoneInfo(person.tz)).utcoffset()
        user |= {
            "tz": person.tz,
            "tz_label": person.tz,
            "tz_offset": int(offset.total_seconds()) if offset else 0,
        }
    if locale:
        user["locale"] = person.locale
    return user
