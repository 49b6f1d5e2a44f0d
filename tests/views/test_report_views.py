"""The report as people see it: full, withheld, empty, both languages, the longest names and the largest figures."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from bot.domain.enrolments import Programme
from bot.domain.eyes import for_everybody, for_the_team
from bot.domain.figures import (
    AMONG,
    FLOWS,
    STOCKS,
    Counts,
    Figure,
    Figures,
    Reason,
    State,
)
from bot.domain.links import for_the_team as for_team
from bot.domain.measures import READINGS, Measure
from bot.domain.periods import Month, Span
from bot.domain.reports import TREND, WAITING
from bot.domain.splits import By, Group, Split
from bot.playground.blockkit import problems
from bot.programme import saying
from bot.programme.reports import MOST_NAMES, Names, Report
from bot.texts import LANGUAGES, Speech
from handlers.views import report_charts
from handlers.views import reports as views
from handlers.views.blocks import Message
from handlers.views.report_beside import sides
from handlers.views.report_figures import in_short, in_words
from tests.views import report_cases
from tests.views.report_cases import figures_of
from tests.views.test_prompts import LONG, someone

MONTH = Month(2026, 9)
PROGRAMME = Programme(
    id=1,
    type_key="long_term",
    name="Un programme dont le nom est aussi long que celui de la maison qui le porte, et plus encore",
    language="fr",
    timezone="Europe/Paris",
    started_on=date(2025, 1, 5),
    ended_on=None,
)
PERSON = someone(1, LONG)
EVERYTHING = [leaf.name for tree in (*STOCKS, *FLOWS) for node in tree.nodes() for leaf in node.leaves()]


def figures(month: Month, most: int, dice: Random, eyes: Callable[[Counts], Figures]) -> Figures:
    return figures_of(month, {name: dice.randrange(most + 1) for name in [*EVERYTHING, *AMONG]}, eyes=eyes)


def report(most: int = 2_000_000, *, for_all: bool = False, first: bool = False) -> Report:
    dice = Random(most)
    eyes = for_everybody if for_all else for_the_team
    months = [
        figures(MONTH.earlier(back), most, dice, eyes) for back in reversed(range(1 if first else TREND))
    ]
    known = Names(
        waiting=dict.fromkeys(WAITING, (PERSON,) * MOST_NAMES),
        waiting_in_all=dict.fromkeys(WAITING, 40),
        quiet=((PERSON,) * 9,) * MOST_NAMES,
        quiet_in_all=1000,
        kept_back=3,
    )
    return Report(
        programme=PROGRAMME,
        figures=months[-1],
        before=None if first else months[-2],
        trend=tuple(months),
        names=None if for_all else known,
        for_team=not for_all,
    )


@pytest.fixture(params=LANGUAGES)
def t(request: pytest.FixtureRequest) -> Speech:
    return Speech(request.param)


def refused(message: Message) -> list[str]:
    return problems({"text": message.text, "blocks": message.blocks}, "message")


def of(month: Month = MONTH, **leaves: int) -> Figures:
    return figures_of(month, leaves)


def alone(now: Figures, before: Figures | None = None, *, for_team: bool = True) -> Report:
    trend = tuple(one for one in (before, now) if one)
    return Report(programme=PROGRAMME, figures=now, before=before, trend=trend, for_team=for_team)


@pytest.mark.parametrize("most", [0, 7, 2_000_000])
@pytest.mark.parametrize("for_all", [True, False])
@pytest.mark.parametrize("first", [True, False])
def test_slack_takes_every_report(t: Speech, most: int, for_all: bool, first: bool) -> None:
    found = report(most, for_all=for_all, first=first)
    said = report_cases.shown(found, t, in_dm=first)
    assert refused(said.native) == []
    assert refused(said.plain) == []


def test_slack_takes_forty_networks_with_the_longest_names(t: Speech) -> None:
    month = report().figures
    groups = [
        Group(name=f"{LONG[:70]} {number}", headcount=900 - number, figures=month) for number in range(40)
    ]
    rest = Group(name=None, headcount=30, figures=month, others=True)
    found = replace(report(), split=Split(by=By.NETWORK, groups=(*groups, rest)), names=None)
    said = report_cases.shown(found, t)
    assert refused(said.native) == []
    assert refused(said.plain) == []
    assert all(f"{number}*" in said.native.text for number in range(40)), "each of them is in the text"
    assert t.plain("reports.group_others") in said.native.text


def test_what_is_drawn_is_in_the_text_as_well(t: Speech) -> None:
    found = report_cases.report()
    said = report_cases.shown(found, t)
    met = READINGS[Measure.MET]
    for one in found.trend:
        assert t.month(*one.span.begins) in said.native.text
        assert str(in_words(one, met, t)) in said.native.text
    tables = [block for block in said.native.blocks if block["type"] == "data_table"]
    assert len(tables) == 3, "months, campaigns and links, which are compared across"
    for table in tables:
        assert table["caption"] in said.native.text
        for row in table["rows"][1:]:
            assert row[0]["text"].lower() in said.native.text.lower()
    for label, value in (*report_charts.pulse(found, t), *report_charts.ranks(found, t)[:1]):
        assert t.number(value) in said.native.text, label


def test_each_figure_comes_with_what_it_is_a_part_of_and_the_period_before() -> None:
    now = of(
        **{
            Figure.WITH_A_MENTOR: 18,
            Reason.NO_ROUND: 6,
            State.MET: 9,
            State.QUIET: 6,
            Figure.MENTORS_FULL: 1,
            Figure.MENTORS_WITH_ROOM: 4,
        }
    )
    before = of(
        MONTH.earlier(1), **{State.MET: 7, State.QUIET: 7, Figure.MENTORS_WITH_ROOM: 5, Reason.NO_ROUND: 0}
    )
    text = views.report(alone(now, before), Speech("en")).plain.text
    assert "*Without a mentor: 6 of 24 (25%)* (goal: 0)\nIn August 2026: nobody to count" in text
    assert "*Met: 9 of 15 (60%)*\nIn August 2026: 7 of 14 (50%)" in text
    assert "*No news: 6 of 15 (40%)*\nIn August 2026: 7 of 14 (50%)" in text
    assert "Mentors with no place left: 20%, 1 of 5 mentors (August 2026: 0% (0/5))" in text


@pytest.mark.parametrize(
    ("measure", "part", "whole", "said"),
    [
        (Measure.HOURS, 95, 2, "1.6 h (2 meetings)"),
        (Measure.TIME_TO_FIRST, 25, 2, "12.5 days (2 pairs)"),
        (Measure.LASTED, 731, 2, "12 months (2 ended)"),
        (Measure.TRUST, 22, 5, "4.4 out of 5 (5 answers)"),
        (Measure.CHANGES, 3, 40, "3 (40 pairs)"),
        (Measure.GOALS, 1, 300, "1% (1/300)"),
        (Measure.MET, 0, 0, "–"),
    ],
)
def test_each_figure_is_said_in_its_unit(measure: Measure, part: int, whole: int, said: str) -> None:
    reading = READINGS[measure]
    month = Figures(span=Span(MONTH), until=MONTH.last, values={reading.part: part, reading.whole: whole})
    assert in_short(month, reading, Speech("en")) == said


def test_every_line_has_words_for_what_it_is_counted_among(t: Speech) -> None:
    """Also those that no sample programme happens to show."""
    for measure, reading in READINGS.items():
        month = Figures(span=Span(MONTH), until=MONTH.last, values={reading.part: 3, reading.whole: 7})
        assert saying.among(month, reading, t), measure
        assert saying.line_name(measure, t), measure


def test_what_is_withheld_is_said_to_be(t: Speech) -> None:
    month = figures_of(
        MONTH, {Figure.WITH_A_MENTOR: 21, Reason.NO_ROUND: 3, State.MET: 2}, eyes=for_everybody
    )
    text = views.report(alone(month, for_team=False), t).native.text
    assert t("reports.value_withheld_of", whole=24) in text
    assert "21" not in text
    assert t("reports.why_no_round", count=3) not in text
    without, met = (t.plain(f"figures.name.{name}") for name in ("without", "met"))
    assert t("reports.meaning_withheld", names=t.list([without, met, t.plain("figures.name.quiet")])) in text


def test_why_hardly_anything_is_told_of_few_people_is_said_to_everybody_and_to_nobody_else(t: Speech) -> None:
    why = t("reports.of_few")
    for people, for_all, told in ((12, True, True), (12, False, False), (300, True, False)):
        said = report_cases.shown(report_cases.report(people, for_all=for_all), t).native
        assert (why in said.text) is told, f"of {people}"


def test_how_many_pairs_there_are_is_told_also_where_a_few_of_them_pause() -> None:
    leaves = {Figure.WITH_A_MENTOR: 25, Reason.UNDECIDED: 8, Reason.NO_ROUND: 5, Reason.NO_ANSWER: 2}
    pairs = {Figure.NOT_FLAGGED: 23, Figure.PAUSED: 2}
    month = figures_of(MONTH, {**leaves, **pairs}, eyes=for_everybody)
    text = views.report(alone(month, for_team=False), Speech("en")).native.text
    assert "*25 pairs, paused or not*" in text
    assert "• 7 people for other reasons, not shown" in text


def test_forty_networks_are_linked_in_ten_rows_and_nobody_is_cut_off(t: Speech) -> None:
    names = [f"Network {number}" for number in range(40)]
    pairs = {(one, other): 1 for one in names for other in names[:20]}
    names_, cells = sides(for_team(By.NETWORK, pairs), pairs, 10, t)
    assert names_[-1] == t.plain("reports.links.others")
    assert [len(row) for row in cells] == [10] * 10
    assert sum(map(sum, cells)) == len(pairs)


def test_an_objective_takes_the_place_of_the_goal_that_everybody_has() -> None:
    text = views.report(report_cases.report(), Speech("en")).native.text
    assert "goal: 0" not in text, "it aims at five per cent, and says so above"


def test_no_name_is_in_what_everybody_reads(t: Speech) -> None:
    said = report_cases.shown(report(for_all=True), t)
    assert "<@" not in said.native.text + str(said.native.blocks)


def test_a_month_in_which_no_period_ended_is_not_drawn_as_a_failure(t: Speech) -> None:
    empty, full = of(MONTH.earlier(1), met=0), of(met=9, quiet=6)
    assert [share for _, share in report_charts.trend(alone(full, empty), t)] == [60]


def test_an_empty_programme_says_so_in_a_few_lines(t: Speech) -> None:
    said = report_cases.shown(report(0, first=True), t).native
    assert {block["type"] for block in said.blocks}.isdisjoint({"data_table", "data_visualization"})
    assert t("reports.nobody_concerned") in said.text
    assert t("reports.met_none") in said.text


def test_of_a_period_that_runs_the_one_before_is_published_and_the_button_says_so(t: Speech) -> None:
    found = report_cases.report()
    said = report_cases.shown(found, t, running=True).native
    labels = [
        one["text"]["text"]
        for block in said.blocks
        if block["type"] == "actions"
        for one in block["elements"]
    ]
    assert t.plain("reports.publish_ended", period=t.month(2026, 1)) in labels
    assert t.plain("reports.publish") not in labels


def test_the_first_split_is_published_with_a_word_about_its_being_the_only_one(t: Speech) -> None:
    found = report_cases.report(by=By.NETWORK)
    first = json.dumps(report_cases.shown(found, t).native.blocks, ensure_ascii=False)
    settled = replace(found, programme=replace(found.programme, split_by="network"))
    again = json.dumps(report_cases.shown(settled, t).native.blocks, ensure_ascii=False)
    named = {"period": t.month(2026, 2), "by": t.plain("reports.by_in.network")}
    assert t.plain("reports.publish_sure_first_split", **named) in first
    assert t.plain("reports.publish_sure_split", **named) in again


def test_a_picture_is_described_in_words() -> None:
    points = [("August 2026", "50%"), ("September 2026", "60%")]
    alt = report_charts.described("Pairs that met, in %", points, Speech("en"))
    assert alt == "Pairs that met, in %. August 2026 50% and September 2026 60%."
