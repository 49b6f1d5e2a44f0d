"""The report: for a coordinator's eyes, for everybody, in the first month, in plain blocks."""

from __future__ import annotations

from datetime import date

from bot.domain.enrolments import Programme
from bot.domain.reports import TREND, Figure, Figures, Month, Reason, State, counted, published
from bot.programme.reports import Names, Report
from bot.texts import Speech
from handlers.views import reports as views
from handlers.views.blocks import Message
from tests.views.cases import Case
from tests.views.cast import LEA, MENTEES, PEOPLE, TOM

MONTH = Month(2026, 2)
PROGRAMME = Programme(
    id=1,
    type_key="long_term",
    name="Mentorat",
    language="fr",
    timezone="Europe/Paris",
    started_on=date(2025, 9, 1),
    ended_on=None,
)
NAMES = Names(
    waiting={Reason.LEFT_OUT: MENTEES[4:6], Reason.NO_ANSWER: (PEOPLE["grace"],)},
    waiting_in_all={Reason.LEFT_OUT: 2, Reason.NO_ANSWER: 3},
    quiet=((LEA, TOM), (PEOPLE["karim"], PEOPLE["theo"])),
    quiet_in_all=2,
    kept_back=1,
)


def figures(months_ago: int) -> Figures:
    """A programme that grows a little every month."""
    month, age = MONTH.earlier(months_ago), TREND - months_ago
    people = {
        Figure.WITH_A_MENTOR: 12 + 2 * age,
        Reason.UNDECIDED: 9 - age,
        Reason.NO_ROUND: 6,
        Reason.LEFT_OUT: 2,
        Reason.NO_ANSWER: 3,
        Reason.NOT_THIS_TIME: 1,
    }
    pairs = {Figure.RUNNING: 11 + 2 * age, Figure.PAUSED: 1}
    cycles = {
        State.MET: 5 + 2 * age,
        State.SKIPPED: 2,
        State.QUIET: 7 - age,
        State.ON_PAUSE: 1,
        State.DISPUTED: 1,
    }
    return counted(month, month.last, people | pairs | cycles)


def report(*, for_all: bool = False, first: bool = False, months: int = TREND) -> Report:
    trend = [figures(ago) for ago in reversed(range(1 if first else months))]
    if for_all:
        trend = [published(one) for one in trend]
    before = None if first else trend[-2]
    names = None if for_all else NAMES
    return Report(programme=PROGRAMME, figures=trend[-1], before=before, trend=tuple(trend), names=names)


def shown(found: Report, t: Speech, *, in_dm: bool = False) -> views.Said:
    """What is published has no buttons; a coordinator publishes from a channel."""
    publish = None if in_dm else views.publish_button(found, t)
    buttons = (publish, views.picture_button(found, t)) if found.names else ()
    return views.report(found, t, buttons=buttons, in_dm=in_dm)


def described(t: Speech) -> Message:
    """What the picture says to whoever cannot see it."""
    title, alt = views.picture_words(report(), t)
    return Message(f"{title}\n{alt}", [views.section(f"*{title}*\n{alt}")])


CASES = [
    Case("report", "For a coordinator's eyes", lambda t: shown(report(), t).native),
    Case("report", "For everybody", lambda t: shown(report(for_all=True), t).native),
    Case(
        "report",
        "The first month, in a direct message",
        lambda t: shown(report(first=True), t, in_dm=True).native,
    ),
    Case("report", "Where Slack shows neither charts nor tables", lambda t: shown(report(), t).plain),
    Case("report", "The picture, in words", described),
    Case("report", "Help", views.help_),
]
