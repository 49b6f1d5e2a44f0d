"""Endings: what each half reads, what the team reads of somebody who left, and what is asked of whoever leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.domain.kinds import PromptKind
from bot.domain.mentorships import EndedWhy, SeatRole
from bot.domain.people import Person, Standing
from bot.domain.rounds import Answer
from bot.programme.choosing import Invited
from bot.programme.departures import Still
from bot.programme.ending_facts import NOT_NOW, Departed, Ended
from bot.programme.facts import Facts
from bot.programme.prompts import Bundle
from bot.programme.round_facts import Call
from bot.texts import Speech
from handlers.views import endings, prompts
from handlers.views.blocks import Message
from tests.somebody import a_round
from tests.views.cases import Case
from tests.views.cast import INES, LEA, MENTEES, MENTORS, PEOPLE, TODAY, TOM, WORKSPACE
from tests.views.test_prompts import prompt

TEAM = (INES, PEOPLE["sofia"])
LONG = replace(LEA, name="Élisabeth " * 8)
FORGOTTEN = replace(LEA, name="", slack_id="~4f1c", standing=Standing.GONE)
OWN = a_round(solo=True, closes_on=date(2026, 3, 31))


def ended(reader: Person, partner: Person, role: SeatRole | None, **known: object) -> Ended:
    facts = {"why": EndedWhy.CHANGE, "temporary": False, "since": TODAY, "team": TEAM} | known
    return Ended(prompt=prompt(PromptKind.ENDED), partners=(partner,), role=role, **facts)  # type: ignore[arg-type]


def his(**known: object) -> Ended:
    return ended(TOM, LEA, SeatRole.MENTEE, **known)


def hers(**known: object) -> Ended:
    return ended(LEA, TOM, SeatRole.MENTOR, **known)


def asked(answer: Answer | None = None) -> Invited:
    choices = MENTORS[1:3] if answer is Answer.CHOICES else ()
    return Invited(round=OWN, answer=answer, choices=choices, is_open=True)


def told(title: str, to: Person, *facts: Facts, drawn: bool = True) -> Case:
    def draw(t: Speech) -> Message:
        return prompts.bundle(Bundle(recipient=to, workspace=WORKSPACE, today=TODAY, facts=facts), t)

    return Case("endings", title, draw, drawn=drawn)


def departed(alone: int, asked_: int) -> Departed:
    return Departed(prompt=prompt(PromptKind.DEPARTED), person=LEA, alone=alone, asked=asked_)


CASES = [
    told("Tom's mentorship has ended", TOM, his(looks=True)),
    told("Where nobody names a mentor", TOM, his(looks=True, chooses=False)),
    told("Not now", TOM, replace(his(looks=True), prompt=replace(prompt(PromptKind.ENDED), answer=NOT_NOW))),
    told("He looks for somebody else", TOM, his(asked=asked())),
    told("He has named two", TOM, his(asked=asked(Answer.CHOICES))),
    told(
        "He is asked whom he would like next",
        TOM,
        his(asked=asked()),
        Call(prompt=prompt(PromptKind.INVITATION), invited=asked()),
    ),
    told("His mentor has left", TOM, his(why=EndedWhy.LEFT, gone=True, looks=True)),
    told(
        "His mentor asked to be forgotten", TOM, ended(TOM, FORGOTTEN, SeatRole.MENTEE, gone=True, looks=True)
    ),
    told("The term is over", TOM, his(why=EndedWhy.TERM, looks=True)),
    told("He wants no mentor any more", TOM, his(why=EndedWhy.STOPPED)),
    told("Léa's place is free", LEA, hers(mentors=True)),
    told("She mentors no more", LEA, hers(team=())),
    told("She was there for a newcomer", LEA, hers(why=EndedWhy.TERM, temporary=True)),
    told("They never met", LEA, hers(mentors=True, met=False), drawn=False),
    told("A group is over", LEA, hers(name="Oser la parole", mentors=True)),
    told("Somebody left the group", LEA, ended(LEA, TOM, None, name="Oser la parole")),
    told(
        "The longest names",
        TOM,
        ended(TOM, LONG, SeatRole.MENTEE, looks=True, team=MENTEES, name="N" * 75),
        ended(TOM, LONG, None, name="N" * 75),
        drawn=False,
    ),
    told("A mentor of eight has left", INES, departed(8, 8)),
    told("Some look for nobody", INES, departed(8, 5)),
    told("One looks, the others do not", INES, departed(3, 1), departed(1, 0), departed(0, 0)),
    Case(
        "endings",
        "Not for them, and a mentorship still runs",
        lambda t: endings.still_together(Still(mentors=(LEA,), mentees=()), t),
    ),
    Case(
        "endings",
        "Not for them, and they still mentor",
        lambda t: endings.still_together(Still(mentors=(LEA,), mentees=MENTEES), t),
    ),
    Case("endings", "It has ended, as they asked", endings.stopped),
]
