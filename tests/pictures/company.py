"""A company of any size with a year of mentoring behind it: drawn by lot with a seed, and put into the tables as it is.

A year is lived by use cases in minutes; a report only reads what became of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import product
from random import Random
from typing import Any

from sqlalchemy import Connection
from sqlmodel import SQLModel

from bot.domain.enrolments import Programme
from bot.domain.periods import Month
from bot.programme.types import load_types
from storage.base import filled, table_of
from storage.evidence_tables import ObjectiveRow
from storage.objectives import BY_HAND
from storage.round_tables import InvitationRow, ProposalRow, RoundRow
from storage.tables import EnrolmentRow, PersonRow
from tests.pictures.crowd import FIRST, INES, LAST, member
from tests.pictures.pasts import Pasts, at

#: A Thursday in October: the programme has run for a year, and the latest campaign is six weeks old.
NOW = datetime(2026, 10, 22, 9, tzinfo=UTC)
BEGAN = date(2025, 9, 1)
CAMPAIGNS = (date(2025, 9, 11), date(2026, 3, 12), date(2026, 9, 10))
SUBJECTS = ("Mobilité", "Données", "Énergie", "Finances", "Numérique", "Territoires", "Eau", "Bâtiment")
WHERE = ("Nord", "Sud", "Est", "Ouest", "International")
ENTITIES = ("Hélianthe France", "Hélianthe UK", "Hélianthe Canada", "Hélianthe Maroc")
SITES = ("Paris", "Lyon", "Londres", "Montréal", "Lille", "Rabat", "Nantes")
#: Of a hundred people: so many mentor, and so many more who learn have not said what they want.
MENTORS, UNDECIDED = 24, 9
#: What mentees get of a campaign, and how often: the ranks of their choices, another mentor, nobody.
GOT = {1: 55, 2: 19, 3: 9, "another": 8, "nobody": 9}
#: How they answer.
ANSWERS = {"choices": 66, "choose_for_me": 20, "not_this_time": 6, None: 8}
TOPICS = [topic.key for topic in load_types()["long_term"].topics]
FIRST_ID = 1000
SEED = 9


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the company; a mentor has places."""

    id: int
    network: str
    joined_on: date
    places: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Company:
    """So many people, with so many networks. Inès coordinates, and reads this language."""

    people: int
    networks: int
    language: str

    @property
    def slack(self) -> Mapping[str, Any]:
        """The Slack side: Inès, everybody else, and the channel of the programme."""
        others = [member(f"U1{number:06}", name, "fr") for number, name in enumerate(self._names())]
        return {
            "team": {"id": "T0BINOME", "name": "Hélianthe", "domain": "helianthe"},
            "people": [member(INES, "Inès Moreau", self.language), *others],
            "channels": [{"id": "C0MENTORAT", "name": "mentorat", "members": "all", "app": True}],
        }

    @property
    def named(self) -> Sequence[str]:
        """Its networks, the largest first."""
        parted = [f"{subject} {where}" for where in WHERE for subject in SUBJECTS]
        return (parted if self.networks > len(SUBJECTS) else SUBJECTS)[: self.networks]

    def live(self, connection: Connection, programme: Programme, coordinator: int) -> None:
        """Everything that was between the beginning and now."""
        _Year(self, connection, programme, coordinator).write(self._names())

    def _names(self) -> list[str]:
        """Short ones first; in a large company there are double ones."""
        lasts = LAST.split()
        doubles = (f"{one}-{other}" for one, other in product(lasts, lasts) if one != other)
        names = [f"{first} {last}" for last in (*lasts, *doubles) for first in FIRST.split()][: self.people]
        Random(SEED).shuffle(names)
        return names


class Rows:
    """Rows that are waiting to be written, table by table in the order in which they were first needed."""

    def __init__(self, workspace_id: int) -> None:
        self._own = {"workspace_id": workspace_id}
        self._rows: dict[type[SQLModel], list[dict[str, object]]] = {}

    def put(self, row: type[SQLModel], **values: Any) -> int:
        """One row; its number."""
        rows = self._rows.setdefault(row, [])
        number = FIRST_ID + len(rows)
        rows.append(filled(row, **{"id": number, **self._own, **values}))
        return number

    def write(self, connection: Connection) -> None:
        for row, values in self._rows.items():
            width = {name: None for one in values for name in one}
            connection.execute(table_of(row).insert(), [{**width, **one} for one in values])


class _Year:
    def __init__(
        self, company: Company, connection: Connection, programme: Programme, coordinator: int
    ) -> None:
        self.company = company
        self.connection = connection
        self.programme = programme
        self.coordinator = coordinator
        self.chance = Random(SEED + company.people)
        self.rows = Rows(1)
        self.pasts = Pasts(self.rows, self.chance, programme.id, coordinator, NOW.date())

    def write(self, names: Sequence[str]) -> None:
        mentors = max(4, self.company.people * MENTORS // 100)
        everybody = [self._joins(number, name, mentors) for number, name in enumerate(names)]
        self.free = {one.id: one.places for one in everybody[:mentors]}
        self.mentors = everybody[:mentors]
        learning = everybody[mentors : len(everybody) - max(1, self.company.people * UNDECIDED // 100)]
        for on in CAMPAIGNS:
            self._campaign(on, [one for one in learning if one.joined_on <= on])
        self.pasts.pulses(Month(2025, 11), Month(2026, 9))
        self._objectives()
        self.rows.write(self.connection)

    # -- people ------------------------------------------------------------------------------------------------------

    def _joins(self, number: int, name: str, mentors: int) -> Member:
        mentor = number < mentors
        member_ = Member(
            id=FIRST_ID + number,
            network=self._leaning(self.company.named),
            joined_on=date(
                self.chance.randint(2006, 2020) if mentor else self.chance.randint(2012, 2025), 6, 2
            ),
            places=self.chance.choice((2, 3, 3, 4)) if mentor else 0,
        )
        self.rows.put(
            PersonRow,
            slack_id=f"U1{number:06}",
            name=name,
            standing="employee",
            language="fr",
            timezone="Europe/Paris",
            country="FR",
            network=member_.network,
            network_confirmed=True,
            entity=self._leaning(ENTITIES[: max(2, self.company.networks // 2)]),
            site=self._leaning(SITES[: max(2, self.company.networks)]),
            joined_on=member_.joined_on,
            topics=self.chance.sample(TOPICS, 3 if mentor else 2),
        )
        told = number < self.company.people - max(1, self.company.people * UNDECIDED // 100)
        self.rows.put(
            EnrolmentRow,
            programme_id=self.programme.id,
            person_id=member_.id,
            part="mentor" if mentor else "mentee" if told else None,
            capacity=member_.places or None,
            application="approved" if mentor else None,
            preparation_step=6 if mentor else 0,
            prepared_at=at(BEGAN + timedelta(days=9)) if mentor else None,
            completed_at=at(BEGAN + timedelta(days=9)) if told else None,
            topics_answered=told,
            expectation_skipped=True,
        )
        return member_

    def _leaning(self, among: Sequence[str]) -> str:
        """The first ones are larger than the last."""
        [one] = self.chance.choices(among, [1 / (2 + number) for number in range(len(among))])
        return one

    # -- campaigns ---------------------------------------------------------------------------------------------------

    def _campaign(self, on: date, people: Sequence[Member]) -> None:
        round_id = self.rows.put(
            RoundRow,
            programme_id=self.programme.id,
            state="published",
            opened_at=at(on - timedelta(days=21)),
            closes_on=on - timedelta(days=7),
            opened_by=self.coordinator,
            published_at=at(on),
        )
        for ended in self.pasts.ended_by(on):
            self.free[ended.mentor] += 1
        for person in people:
            if person.id not in self.pasts.mentored(on) and self.chance.random() < 0.9:
                self._asked(round_id, on, person)

    def _asked(self, round_id: int, on: date, person: Member) -> None:
        answer = self._one_of(ANSWERS)
        answered_at = at(on - timedelta(days=self.chance.randint(8, 20))) if answer else None
        self.rows.put(
            InvitationRow, round_id=round_id, person_id=person.id, answer=answer, answered_at=answered_at
        )
        if answer in (None, "not_this_time"):
            return
        got = self._one_of(GOT)
        mentor = None if got == "nobody" else self._mentor_for(person)
        chose = answer == "choices" and mentor is not None
        self.rows.put(
            ProposalRow,
            round_id=round_id,
            mentee_id=person.id,
            mentor_id=mentor and mentor.id,
            rank=got if chose and isinstance(got, int) else None,
            left_out=None if mentor else "places",
        )
        if mentor is not None:
            self.free[mentor.id] -= 1
            self.pasts.pair(round_id, on, mentor.id, person.id)

    def _mentor_for(self, person: Member) -> Member | None:
        """Often of another network, and whoever is known is chosen sooner than others."""
        own = self.chance.random() < 0.35
        free = [one for one in self.mentors if self.free[one.id] > 0]
        near = [one for one in free if (one.network == person.network) is own]
        return self.chance.choice(near or free) if free else None

    def _one_of(self, weighed: Mapping[Any, int]) -> Any:
        [one] = self.chance.choices(list(weighed), list(weighed.values()))
        return one

    # -- what it wants to reach --------------------------------------------------------------------------------------

    def _objectives(self) -> None:
        """One that is on track, two that are late or reached as it turns out, and one that is entered by hand."""
        for measure, baseline, target in (("met", 50, 75), ("without", 100, 30), ("trust", 3.5, 4.6)):
            self._objective(measure=measure, baseline=baseline, target=target)
        by_hand = (
            "Réseaux avec un correspondant" if self.company.language == "fr" else "Networks with a contact"
        )
        self._objective(
            measure=BY_HAND,
            name=by_hand,
            baseline=0,
            target=self.company.networks,
            value=self.company.networks - 1,
            value_on=date(2026, 9, 14),
        )

    def _objective(self, **what: Any) -> None:
        self.rows.put(
            ObjectiveRow,
            programme_id=self.programme.id,
            due_on=date(2026, 12, 31),
            set_by=self.coordinator,
            set_at=at(BEGAN + timedelta(days=7)),
            **what,
        )
