"""The line of management: everyone above and below somebody, because none of them may be their mentor.

Source: `field.md` W7 and I2, design §8. Colleagues who share a manager are not in each other's line. A
roster may contain a circle (A manages B, who manages A): everyone in it is in everyone's line, and nothing
hangs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping
from typing import TypeVar

#: A person's id: ours, or Slack's for people who are not met yet.
Id = TypeVar("Id", bound=Hashable)


def line_of(person_id: Id, manager_of: Mapping[Id, Id | None]) -> frozenset[Id]:
    """The ids of everyone up or down this person's line of management, never the person's own."""
    return (_above(person_id, manager_of) | _below(person_id, _reports(manager_of))) - {person_id}


def lines_of(manager_of: Mapping[Id, Id | None]) -> dict[Id, frozenset[Id]]:
    """Everyone's line at once, for a whole round: the tree is turned round once, not once per person."""
    reports = _reports(manager_of)
    people = manager_of.keys() | reports.keys()
    return {person: (_above(person, manager_of) | _below(person, reports)) - {person} for person in people}


def _above(person_id: Id, manager_of: Mapping[Id, Id | None]) -> frozenset[Id]:
    seen: set[Id] = set()
    manager = manager_of.get(person_id)
    while manager is not None and manager not in seen:
        seen.add(manager)
        manager = manager_of.get(manager)
    return frozenset(seen)


def _below(person_id: Id, reports: Mapping[Id, list[Id]]) -> frozenset[Id]:
    seen: set[Id] = set()
    waiting = [person_id]
    while waiting:
        for report in reports.get(waiting.pop(), ()):
            if report not in seen:
                seen.add(report)
                waiting.append(report)
    return frozenset(seen)


def _reports(manager_of: Mapping[Id, Id | None]) -> dict[Id, list[Id]]:
    reports: defaultdict[Id, list[Id]] = defaultdict(list)
    for person, manager in manager_of.items():
        if manager is not None:
            reports[manager].append(person)
    return dict(reports)
