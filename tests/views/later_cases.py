"""Turning back, putting off, and the reminder of somebody who stopped half-way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.domain.enrolments import Part
from bot.domain.kinds import PromptKind
from bot.domain.preferences import Question, next_question
from bot.programme.prompts import Bundle
from bot.programme.reminding import PutOff, Unfinished
from bot.texts import Speech
from handlers.views import later, onboarding, prompts
from handlers.views.blocks import Block, Message, message
from tests.views.arrival_cases import arriving
from tests.views.cases import Case
from tests.views.cast import TODAY, TOM, WORKSPACE
from tests.views.test_prompts import prompt

MONDAY = date(2026, 3, 23)
COMES, SILENCE = PutOff(until=MONDAY, comes=True), PutOff(until=MONDAY, comes=False)


def reminded(
    t: Speech, *, part: Part | None, answered: bool = False, put_off: PutOff | None = None, last: bool = False
) -> Message:
    """Tom, who stopped after his language, or at his last question."""
    one = replace(arriving(part, t, answered=answered), knows_what_is_kept=part is not None)
    if part is Part.MENTEE and not answered:
        enrolment = one.enrolment and replace(one.enrolment, topics_answered=True)
        person = replace(one.person, network_confirmed=True)
        one = replace(one, person=person, enrolment=enrolment, progress=next_question(person, enrolment))
    facts = Unfinished(prompt=prompt(PromptKind.UNFINISHED), arrival=one, put_off=put_off, is_last=last)
    return prompts.bundle(Bundle(recipient=TOM, workspace=WORKSPACE, today=TODAY, facts=(facts,)), t)


def turned_back(t: Speech) -> Message:
    one = arriving(Part.MENTEE, t)
    return message(*onboarding.turned_back(Question.PART, one, t))


def a_date(t: Speech) -> Block:
    return later.form(t, today=TODAY, suggested=date(2026, 3, 24), kept="D0 1.2 back")


CASES = [
    Case("later", "Back to an earlier question", turned_back),
    Case("later", "Later", lambda t: message(*later.put_off(COMES, t, today=TODAY))),
    Case(
        "later", "Later, and no reminder is left", lambda t: message(*later.put_off(SILENCE, t, today=TODAY))
    ),
    Case("later", "From a date on", a_date),
    Case("later", "A reminder, at the beginning", lambda t: reminded(t, part=None)),
    Case("later", "The last reminder, at the end", lambda t: reminded(t, part=Part.MENTEE, last=True)),
    Case("later", "A reminder, not now", lambda t: reminded(t, part=Part.MENTEE, put_off=COMES)),
    Case("later", "A reminder, answered", lambda t: reminded(t, part=Part.MENTEE, answered=True)),
    Case("later", "A reminder, not for me", lambda t: reminded(t, part=Part.NOT_FOR_ME)),
]
