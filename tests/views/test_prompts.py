"""What people see of the bot's own initiative: every kind, every answer, both languages, the longest names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.kinds import PromptKind
from bot.domain.meetings import Form, Meeting, MeetingState
from bot.domain.mentorships import SeatRole
from bot.domain.people import Person, Workspace
from bot.domain.prompts import Prompt, PromptState
from bot.playground.blockkit import problems
from bot.programme.facts import Digest, Facts, Introduction, Line, News, Nudge, Quiet, SheetReady
from bot.programme.outcomes import Became, Outcome
from bot.programme.prompts import FACTS, Bundle
from bot.texts import LANGUAGES, Speech
from handlers import ids
from handlers.views import answering, date_forms
from handlers.views.blocks import Message
from handlers.views.prompts import VIEWS, bundle
from tests.somebody import somebody

TODAY = date(2026, 3, 17)
NOW = datetime(2026, 3, 17, 9, tzinfo=UTC)
LONG = "Maximilienne-Alexandrine de la Rochefoucauld-Montesquiou d'Entrecasteaux"


def someone(number: int, name: str) -> Person:
    return somebody(id=number, slack_id=f"U0{number:04}", name=name, handle=f"p{number}")


LEA, TOM = someone(1, "Léa Martin"), someone(2, "Tom Becker")
WORKSPACE = Workspace(id=1, team_id="T0BINOME", name="Atelier", bot_user_id="U0BINOME")
HELD = Meeting(
    id=7,
    mentorship_id=3,
    state=MeetingState.HELD,
    cycle=1,
    held_on=date(2026, 3, 10),
    starts_at=None,
    minutes=90,
    form=Form.VIDEO,
    logged_by=1,
    agreed=False,
)
COMING = datetime(2026, 3, 24, 13, 30, tzinfo=UTC)
PLANNED = replace(HELD, state=MeetingState.PLANNED, held_on=COMING.date(), starts_at=COMING)
OUTCOMES = {
    Became.OPEN: Outcome(became=Became.OPEN),
    Became.MET: Outcome(became=Became.MET, meeting=HELD),
    Became.PLANNED: Outcome(became=Became.PLANNED, meeting=PLANNED),
    Became.SKIPPED: Outcome(became=Became.SKIPPED),
    Became.DISPUTED: Outcome(became=Became.DISPUTED, meeting=HELD),
    Became.PAUSED: Outcome(became=Became.PAUSED, until=date(2026, 4, 20)),
    Became.LATER: Outcome(became=Became.LATER, until=date(2026, 3, 19)),
}


def prompt(kind: PromptKind, number: int = 12) -> Prompt:
    return Prompt(
        id=number,
        kind=kind,
        recipient_id=2,
        mentorship_id=3,
        period="cycle-1",
        about={"meeting": 7},
        state=PromptState.SENT,
        reason=None,
        not_before=NOW,
        expires_at=NOW,
        marker="m",
        generation=1,
        attempts=0,
        channel="D0TOM",
        ts="1.2",
        sent_at=NOW,
        answer=None,
    )


def nudge(
    kind: PromptKind, became: Became = Became.OPEN, *, partner: Person = LEA, number: int = 12
) -> Nudge:
    return Nudge(
        prompt=prompt(kind, number),
        partners=(partner,),
        since=date(2026, 2, 2),
        begins=date(2026, 3, 2),
        ends=date(2026, 4, 1),
        last_met=date(2026, 2, 11),
        alone=kind is not PromptKind.LAST_WORD,
        flag_eve=date(2026, 4, 6),
        outcome=OUTCOMES[became],
    )


def line(number: int, became: Became, partner: Person = LEA) -> Line:
    return Line(
        mentorship_id=number,
        partners=(partner,),
        last_met=None if number % 2 else date(2026, 2, 11),
        left=4,
        outcome=OUTCOMES[became],
    )


def news(kind: PromptKind, meeting: Meeting) -> News:
    return News(prompt=prompt(kind), partners=(LEA,), meeting=meeting)


def everything() -> Iterator[Facts]:
    """Each kind in each of the states that somebody may find it in."""
    for kind in (PromptKind.FIRST_MEETING, PromptKind.MISSING_MEETING, PromptKind.LAST_WORD):
        for became in Became:
            yield nudge(kind, became)
            yield nudge(kind, became, partner=someone(9, LONG))
    yield replace(nudge(PromptKind.MISSING_MEETING), alone=False, flag_eve=None, last_met=None)
    yield replace(nudge(PromptKind.FIRST_MEETING), alone=False)
    everyone = [one for one in Became if one is not Became.LATER]
    yield Digest(
        prompt=prompt(PromptKind.DIGEST),
        lines=tuple(line(number, became, someone(9, LONG)) for number, became in enumerate(everyone)),
    )
    yield Digest(
        prompt=prompt(PromptKind.DIGEST), lines=tuple(line(number, Became.OPEN) for number in range(30))
    )
    for meeting in (
        HELD,
        replace(HELD, agreed=True),
        replace(HELD, logged_by=2),
        replace(HELD, state=MeetingState.DISPUTED),
        replace(HELD, state=MeetingState.WITHDRAWN),
    ):
        yield news(PromptKind.PARTNER_LOG, meeting)
        yield news(PromptKind.LOG_DENIED, meeting)
    for meeting in (
        PLANNED,
        replace(PLANNED, logged_by=2),
        replace(PLANNED, state=MeetingState.WITHDRAWN),
        HELD,
        replace(PLANNED, starts_at=None),
    ):
        yield news(PromptKind.PARTNER_PLAN, meeting)
    for planned in (PLANNED, None):
        yield SheetReady(
            prompt=prompt(PromptKind.SHEET),
            partners=(LEA,),
            page=None,
            ends=date(2026, 4, 1),
            planned=planned,
        )
    for ever in (True, False):
        yield Quiet(prompt=prompt(PromptKind.FLAG), people=(LEA, TOM), since=TODAY, ever_met=ever)
    for role in SeatRole:
        yield Introduction(
            prompt=prompt(PromptKind.INTRODUCTION),
            partners=(someone(9, LONG),),
            role=role,
            outcome=OUTCOMES[Became.OPEN],
        )
    yield Introduction(
        prompt=prompt(PromptKind.INTRODUCTION),
        partners=(LEA,),
        role=SeatRole.MENTEE,
        outcome=OUTCOMES[Became.PLANNED],
    )


def said(*facts: Facts, reader: Person = TOM) -> Bundle:
    return Bundle(recipient=reader, workspace=WORKSPACE, today=TODAY, facts=facts)


def shown(message: Message) -> str:
    return message.text.replace("\u202f", " ").replace("\u00a0", " ").replace("’", "'")


def complaints(message: Message) -> list[str]:
    return problems({"text": message.text, "blocks": message.blocks}, "message")


@pytest.mark.parametrize("language", LANGUAGES)
def test_slack_accepts_every_message_in_every_state(language: str) -> None:
    t = Speech(language)  # type: ignore[arg-type]

    for one in everything():
        assert complaints(bundle(said(one, reader=someone(2, LONG)), t)) == [], one


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_heaviest_bundle_fits_into_one_message(language: str) -> None:
    introductions = tuple(
        Introduction(
            prompt=prompt(PromptKind.INTRODUCTION, number),
            partners=(someone(100 + number, LONG),),
            role=SeatRole.MENTOR,
            outcome=OUTCOMES[Became.OPEN],
        )
        for number in range(8)
    )
    digest = Digest(
        prompt=prompt(PromptKind.DIGEST, 40), lines=tuple(line(number, Became.OPEN) for number in range(30))
    )
    nudged = nudge(PromptKind.FIRST_MEETING, number=41)
    told = Quiet(prompt=prompt(PromptKind.FLAG, 42), people=(LEA, TOM), since=TODAY, ever_met=True)
    t = Speech(language)  # type: ignore[arg-type]

    assert complaints(bundle(said(*introductions), t)) == []
    assert complaints(bundle(said(digest, nudged, told), t)) == []


def test_every_kind_that_has_facts_can_be_shown() -> None:
    assert FACTS.keys() == VIEWS.keys()


def test_a_question_can_be_answered_in_one_click_and_names_the_partner() -> None:
    message = bundle(said(nudge(PromptKind.MISSING_MEETING)), Speech("fr"))

    assert "<@U00001>" in message.text
    assert "[Nous avons pu nous voir]\n[Fixer une date]\n[Pas cette fois]\n[Plus…]" in shown(message)


def test_the_last_nudge_says_beforehand_what_the_team_will_see_and_nothing_else() -> None:
    english = bundle(said(nudge(PromptKind.LAST_WORD)), Speech("en"))
    french = bundle(said(nudge(PromptKind.LAST_WORD)), Speech("fr"))

    assert (
        "If nothing is logged by the evening of Monday 6 April, the programme team will see" in english.text
    )
    assert "and nothing else" in english.text
    assert "d'ici au lundi 6 avril au soir" in shown(french)
    assert "et rien d'autre" in shown(french)


def test_a_question_about_a_period_that_is_over_asks_about_the_past() -> None:
    """They chose another rhythm, and the period ended the day before."""
    over = replace(nudge(PromptKind.MISSING_MEETING), ends=TODAY - timedelta(days=1))
    message = bundle(said(over), Speech("en"))

    assert "No meeting with <@U00001> is logged from" in message.text
    assert "[It wasn’t the right time]" in message.text
    assert "Half an hour can be enough" not in message.text


@pytest.mark.parametrize("became", [one for one in Became if one not in (Became.OPEN, Became.DISPUTED)])
def test_an_answered_question_says_so_loses_its_buttons_and_can_be_changed(became: Became) -> None:
    by_the_reader = {Became.MET: replace(HELD, logged_by=2), Became.PLANNED: replace(PLANNED, logged_by=2)}
    mine = replace(OUTCOMES[became], meeting=by_the_reader[became]) if became in by_the_reader else None
    asked = replace(nudge(PromptKind.MISSING_MEETING), outcome=mine or OUTCOMES[became])

    message = bundle(said(asked), Speech("en"))

    assert "[Not this time]" not in message.text
    assert ("[Cancel the date]" if became is Became.PLANNED else "[Change my answer]") in message.text


def test_a_mentor_of_several_answers_for_each_in_one_message() -> None:
    lines = (line(3, Became.OPEN), line(4, Became.MET, TOM), line(6, Became.OPEN, TOM))
    message = bundle(said(Digest(prompt=prompt(PromptKind.DIGEST), lines=lines)), Speech("en"))

    assert message.text.count("[Met]") == 2
    assert "<@U00001> – no first meeting yet" in message.text
    assert "<@U00002> – meeting logged: Tuesday 10 March · 1 hr 30 min · by video" in shown(message)
    assert "<@U00002> – no meeting yet this period (last: Wednesday 11 February)" in message.text


def test_a_mentor_of_several_answers_a_suggested_date_and_reads_an_agreed_one_as_such() -> None:
    dated = replace(line(4, Became.PLANNED, TOM), outcome=Outcome(became=Became.PLANNED, meeting=PLANNED))
    theirs, mine, agreed = (
        replace(
            dated, outcome=replace(dated.outcome, meeting=replace(PLANNED, agreed=both, logged_by=author))
        )
        for author, both in ((2, False), (1, False), (2, True))
    )

    def week(one: Line) -> str:
        return bundle(
            said(Digest(prompt=prompt(PromptKind.DIGEST), lines=(one,)), reader=LEA), Speech("en")
        ).text

    assert (
        "a time suggested to you: Tuesday 24 March at 14:30\n[That suits me]\n[Another time]\n[I can’t]"
        in week(theirs)
    )
    assert (
        "you suggested Tuesday 24 March at 14:30, no answer yet\n[Change the date]\n[Cancel the date]"
        in week(mine)
    )
    assert "[We met]\n[Change the date]\n[Cancel the date]\n[Calendar file]" in week(agreed)


def test_a_resting_pair_has_no_answer_to_change_in_the_digest() -> None:
    """Nobody answered for it there, and it may be the other half who asked for rest."""
    lines = (line(3, Became.PAUSED, TOM),)
    message = bundle(said(Digest(prompt=prompt(PromptKind.DIGEST), lines=lines)), Speech("en"))

    assert "paused until" in message.text
    assert "[Change my answer]" not in message.text
    assert "Tom" in shown(message), "to write to them stays one press away"


def test_a_coordinator_reads_who_is_quiet_since_when_and_nothing_else() -> None:
    told = Quiet(prompt=prompt(PromptKind.FLAG), people=(LEA, TOM), since=date(2026, 2, 11), ever_met=True)

    message = bundle(said(told), Speech("en"))

    assert "between <@U00001> and <@U00002>: the last one was on Wednesday 11 February" in message.text
    assert "[Write to Léa]" in message.text


def test_news_of_a_logged_meeting_can_be_agreed_corrected_or_denied() -> None:
    message = bundle(said(news(PromptKind.PARTNER_LOG, HELD)), Speech("fr"))

    assert "<@U00001> a noté votre rencontre : mardi 10 mars · 1 h 30 · en visio." in shown(message)
    assert "[C'est exact]\n[Corriger]\n[Nous n'avons pas pu nous voir]" in shown(message)


def test_each_reads_a_date_on_their_own_clock() -> None:
    told = said(news(PromptKind.PARTNER_PLAN, PLANNED))

    assert "Tuesday 24 March at 14:30" in bundle(told, Speech("en", zone="Europe/Paris")).text
    assert "Tuesday 24 March at 09:30" in bundle(told, Speech("en", zone="America/Montreal")).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_slack_accepts_the_forms(language: str) -> None:
    t = Speech(language)  # type: ignore[arg-type]
    crowd = [someone(number, LONG) for number in range(10, 22)]
    planning = date_forms.Planning(
        mentorship_id=3, partners=crowd, starts_at=NOW, next=PLANNED, waits=True, late=True
    )

    forms = [
        date_forms.plan_form(planning, t, today=TODAY, kept="12:3:"),
        answering.more_form(t, later=TODAY, today=TODAY, kept="12"),
        answering.more_form(t, later=TODAY, today=TODAY, kept="12", pauses=False),
    ]

    assert [problems(form, "modal") for form in forms] == [[], [], []]


def test_whoever_needs_a_hand_is_led_to_somebody() -> None:
    form = answering.more_form(Speech("en"), later=TODAY, today=TODAY, kept="12")

    pressed = [one["action_id"] for block in form["blocks"] for one in block.get("elements", [])]
    assert ids.REACH_OUT_OPEN in pressed
