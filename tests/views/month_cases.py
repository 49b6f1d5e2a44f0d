"""A month of a pair: what the bot asks by itself, what the other half did, and the ways to answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from bot.domain.kinds import PromptKind
from bot.domain.meetings import Form, Meeting, MeetingState
from bot.domain.people import Person
from bot.domain.sheets import Item, Sheet
from bot.programme.facts import Digest, Line, News, Nudge, Quiet, SheetReady
from bot.programme.meetings import Logged
from bot.programme.outcomes import Became, Outcome
from bot.programme.sheets import Page
from bot.texts import Speech
from handlers.views import answering, common, meetings, sheets
from handlers.views.blocks import Block
from tests.views.cases import Case
from tests.views.cast import INES, LEA, MENTEES, NOW, PEOPLE, TODAY, TOM, TYPE
from tests.views.home_cases import SET
from tests.views.round_cases import told
from tests.views.test_prompts import HELD, prompt

MET = replace(HELD, minutes=45, form=Form.VIDEO, logged_by=LEA.id)
BY_TOM = replace(MET, logged_by=TOM.id)
SET_BY_LEA = replace(SET, logged_by=LEA.id)
OUTCOMES = {
    Became.OPEN: Outcome(became=Became.OPEN),
    Became.MET: Outcome(became=Became.MET, meeting=BY_TOM),
    Became.PLANNED: Outcome(became=Became.PLANNED, meeting=SET),
    Became.SKIPPED: Outcome(became=Became.SKIPPED),
    Became.DISPUTED: Outcome(became=Became.DISPUTED, meeting=MET),
    Became.PAUSED: Outcome(became=Became.PAUSED, until=date(2026, 4, 20)),
    Became.LATER: Outcome(became=Became.LATER, until=date(2026, 3, 19)),
}


def nudge(kind: PromptKind, became: Became = Became.OPEN, *, alone: bool = True) -> Nudge:
    last = kind is PromptKind.LAST_WORD
    return Nudge(
        prompt=prompt(kind),
        partners=(LEA,),
        since=date(2026, 2, 25),
        begins=date(2026, 2, 25),
        ends=date(2026, 3, 24),
        last_met=None if kind is PromptKind.FIRST_MEETING else date(2026, 2, 11),
        alone=alone and not last,
        flag_eve=date(2026, 4, 6) if last else None,
        outcome=OUTCOMES[became],
    )


def line(number: int, partner: Person, became: Became = Became.OPEN, *, met: bool = True) -> Line:
    return Line(
        mentorship_id=number,
        partners=(partner,),
        last_met=date(2026, 2, 11) if met else None,
        left=4,
        outcome=OUTCOMES[became],
    )


def digest(*lines: Line) -> Digest:
    return Digest(prompt=prompt(PromptKind.DIGEST), lines=lines)


def news(kind: PromptKind, meeting: Meeting) -> News:
    return News(prompt=prompt(kind), partners=(LEA,), meeting=meeting)


def page(*, carried: int = 0, ticked: int = 0) -> Page:
    """A sheet of the programme's own words: what was left over first, then the month's."""
    template = TYPE.sheets["first" if not carried else "following"].items
    old = TYPE.sheets["first"].items[1 : 1 + carried]
    items = [
        Item(
            id=number,
            key=one.key,
            texts=dict(one.texts),
            carried_since=1 if number < carried else None,
            ticked_at=NOW if number < ticked else None,
            ticked_by=(LEA.id, TOM.id)[number % 2] if number < ticked else None,
        )
        for number, one in enumerate([*old, *template])
    ]
    stage = "following" if carried else "first"
    return Page(
        sheet=Sheet(id=1, mentorship_id=3, cycle=2 if carried else 1, stage=stage, items=tuple(items)),
        title=TYPE.sheets[stage].title,
        monthly=True,
        partners=(LEA,),
        people={LEA.id: LEA, TOM.id: TOM},
    )


def sheet(page_: Page | None, planned: Meeting | None = None) -> SheetReady:
    return SheetReady(
        prompt=prompt(PromptKind.SHEET),
        partners=(LEA,),
        page=page_,
        ends=date(2026, 3, 24),
        planned=planned,
    )


def quiet(*people: Person, ever_met: bool = True) -> Quiet:
    return Quiet(prompt=prompt(PromptKind.FLAG), people=people, since=date(2026, 1, 21), ever_met=ever_met)


def answers() -> Iterator[Case]:
    for became in Became:
        if became is not Became.OPEN:
            asked = nudge(PromptKind.MISSING_MEETING, became)
            yield told(f"Answered: {became.value}", asked, conversation="nudges")


def logged(title: str, *said: Logged, left_over: bool = False) -> Case:
    return Case("meetings", title, lambda t: meetings.logged(said, t, today=TODAY, left_over=left_over))


def more(*, pauses: bool = True) -> Callable[[Speech], Block]:
    later = date(2026, 3, 19)
    return lambda t: answering.more_form(t, later=later, today=TODAY, kept="1", pauses=pauses)


def notice(t: Speech) -> Block:
    return common.notice(t, common.sentence(t("common.try_later")))


CASES = [
    told("No first meeting yet", nudge(PromptKind.FIRST_MEETING), conversation="nudges"),
    told(
        "No first meeting yet, to both", nudge(PromptKind.FIRST_MEETING, alone=False), conversation="nudges"
    ),
    told("No meeting yet this month", nudge(PromptKind.MISSING_MEETING), conversation="nudges"),
    told(
        "No meeting yet this month, to both",
        nudge(PromptKind.MISSING_MEETING, alone=False),
        conversation="nudges",
    ),
    told("The last word before a flag", nudge(PromptKind.LAST_WORD), conversation="nudges"),
    *answers(),
    told(
        "A mentor of several, in one message",
        digest(
            line(1, MENTEES[0]),
            line(2, MENTEES[1], Became.MET),
            line(3, MENTEES[2], met=False),
            line(4, MENTEES[3], Became.PLANNED),
            line(5, MENTEES[4], Became.SKIPPED),
        ),
        reader=LEA,
        conversation="nudges",
    ),
    told(
        "A mentor of eight, whom nobody has met yet",
        digest(*(line(number, one) for number, one in enumerate(MENTEES, 1))),
        reader=LEA,
        conversation="nudges",
    ),
    Case("nudges", "Later, a break, or a hand", more()),
    Case("nudges", "The same, for whoever learns in a group", more(pauses=False)),
    told("A quiet pair, for the coordinator", quiet(LEA, TOM), reader=INES, conversation="nudges"),
    told(
        "Two quiet pairs, one that never met",
        quiet(LEA, TOM),
        quiet(PEOPLE["karim"], PEOPLE["theo"], ever_met=False),
        reader=INES,
        conversation="nudges",
    ),
    told("The other half logged a meeting", news(PromptKind.PARTNER_LOG, MET), conversation="meetings"),
    told("It is right", news(PromptKind.PARTNER_LOG, replace(MET, agreed=True)), conversation="meetings"),
    told("It was corrected", news(PromptKind.PARTNER_LOG, BY_TOM), conversation="meetings"),
    told(
        "They say they did not meet",
        news(PromptKind.PARTNER_LOG, replace(MET, state=MeetingState.DISPUTED)),
        conversation="meetings",
    ),
    told(
        "It was taken back",
        news(PromptKind.PARTNER_LOG, replace(MET, state=MeetingState.WITHDRAWN)),
        conversation="meetings",
    ),
    told(
        "Somebody does not recall the meeting",
        news(PromptKind.LOG_DENIED, replace(BY_TOM, state=MeetingState.DISPUTED)),
        conversation="meetings",
    ),
    told(
        "It stands again", news(PromptKind.LOG_DENIED, replace(BY_TOM, agreed=True)), conversation="meetings"
    ),
    logged("A meeting logged", Logged(meeting=MET, partners=(LEA,))),
    logged("Logged, with words that were not kept", Logged(meeting=MET, partners=(LEA,)), left_over=True),
    logged("Logged already", Logged(meeting=replace(MET, agreed=True), partners=(LEA,), already=True)),
    logged(
        "Several at once",
        *(Logged(meeting=replace(MET, id=n), partners=(one,)) for n, one in enumerate(MENTEES[:3])),
    ),
    Case(
        "meetings",
        "Taken back",
        lambda t: meetings.undone(Logged(meeting=MET, partners=(LEA,)), t, today=TODAY),
    ),
    told("A new sheet", sheet(page()), conversation="sheets"),
    told(
        "This month's sheet, with what was left over",
        sheet(page(carried=3, ticked=1), SET),
        conversation="sheets",
    ),
    told(
        "A date and a sheet in one message",
        news(PromptKind.PARTNER_PLAN, SET_BY_LEA),
        sheet(page(carried=2), SET_BY_LEA),
        conversation="sheets",
    ),
    Case("sheets", "Ticking a new sheet", lambda t: sheets.form(page(ticked=3), t)),
    Case("sheets", "Ticking what was left over", lambda t: sheets.form(page(carried=6, ticked=2), t)),
    Case(
        "sheets",
        "Whose sheet?",
        lambda t: sheets.which(
            [replace(page(ticked=n), partners=(one,)) for n, one in enumerate(MENTEES[:5])], t
        ),
    ),
    Case("help", "A notice in a form", notice),
]
