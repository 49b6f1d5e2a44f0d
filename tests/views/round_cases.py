"""A round: what a mentee answers, what a coordinator follows and publishes, and what people are told of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.kinds import PromptKind
from bot.domain.matching import LeftOut
from bot.domain.mentorships import SeatRole
from bot.domain.people import Person
from bot.domain.programmes import Topic
from bot.domain.rounds import Answer, RoundState
from bot.programme.choosing import Invited
from bot.programme.closeness import Withheld
from bot.programme.facts import Facts, Introduction
from bot.programme.outcomes import Became, Outcome
from bot.programme.prompts import Bundle
from bot.programme.reasons import Why
from bot.programme.round_facts import Call, LeftAside
from bot.programme.rounds import Glance, Standing
from bot.texts import Speech
from handlers.views import admin, choices, prompts, rounds
from handlers.views.blocks import Block, Message
from tests.views.cases import Case
from tests.views.cast import INES, LEA, MENTEES, MENTORS, PEOPLE, TODAY, TOM, TYPE, WORKSPACE
from tests.views.home_cases import OPEN_ROUND, SET
from tests.views.offers import offer_of, shelf_of
from tests.views.test_prompts import prompt

PROPOSED = replace(OPEN_ROUND, state=RoundState.PROPOSED)
PUBLISHED = replace(OPEN_ROUND, state=RoundState.PUBLISHED, published_at=datetime(2026, 4, 1, 9, tzinfo=UTC))


def offered(person: Person) -> tuple[Topic, ...]:
    return tuple(topic for key in person.topics if (topic := TYPE.topic(key)))


SHELF = shelf_of(
    TOM,
    TYPE.topics,
    *(offer_of(one, places=number % 3 + 1) for number, one in enumerate(MENTORS)),
    line=map(offer_of, (PEOPLE["marc"], PEOPLE["helene"])),
    full=[offer_of(PEOPLE["olivier"])],
)


def mine(answer: Answer | None, *, state: RoundState = RoundState.COLLECTING) -> Invited:
    return Invited(
        round={RoundState.PROPOSED: PROPOSED, RoundState.PUBLISHED: PUBLISHED}.get(state, OPEN_ROUND),
        answer=answer,
        choices=MENTORS[:3] if answer is Answer.CHOICES else (),
        is_open=state is RoundState.COLLECTING,
    )


def told(title: str, *facts: Facts, reader: Person = TOM, conversation: str = "choosing") -> Case:
    """A message of the ledger."""

    def draw(t: Speech) -> Message:
        said = Bundle(recipient=reader, workspace=WORKSPACE, today=TODAY, facts=facts)
        return prompts.bundle(said, t)

    return Case(conversation, title, draw)


def receipt(title: str, answer: Answer | None, *, state: RoundState = RoundState.COLLECTING) -> Case:
    return Case("choosing", title, lambda t: choices.receipt(mine(answer, state=state), t, today=TODAY))


def form(answer: Answer | None, *, full: bool = False) -> Callable[[Speech], Block]:
    shelf = replace(SHELF, open=()) if full else SHELF
    return lambda t: choices.form(mine(answer), shelf, t, kept="1::")


def standing(*, is_open: bool = True) -> Standing:
    answers = {Answer.CHOICES: 8, Answer.CHOOSE_FOR_ME: 2, Answer.NOT_THIS_TIME: 1}
    return Standing(
        round=OPEN_ROUND,
        is_open=is_open,
        invited=17,
        answers=answers,
        silent=MENTEES[:6],
        withheld=Withheld(rows=1, seen_by=()),
    )


def glance(latest: Standing | None) -> Glance:
    return Glance(mentees=18, mentors=6, places=22, free=9, without_a_mentor=7, unanswered=4, latest=latest)


def why(rank: int | None = 1, *, suggested: bool = False) -> Why:
    return Why(
        rank=rank,
        suggested=suggested,
        topics=offered(LEA)[:2],
        languages=("en",),
        same_network=False,
        other_network=True,
    )


def introduced(
    partner: Person, role: SeatRole, reasons: Why | None, number: int = 12, *, became: Outcome | None = None
) -> Introduction:
    words = {
        SeatRole.MENTEE: "Transmettre ce que j’aurais aimé qu’on me dise plus tôt, et rester curieuse.",
        SeatRole.MENTOR: "I would like to speak up earlier in design reviews.",
    }
    return Introduction(
        prompt=prompt(PromptKind.INTRODUCTION, number),
        partners=(partner,),
        role=role,
        outcome=became or Outcome(became=Became.OPEN),
        why=reasons,
        words=words.get(role),
    )


def reasons_to_be_without() -> Iterator[Case]:
    for one in LeftOut:
        if one is not LeftOut.DID_NOT_ANSWER:
            aside = LeftAside(prompt=prompt(PromptKind.LEFT_OUT), why=one.value, coordinators=(INES,))
            yield told(f"No mentor this time: {one.value.replace('_', ' ')}", aside, conversation="pair")


CASES = [
    told("The invitation", Call(prompt=prompt(PromptKind.INVITATION), invited=mine(None))),
    Case("choosing", "Three names to choose", form(None)),
    Case("choosing", "Three names to change", form(Answer.CHOICES)),
    Case("choosing", "Nobody left to choose", form(Answer.NOT_THIS_TIME, full=True)),
    receipt("Three names, said back", Answer.CHOICES),
    receipt("Choose for me, said back", Answer.CHOOSE_FOR_ME),
    receipt("Not this time, said back", Answer.NOT_THIS_TIME),
    receipt("After the round has closed", Answer.CHOICES, state=RoundState.PROPOSED),
    receipt("Not this time, after the round has closed", Answer.NOT_THIS_TIME, state=RoundState.PROPOSED),
    receipt("Once pairs are known", Answer.CHOICES, state=RoundState.PUBLISHED),
    receipt("No answer, after the round has closed", None, state=RoundState.PROPOSED),
    Case("round", "The programme at a glance", lambda t: admin.menu(glance(None), t, today=TODAY)),
    Case("round", "At a glance, a round is open", lambda t: admin.menu(glance(standing()), t, today=TODAY)),
    Case(
        "round",
        "At a glance, answers are closed",
        lambda t: admin.menu(glance(standing(is_open=False)), t, today=TODAY),
    ),
    Case(
        "round",
        "At a glance, published",
        lambda t: admin.menu(glance(replace(standing(), round=PUBLISHED)), t, today=TODAY),
    ),
    Case("round", "Help for coordinators", lambda t: admin.helped(t, unknown=True)),
    Case("round", "No round yet", lambda t: rounds.no_round(7, t)),
    Case("round", "No round, nobody waits", lambda t: rounds.no_round(0, t)),
    Case("round", "While answers come", lambda t: rounds.collecting(standing(), t, today=TODAY)),
    Case(
        "round",
        "Answers are closed",
        lambda t: rounds.collecting(standing(is_open=False), t, today=TODAY),
    ),
    told("Tom meets his mentor", introduced(LEA, SeatRole.MENTEE, why()), conversation="pair"),
    told(
        "A mentor that was chosen for him",
        introduced(LEA, SeatRole.MENTEE, why(None, suggested=True)),
        conversation="pair",
    ),
    told("Léa meets her mentee", introduced(TOM, SeatRole.MENTOR, why()), reader=LEA, conversation="pair"),
    told(
        "Léa meets three mentees",
        *(introduced(one, SeatRole.MENTOR, why(), number) for number, one in enumerate(MENTEES[:3], 1)),
        reader=LEA,
        conversation="pair",
    ),
    told("Two peers", introduced(PEOPLE["grace"], SeatRole.PEER, None), conversation="pair"),
    told(
        "The first date is set",
        introduced(LEA, SeatRole.MENTEE, why(), became=Outcome(became=Became.PLANNED, meeting=SET)),
        conversation="pair",
    ),
    *reasons_to_be_without(),
]
