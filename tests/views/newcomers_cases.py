"""Newcomers and who welcomes them; how it feels after the first meeting; a break, and who stands in meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.domain.enrolments import Part
from bot.domain.kinds import PromptKind
from bot.domain.meetings import Meeting
from bot.domain.mentorships import SeatRole
from bot.domain.people import Person
from bot.domain.prompts import Prompt
from bot.programme import interim as stand_in
from bot.programme.away import Away
from bot.programme.closeness import Withheld
from bot.programme.facts import Introduction, News
from bot.programme.fitting import Feeling, Fit
from bot.programme.home import Pair
from bot.programme.interim import NobodyWilling, Offered
from bot.programme.meetings import Logged
from bot.programme.newcomers import Panel, Willing
from bot.programme.others import Others
from bot.programme.outcomes import Became, Outcome
from bot.programme.welcoming import WELCOME
from handlers.views import fitting, meetings, newcomers
from tests.views.cases import Case
from tests.views.cast import INES, LEA, MENTEES, PEOPLE, TODAY, TOM
from tests.views.home_cases import SET, enrolled, seen_by, with_somebody
from tests.views.home_cases import page as home_page
from tests.views.month_cases import BY_TOM, MET, page, sheet
from tests.views.round_cases import told
from tests.views.test_prompts import prompt

NINETY_DAYS_ON, IN_MAY = date(2026, 6, 14), date(2026, 5, 11)
NOBODY_HIDDEN = Withheld(rows=0, seen_by=())
RUNNING = Panel(
    started_on=date(2026, 2, 2),
    term=90,
    willing=5,
    places=9,
    free=3,
    welcomed=6,
    waiting=MENTEES[:2],
    withheld=Withheld(rows=1, seen_by=(PEOPLE["karim"],)),
)
BEFORE = replace(RUNNING, started_on=None, willing=0, places=0, free=0, welcomed=0)
EVERYBODY = tuple(PEOPLE.values())
WILLING = Willing(places=2, now=1, most=3, term=90)


def of(kind: PromptKind, *, period: str = "break", answer: str | None = None) -> Prompt:
    return replace(prompt(kind), period=period, answer=answer)


def introduced(
    partner: Person,
    role: SeatRole,
    period: str,
    until: date,
    *,
    became: Outcome | None = None,
    ended: bool = False,
) -> Introduction:
    return Introduction(
        prompt=of(PromptKind.INTRODUCTION, period=period),
        partners=(partner,),
        role=role,
        outcome=became or Outcome(became=Became.OPEN),
        since=TODAY,
        until=until,
        ended=ended,
    )


def offered(
    *,
    until: date | None = IN_MAY,
    there: Person | None = None,
    declined: bool = False,
    nobody: bool = False,
) -> Offered:
    return Offered(
        prompt=of(PromptKind.INTERIM),
        mentors=(LEA,),
        until=until,
        stand_in=there,
        declined=declined,
        nobody=nobody,
    )


def fit(said: Feeling | None = None, partner: Person = LEA) -> Fit:
    return Fit(meeting_id=7, mentorship_id=3, partners=(partner,), said=said)


def confirmed(meeting: Meeting, said: Feeling | None = None) -> Logged:
    return Logged(meeting=meeting, partners=(LEA,), fit=fit(said))


def confirmation(title: str, said: Feeling | None) -> Case:
    return Case(
        "fitting",
        title,
        lambda t: meetings.logged([confirmed(BY_TOM, said)], t, today=TODAY, left_over=False),
    )


def for_a_while(role: SeatRole, partner: Person) -> Pair:
    pair = with_somebody(role, partner)
    return replace(pair, mentorship=replace(pair.mentorship, temporary=True, ends_on=NINETY_DAYS_ON))


CASES = [
    home_page(
        "Somebody welcomes the reader",
        seen_by(TOM, enrolled(TOM, Part.MENTEE), for_a_while(SeatRole.MENTEE, LEA)),
    ),
    home_page(
        "The reader welcomes somebody",
        replace(
            seen_by(LEA, enrolled(LEA, Part.MENTOR, capacity=3), for_a_while(SeatRole.MENTOR, TOM)),
            welcomes=WILLING,
        ),
    ),
    confirmation("After the first meeting", None),
    confirmation("It feels good", Feeling.GOOD),
    confirmation("Unsure", Feeling.UNSURE),
    confirmation("It does not feel good", Feeling.NOT_GOOD),
    told(
        "The other half is asked in the news",
        News(prompt=prompt(PromptKind.PARTNER_LOG), partners=(LEA,), meeting=MET, fit=fit()),
        conversation="fitting",
    ),
    Case("fitting", "The question alone", lambda t: fitting.alone(fit(), t)),
    Case(
        "fitting",
        "The answer in the place of the question",
        lambda t: fitting.put(fitting.question(fit(), t), fit(Feeling.UNSURE), t),
    ),
    Case("newcomers", "Before it starts", lambda t: newcomers.panel(BEFORE, t, today=TODAY)),
    Case(
        "newcomers",
        "Before it starts, nobody new",
        lambda t: newcomers.panel(replace(BEFORE, waiting=(), withheld=NOBODY_HIDDEN), t, today=TODAY),
    ),
    Case("newcomers", "While it runs", lambda t: newcomers.panel(RUNNING, t, today=TODAY)),
    Case(
        "newcomers",
        "Many wait",
        lambda t: newcomers.panel(replace(RUNNING, waiting=EVERYBODY * 2), t, today=TODAY),
        drawn=False,
    ),
    told(
        "Nobody is free to welcome somebody",
        NobodyWilling(prompt=prompt(PromptKind.NOBODY_WILLING), person=TOM, until=None),
        reader=INES,
        conversation="newcomers",
    ),
    Case("newcomers", "Léa offers to welcome newcomers", lambda t: newcomers.form(WILLING, t)),
    Case("newcomers", "Said back", lambda t: newcomers.offered(WILLING, t)),
    Case("newcomers", "In Home", lambda t: newcomers.in_home(WILLING, t)),
    Case("newcomers", "In Home, none yet", lambda t: newcomers.in_home(replace(WILLING, places=0, now=0), t)),
    Case("newcomers", "In Home, no more", lambda t: newcomers.in_home(replace(WILLING, places=0), t)),
    told(
        "Tom is welcomed",
        introduced(LEA, SeatRole.MENTEE, WELCOME, NINETY_DAYS_ON),
        conversation="newcomers",
    ),
    told(
        "Léa welcomes Tom",
        introduced(TOM, SeatRole.MENTOR, WELCOME, NINETY_DAYS_ON),
        reader=LEA,
        conversation="newcomers",
    ),
    told(
        "The first coffee has a date",
        introduced(
            LEA,
            SeatRole.MENTEE,
            WELCOME,
            NINETY_DAYS_ON,
            became=Outcome(became=Became.PLANNED, meeting=SET),
        ),
        conversation="newcomers",
    ),
    told(
        "No, thank you",
        introduced(LEA, SeatRole.MENTEE, WELCOME, NINETY_DAYS_ON, ended=True),
        conversation="newcomers",
    ),
    told(
        "The last sheet asks for three choices",
        replace(sheet(page(ticked=2)), leads_on=True),
        conversation="newcomers",
    ),
    told(
        "The other half is away",
        Away(prompt=of(PromptKind.PARTNER_AWAY), partners=Others((LEA,)), until=IN_MAY),
        conversation="interim",
    ),
    told(
        "The break is over",
        Away(prompt=of(PromptKind.PARTNER_AWAY), partners=Others((LEA,)), until=None),
        conversation="interim",
    ),
    told("Somebody could stand in", offered(), conversation="interim"),
    told("Somebody stands in", offered(there=PEOPLE["karim"]), conversation="interim"),
    told("Tom waits for Léa", offered(declined=True), conversation="interim"),
    told("Nobody can stand in", offered(nobody=True), conversation="interim"),
    told("Léa is back", offered(until=None), conversation="interim"),
    told(
        "The team hears of it",
        NobodyWilling(prompt=prompt(PromptKind.NOBODY_WILLING), person=TOM, until=IN_MAY),
        reader=INES,
        conversation="interim",
    ),
    told(
        "Tom meets who stands in",
        introduced(PEOPLE["karim"], SeatRole.MENTEE, stand_in.STANDS_IN, IN_MAY),
        conversation="interim",
    ),
    told(
        "Karim stands in",
        introduced(TOM, SeatRole.MENTOR, stand_in.STANDS_IN, IN_MAY),
        reader=PEOPLE["karim"],
        conversation="interim",
    ),
    told(
        "The stand-in’s time is over",
        introduced(PEOPLE["karim"], SeatRole.MENTEE, stand_in.STANDS_IN, IN_MAY, ended=True),
        conversation="interim",
    ),
]
