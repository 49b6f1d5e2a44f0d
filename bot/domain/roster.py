"""What a roster means, once it is read: who each line is about, what it would change, and what it must not.

A roster says where people stand in the company. It makes nobody a mentor or a mentee (`field.md` W17: only their
own click does), and it takes nothing away that it does not name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches

from bot.domain.people import SlackProfile, Standing
from bot.domain.permissions import Right
from bot.domain.roster_file import Row, Told
from bot.domain.spreadsheet import Mistake

#: The words of the column `roles` that are rights on the programme.
RIGHTS: Mapping[str, Right] = {
    "coordinator": Right.COORDINATOR,
    "coordinateur": Right.COORDINATOR,
    "coordinatrice": Right.COORDINATOR,
    "viewer": Right.VIEWER,
    "observateur": Right.VIEWER,
    "observatrice": Right.VIEWER,
    "champion": Right.CHAMPION,
    "championne": Right.CHAMPION,
}
#: Those that are a wish of the company's: shown, never carried out.
WISHES: Mapping[str, str] = {
    "mentor": "mentor",
    "mentore": "mentor",
    "mentee": "mentee",
    "mentoré": "mentee",
    "mentorée": "mentee",
}
OWNER = frozenset({"owner", "propriétaire"})
NOT_HERE: Mapping[Standing, str] = {
    Standing.GUEST: "operator.roster_guest",
    Standing.STRANGER: "operator.roster_guest",
    Standing.BOT: "operator.roster_bot",
    Standing.GONE: "operator.roster_gone",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Directory:
    """Everybody in Slack, by id and by e-mail address. Addresses are looked up and forgotten, never kept."""

    profiles: Mapping[str, SlackProfile]
    ids: Mapping[str, str]

    def find(self, written: str) -> SlackProfile | None:
        return self.profiles.get(self.ids.get(written, "") if "@" in written else written)


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A line whose people were found. `told["manager"]` is a Slack id; roles are sorted out."""

    line: int
    profile: SlackProfile
    told: Mapping[str, Told]
    rights: frozenset[Right]
    wishes: tuple[str, ...]
    tags: tuple[str, ...]


def resolve(rows: Iterable[Row], directory: Directory) -> tuple[list[Entry], list[Mistake]]:
    """Find each line's people in Slack; a line that names somebody who is not there is a mistake."""
    rows = list(rows)
    if not directory.ids and any("@" in f"{row.who}{row.told.get('manager') or ''}" for row in rows):
        return [], [Mistake(key="operator.roster_no_addresses")]
    mistakes: list[Mistake] = []
    entries = [entry for row in rows if (entry := _entry(row, directory, mistakes)) is not None]
    return entries, mistakes + list(_twice(entries))


def circles(manager_of: Mapping[str, str | None]) -> list[tuple[str, ...]]:
    """Every circle of managers, each once, from its member that comes first: A manages B, who manages A."""
    found: list[tuple[str, ...]] = []
    done: set[str] = set()
    for person in manager_of:
        path: dict[str, None] = {}
        current: str | None = person
        while current is not None and current not in done and current not in path:
            path[current] = None
            current = manager_of.get(current)
        if current is not None and current in path:
            walked = list(path)
            found.append(tuple(walked[walked.index(current) :]))
        done |= path.keys()
    return found


def circle_mistakes(
    entries: Iterable[Entry], manager_of: Mapping[str, str | None], names: Mapping[str, str]
) -> list[Mistake]:
    """Who would manage whom in a circle, by name: `manager_of` is how it is now, by Slack id.

    A circle that was there before and that no line touches is nobody's mistake today.
    """
    told = {entry.profile.slack_id: entry for entry in entries if "manager" in entry.told}
    after = {**manager_of, **{one: text_of(entry.told["manager"]) or None for one, entry in told.items()}}
    mistakes = []
    for circle in circles(after):
        lines = [told[one].line for one in circle if one in told]
        if lines:
            # Read upwards: each is managed by the next.
            shown = " → ".join(names.get(one, one) for one in (*circle, circle[0]))
            mistakes.append(Mistake(key="operator.roster_circle", line=min(lines), values={"people": shown}))
    return mistakes


def spelt_as_known(entries: Iterable[Entry], known: Iterable[str]) -> list[Entry]:
    """The same network written in other letters is the same network; its first spelling stays."""
    spelling = {name.casefold(): name for name in reversed(list(known))}

    def spelt(value: Told) -> Told:
        if isinstance(value, str):
            return spelling.setdefault(value.casefold(), value)
        if isinstance(value, tuple):
            return tuple(dict.fromkeys(spelling.setdefault(one.casefold(), one) for one in value))
        return value

    def told(entry: Entry) -> Mapping[str, Told]:
        return {
            column: spelt(value) if column in ("network", "other_networks") else value
            for column, value in entry.told.items()
        }

    return [replace(entry, told=told(entry)) for entry in entries]


def _entry(row: Row, directory: Directory, mistakes: list[Mistake]) -> Entry | None:
    wrong = len(mistakes)
    profile = directory.find(row.who)
    if profile is None:
        mistakes.append(_mistake(row, "operator.roster_not_in_slack", found=row.who))
    elif key := NOT_HERE.get(profile.standing):
        mistakes.append(_mistake(row, key, name=profile.name))
    elif row.slack_id and row.email and directory.ids and directory.find(row.email) is not profile:
        mistakes.append(_mistake(row, "operator.roster_two_people", slack_id=row.slack_id, email=row.email))
    told = dict(row.told)
    if manager := text_of(told.get("manager")):
        boss = directory.find(manager)
        if boss is None or boss.standing is Standing.BOT:
            mistakes.append(_mistake(row, "operator.roster_manager_not_in_slack", found=manager))
        else:
            told["manager"] = boss.slack_id
    roles = told.pop("roles", ())
    words = roles if isinstance(roles, tuple) else ()
    mistakes += _role_mistakes(row, words)
    if profile is None or len(mistakes) > wrong:
        return None
    plain = [(word, word.casefold()) for word in words]
    return Entry(
        line=row.line,
        profile=profile,
        told=told,
        rights=frozenset(RIGHTS[low] for _, low in plain if low in RIGHTS),
        wishes=tuple(dict.fromkeys(WISHES[low] for _, low in plain if low in WISHES)),
        tags=tuple(word for word, low in plain if low not in RIGHTS and low not in WISHES),
    )


def _role_mistakes(row: Row, words: Iterable[str]) -> Iterator[Mistake]:
    """A right with a slip in it must not be taken for a job title and forgotten."""
    for word in words:
        low = word.casefold()
        if low in OWNER:
            yield _mistake(row, "operator.roster_owner")
        elif low not in RIGHTS and low not in WISHES:
            close = get_close_matches(low, [*RIGHTS, *WISHES], n=1, cutoff=0.85)
            if close:
                yield _mistake(row, "operator.roster_role_misspelt", found=word, meant=close[0])


def _twice(entries: Iterable[Entry]) -> Iterator[Mistake]:
    first: dict[str, int] = {}
    for entry in entries:
        line = first.setdefault(entry.profile.slack_id, entry.line)
        if line != entry.line:
            values: Mapping[str, str | int] = {"name": entry.profile.name, "first": line}
            yield Mistake(key="operator.roster_twice", line=entry.line, values=values)


def _mistake(row: Row, key: str, **values: str | int) -> Mistake:
    return Mistake(key=key, line=row.line, values=values)


def text_of(value: Told) -> str:
    """As a person would write it; empty when there is nothing."""
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, date):
        return value.isoformat()
    return value or ""
