"""The report as a table: every line says of which period it is, what is withheld is empty, a name is only a name."""

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


def figures(span: Span, **values: int | None) -> Figures:
    return Figures(span=span, until=span.last, values=values)


REPORT = Report(
    programme=PROGRAMME,
    figures=figures(
        MARCH, met=18, counted=24, minutes=930, timed_meetings=20, pulse_answered=None, pulse_asked=None
    ),
    before=figures(FEBRUARY, met=0, counted=0),
    trend=(figures(FEBRUARY, met=0, counted=0), figures(MARCH, met=18, counted=24)),
    names=Names(
        waiting={Reason.NO_ROUND: (replace(someone(7, "Eve"), name="=HYPERLINK(1)"),)},
        waiting_in_all={Reason.NO_ROUND: 1},
        quiet=(),
        quiet_in_all=0,
        kept_back=0,
    ),
    for_team=True,
    split=Split(
        by=By.NETWORK, groups=(Group(name=None, headcount=3, figures=figures(MARCH, met=5, counted=6)),)
    ),
)


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.fixture(params=LANGUAGES)
def t(request: pytest.FixtureRequest) -> Speech:
    return Speech(request.param)


def test_each_measure_comes_with_what_it_is_made_of_and_the_period_before(t: Speech) -> None:
    file = rows(REPORT, t)
    found = read(file.content)
    assert (file.count, file.named) == (len(found), 1)
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


def test_nobodys_name_is_carried_out_and_nobody_is_named_to_others(t: Speech) -> None:
    [person] = [one for one in read(rows(REPORT, t).content) if one["kind"] == "person"]
    assert (person["figure"], person["person"]) == ("no_round", "'=HYPERLINK(1)")
    told = rows(replace(REPORT, names=None, for_team=False), t)
    assert told.named == 0
    assert not [one for one in read(told.content) if one["person"] or one["slack_id"]]
