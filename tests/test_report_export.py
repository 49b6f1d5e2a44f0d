"""The report as a table: every line says of which period it is, what is withheld is empty, nobody is named."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from io import StringIO

import pytest

from bot.domain.enrolments import Programme
from bot.domain.figures import Figures, Reason
from bot.domain.periods import Span
from bot.domain.splits import By, Group, Split
from bot.programme.report_export import COLUMNS, rows
from bot.programme.reports import Names, Report
from bot.texts import LANGUAGES, Speech
from tests.views.test_prompts import someone

MARCH, FEBRUARY = Span.written("2026-03"), Span.written("2026-02")
PROGRAMME = Programme(
    id=1,
    type_key="long_term",
    name="Mentorat",
    language="fr",
    timezone="Europe/Paris",
    started_on=date(2026, 1, 5),
    ended_on=None,
)
EVE, PAIR = someone(7, "Eve Adler"), (someone(8, "Max Weber"), someone(9, "Ida Noor"))


def figures(span: Span, **values: int | None) -> Figures:
    return Figures(span=span, until=span.last, values=values)


GROUP = Group(name=None, headcount=3, figures=figures(MARCH, met=5, counted=6))
REPORT = Report(
    programme=PROGRAMME,
    figures=figures(
        MARCH, met=18, counted=24, minutes=930, timed_meetings=20, pulse_answered=None, pulse_asked=None
    ),
    before=figures(FEBRUARY, met=0, counted=0),
    trend=(figures(FEBRUARY, met=0, counted=0), figures(MARCH, met=18, counted=24)),
    names=Names(
        waiting={Reason.NO_ROUND: (EVE,)},
        waiting_in_all={Reason.NO_ROUND: 1},
        quiet=(PAIR,),
        quiet_in_all=1,
        kept_back=0,
    ),
    for_team=True,
    split=Split(by=By.NETWORK, groups=(GROUP,)),
)


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.fixture(params=LANGUAGES)
def t(request: pytest.FixtureRequest) -> Speech:
    return Speech(request.param)


def test_each_measure_comes_with_what_it_is_made_of_and_the_period_before(t: Speech) -> None:
    file = rows(REPORT, t)
    found = read(file.content)
    assert file.count == len(found)
    assert tuple(found[0]) == COLUMNS
    met = [one for one in found if (one["kind"], one["figure"]) == ("measure", "met")]
    assert [(one["from"], one["until"], one["group"], one["value"]) for one in met] == [
        ("2026-03-01", "2026-03-31", "", "75.0"),
        ("2026-02-01", "2026-02-28", "", ""),
        ("2026-03-01", "2026-03-31", t.plain("reports.group_unknown"), "83.3"),
    ]
    assert {one["name"] for one in met} == {t.plain("figures.name.met")}
    hours = next(one for one in found if one["figure"] == "hours")
    assert (hours["value"], hours["unit"], hours["denominator"]) == ("15.5", "hours", "20")


def test_what_is_withheld_is_an_empty_cell_that_says_so(t: Speech) -> None:
    [line] = [one for one in read(rows(REPORT, t).content) if one["figure"] == "response"]
    assert (line["value"], line["numerator"], line["withheld"]) == ("", "", "yes")


def test_nobody_is_named_in_a_file_though_its_reader_sees_on_screen_who_waits_and_who_is_quiet(
    t: Speech,
) -> None:
    told = rows(REPORT, t).content.decode("utf-8-sig")
    for person in (EVE, *PAIR):
        assert person.name not in told
        assert person.slack_id not in told
    assert rows(replace(REPORT, names=None), t) == rows(REPORT, t)


def test_a_group_whose_name_is_a_formula_is_not_carried_out(t: Speech) -> None:
    split = Split(by=By.NETWORK, groups=(replace(GROUP, name="=HYPERLINK(1)"),))
    groups = {one["group"] for one in read(rows(replace(REPORT, split=split), t).content)}
    assert groups == {"", "'=HYPERLINK(1)"}
