"""Bringing the company's roster in: first what it would change, then the same in one transaction, or nothing.

    file = read(path.read_bytes())                      # bot/domain/roster_file.py
    apply(work, file.rows, messenger.everybody())       # raises RosterRefused, having written nothing

Importing greets nobody and asks nobody anything; a second import of the same file changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.domain.people import Person, SlackProfile
from bot.domain.roster import Directory, circle_mistakes, resolve, spelt_as_known
from bot.domain.roster_changes import Changed, Difference, difference
from bot.domain.roster_file import Mistake, Row
from bot.programme.joining import known_networks, meet
from bot.programme.work import Work

NO_ADDRESSES: Mapping[str, str] = {}


class RosterRefused(Exception):
    """Lines that have to be mended first, in the order of the file."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__(f"{len(mistakes)} mistakes, the first on line {mistakes[0].line}")
        self.mistakes = mistakes


def compare(
    work: Work,
    rows: Iterable[Row],
    profiles: Iterable[SlackProfile],
    *,
    addresses: Mapping[str, str] = NO_ADDRESSES,
) -> Difference:
    """What these rows would change, person by person; it writes nothing.

    `profiles` is everybody in Slack; `addresses` gives the Slack id of an e-mail address in lower case, for rows
    that name people so. Raises `RosterRefused` with everything that has to be mended.
    """
    directory = Directory(profiles={one.slack_id: one for one in profiles}, ids=addresses)
    entries, mistakes = resolve(rows, directory)
    everybody = work.people.many(work.people.managers())
    known = {person.slack_id: person for person in everybody.values()}
    names = {slack_id: person.name for slack_id, person in known.items()}
    names |= {slack_id: profile.name for slack_id, profile in directory.profiles.items()}
    if not mistakes:
        mistakes = circle_mistakes(entries, _managers(everybody), names)
    if mistakes:
        raise RosterRefused(sorted(mistakes, key=lambda mistake: mistake.line))
    named = [entry.profile.slack_id for entry in entries if entry.rights]
    rights = {slack_id: work.rights.of(known[slack_id].id) for slack_id in named if slack_id in known}
    return difference(spelt_as_known(entries, known_networks(work)), known, rights, names)


def apply(
    work: Work,
    rows: Iterable[Row],
    profiles: Iterable[SlackProfile],
    *,
    addresses: Mapping[str, str] = NO_ADDRESSES,
) -> Difference:
    """Write what `compare` shows, and return it. Raises `RosterRefused` before anything is written.

    Whoever is met for the first time is written down as Slack shows them, a manager who has no line too.
    """
    in_slack = {one.slack_id: one for one in profiles}
    found = compare(work, rows, in_slack.values(), addresses=addresses)
    ids = {person.slack_id: person.id for person in work.people.many(work.people.managers()).values()}
    for slack_id in _mentioned(found):
        if slack_id not in ids:
            ids[slack_id] = meet(work, in_slack[slack_id]).id
    for one in (*found.added, *found.changed):
        _write(work, one, ids)
    return found


def _write(work: Work, one: Changed, ids: Mapping[str, int]) -> None:
    values: dict[str, object] = dict(one.values)
    if "manager" in values:
        manager = values.pop("manager")
        values["manager_id"] = ids[str(manager)] if manager else None
    if values:
        work.people.change(ids[one.slack_id], **values)
    for right in sorted(one.rights):
        work.rights.grant(ids[one.slack_id], right)


def _mentioned(found: Difference) -> Iterable[str]:
    """Everybody who is in the roster, as themselves or as somebody's manager."""
    managers = (str(one.values["manager"]) for one in found.people if one.values.get("manager"))
    return dict.fromkeys((*(one.slack_id for one in found.people), *managers))


def _managers(everybody: Mapping[int, Person]) -> dict[str, str | None]:
    """Who manages whom now, by Slack id."""
    slack_ids: dict[int | None, str] = {person.id: person.slack_id for person in everybody.values()}
    return {person.slack_id: slack_ids.get(person.manager_id) for person in everybody.values()}
