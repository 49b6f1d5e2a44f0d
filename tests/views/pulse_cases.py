"""How it goes: the questions, the invitation to talk, and what the team reads of the answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.domain.kinds import PromptKind
from bot.domain.mentorships import SeatRole
from bot.domain.people import Person
from bot.domain.periods import Month
from bot.domain.pulses import LONGEST_WORDS, THEMES, Answer, PulseKind, Suggestion, Wave, closing_of, told_of
from bot.programme.prompts import Bundle
from bot.programme.pulse_facts import Asking, Talk
from bot.programme.pulses import DONE_LINES, OPEN_LINES, WAVES, Blank, Chapter, Reply, Standing
from bot.texts import Speech
from handlers.views import prompts, pulses
from handlers.views.blocks import Message, actions, message
from tests.views.cases import Case
from tests.views.cast import INES, TODAY, TOM, WORKSPACE
from tests.views.test_prompts import prompt

MENTOR, MENTEE = SeatRole.MENTOR, SeatRole.MENTEE
NAME = {"fr": "Mentorat au long cours", "en": "Long-term mentoring"}
SEEN = datetime(2026, 3, 3, 9, tzinfo=UTC)


def wave(kind: PulseKind = PulseKind.PULSE, *, month: int = 3, asked: int = 24) -> Wave:
    opens = Month(2026, month)
    return Wave(
        id=month, programme_id=1, kind=kind, opens_on=opens.first, closes_on=closing_of(opens), asked=asked
    )


def answers(kind: PulseKind, mentors: int, mentees: int) -> list[Answer]:
    sides = [*[MENTOR] * mentors, *[MENTEE] * mentees]
    marks = (
        [3 + (place + theme) % 3 for theme, _ in enumerate(THEMES[kind])] for place, _ in enumerate(sides)
    )
    return [
        Answer(side=side, marks=dict(zip(THEMES[kind], some, strict=True)))
        for side, some in zip(sides, marks, strict=True)
    ]


def closed(kind: PulseKind, *, month: int, mentors: int, mentees: int, silent: int) -> Standing:
    asked = mentors + mentees + silent
    found = wave(kind, month=month, asked=asked)
    return Standing(wave=found, told=told_of(kind, asked, answers(kind, mentors, mentees)))


def suggestion(number: int, words: str, *, done: bool = False) -> Suggestion:
    return Suggestion(id=f"{number:032x}", month=Month(2026, 2), words=words, done_at=SEEN if done else None)


def asked(kind: PulseKind, reply: Reply = Reply.OPEN, side: SeatRole = MENTEE) -> Asking:
    prompted = PromptKind.PULSE if kind is PulseKind.PULSE else PromptKind.CLOSING_PULSE
    return Asking(prompt=prompt(prompted), wave=wave(kind), side=side, reply=reply)


def told(t: Speech, *facts: Asking | Talk) -> Message:
    return prompts.bundle(Bundle(recipient=TOM, workspace=WORKSPACE, today=TODAY, facts=facts), t)


def invited(t: Speech, coordinator: Person | None = INES) -> Message:
    return told(t, Talk(prompt=prompt(PromptKind.TALK), coordinator=coordinator))


def panel(t: Speech, *chapters: Chapter, today: date = TODAY) -> Message:
    return pulses.panel(chapters, t, today=today)


CLOSED = closed(PulseKind.PULSE, month=2, mentors=7, mentees=11, silent=6)
CHAPTER = Chapter(
    name=NAME,
    waves=(
        Standing(wave=wave(), told=None),
        CLOSED,
        closed(PulseKind.PULSE, month=1, mentors=3, mentees=8, silent=2),
        closed(PulseKind.CLOSING, month=2, mentors=1, mentees=2, silent=4),
    ),
    open=(
        suggestion(1, "Un créneau commun le midi, pour que nos rencontres ne sautent plus."),
        suggestion(2, "A quiet room we could book for an hour."),
    ),
    done=(suggestion(3, "Des exemples de sujets pour la première fois.", done=True),),
    more=False,
)
LONGEST = Chapter(
    name=dict.fromkeys(NAME, "W" * 90),
    waves=tuple(
        closed(kind, month=month, mentors=2_000, mentees=3_000, silent=900)
        for kind in PulseKind
        for month in range(WAVES, 0, -1)
    ),
    open=tuple(suggestion(number, "<&>" * (LONGEST_WORDS // 3)) for number in range(OPEN_LINES)),
    done=tuple(suggestion(99 + number, "W" * LONGEST_WORDS, done=True) for number in range(DONE_LINES)),
    more=True,
)
SEEN_TO = replace(CHAPTER, open=(), waves=(CLOSED,))

CASES = [
    Case("pulse", "How it goes", lambda t: told(t, asked(PulseKind.PULSE))),
    Case("pulse", "How it was", lambda t: told(t, asked(PulseKind.CLOSING))),
    Case("pulse", "Answered", lambda t: told(t, asked(PulseKind.PULSE, Reply.ANSWERED))),
    Case("pulse", "Closed", lambda t: told(t, asked(PulseKind.PULSE, Reply.CLOSED))),
    Case(
        "pulse",
        "The form of whoever learns",
        lambda t: pulses.form(Blank(wave=wave(), side=MENTEE), t, today=TODAY),
    ),
    Case(
        "pulse",
        "The form of whoever mentors",
        lambda t: pulses.form(Blank(wave=wave(), side=MENTOR), t, today=TODAY),
    ),
    Case(
        "pulse",
        "The form at the end",
        lambda t: pulses.form(Blank(wave=wave(PulseKind.CLOSING), side=MENTOR), t, today=TODAY),
    ),
    Case("pulse", "Thanks", pulses.thanks),
    Case("pulse", "Drawn for a talk", invited),
    Case("pulse", "Nobody is there for it any more", lambda t: invited(t, None)),
    Case("pulse", "Before the first wave", lambda t: panel(t)),
    Case("pulse", "What the team reads", lambda t: panel(t, CHAPTER)),
    Case("pulse", "All suggestions seen to", lambda t: panel(t, SEEN_TO)),
    Case("pulse", "As much as fits", lambda t: panel(t, LONGEST, LONGEST), drawn=False),
    Case("pulse", "The way there", lambda t: message(actions(pulses.open_button(t))), drawn=False),
]
