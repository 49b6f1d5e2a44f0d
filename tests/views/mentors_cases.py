"""Becoming a mentor: what the team reads and answers, what the person reads, the preparation, and stepping back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bot.domain.enrolments import Application, Part
from bot.domain.kinds import PromptKind
from bot.domain.mentors import LONGEST_WORDS, Declined
from bot.domain.people import Person
from bot.domain.profiles import LONGEST_EXPERIENCE
from bot.domain.programmes import RoleTag
from bot.programme import joining_ports
from bot.programme.applications import Candidate, Decision
from bot.programme.facts import Facts
from bot.programme.joining import Arrival
from bot.programme.mentor_facts import Applied, Decided, SteppedBack, ToPrepare
from bot.programme.preparing import Path
from bot.programme.prompts import Bundle
from bot.programme.stepping_back import Before
from bot.texts import Speech
from handlers.views import mentors, preparation, prompts
from handlers.views.blocks import Message
from tests.views.cases import Case
from tests.views.cast import INES, LEA, MENTEES, MENTORS, NOW, PEOPLE, TODAY, TOM, TYPE, WORKSPACE
from tests.views.home_cases import enrolled, seen_by
from tests.views.test_prompts import prompt

SOFIA = PEOPLE["sofia"]
VALUES = {
    "fr": "La curiosité d’abord.\nLa parole donnée.\nL’entraide, sans compter.",
    "en": "Curiosity first.\nKeeping our word.\nHelping each other, without keeping score.",
}
WITH_VALUES = replace(TYPE, values=VALUES)
LAST = len(TYPE.preparation.cards) - 1 if TYPE.preparation else 0


def application(
    number: int = 1, *, reason: Declined | None = None, words: str | None = None, approved: bool | None = None
) -> joining_ports.Application:
    return joining_ports.Application(
        id=number,
        enrolment_id=number,
        applied_at=NOW,
        decided_at=None if approved is None else NOW,
        decided_by=None if approved is None else INES.id,
        approved=approved,
        reason=reason,
        words=words,
    )


def candidate(
    person: Person = LEA,
    number: int = 1,
    *,
    approved: bool | None = None,
    withdrawn: bool = False,
    learns: bool = False,
) -> Candidate:
    return Candidate(
        application=application(number, approved=approved),
        person=replace(person, joined_on=date(2018, 1, 8), other_networks=("Numérique sobre",)),
        capacity=4,
        learns=learns,
        topics=tuple(topic for key in person.topics if (topic := TYPE.topic(key))),
        roles=TYPE.roles[:1],
        languages=("en", "fr"),
        seniority="Confirmé·e",
        experience="Dix ans de réseaux électriques, puis quatre à conduire des projets avec des collectivités.",
        decided_by=None if approved is None else SOFIA,
        withdrawn=withdrawn,
    )


def unknown() -> Candidate:
    """Of whom only the answers to the questions are known."""
    bare = replace(TOM, title="", network=None, other_networks=(), joined_on=None)
    return replace(
        candidate(TOM),
        person=bare,
        topics=(),
        roles=(),
        languages=("en",),
        seniority=None,
        experience=None,
        capacity=1,
    )


def longest() -> Candidate:
    return replace(
        candidate(learns=True),
        person=replace(LEA, name="Élisabeth " * 8, title="É" * 200, other_networks=("Réseau " * 8,) * 3),
        topics=TYPE.topics[:5],
        roles=tuple(RoleTag(key=f"r{n}", texts={"fr": "Rôle " * 14, "en": "Role " * 14}) for n in range(3)),
        languages=("de", "en", "es", "fr", "it", "pt"),
        seniority="S" * 60,
        experience="É" * LONGEST_EXPERIENCE,
    )


def bundled(one: Facts, t: Speech, *, to: Person) -> Message:
    return prompts.bundle(Bundle(recipient=to, workspace=WORKSPACE, today=TODAY, facts=(one,)), t)


def told(title: str, *candidates: Candidate, more: int = 0, drawn: bool = True) -> Case:
    """What the ledger tells a coordinator."""
    one = Applied(
        prompt=prompt(PromptKind.APPLICATION),
        candidates=candidates,
        more=more,
        others=9 if more else None,
    )
    return Case("mentors", title, lambda t: bundled(one, t, to=INES), drawn=drawn)


def standing(part: Part, state: Application, *, required: bool = False) -> Arrival:
    preparation = replace(TYPE.preparation, required=required) if TYPE.preparation else None
    enrolment = replace(enrolled(LEA, part, capacity=4), application=state)
    return replace(seen_by(LEA, enrolment).arrival, type=replace(WITH_VALUES, preparation=preparation))


def answered(
    title: str,
    part: Part,
    state: Application,
    *,
    reason: Declined | None = None,
    words: str | None = None,
    path: Path | None = None,
) -> Case:
    """What the ledger tells the person."""
    one = Decided(
        prompt=prompt(PromptKind.DECISION),
        arrival=standing(part, state, required=path is not None and path.required),
        application=application(reason=reason, words=words, approved=reason is None),
        path=path,
        team=(INES, SOFIA),
    )
    return Case("mentors", title, lambda t: bundled(one, t, to=LEA))


def path(page: int, *, read: int | None = None, finished: bool = False, required: bool = False) -> Path:
    assert TYPE.preparation is not None
    return Path(
        cards=TYPE.preparation.cards,
        page=page,
        read=page if read is None else read,
        finished=finished,
        required=required,
    )


def pages() -> list[Case]:
    return [Case("preparation", f"Page {number + 1}", _page(path(number))) for number in range(LAST + 1)]


def _page(shown: Path) -> Callable[[Speech], Message]:
    return lambda t: preparation.page(shown, t, name=LEA.first_name)


def reminded(title: str, shown: Path) -> Case:
    one = ToPrepare(prompt=prompt(PromptKind.PREPARATION), path=shown)
    return Case("preparation", title, lambda t: bundled(one, t, to=LEA))


OTHERS = (candidate(), candidate(MENTORS[1], 2), candidate(MENTORS[2], 3))

CASES = [
    told("Somebody offers to mentor", candidate()),
    told(
        "Several people offer, one is answered",
        candidate(),
        candidate(MENTORS[4], 2, learns=True),
        candidate(MENTORS[1], 3, approved=True),
        more=3,
    ),
    told(
        "As many as one message shows",
        longest(),
        *(candidate(one, 2) for one in MENTORS[1:5]),
        more=40,
        drawn=False,
    ),
    told("All are answered", candidate(approved=True), candidate(MENTORS[1], 2, approved=False)),
    Case("mentors", "An application", lambda t: mentors.application(candidate(), OTHERS, t)),
    Case("mentors", "Hardly anything is known", lambda t: mentors.application(unknown(), (), t)),
    Case(
        "mentors",
        "The longest application",
        lambda t: mentors.application(longest(), OTHERS, t),
        drawn=False,
    ),
    Case(
        "mentors",
        "Accepted, and the next",
        lambda t: mentors.application(candidate(approved=True), OTHERS, t),
    ),
    Case(
        "mentors",
        "Withdrawn meanwhile",
        lambda t: mentors.application(candidate(withdrawn=True), (), t),
    ),
    Case(
        "mentors",
        "Declining, in the person's own language",
        lambda t: mentors.decline_form(candidate(TOM), t, Speech("en")),
    ),
    Case(
        "mentors",
        "Answered by somebody else before",
        lambda t: mentors.answered(Decision(candidate=candidate(approved=True), already=True), t),
    ),
    Case(
        "mentors",
        "Answered",
        lambda t: mentors.answered(Decision(candidate=candidate(approved=False), already=False), t),
    ),
    answered("A mentor, with a preparation to read", Part.MENTOR, Application.APPROVED, path=path(0)),
    answered(
        "A mentor, with pages to read first", Part.BOTH, Application.APPROVED, path=path(0, required=True)
    ),
    answered("A mentor, nothing to read", Part.MENTOR, Application.APPROVED),
    *(answered(f"Not now: {one}", Part.MENTOR, Application.DECLINED, reason=one) for one in Declined),
    answered(
        "Not now, with the longest words",
        Part.BOTH,
        Application.DECLINED,
        reason=Declined.LET_US_TALK,
        words=f"{'Parlons-en. ' * (LONGEST_WORDS // 24)}\n" * 2,
    ),
    answered("Offered again", Part.MENTOR, Application.APPLIED, reason=Declined.TOPICS),
    Case(
        "mentors",
        "With the team again",
        lambda t: mentors.applied_again(standing(Part.MENTOR, Application.APPLIED), t),
    ),
    Case(
        "mentors",
        "With the team, and meanwhile",
        lambda t: mentors.meanwhile(TYPE, t),
    ),
    Case(
        "mentors",
        "Before one stops, with mentees",
        lambda t: mentors.leave_form(Before(mentees=MENTEES, learns=True), t),
    ),
    Case(
        "mentors",
        "Before one stops, with nobody",
        lambda t: mentors.leave_form(Before(mentees=(), learns=False), t),
    ),
    Case(
        "mentors",
        "Mentoring is not for them any more, and they mentor somebody",
        lambda t: mentors.leave_form(Before(mentees=(TOM,), learns=False, stopped=True), t),
    ),
    Case("mentors", "Stopped", mentors.left),
    Case("mentors", "Stopped, and handed over", lambda t: mentors.left(t, handed_over=8)),
    Case(
        "mentors",
        "Mentor again",
        lambda t: mentors.back_again(standing(Part.MENTOR, Application.APPROVED), t),
    ),
    Case(
        "mentors",
        "A name is gone from the round",
        lambda t: bundled(SteppedBack(prompt=prompt(PromptKind.STEPPED_BACK), mentor=LEA), t, to=INES),
    ),
    *pages(),
    Case("preparation", "Read to the end", _page(path(LAST + 1, finished=True))),
    Case("preparation", "Read again", _page(path(1, read=LAST + 1, finished=True))),
    Case("preparation", "Later, required", lambda t: preparation.later(path(2, required=True), t)),
    Case("preparation", "Later, before the first page", lambda t: preparation.later(path(0), t)),
    reminded("The one reminder", path(3, required=True)),
    reminded("The reminder, once all is read", path(0, read=LAST + 1, finished=True, required=True)),
]
