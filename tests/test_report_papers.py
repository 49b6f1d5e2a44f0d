"""The report on paper and the champion's page: one sheet or a few, of what anybody may read."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest
from living import CUSTOMS

from bot.domain.splits import By
from bot.programme import report_papers
from bot.texts import LANGUAGES, Language, Speech
from tests.views.champion_cases import page
from tests.views.objective_cases import FIVE, OTHERS
from tests.views.report_cases import report, with_more

#: Points of an upright A4 sheet, and of the edge that stays white.
ACROSS, DOWN, EDGE = 595.3, 841.9, 25.0


def read(content: bytes, *, most: int) -> str:
    """What a screen reader finds, sheet by sheet; nothing of it stands over the edge."""
    said = []
    with pypdfium2.PdfDocument(content) as document:
        assert 1 <= len(document) <= most
        for sheet in document:
            assert (round(sheet.get_width(), 1), round(sheet.get_height(), 1)) == (ACROSS, DOWN)
            text = sheet.get_textpage()
            for place in range(text.count_rects()):
                left, low, right, high = text.get_rect(place)
                assert EDGE < left < right < ACROSS - EDGE
                assert EDGE < low < high < DOWN - EDGE
            said.append(text.get_text_range())
    return " ".join(" ".join(said).split())


def champion(people: int, language: Language, **more: bool) -> str:
    of = page(report(people, for_all=True, **more), *FIVE)  # type: ignore[arg-type]
    content = report_papers.champion(of, Speech(language), CUSTOMS, company="Atelier")
    assert f"/Lang ({language})".encode() in content
    return read(content, most=1)


def test_a_champion_reads_what_was_given_beside_what_came_of_it_on_one_sheet() -> None:
    words = champion(300, "en")
    told = [
        "Mentorat: February 2026",
        "What was given",
        "125 h",
        "What came of it",
        "79%",
        "133 of 168 pairs",
    ]
    told += ["Relational index", "74", "Programme objectives", "72%, on track", "Nobody can be recognised"]
    places = [words.index(one) for one in told]
    assert places == sorted(places)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("people", [12, 300, 5000])
def test_it_stays_one_sheet_however_large_the_programme_is(people: int, language: Language) -> None:
    champion(people, language)
    champion(people, language, first=True)
    champion(people, language, newcomers=True)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("people", [12, 60, 300, 5000])
def test_a_report_is_three_sheets_at_most_and_the_same_figures_are_the_same_file(
    people: int, language: Language
) -> None:
    t = Speech(language)
    more = with_more(report(for_all=True))
    of = replace(
        report(people, for_all=True, by=By.NETWORK if people > 60 else None),
        objectives=OTHERS,
        waves=more.waves,
        topics=more.topics,
    )
    content = report_papers.report(of, t, CUSTOMS, company="Atelier")
    assert report_papers.report(of, t, CUSTOMS, company="Atelier") == content
    words = read(content, most=3)
    assert (t.plain("reports.section.waves") in words) is (of.split is None), "one that is split is short"
    assert t.plain("figures.name.met") in words
    assert t.plain("report_paper.pairs" if people == 60 else "figures.name.active") in words


@pytest.mark.slow
def test_what_cannot_be_told_is_said_to_be_and_what_only_the_team_may_read_is_never_on_paper() -> None:
    t = Speech("en")
    words = read(report_papers.report(report(12, for_all=True), t, CUSTOMS, company="御社 🐙"), most=2)
    assert "Not shown, because fewer than five people" in words
    with pytest.raises(AssertionError):
        report_papers.report(report(12), t, CUSTOMS, company="Atelier")
