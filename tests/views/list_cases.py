"""A mentor's list, a suggestion, somebody who looks for a mentor alone, and what being left out says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.domain.enrolments import Part
from bot.domain.kinds import PromptKind
from bot.domain.matching import LeftOut
from bot.domain.meetings import Form
from bot.domain.mentorships import SeatRole
from bot.domain.people import Person
from bot.domain.programmes import Mode
from bot.domain.rounds import Answer, Offer, RoundState, Rules
from bot.programme.choosing import Invited
from bot.programme.list_facts import Listed, Suggested
from bot.programme.offering import Suggestion
from bot.programme.round_facts import Call, LeftAside
from bot.programme.with_mentors import MentorList, Theirs
from bot.texts import Speech
from handlers.views import home, mentor_lists, offers
from handlers.views.blocks import Block
from tests.views.cases import Case
from tests.views.cast import INES, LEA, MENTEES, MENTORS, PEOPLE, TODAY, TOM, WORKSPACE
from tests.views.home_cases import OPEN_ROUND, enrolled, mentor_of, seen_by
from tests.views.round_cases import introduced, told, why
from tests.views.test_prompts import prompt

UNTIL = date(2026, 4, 8)
SENT = replace(OPEN_ROUND, state=RoundState.WITH_MENTORS, mentors_until=UNTIL)
ALONE = replace(OPEN_ROUND, id=9, solo=True)
EXPERIENCE = "Twenty years of product work, half of them abroad; I have changed job and country twice."


def theirs(*people: Person, accepted: bool = False, is_open: bool = True, no: int = 0) -> MentorList:
    reasons = [why(None), replace(why(None), topics=(), languages=(), other_network=False)]
    return MentorList(
        round=SENT,
        until=UNTIL,
        is_open=is_open,
        people=tuple(
            Theirs(mentee=one, why=reasons[number % 2], accepted=accepted)
            for number, one in enumerate(people)
        ),
        declined=MENTEES[-no:] if no else (),
    )


def listed(found: MentorList) -> Listed:
    return Listed(prompt=prompt(PromptKind.MENTOR_LIST), list=found)


def suggestion(state: Offer = Offer.OPEN, *, mode: Mode = Mode.THREE_CHOICES) -> Suggestion:
    known = state in (Offer.OPEN, Offer.ACCEPTED)
    return Suggestion(
        round=replace(OPEN_ROUND, state=RoundState.PUBLISHED, rules=Rules(mode=mode)),
        mentor=MENTORS[2] if known else None,
        why=why(None, suggested=True),
        experience=EXPERIENCE if known else None,
        state=state,
        until=UNTIL,
        is_open=state is Offer.OPEN,
    )


def suggested(found: Suggestion, *, recalls: bool = False) -> Suggested:
    return Suggested(prompt=prompt(PromptKind.SUGGESTION), suggestion=found, recalls=recalls)


def alone(answer: Answer | None, *, is_open: bool = True, mode: Mode = Mode.THREE_CHOICES) -> Call:
    found = replace(ALONE, rules=Rules(mode=mode), state=OPEN_ROUND.state if is_open else RoundState.PROPOSED)
    choices = MENTORS[:3] if answer is Answer.CHOICES else ()
    mine = Invited(round=found, answer=answer, choices=choices, is_open=is_open)
    return Call(prompt=prompt(PromptKind.INVITATION), invited=mine)


def in_home(t: Speech) -> Block:
    """Léa has a list to look at, and a suggestion as well: she learns besides."""
    lists, suggestions = (theirs(*MENTEES[:3]),), (suggestion(),)
    return home.page(replace(mentor_of(2), lists=lists, suggestions=suggestions), WORKSPACE, t)


def looking_alone(answer: Answer | None, t: Speech) -> Block:
    waiting = seen_by(TOM, enrolled(TOM, Part.MENTEE), running=ALONE, answer=answer)
    return home.page(waiting, WORKSPACE, t)


CASES = [
    told("A mentor's list", listed(theirs(*MENTEES[:3])), reader=LEA, conversation="lists"),
    told("A list that suits", listed(theirs(*MENTEES[:2], accepted=True)), reader=LEA, conversation="lists"),
    told("After declining somebody", listed(theirs(*MENTEES[:2], no=1)), reader=LEA, conversation="lists"),
    told("Everybody declined", listed(theirs(no=2)), reader=LEA, conversation="lists"),
    told("Nobody left on the list", listed(theirs()), reader=LEA, conversation="lists"),
    told("The list is closed", listed(theirs(*MENTEES[:2], is_open=False)), reader=LEA, conversation="lists"),
    told(
        "The round is published",
        listed(replace(theirs(TOM, is_open=False), round=replace(SENT, state=RoundState.PUBLISHED))),
        reader=LEA,
        conversation="lists",
    ),
    Case(
        "lists",
        "More people than fit",
        lambda t: mentor_lists.form(theirs(*MENTEES * 4), t, today=TODAY),
        False,
    ),
    Case("lists", "The list, from Home", lambda t: mentor_lists.form(theirs(*MENTEES), t, today=TODAY)),
    Case("lists", "A list and a suggestion in Home", in_home),
    told("A suggestion", suggested(suggestion()), conversation="offers"),
    told("A suggestion, recalled", suggested(suggestion(), recalls=True), conversation="offers"),
    told("The programme suggests", suggested(suggestion(mode=Mode.SUGGESTED)), conversation="offers"),
    told("A suggestion, accepted", suggested(suggestion(Offer.ACCEPTED)), conversation="offers"),
    told("A suggestion, declined", suggested(suggestion(Offer.DECLINED)), conversation="offers"),
    told("A suggestion that is over", suggested(suggestion(Offer.LAPSED)), conversation="offers"),
    Case("offers", "A suggestion, from Home", lambda t: offers.form(suggestion(), t, today=TODAY)),
    told("Looking alone", alone(None), conversation="choosing"),
    told("Looking alone, a wish", alone(None, mode=Mode.SUGGESTED), conversation="choosing"),
    told("Looking alone, answered", alone(Answer.CHOICES), conversation="choosing"),
    told("Looking alone, on the way", alone(Answer.CHOICES, is_open=False), conversation="choosing"),
    Case("choosing", "Looking alone, in Home", lambda t: looking_alone(None, t)),
    Case("choosing", "Looking alone, answered, in Home", lambda t: looking_alone(Answer.CHOICES, t)),
    told(
        "Going on with a new mentor",
        replace(
            introduced(LEA, SeatRole.MENTEE, replace(why(2), form=Form.VIDEO, other_entity=True)),
            goes_on=True,
            experience=EXPERIENCE,
            charter=1,
        ),
        conversation="pair",
    ),
    told(
        "Going on, for the mentor",
        replace(introduced(TOM, SeatRole.MENTOR, why(None)), goes_on=True),
        reader=LEA,
        conversation="pair",
    ),
    told(
        "After a suggestion", introduced(LEA, SeatRole.MENTEE, why(None, suggested=True)), conversation="pair"
    ),
    told(
        "Nobody found, looking alone",
        LeftAside(
            prompt=prompt(PromptKind.LEFT_OUT),
            why=LeftOut.NO_PLACE_LEFT.value,
            coordinators=(INES, PEOPLE["noemie"]),
            solo=True,
        ),
        conversation="pair",
    ),
]
