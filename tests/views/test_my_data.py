"""The file of somebody's own data is read by a person: in their language, without a code of ours."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.permissions import Act
from bot.texts import LANGUAGES, Speech, as_language
from handlers.views.my_data import ACTS, CODES, MESSAGES, read

FRENCH = Speech("fr")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_words(language: str) -> None:
    t = Speech(as_language(language))
    for column, codes in CODES.items():
        for code in codes:
            assert read("meeting", column, code, t)
    for kind in MESSAGES:
        assert [read("prompt", "kind", kind, t)] == read("profile", "muted", [kind], t)
    assert all(read("audit", "act", act, t) for act in ACTS)


def test_lea_reads_words_of_hers_and_not_of_the_database() -> None:
    assert read("meeting", "state", "held", FRENCH) == "a eu lieu"
    assert read("meeting", "agreed", True, FRENCH) == "oui"
    assert read("profile", "languages", ["de", "fr"], FRENCH) == ["allemand", "français"]
    assert read("person", "works_on", [0, 4], FRENCH) == ["lundi", "vendredi"]
    assert read("person", "opens_at", 570, FRENCH) == "09:30"
    assert read("audit", "act", Act.SEE_PEOPLE, FRENCH) == "Voir qui en est où"
    assert (
        read("meeting", "starts_at", datetime(2026, 11, 25, 9, 30, tzinfo=UTC), FRENCH)
        == "2026-11-25 10:30+01:00"
    )


def test_what_tom_wrote_stays_as_he_wrote_it() -> None:
    assert read("goal", "words", "held", FRENCH) == "held"
    assert read("enrolment", "expectation", "open", FRENCH) == "open"
