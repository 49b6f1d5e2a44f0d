"""Steps as people see them, and the certificates that they bring."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bot.domain.certificates import Certificate, CertificateKind, Named, Page
from bot.domain.kinds import PromptKind
from bot.domain.mentorships import SeatRole
from bot.domain.people import Person
from bot.domain.steps import StepState
from bot.programme.certificate_facts import Earned
from bot.programme.leaving_out import LeaveOut
from bot.programme.others import Others
from bot.programme.steps import Progress, SeenStep
from bot.texts import Speech
from handlers.views import certificates, steps
from handlers.views.blocks import Block, Message, actions, message
from tests.views.cases import Case
from tests.views.cast import LEA, NOW, TOM, TYPE
from tests.views.round_cases import told
from tests.views.test_prompts import LONG, prompt, someone


def progress(states: list[StepState], *, by: Person = LEA, mine: bool = False, **more: object) -> Progress:
    """The steps of the shipped type, each in the state that is given for it."""
    lines = tuple(
        SeenStep(
            key=step.key,
            texts=step.texts,
            state=state,
            by=by if state in (StepState.SUGGESTED, StepState.LEFT_OUT) else None,
            mine=mine and state is StepState.SUGGESTED,
        )
        for step, state in zip(TYPE.steps, states, strict=True)
    )
    left_out = states.count(StepState.LEFT_OUT)
    counts = {"done": states.count(StepState.DONE), "of": len(states) - left_out, "left_out": left_out}
    return Progress(mentorship_id=3, share=80, lines=lines, **{**counts, **more})  # type: ignore[arg-type]


DONE, OPEN, SUGGESTED, LEFT_OUT = StepState.DONE, StepState.OPEN, StepState.SUGGESTED, StepState.LEFT_OUT
NEW = progress([OPEN] * 10)
UNDER_WAY = progress([DONE] * 4 + [SUGGESTED, LEFT_OUT] + [OPEN] * 4)
MINE = progress([DONE] * 4 + [SUGGESTED] + [OPEN] * 5, by=TOM, mine=True)
EARNED = progress([DONE] * 8 + [OPEN] * 2, certificate=7, settled=True)


def certificate(
    *partners: str, group: str | None = None, year: bool = False, minutes: int = 630
) -> Certificate:
    page = Page(
        who=Named(id=TOM.id, name=TOM.name),
        programme="Mentorat",
        company="Atelier",
        since=date(2026, 1, 1),
        until=date(2026, 12, 31),
        role=SeatRole.MENTOR if year else SeatRole.MENTEE,
        partners=tuple(Named(id=one, name=name) for one, name in enumerate(partners)),
        group=group,
        done=8,
        of=10,
        minutes=minutes,
        meetings=14,
        mentees=2,
    )
    return Certificate(
        id=7,
        code="BIN-7KQ2-M4XP",
        kind=CertificateKind.YEAR if year else CertificateKind.MENTORSHIP,
        programme_id=1,
        mentorship_id=None if year else 3,
        person_id=TOM.id,
        about="year-2026" if year else "mentorship-3",
        language="fr",
        issued_at=NOW,
        page=page,
    )


def earned(one: Certificate) -> Earned:
    kind = PromptKind.MENTOR_YEAR if one.kind is CertificateKind.YEAR else PromptKind.CERTIFICATE
    return Earned(prompt=prompt(kind), certificate=one)


def question(state: StepState | None, *, by: Person = LEA) -> LeaveOut:
    step = replace(UNDER_WAY.lines[4], state=state, by=by) if state else None
    return LeaveOut(prompt=prompt(PromptKind.STEP_LEFT_OUT), partners=Others([by]), by=by, step=step)


def in_page(of: Progress) -> Callable[[Speech], list[Block]]:
    return lambda t: steps.in_page(of, t)


def listed(of: Progress) -> Callable[[Speech], Block]:
    return lambda t: steps.form(of, t)


def only_fits(title: str, facts: Earned | LeaveOut) -> Case:
    """Not in the pictures: nobody is called that."""
    return replace(told(title, facts, conversation="steps"), drawn=False)


def my_year(t: Speech) -> Message:
    return message(actions(certificates.year_button(t)))


CROWD = certificate(*(f"{LONG} {number}" for number in range(8)))
FAR = someone(30, LONG)

CASES = [
    Case("steps", "On the page of a mentorship that begins", in_page(NEW)),
    Case("steps", "On the way", in_page(UNDER_WAY)),
    Case("steps", "All of them: one suggested by the other, one left out", listed(UNDER_WAY)),
    Case("steps", "One that I would leave out", listed(MINE)),
    told("Would you leave this step out?", question(SUGGESTED), conversation="steps"),
    told("It is left out", question(LEFT_OUT), conversation="steps"),
    told("It is kept", question(OPEN), conversation="steps"),
    told("It was taken meanwhile", question(DONE), conversation="steps"),
    told("The certificate is here", earned(certificate("Léa Martin")), conversation="certificates"),
    told("And for a group", earned(certificate("Léa Martin", group="Données")), conversation="certificates"),
    Case("steps", "On the page, once it is there", in_page(EARNED)),
    Case("steps", "All of them, once it is there", listed(EARNED)),
    told("A mentor's year, in January", earned(certificate(year=True)), conversation="certificates"),
    told(
        "Of meetings whose length nobody said",
        earned(certificate(year=True, minutes=0)),
        conversation="certificates",
    ),
    Case("certificates", "The year so far, from Home", my_year),
    only_fits("Nothing is left to decide", question(None)),
    only_fits("The longest names", earned(CROWD)),
    only_fits("Somebody who was forgotten", earned(certificate(""))),
    only_fits("Suggested by the longest name", question(SUGGESTED, by=FAR)),
]
