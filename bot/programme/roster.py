"""Bringing the company's roster in: first what it would change, then the same in one transaction, or nothing.

    file = read(path.read_bytes())                                   # bot/domain/roster_file.py
    found = compare(work, file.rows, profiles, addresses=addresses)  # raises FileRefused
    apply(work, file.rows, profiles, addresses=addresses)            # raises it too, having written nothing

An operator does it from a terminal, a coordinator from Slack. Importing greets nobody and asks nobody anything; a
second import of the same file changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.line import line_of
from bot.domain.people import Person, SlackProfile
from bot.domain.permissions import Act, Grant
from bot.domain.roster import Directory, Entry, circle_mistakes, resolve, spelt_as_known
from bot.domain.roster_changes import Changed, Difference, difference
from bot.domain.roster_file import RosterFile, Row
from bot.domain.spreadsheet import Mistake
from bot.programme import departures, rights
from bot.programme.handed_over import NO_ADDRESSES, FileRefused, NotAsShown
from bot.programme.in_line import Seen, ask_the_team, seen_by, would_cross
from bot.programme.joining import known_networks, meet
from bot.programme.work import Work


@dataclass(frozen=True, kw_only=True, slots=True)
class Preview:
    """What an import would change, for whoever imports; `close` are changes of managers that come near them, and
    `in_line` mentors who would manage somebody they mentor, or the other way round.
    """

    found: Difference
    close: tuple[Changed, ...]
    in_line: Seen

    @property
    def is_empty(self) -> bool:
        return self.found.is_empty


def check_right(work: Work, actor: Person) -> None:
    """Raises `NotAllowed` for whoever does not run the programme."""
    work.check(actor, Act.IMPORT_ROSTER)


def preview(
    work: Work,
    actor: Person,
    file: RosterFile,
    profiles: Iterable[SlackProfile],
    *,
    addresses: Mapping[str, str] = NO_ADDRESSES,
) -> Preview:
    """What this person is about to import; it writes nothing.

    Raises `NotAllowed`, and `FileRefused` with all there is to mend, in the file's form and in what it says.
    """
    check_right(work, actor)
    may_name = work.may(actor, Act.NAME_RIGHTS)
    try:
        found = compare(work, file.rows, profiles, addresses=addresses, names_rights=may_name)
    except FileRefused as refused:
        raise FileRefused([*file.mistakes, *refused.mistakes]) from None
    if file.mistakes:
        raise FileRefused(file.mistakes)
    crossed = would_cross(work, found)
    return Preview(
        found=found,
        close=near_the_reader(work, found, actor),
        in_line=seen_by(work, actor, crossed),
    )


def carry_out(
    work: Work,
    actor: Person,
    file: RosterFile,
    profiles: Iterable[SlackProfile],
    *,
    addresses: Mapping[str, str] = NO_ADDRESSES,
    seen: str,
) -> Difference:
    """Import what this person has seen, on record. Raises `NotAllowed`, `FileRefused`, `NotAsShown`."""
    work.authorise(actor, Act.IMPORT_ROSTER)
    if file.mistakes:
        raise FileRefused(file.mistakes)
    may_name = work.may(actor, Act.NAME_RIGHTS)
    found = apply(work, file.rows, profiles, addresses=addresses, names_rights=may_name, seen=seen)
    for one in found.people:
        if one.rights and (person := work.people.by_slack_id(one.slack_id)) is not None:
            work.authorise(actor, Act.NAME_RIGHTS, subject_id=person.id)
    return found


def compare(
    work: Work,
    rows: Iterable[Row],
    profiles: Iterable[SlackProfile],
    *,
    addresses: Mapping[str, str] = NO_ADDRESSES,
    names_rights: bool = True,
) -> Difference:
    """What these rows would change, person by person; it writes nothing.

    `profiles` is everybody in Slack; `addresses` gives the Slack id of an e-mail address in lower case, for rows
    that name people so. Without `names_rights` a line that would give somebody a right is a mistake: only owners
    name coordinators, viewers and champions (design §8). Raises `FileRefused` with everything that has to be
    mended.
    """
    directory = Directory(profiles={one.slack_id: one for one in profiles}, ids=addresses)
    entries, mistakes = resolve(rows, directory)
    entries = list(_but_the_forgotten(work, entries))
    everybody = work.people.many(work.people.managers())
    known = {person.slack_id: person for person in everybody.values()}
    names = {slack_id: person.name for slack_id, person in known.items()}
    names |= {slack_id: profile.name for slack_id, profile in directory.profiles.items()}
    if not mistakes:
        mistakes = circle_mistakes(entries, _managers(everybody), names)
    if mistakes:
        raise FileRefused(sorted(mistakes, key=lambda mistake: mistake.line))
    named = [entry.profile.slack_id for entry in entries if entry.rights]
    held = {slack_id: work.rights.of(known[slack_id].id) for slack_id in named if slack_id in known}
    entries = spelt_as_known(entries, known_networks(work))
    found = difference(entries, known, held, names, _seniority(work, known, entries))
    if not names_rights and (not_theirs := list(_right_mistakes(found))):
        raise FileRefused(not_theirs)
    return found


def apply(
    work: Work,
    rows: Iterable[Row],
    profiles: Iterable[SlackProfile],
    *,
    addresses: Mapping[str, str] = NO_ADDRESSES,
    names_rights: bool = True,
    seen: str | None = None,
) -> Difference:
    """Write what `compare` shows, and return it. Before anything is written it raises `FileRefused`, and
    `NotAsShown` when `seen`, the fingerprint of what was agreed to, stands for something else.

    Whoever is met for the first time is written down as Slack shows them, a manager who has no line too. The team is
    asked about mentors who manage somebody they mentor from now on; who has left Slack meanwhile is noticed, too.
    """
    in_slack = {one.slack_id: one for one in profiles}
    found = compare(work, rows, in_slack.values(), addresses=addresses, names_rights=names_rights)
    if seen is not None and found.fingerprint != seen:
        raise NotAsShown(found)
    crossed = would_cross(work, found)
    ids = {person.slack_id: person.id for person in work.people.many(work.people.managers()).values()}
    for slack_id in _mentioned(found):
        if slack_id not in ids:
            ids[slack_id] = meet(work, in_slack[slack_id]).id
    for one in (*found.added, *found.changed):
        _write(work, one, ids)
    departures.learn(work, departures.news_among(work, in_slack.values()))
    ask_the_team(work, crossed)
    return found


def near_the_reader(work: Work, found: Difference, reader: Person) -> tuple[Changed, ...]:
    """The changes of managers that touch the reader's own line of management, as it is or as it would be.

    They are allowed, since the company says who manages whom; but whoever would be kept from seeing somebody's row
    (design §8) must not come nearer to it, or further from it, unnoticed.
    """
    moved = [one for one in found.people if any(change.column == "manager" for change in one.changes)]
    now = _managers(work.people.many(work.people.managers()))
    after = {**now, **{one.slack_id: str(one.values["manager"] or "") or None for one in moved}}
    line = line_of(reader.slack_id, now) | line_of(reader.slack_id, after) | {reader.slack_id}
    return tuple(one for one in moved if one.slack_id in line)


def _write(work: Work, one: Changed, ids: Mapping[str, int]) -> None:
    values: dict[str, object] = dict(one.values)
    if "seniority" in values:
        work.profiles.change(ids[one.slack_id], seniority=values.pop("seniority"))
    if "manager" in values:
        manager = values.pop("manager")
        values["manager_id"] = ids[str(manager)] if manager else None
    if values:
        work.people.change(ids[one.slack_id], **values)
    if "country" in values:
        work.prompts.look_anew(ids[one.slack_id], now=work.now)
    for right in sorted(one.rights):
        rights.give(work, ids[one.slack_id], Grant(right=right))


def _but_the_forgotten(work: Work, entries: Sequence[Entry]) -> Iterator[Entry]:
    """The lines of whoever asked to be forgotten are passed over, as is that they manage somebody: a company's list of
    everybody need not be mended for them, and brings nobody back.
    """
    named = {str(name) for one in entries for name in (one.profile.slack_id, one.told.get("manager")) if name}
    forgotten = work.forgotten.among(named)
    for one in entries:
        if one.profile.slack_id not in forgotten:
            nameless = str(one.told.get("manager")) in forgotten
            told = {name: value for name, value in one.told.items() if not (nameless and name == "manager")}
            yield replace(one, told=told)


def _seniority(work: Work, known: Mapping[str, Person], entries: Iterable[Entry]) -> Mapping[str, str | None]:
    """What is known of the people of whom the file says it, by Slack id."""
    told = [entry.profile.slack_id for entry in entries if "seniority" in entry.told]
    profiles = work.profiles.many(known[slack_id].id for slack_id in told if slack_id in known)
    slack_ids = {person.id: slack_id for slack_id, person in known.items()}
    return {slack_ids[person_id]: profile.seniority for person_id, profile in profiles.items()}


def _right_mistakes(found: Difference) -> Iterator[Mistake]:
    for one in found.people:
        if one.rights:
            yield Mistake(key="operator.roster_right_not_yours", line=one.line, values={"name": one.name})


def _mentioned(found: Difference) -> Iterable[str]:
    """Everybody who is in the roster, as themselves or as somebody's manager."""
    managers = (str(one.values["manager"]) for one in found.people if one.values.get("manager"))
    return dict.fromkeys((*(one.slack_id for one in found.people), *managers))


def _managers(everybody: Mapping[int, Person]) -> dict[str, str | None]:
    """Who manages whom now, by Slack id."""
    slack_ids: dict[int | None, str] = {person.id: person.slack_id for person in everybody.values()}
    return {person.slack_id: slack_ids.get(person.manager_id) for person in everybody.values()}
