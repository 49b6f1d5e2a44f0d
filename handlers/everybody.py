"""Who is in the workspace, in our words: one person as Slack describes them, or all of them, for an import."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from slack_sdk.web import SlackResponse

from bot.domain.people import SlackProfile, Standing
from handlers.words import clean

SLACKBOT = "USLACKBOT"
#: People a page: twenty calls a minute are allowed, so that 10,000 people take half a minute (`slack.md` §2.3).
PAGE = 1000
#: Characters of a name and of a title; Slack allows fewer.
LONGEST_NAME, LONGEST_TITLE = 120, 250


@dataclass(frozen=True, kw_only=True, slots=True)
class Everybody:
    """`addresses` gives the Slack id of each e-mail address, in lower case, where Slack tells them.

    They are for looking people up once; they are written nowhere.
    """

    profiles: tuple[SlackProfile, ...]
    addresses: Mapping[str, str]


def everybody(page_after: Callable[[str], SlackResponse]) -> Everybody:
    """All pages, from the one after no cursor on. Whoever came back under a new account is the one here now."""
    profiles: list[SlackProfile] = []
    gone: dict[str, str] = {}
    here: dict[str, str] = {}
    cursor = ""
    while True:
        page = page_after(cursor)
        for member in page["members"]:
            profiles.append(profile_from(member))
            if address := str((member.get("profile") or {}).get("email") or "").lower():
                (gone if member.get("deleted") else here)[address] = member["id"]
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return Everybody(profiles=tuple(profiles), addresses=gone | here)


def profile_from(user: dict[str, Any]) -> SlackProfile:
    """Slack's user object in our words (`slack.md` §2.7).

    A time zone or a day that we do not know is none at all: somebody would otherwise never be spoken to again. People
    write their names themselves, and one that no database takes would keep everybody out.
    """
    about = user.get("profile") or {}
    names = (about.get("real_name"), user.get("real_name"), user.get("name"))
    locale = str(user.get("locale") or "")
    return SlackProfile(
        slack_id=user["id"],
        name=next(filter(None, map(_name, names)), user["id"]),
        handle=_name(user.get("name")),
        standing=_standing(user),
        language="fr" if locale.startswith("fr") else "en" if locale else None,
        timezone=_zone(str(user.get("tz") or "")),
        title=clean(str(about.get("title") or ""), LONGEST_TITLE),
        joined_on=_day(str(about.get("start_date") or "")),
    )


def _name(written: object) -> str:
    return clean(str(written or ""), LONGEST_NAME)


def _zone(name: str) -> str | None:
    try:
        return ZoneInfo(name).key
    except (ValueError, LookupError, OSError):  # ours may be older than Slack's; some names are folders
        return None


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _standing(user: dict[str, Any]) -> Standing:
    if user.get("deleted"):
        return Standing.GONE
    if user["id"] == SLACKBOT or any(
        user.get(flag) for flag in ("is_bot", "is_workflow_bot", "is_connector_bot")
    ):
        return Standing.BOT
    if user.get("is_stranger"):
        return Standing.STRANGER
    if user.get("is_restricted") or user.get("is_ultra_restricted"):
        return Standing.GUEST
    return Standing.EMPLOYEE
