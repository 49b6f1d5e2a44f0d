"""The report as people see it: full, withheld, empty, both languages, the longest names and the largest figures."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from bot.domain.enrolments import Programme
from bot.domain.reports import TREND, WAITING, Figure, Figures, Month, Reason, State, counted, published
from bot.playground.blockkit import problems
from bot.programme.reports import MOST_NAMES, Names, Report
from bot.texts import LANGUAGES, Speech
from handlers.views import reports as views
from handlers.views.blocks import Message
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


def figures(month: Month, most: int, dice: Random) -> Figures:
    names = [Figure.WITH_A_MENTOR, Figure.RUNNING, Figure.PAUSED, *Reason, *State]
    return counted(month, month.last, {name: dice.randrange(most + 1) for name in names})


def report(
    most: int = 2_000_000, *, for_all: bool = False, names: bool = True, first: bool = False
) -> Report:
    dice = Random(most)
    months = [figures(MONTH.earlier(back), most, dice) for back in reversed(range(1 if first else TREND))]
    if for_all:
        months = [published(one) for one in months]
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
        names=known if names else None,
    )


@pytest.fixture(params=LANGUAGES)
def t(request: pytest.FixtureRequest) -> Speech:
    return Speech(request.param)


def refused(message: Message) -> list[str]:
    return problems({"text": message.text, "blocks": message.blocks}, "message")


@pytest.mark.parametrize("most", [0, 1, 7, 60, 2_000_000])
@pytest.mark.parametrize("for_all", [True, False])
@pytest.mark.parametrize("first", [True, False])
def test_slack_takes_every_report(t: Speech, most: int, for_all: bool, first: bool) -> None:
    found = report(most, for_all=for_all, names=not for_all, first=first)
    buttons = (views.publish_button(found, t), views.picture_button(found, t))
    said = views.report(found, t, buttons=buttons, in_dm=first)
    assert refused(said.native) == []
    assert refused(said.plain) == []


def test_the_text_says_as_much_as_the_chart_and_the_table(t: Speech) -> None:
    found = report(60)
    said = views.report(found, t)
    for one in found.trend:
        assert t.month(*one.month) in said.native.text
        assert str(views._value(one, State.MET, Figure.COUNTED, t)) in said.native.text


def test_each_figure_comes_with_what_it_is_a_part_of_and_the_month_before() -> None:
    month = {**dict.fromkeys(Reason, 0), **dict.fromkeys(State, 0), Figure.PAUSED: 0}
    now = counted(
        MONTH,
        MONTH.last,
        month
        | {Figure.WITH_A_MENTOR: 18, Reason.NO_ROUND: 6, Figure.RUNNING: 18, State.MET: 9, State.QUIET: 6},
    )
    before = counted(MONTH.earlier(1), MONTH.earlier(1).last, month | {State.MET: 7, State.QUIET: 7})
    found = Report(programme=PROGRAMME, figures=now, before=before, trend=(before, now), names=None)
    text = views.report(found, Speech("en")).plain.text
    assert "*Without a mentor: 6 of 24 (25%)* (goal: 0)\nIn August 2026: nobody to count" in text
    assert "*Met: 9 of 15 (60%)*\nIn August 2026: 7 of 14 (50%)" in text
    assert "*No news: 6 of 15 (40%)*\nIn August 2026: 7 of 14 (50%)" in text


def test_what_is_withheld_is_said_to_be(t: Speech) -> None:
    month = counted(MONTH, MONTH.last, {Figure.WITH_A_MENTOR: 21, Reason.NO_ROUND: 3})
    found = Report(programme=PROGRAMME, figures=published(month), before=None, trend=(), names=None)
    text = views.report(found, t).native.text
    assert t("reports.value_withheld_of", whole=24) in text
    assert "21" not in text
    assert t("reports.why_no_round", count=3) not in text
    assert t("reports.meaning_withheld") in text


def test_no_name_is_in_what_everybody_reads(t: Speech) -> None:
    said = views.report(report(for_all=True, names=False), t)
    assert "<@" not in said.native.text + str(said.native.blocks)


def test_a_month_in_which_no_period_ended_is_not_drawn_as_a_failure(t: Speech) -> None:
    empty = counted(MONTH.earlier(1), MONTH.earlier(1).last, {})
    full = counted(MONTH, MONTH.last, {State.MET: 9, State.QUIET: 6})
    found = Report(programme=PROGRAMME, figures=full, before=empty, trend=(empty, full), names=None)
    assert [share for _, share in views.points(found, t)] == [60]


def test_the_picture_is_described_in_words() -> None:
    full = counted(MONTH, MONTH.last, {State.MET: 9, State.QUIET: 6})
    found = Report(programme=PROGRAMME, figures=full, before=None, trend=(full,), names=None)
    title, alt = views.picture_words(found, Speech("en"))
    assert (title, alt) == ("Pairs that met, in %", "Share of pairs that met: September 2026 60%.")
