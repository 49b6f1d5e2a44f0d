"""Groups, as coordinators see them and as their members do; and whoever is without a mentor."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.domain.calendar import Period
from bot.domain.enrolments import Part
from bot.domain.figures import Reason
from bot.domain.groups import Fitness, Worry
from bot.domain.kinds import PromptKind
from bot.domain.meetings import MeetingState
from bot.domain.mentorships import Mentorship, MentorshipState, Seat, SeatRole
from bot.domain.people import Person
from bot.domain.rounds import Round
from bot.programme import linking
from bot.programme.closeness import Withheld
from bot.programme.facts import Introduction, News
from bot.programme.groups import Group, Listing
from bot.programme.home import Pair
from bot.programme.meetings import Logged
from bot.programme.others import Others
from bot.programme.prompts import Bundle
from bot.programme.without import Next, Row, Without
from bot.texts import Speech
from handlers.views import groups as group_views
from handlers.views import meetings as meeting_views
from handlers.views import prompts
from handlers.views import without as without_views
from handlers.views.blocks import Message
from handlers.views.common import notice
from handlers.views.groups import Draft
from tests.somebody import a_round
from tests.views.cases import Case
from tests.views.cast import INES, LEA, MENTEES, MENTORS, NOW, TODAY, TOM, WORKSPACE
from tests.views.home_cases import enrolled, page, seen_by, with_somebody
from tests.views.test_prompts import HELD, LONG, OUTCOMES, PLANNED, prompt, someone

NAME = "Managers de demain"
LONGEST = "Œ" * 60
MANY = tuple(someone(number, f"{LONG} {number}") for number in range(2, 10))
COLLEAGUE = Withheld(rows=2, seen_by=(INES,))
NOBODY = Withheld(rows=0, seen_by=())


def group(name: str = NAME, mentor: Person = LEA, mentees: tuple[Person, ...] = MENTEES[:5]) -> Group:
    seats = [Seat(id=1, person_id=mentor.id, role=SeatRole.MENTOR)]
    seats += [Seat(id=one.id, person_id=one.id, role=SeatRole.MENTEE) for one in mentees]
    return Group(
        mentorship=Mentorship(
            id=7,
            programme_id=1,
            state=MentorshipState.ACTIVE,
            temporary=False,
            anchor=date(2026, 1, 12),
            period=Period(),
            timezone="Europe/Paris",
            introduced_at=NOW,
            ends_on=None,
            paused_until=None,
            seats=tuple(seats),
            name=name,
        ),
        mentor=mentor,
        mentees=mentees,
    )


GROUPS = Listing(
    groups=(group(), group("Cap 2027", MENTORS[1], MENTEES[5:8])),
    total=12,
    page=1,
    pages=3,
    withheld=COLLEAGUE,
)
FULLEST = replace(GROUPS, groups=tuple(group(LONGEST, MANY[0], MANY) for _ in range(8)))
DRAFT = Draft(name=NAME, mentor=LEA, mentees=MENTEES[:5], group_id=7)
AGAINST = Fitness(
    line=frozenset(),
    apart=False,
    worries={TOM.id: (Worry.LANGUAGE,), MENTEES[1].id: (Worry.HAS_A_MENTOR, Worry.LANGUAGE)},
    beyond=2,
)
REFUSED = replace(AGAINST, line=frozenset({TOM.id, MENTEES[1].id}))


def refusals(t: Speech) -> Message:
    """Beside the menu of a form: in words here, as they have no picture of their own."""
    both = (group_views.refused(REFUSED, MENTEES, t), group_views.refused(AGAINST, MENTEES, t))
    return notice_of(t, "\n".join(both))


def notice_of(t: Speech, words: str) -> Message:
    return meeting_views.message(meeting_views.section(words))


# -- what members read -------------------------------------------------------------------------------------------


def introduced(
    period: str, role: SeatRole, partners: tuple[Person, ...], *, name: str | None = NAME
) -> Introduction:
    mentors = () if role is SeatRole.MENTOR else partners[:1]
    return Introduction(
        prompt=replace(prompt(PromptKind.INTRODUCTION), period=period, about={}),
        partners=Others(partners, name),
        role=role,
        outcome=OUTCOMES[next(iter(OUTCOMES))],
        charter=1,
        mentors=mentors,
        since=date(2025, 9, 8),
    )


def told(title: str, reader: Person, *facts: object, drawn: bool = True) -> Case:
    bundle = Bundle(recipient=reader, workspace=WORKSPACE, today=TODAY, facts=facts)  # type: ignore[arg-type]
    return Case("groups", title, lambda t: prompts.bundle(bundle, t), drawn=drawn)


FORMED_MENTOR = introduced(linking.FORMED, SeatRole.MENTOR, MENTEES[:5])
FORMED_MENTEE = introduced(linking.FORMED, SeatRole.MENTEE, (LEA, *MENTEES[1:5]))
JOINED = replace(FORMED_MENTEE, joined=MENTEES[2], prompt=replace(FORMED_MENTEE.prompt, period="joined-5"))
PAIRS = tuple(
    replace(
        introduced(linking.IMPORTED, SeatRole.MENTOR, (one,), name=None),
        prompt=replace(prompt(PromptKind.INTRODUCTION, 20 + number), period=linking.IMPORTED, about={}),
    )
    for number, one in enumerate(MENTEES[:3])
)
IN_A_GROUP = Others((LEA, *MENTEES[1:5]), NAME)
NEWS = tuple(
    News(prompt=prompt(kind), partners=IN_A_GROUP, meeting=meeting)
    for kind, meeting in (
        (PromptKind.PARTNER_LOG, replace(HELD, logged_by=LEA.id)),
        (PromptKind.PARTNER_LOG, replace(HELD, logged_by=LEA.id, agreed=True)),
        (PromptKind.PARTNER_LOG, replace(HELD, logged_by=LEA.id, state=MeetingState.DISPUTED)),
        (PromptKind.LOG_DENIED, replace(HELD, logged_by=TOM.id, state=MeetingState.DISPUTED)),
        (PromptKind.PARTNER_PLAN, replace(PLANNED, logged_by=LEA.id)),
    )
)


def in_the_group(role: SeatRole, partners: tuple[Person, ...], name: str = NAME) -> Pair:
    mine = with_somebody(role, LEA)
    called = replace(mine.mentorship, id=100 + len(partners), name=name)
    return replace(mine, mentorship=called, partners=Others(partners, name))


MENTEES_GROUP = in_the_group(SeatRole.MENTEE, (LEA, *MENTEES[1:5]))
TOMS_HOME = seen_by(TOM, enrolled(TOM, Part.MENTEE), MENTEES_GROUP)
LEAS_HOME = seen_by(
    LEA,
    enrolled(LEA, Part.MENTOR, capacity=8),
    in_the_group(SeatRole.MENTOR, MENTEES[:5]),
    in_the_group(SeatRole.MENTOR, MANY, LONGEST),
    with_somebody(SeatRole.MENTOR, MENTEES[6]),
)
LONGEST_HOME = seen_by(
    LEA, enrolled(LEA, Part.MENTOR, capacity=8), in_the_group(SeatRole.MENTOR, MANY, LONGEST)
)


# -- without a mentor --------------------------------------------------------------------------------------------

REASONS = (
    (Reason.LEFT_OUT, "choices_full", Next.LOOK),
    (Reason.LEFT_OUT, None, Next.LOOK),
    (Reason.NOT_TAKEN, None, Next.LOOK),
    (Reason.NO_ROUND, None, None),
    (Reason.NO_ANSWER, None, Next.REMIND),
    (Reason.IN_ROUND, None, Next.PLACE),
    (Reason.IN_ROUND, None, None),
    (Reason.SUGGESTED, None, None),
)
ROWS = tuple(
    Row(person=person, reason=reason, left_out=left_out, round_id=4, next=next_)
    for person, (reason, left_out, next_) in zip(MENTEES, REASONS, strict=True)
)
WITHOUT = Without(
    total=41,
    counts={Reason.UNDECIDED: 20, Reason.NOT_THIS_TIME: 3, Reason.CHANGING: 1, Reason.LEFT_OUT: 17},
    not_for_me=6,
    changes=2,
    rows=ROWS,
    page=0,
    pages=3,
    withheld=COLLEAGUE,
)
NONE_LEFT = Without(total=0, counts={}, not_for_me=0, changes=0, rows=(), page=0, pages=1, withheld=NOBODY)
ALONE: Round = a_round(id=9, opened_at=NOW, closes_on=date(2026, 3, 31), solo=True)


CASES = [
    Case("groups", "The groups that run", lambda t: group_views.panel(GROUPS, t)),
    Case(
        "groups",
        "No group yet",
        lambda t: group_views.panel(Listing(groups=(), total=0, page=0, pages=1, withheld=NOBODY), t),
    ),
    Case("groups", "Eight of the longest groups", lambda t: group_views.panel(FULLEST, t), drawn=False),
    Case("groups", "A new group", lambda t: group_views.form(group_views.EMPTY, t)),
    Case("groups", "A group that runs is changed", lambda t: group_views.form(DRAFT, t)),
    Case(
        "groups",
        "What speaks against it",
        lambda t: group_views.form(replace(DRAFT, group_id=None), t, against=AGAINST),
    ),
    Case("groups", "What cannot be", refusals),
    Case(
        "groups",
        "The longest form",
        lambda t: group_views.form(
            Draft(name=LONGEST, mentor=MANY[0], mentees=MANY),
            t,
            against=replace(AGAINST, worries={one.id: tuple(Worry) for one in MANY}),
        ),
        drawn=False,
    ),
    Case("groups", "The group is formed", lambda t: notice(t, group_views.formed(group(), t))),
    Case("groups", "The group is changed", lambda t: notice(t, group_views.changed(group(), t))),
    Case("groups", "The group has ended", lambda t: notice(t, group_views.ended(group(), t))),
    told("Léa hears of her group", LEA, FORMED_MENTOR),
    told("Tom hears of his group", TOM, FORMED_MENTEE),
    told("Somebody joins the group", TOM, JOINED),
    page("A member of a group", TOMS_HOME),
    page("A mentor of two groups and of one", LEAS_HOME),
    Case("home", "The longest group, in Home", page("", LONGEST_HOME).draw, drawn=False),
    told(
        "The longest group", TOM, introduced(linking.FORMED, SeatRole.MENTEE, MANY, name=LONGEST), drawn=False
    ),
    told("News of a group", TOM, *NEWS),
    told(
        "A pair comes in from a file", TOM, introduced(linking.IMPORTED, SeatRole.MENTEE, (LEA,), name=None)
    ),
    told("Three pairs come in from a file", LEA, *PAIRS),
    told(
        "A group comes in from a file",
        TOM,
        introduced(linking.IMPORTED, SeatRole.MENTEE, (LEA, *MENTEES[1:5])),
    ),
    Case(
        "groups",
        "A meeting of the group is logged",
        lambda t: meeting_views.logged(
            [Logged(meeting=HELD, partners=IN_A_GROUP)], t, today=TODAY, left_over=False
        ),
    ),
    Case("without", "Who has no mentor", lambda t: without_views.panel(WITHOUT, t)),
    Case("without", "Everybody has one", lambda t: without_views.panel(NONE_LEFT, t)),
    Case(
        "without",
        "Nobody waits for the team",
        lambda t: without_views.panel(replace(WITHOUT, rows=(), pages=1, withheld=NOBODY), t),
    ),
    Case("without", "Tom will be reminded", lambda t: without_views.reminded(TOM, t, planned=True)),
    Case("without", "Tom was reminded", lambda t: without_views.reminded(TOM, t, planned=False)),
    Case("without", "Tom looks by himself", lambda t: without_views.looking(TOM, ALONE, t, today=TODAY)),
]
