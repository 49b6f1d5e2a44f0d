"""The report: of a dozen people, of three hundred, of five thousand; for the team, for everybody; split; in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from bot.domain.enrolments import Programme
from bot.domain.eyes import for_everybody, for_the_team
from bot.domain.figures import (
    AMONG,
    FLOWS,
    STOCKS,
    Amount,
    Counts,
    Figure,
    Figures,
    Reason,
    State,
)
from bot.domain.links import Links
from bot.domain.measures import Measure
from bot.domain.objectives import Objective, seen
from bot.domain.periods import Month, Span
from bot.domain.reports import TREND
from bot.domain.splits import By, Group, Split
from bot.domain.waves import Wave
from bot.programme.report_tables import Supply
from bot.programme.reports import Names, Report
from bot.texts import Speech
from handlers.report_words import Asked
from handlers.views import report_charts
from handlers.views import reports as views
from handlers.views.blocks import Message, section
from handlers.views.reports import Ways
from tests.views.cases import Case
from tests.views.cast import LEA, MENTEES, PEOPLE, TOM, TYPE

Eyes = Callable[[Counts], Figures]

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
#: Names of networks and how many of a hundred people are in each; None: it is not known.
NETWORKS: Mapping[str | None, int] = {
    "Domaines": 38,
    "Connaissances": 27,
    "Initiatives": 18,
    "Services": 14,
    None: 3,
}


def figures_of(month: Month, leaves: Mapping[str, int], *, eyes: Eyes = for_the_team) -> Figures:
    """One month's figures, from what was counted: of the trees in which anything was, nobody where it is not said."""
    named = [{leaf.name for node in tree.nodes() for leaf in node.leaves()} for tree in (*STOCKS, *FLOWS)]
    whole = {name: 0 for names in named if names & leaves.keys() for name in names} | dict(leaves)
    stocks = {leaf.name for tree in STOCKS for node in tree.nodes() for leaf in node.leaves()}
    stocks |= {amount for amount, among in AMONG.items() if _in_stocks(among)}
    return eyes(
        Counts(
            span=Span(month),
            until=month.last,
            stocks={name: number for name, number in whole.items() if name in stocks},
            flows=({name: number for name, number in whole.items() if name not in stocks},),
        )
    )


def _in_stocks(name: str) -> bool:
    return any(node.name == name for tree in STOCKS for node in tree.nodes())


def counted(people: int, age: int) -> dict[str, int]:
    """A programme of so many people that grows a little every month; `age` is how many months it runs."""

    def of(share: float) -> int:
        return round(people * share)

    pairs = of(0.38 + 0.035 * age)
    ended = pairs - of(0.03)
    met = round(ended * (0.58 + 0.035 * age))
    timed, answered, closed = round(met * 0.9), round(pairs * 0.31), of(0.05)
    return {
        Figure.WITH_A_MENTOR: pairs,
        Reason.UNDECIDED: of(0.25 - 0.025 * age),
        Reason.NO_ROUND: of(0.09),
        Reason.LEFT_OUT: of(0.04),
        Reason.NO_ANSWER: of(0.05),
        Reason.NOT_THIS_TIME: of(0.02),
        Figure.FLAGGED: of(0.03),
        Figure.NOT_FLAGGED: pairs - of(0.03),
        Figure.PAUSED: of(0.02),
        State.MET: met,
        State.SKIPPED: round((ended - met) * 0.4),
        State.QUIET: ended - met - round((ended - met) * 0.4),
        State.ON_PAUSE: of(0.02),
        State.DISPUTED: of(0.01),
        Figure.FIRST_MET_SOON: of(0.05),
        Figure.FIRST_MET_LATER: of(0.02),
        Amount.DAYS_TO_FIRST: of(0.07) * 11,
        Figure.TIMED_PAIRS: timed,
        Figure.UNTIMED_PAIRS: met - timed,
        Amount.MEETINGS: met + of(0.1),
        Amount.TIMED_MEETINGS: timed + of(0.08),
        Amount.MINUTES: (timed + of(0.08)) * 52,
        Figure.MENTORS_FULL: of(0.06),
        Figure.MENTORS_WITH_ROOM: of(0.12),
        Amount.PLACES: of(0.7),
        Amount.PLACES_TAKEN: pairs,
        Figure.GOT_FIRST: of(0.17),
        Figure.GOT_SECOND: of(0.07),
        Figure.GOT_THIRD: of(0.03),
        Figure.GOT_ANOTHER: of(0.03),
        Figure.GOT_NOBODY: of(0.04),
        Figure.REACHED_ONE: of(0.09),
        Figure.REACHED_NONE: of(0.2),
        Figure.WENT_UP: of(0.12),
        Figure.STAYED: of(0.05),
        Figure.WITH_STEPS: pairs,
        Amount.STEPS_ASKED: pairs * 9,
        Amount.STEPS_DONE: pairs * 4,
        Figure.CERTIFIED: of(0.16),
        Figure.UNCERTIFIED: of(0.09),
        Figure.CHANGES_ASKED: of(0.01),
        Figure.DECIDED_IN_TIME: of(0.01),
        Figure.DECIDED_LATE: 0,
        Amount.DAYS_TO_DECIDE: of(0.01) * 3,
        Figure.ENDED_PAIRS: of(0.02),
        Amount.DAYS_LASTED: of(0.02) * 341,
        Figure.ACROSS_NETWORKS: round(pairs * 0.62),
        Figure.WITHIN_NETWORK: pairs - round(pairs * 0.62),
        Figure.ACROSS_ENTITIES: round(pairs * 0.31),
        Figure.WITHIN_ENTITY: pairs - round(pairs * 0.31),
        Figure.ACROSS_TENURES: round(pairs * 0.44),
        Figure.WITHIN_TENURE: pairs - round(pairs * 0.44),
        Figure.PULSE_ANSWERED: answered,
        Figure.PULSE_SILENT: round(answered * 0.5),
        Amount.MARKS_TIME: round(answered * 3.4),
        Amount.MARKS_ADVICE: round(answered * 4.2),
        Amount.MARKS_LEARNING: round(answered * 4.0),
        Amount.MARKS_PROACTIVE: round(answered * 3.6),
        Amount.MARKS_TRUST: round(answered * 4.6),
        Figure.CLOSING_ANSWERED: closed,
        Figure.CLOSING_SILENT: of(0.02),
        Amount.MARKS_SKILLS: round(closed * 4.1),
        Amount.MARKS_OPPORTUNITIES: round(closed * 3.3),
        Amount.MARKS_SATISFACTION: round(closed * 4.4),
    }


OBJECTIVES = tuple(
    Objective(
        id=number,
        programme_id=1,
        measure=measure,
        name="",
        baseline=baseline,
        target=target,
        due_on=date(2026, 12, 31),
        set_at=datetime(2025, 9, 8, 9, tzinfo=UTC),
    )
    for number, (measure, baseline, target) in enumerate(
        ((Measure.MET, 55.0, 80.0), (Measure.WITHOUT, 45.0, 5.0), (Measure.TRUST, 4.0, 4.5)), start=1
    )
)
#: What a programme of newcomers does not count: everybody has a mentor from the first day, and nobody chooses three.
OF_EVERYBODY = frozenset(
    {Figure.WITH_A_MENTOR, *Reason, *(name for name in Figure if name.startswith("got_"))}
)


def report(
    people: int = 300,
    *,
    for_all: bool = False,
    first: bool = False,
    months: int = TREND,
    newcomers: bool = False,
    by: By | None = None,
    names: bool = True,
) -> Report:
    eyes = for_everybody if for_all else for_the_team
    ages = [TREND - ago for ago in reversed(range(1 if first else months))]

    def of(size: int, age: int) -> Figures:
        leaves = counted(size, age)
        if newcomers:
            leaves = {name: number for name, number in leaves.items() if name not in OF_EVERYBODY}
        return figures_of(MONTH.earlier(TREND - age), leaves, eyes=eyes)

    trend = [of(people, age) for age in ages]
    groups = [
        Group(name=name, headcount=people * share // 100, figures=of(people * share // 100, TREND))
        for name, share in NETWORKS.items()
    ]
    return Report(
        programme=PROGRAMME,
        figures=trend[-1],
        before=None if first else trend[-2],
        trend=tuple(trend),
        names=NAMES if names and not for_all else None,
        for_team=not for_all,
        objectives=() if first else tuple(seen(one, trend[-1], since=date(2025, 9, 8)) for one in OBJECTIVES),
        split=Split(by=by, groups=tuple(groups)) if by else None,
    )


def with_more(found: Report) -> Report:
    """The same with three campaigns, some topics, and who is linked to whom."""
    pairs_there, for_all = found.figures[Figure.PAIRS] or 0, not found.for_team

    def of(number: int) -> int | None:
        scaled = number * pairs_there // 183
        return None if for_all and 0 < scaled < 5 else scaled

    waves = tuple(
        Wave(
            month=MONTH.earlier(2 * ago),
            is_final=ago > 0,
            asked=of(120 - 30 * ago),
            answered=of(96 - 28 * ago),
            chose=of(80 - 20 * ago),
            first_choice=of(48 - 16 * ago),
            one_of_three=of(66 - 19 * ago),
            found=of(78 - 20 * ago),
            without=of(6 + 2 * ago),
            again=of(22 - 8 * ago),
            met_early=of(61 - 20 * ago),
            so_far=of(240 - 60 * ago),
        )
        for ago in (2, 1, 0)
    )
    topics = tuple(
        Supply(topic=topic, wanted=of(max(2, 31 - 7 * number)), places=of(5 + 6 * number))
        for number, topic in enumerate(TYPE.topics[:6])
    )
    names = tuple(NETWORKS)
    pairs = {
        (one, other): (5 + 3 * i * j) % 23
        for i, one in enumerate(names, 1)
        for j, other in enumerate(names, 2)
    }
    links = Links(
        by=By.NETWORK, names=names, pairs=None if for_all else pairs, known=90, across=60, within=30
    )
    return replace(found, waves=waves, topics=topics, links=links)


def ways(found: Report, *, in_dm: bool = False, running: bool = False) -> Ways:
    """What a coordinator may do; a champion looks at the pictures."""
    asked = Asked(span=found.span, by=found.split.by if found.split else None)
    if not found.for_team:
        return Ways(carried=str(asked), paper=str(asked))
    published = found.span.before if running else found.span
    return Ways(
        carried=str(asked),
        published=None if in_dm else published,
        published_carried=str(Asked(span=published, by=asked.by)),
        splits={by: str(Asked(span=found.span, by=by)) for by in (None, *By) if by is not asked.by},
        paper=str(Asked(span=published, by=asked.by)),
        spreadsheet=True,
    )


def shown(found: Report, t: Speech, *, in_dm: bool = False, running: bool = False) -> views.Said:
    is_short = len(found.trend) == 1 or found.split
    whole = found if is_short else with_more(found)
    return views.report(whole, t, ways(found, in_dm=in_dm, running=running), in_dm=in_dm)


def described(t: Speech) -> Message:
    """What a picture says to whoever cannot see it."""
    title = t.plain("reports.chart_pulse")
    points = [(label, t.number(value)) for label, value in report_charts.pulse(report(), t)]
    alt = report_charts.described(title, points, t)
    return Message(alt, [section(alt)])


def apart(t: Speech) -> list[dict[str, object]]:
    """Drawings that a report shows when others are not there."""
    found = report()
    charts = [report_charts.pulse_chart(found, t), report_charts.trend_chart(found, t)]
    return [section(t("reports.chart")), *(one for one in charts if one)]


CASES = [
    Case("report", "A programme of 300, for a coordinator's eyes", lambda t: shown(report(), t).native),
    Case("report", "The same for everybody", lambda t: shown(report(for_all=True), t).native),
    Case("report", "Of 300, network by network", lambda t: shown(report(by=By.NETWORK), t).native),
    Case("report", "A programme of 12, for everybody", lambda t: shown(report(12, for_all=True), t).native),
    Case(
        "report",
        "A programme of 12, of a month that is running",
        lambda t: shown(report(12), t, running=True).native,
    ),
    Case(
        "report", "A programme of 5,000, for everybody", lambda t: shown(report(5000, for_all=True), t).native
    ),
    Case("report", "Arrival mentoring", lambda t: shown(report(60, newcomers=True, names=False), t).native),
    Case(
        "report",
        "The first month, in a direct message",
        lambda t: shown(report(first=True), t, in_dm=True).native,
    ),
    Case("report", "Where Slack shows neither charts nor tables", lambda t: shown(report(), t).plain),
    Case("report", "The marks, drawn", apart),
    Case("report", "The picture, in words", described),
    Case("report", "Help", views.help_),
]
