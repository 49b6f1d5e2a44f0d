"""A company of any size whose campaign has been answered, lived through the use cases: for pictures of its review."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

from bot.domain.enrolments import Part
from bot.domain.people import Person, SlackProfile
from bot.domain.permissions import Right
from bot.programme import applications, choosing, joining, preparing, profile
from bot.programme.opening import draft, open_round, preview
from bot.programme.work import Work

INES = "U0INES"
FIRST = (
    "Aïcha Alban Bérénice Bilal Célia Damien Elena Farid Gaëlle Hannah Igor Jade Kofi Lina Marius Naïma Oscar Paula "
    "Quentin Rosa Simon Tess Ugo Véra Walid Xenia Youri Zélie"
)
LAST = (
    "Adler Bouvier Castel Delorme Evans Fontaine Gauthier Haddou Iversen Jourdain Kessler Lambert Mercier Novak Okoye "
    "Pereira Quesnel Renard Silva Tanaka Urbain Vidal Weber Xavier Yilmaz Zimmer Arnal Brunet"
)
NETWORKS = ("Mobilité & Énergie", "Données & IA", "Numérique sobre", "Personnes & Finances")
ENTITIES = ("Hélianthe France", "Hélianthe UK", "Hélianthe Canada")
#: Out of a hundred people: so many leave the choice to the programme, say "not this time", say nothing.
FOR_ME, NOT_NOW, SILENT = 22, 6, 5
#: A mentor is met by name sooner than another: so much more often the first is named than the last.
WELL_KNOWN = 9.0
SEED = 7


@dataclass(frozen=True, kw_only=True, slots=True)
class Crowd:
    """So many people looking for a mentor, and so many mentors; Inès coordinates, and reads this language."""

    mentees: int
    mentors: int
    language: str

    @property
    def company(self) -> dict[str, Any]:
        """The Slack side."""
        ines = member(INES, "Inès Moreau", "fr" if self.language == "fr" else "en")
        people = [ines, *(member(*one) for one in self._members())]
        return {"team": {"id": "T0BINOME", "name": "Hélianthe", "domain": "helianthe"}, "people": people}

    def arrive(self, work: Work, profiles: Sequence[SlackProfile]) -> None:
        """Everybody has told of themselves, and every mentor was accepted and has read the preparation."""
        joining.programme_of(work)
        chance = random.Random(SEED)
        known = {one.slack_id: joining.meet(work, one) for one in profiles}
        ines = known.pop(INES)
        work.rights.grant(ines.id, Right.COORDINATOR)
        for number, person in enumerate(known[slack_id] for slack_id, *_ in self._members()):
            _answers(work, person, chance, mentors=number < self.mentors)
        for one in applications.waiting(work, ines):
            applications.approve(work, ines, one.application.id)
        for slack_id, *_ in self._members()[: self.mentors]:
            for page in range(1, len(preparing.resume(work, known[slack_id]).cards) + 1):
                preparing.turn_to(work, known[slack_id], page)

    def open_the_round(self, work: Work, closes_on: date) -> None:
        """And everybody who does answer answers."""
        ines = _person(work, INES)
        rules = draft(work, ines).rules
        shown = preview(work, ines, rules=rules, closes_on=closes_on)
        seen = shown.population.fingerprint
        round_id = open_round(work, ines, closes_on=closes_on, seen=seen, rules=rules).round.id
        chance = random.Random(SEED)
        mentors = [_person(work, slack_id).id for slack_id, *_ in self._members()[: self.mentors]]
        for person in shown.population.people:
            _chooses(work, person, round_id, mentors, chance)

    def _members(self) -> list[tuple[str, str, str]]:
        """Slack ids, names and languages; the mentors first."""
        names = [f"{first} {last}" for first, last in product(FIRST.split(), LAST.split())]
        random.Random(SEED).shuffle(names)
        everybody = self.mentors + self.mentees
        assert everybody <= len(names), "two people would have one name"
        return [
            (f"U1{number:06}", names[number], "en" if number % 3 == 0 else "fr")
            for number in range(everybody)
        ]


def member(slack_id: str, name: str, language: str) -> dict[str, str]:
    locale, zone = ("fr-FR", "Europe/Paris") if language == "fr" else ("en-GB", "Europe/London")
    handle = slack_id.lower()
    return {"id": slack_id, "name": name, "handle": handle, "locale": locale, "tz": zone}


def _answers(work: Work, person: Person, chance: random.Random, *, mentors: bool) -> None:
    network, entity = chance.choice(NETWORKS), chance.choice(ENTITIES)
    joined = date(chance.randint(2010, 2019) if mentors else chance.randint(2018, 2025), 9, 1)
    work.people.change(person.id, network=network, entity=entity, joined_on=joined)
    joining.greet(work, person)
    profile.choose_language(work, person, person.language)
    profile.choose_part(work, person, Part.MENTOR if mentors else Part.MENTEE)
    profile.confirm_network(work, person, network)
    keys = [topic.key for topic in work.kind().topics]
    profile.choose_topics(work, person, chance.sample(keys, 3 if mentors else 2))
    profile.say_expectation(work, person, None)
    if mentors:
        profile.offer_places(work, person, chance.randint(3, 5))
    if chance.random() < 0.5:
        work.profiles.change(person.id, languages=("en", "fr"))


def _chooses(
    work: Work, person: Person, round_id: int, mentors: Sequence[int], chance: random.Random
) -> None:
    lot = chance.randrange(100)
    if lot < SILENT:
        return
    if lot < SILENT + NOT_NOW:
        choosing.not_this_time(work, person, round_id)
    elif lot < SILENT + NOT_NOW + FOR_ME:
        choosing.choose_for_me(work, person, round_id)
    else:
        choosing.choose(work, person, round_id, _three(mentors, chance))


def _three(mentors: Sequence[int], chance: random.Random) -> list[int | None]:
    weights = [WELL_KNOWN - (WELL_KNOWN - 1) * number / len(mentors) for number in range(len(mentors))]
    named: list[int | None] = []
    while len(named) < 3:
        [one] = chance.choices(mentors, weights)
        if one not in named:
            named.append(one)
    return named


def _person(work: Work, slack_id: str) -> Person:
    found = work.people.by_slack_id(slack_id)
    assert found is not None, slack_id
    return found
