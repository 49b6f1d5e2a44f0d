"""What an import would change, person by person, for whoever imports to read before anything is written."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.people import Person
from bot.domain.permissions import Right
from bot.domain.roster import Entry, text_of
from bot.domain.roster_file import Told

#: Nobody's seniority is known.
NOT_TOLD: Mapping[str, str | None] = {}


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One thing that becomes another; empty for what was, or will be, not known."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Changed:
    """What a line would change for one person. `kept` is what they told us themselves, against the roster."""

    line: int
    slack_id: str
    name: str
    is_new: bool
    changes: tuple[Change, ...]
    values: Mapping[str, Told]
    rights: frozenset[Right]
    kept: tuple[Change, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """What an import would do, or has done. `wishes` and `tags` count words that change nothing."""

    people: tuple[Changed, ...]
    wishes: Mapping[str, int] = field(default_factory=Counter)
    tags: Mapping[str, int] = field(default_factory=Counter)

    @property
    def fingerprint(self) -> str:
        """Stands for exactly these changes, so that what is agreed to is what was shown."""
        told = [(one.slack_id, one.is_new, one.changes, sorted(one.rights)) for one in self.people]
        return hashlib.sha256(repr(told).encode()).hexdigest()[:16]

    @property
    def is_empty(self) -> bool:
        return not self.added and not self.changed

    @property
    def added(self) -> tuple[Changed, ...]:
        return tuple(one for one in self.people if one.is_new)

    @property
    def changed(self) -> tuple[Changed, ...]:
        return tuple(one for one in self.people if not one.is_new and (one.changes or one.rights))

    @property
    def unchanged(self) -> tuple[Changed, ...]:
        return tuple(one for one in self.people if not one.is_new and not one.changes and not one.rights)


def difference(
    entries: Sequence[Entry],
    known: Mapping[str, Person],
    rights: Mapping[str, frozenset[Right]],
    names: Mapping[str, str],
    seniority: Mapping[str, str | None] = NOT_TOLD,
) -> Difference:
    """Compare what the lines say with what is known, person by person, in the order of the file.

    `known`, `rights` and `seniority` are by Slack id; `names` also has the managers'.
    """
    slack_ids = {person.id: slack_id for slack_id, person in known.items()}
    return Difference(
        people=tuple(_changed(entry, known, slack_ids, rights, names, seniority) for entry in entries),
        wishes=Counter(wish for entry in entries for wish in entry.wishes),
        tags=Counter(tag for entry in entries for tag in entry.tags),
    )


def _changed(
    entry: Entry,
    known: Mapping[str, Person],
    slack_ids: Mapping[int, str],
    rights: Mapping[str, frozenset[Right]],
    names: Mapping[str, str],
    seniority: Mapping[str, str | None],
) -> Changed:
    slack_id = entry.profile.slack_id
    person = known.get(slack_id)
    before = {**_facts(person, slack_ids), "seniority": seniority.get(slack_id)} if person else {}
    changes = [
        Change(
            column=column,
            before=_shown(column, before.get(column), names),
            after=_shown(column, value, names),
        )
        for column, value in entry.told.items()
        if text_of(value) != text_of(before.get(column))
    ]
    kept = [change for change in changes if change.column in set(_theirs(person))]
    kept_columns = {change.column for change in kept}
    return Changed(
        line=entry.line,
        slack_id=slack_id,
        name=entry.profile.name,
        is_new=person is None,
        changes=tuple(change for change in changes if change.column not in kept_columns),
        values={column: value for column, value in entry.told.items() if column not in kept_columns},
        rights=entry.rights - rights.get(slack_id, frozenset()),
        kept=tuple(kept),
    )


def _theirs(person: Person | None) -> Iterator[str]:
    """What they said themselves is theirs to change, like their language."""
    if person is not None and person.network_confirmed and person.network is not None:
        yield "network"
    if person is not None and person.country_chosen:
        yield "country"


def _facts(person: Person, slack_ids: Mapping[int, str]) -> Mapping[str, Told]:
    return {
        "manager": slack_ids.get(person.manager_id) if person.manager_id is not None else None,
        "network": person.network,
        "other_networks": person.other_networks,
        "entity": person.entity,
        "site": person.site,
        "country": person.country,
        "joined_on": person.joined_on,
    }


def _shown(column: str, value: Told, names: Mapping[str, str]) -> str:
    return names.get(text_of(value), text_of(value)) if column == "manager" else text_of(value)
