"""What is typed after `/mentor-report`: in either language, in any order, and never guessed."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.periods import Month, Span
from bot.domain.splits import By
from handlers.periods import read_span
from handlers.report_words import Asked, Deed, UnknownPeriod, UnknownSplit, Which, begun, carried, read

TODAY = date(2026, 3, 10)
MARCH, FEBRUARY = Span(Month(2026, 3)), Span(Month(2026, 2))


@pytest.mark.parametrize(
    ("typed", "span"),
    [
        ("", MARCH),
        ("  ce mois-ci ", MARCH),
        ("this month", MARCH),
        ("mois dernier", FEBRUARY),
        ("Le mois précédent", FEBRUARY),
        ("last month", FEBRUARY),
        ("2026-03", MARCH),
        ("2025-3", Span(Month(2025, 3))),
        ("02/2026", FEBRUARY),
        ("mars", MARCH),
        ("MARCH", MARCH),
        ("février", FEBRUARY),
        ("fev", FEBRUARY),
        ("févr. 2025", Span(Month(2025, 2))),
        ("avril", Span(Month(2025, 4))),
        ("december", Span(Month(2025, 12))),
        ("août 2025", Span(Month(2025, 8))),
        ("quarter", Span.quarter(2026, 1)),
        ("ce trimestre", Span.quarter(2026, 1)),
        ("le trimestre dernier", Span.quarter(2025, 4)),
        ("last quarter", Span.quarter(2025, 4)),
        ("2026-Q1", Span.quarter(2026, 1)),
        ("T1 2026", Span.quarter(2026, 1)),
        ("q4", Span.quarter(2025, 4)),
        ("1er trimestre 2025", Span.quarter(2025, 1)),
        ("4th quarter", Span.quarter(2025, 4)),
        ("2025", Span.year(2025)),
        ("cette année", Span.year(2026)),
        ("l’année dernière", Span.year(2025)),
        ("last year", Span.year(2025)),
        ("jui", None),
        ("ma", None),
        ("2026-13", None),
        ("0003-03", None),
        ("0003", None),
        ("q5", None),
        ("next month", Span(Month(2026, 4))),
        ("l’année prochaine", Span.year(2027)),
        ("next week", None),
        ("mars 2026; DROP TABLE", None),
        ("²0²6-03", None),
        ("m" * 3000, None),
    ],
)
def test_a_period_is_read_in_both_languages_or_asked_again(typed: str, span: Span | None) -> None:
    assert read_span(typed, TODAY) == span


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("", Asked()),
        ("février par réseau", Asked(span=FEBRUARY, by=By.NETWORK)),
        ("réseau mois dernier", Asked(span=FEBRUARY, by=By.NETWORK)),
        ("by site last month publish", Asked(span=FEBRUARY, by=By.SITE, deed=Deed.PUBLISH)),
        ("pdf T1 2026", Asked(span=Span.quarter(2026, 1), deed=Deed.PDF)),
        ("arrivées mois dernier csv", Asked(Which.NEWCOMERS, FEBRUARY, deed=Deed.CSV)),
        ("new by entities", Asked(Which.NEWCOMERS, by=By.ENTITY)),
        ("Nouveaux 2026 PUBLIER", Asked(Which.NEWCOMERS, Span.year(2026), deed=Deed.PUBLISH)),
    ],
)
def test_programme_period_split_and_deed_are_found_in_any_order(typed: str, asked: Asked) -> None:
    assert read(typed, TODAY) == asked
    begins = begun(typed)
    assert (begins.programme, begins.deed) == (asked.programme, asked.deed)


@pytest.mark.parametrize(
    "typed", ["by Finance", "par équipe", "février par", "by", "réseau Finance", "par site Lyon"]
)
def test_one_group_by_its_name_is_no_way_to_split(typed: str) -> None:
    with pytest.raises(UnknownSplit):
        read(typed, TODAY)


@pytest.mark.parametrize("typed", ["blabla", "pdf blabla", "<!channel>", "x" * 3000])
def test_whatever_else_is_typed_is_asked_again(typed: str) -> None:
    with pytest.raises(UnknownPeriod):
        read(typed, TODAY)


def test_a_button_carries_what_was_asked_and_a_forged_one_nothing() -> None:
    asked = Asked(Which.NEWCOMERS, Span.quarter(2026, 1), By.NETWORK)
    assert carried(str(asked)) == asked
    assert carried("long_term:2026:") == Asked(span=Span.year(2026))
    for forged in (
        "",
        "2026-02",
        "long_term::",
        "long_term:2026-13:",
        "x:2026:",
        "long_term:2026:team",
        "a:b:c:d",
    ):
        assert carried(forged) is None
