"""The page for a works council is true: it says what the settings, the pages in Slack and the database say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.domain.people import Person
from bot.domain.retention import FILES, Retention
from bot.domain.stories import ANSWERED_WITHIN, CLOSED_IS_KEPT
from bot.settings import Settings
from bot.texts import LANGUAGES, Speech
from storage.fates import FATES, Fate
from storage.given import GIVEN
from storage.retention import OF_A_MENTORSHIP, OF_A_ROUND, WRITTEN

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
USUAL = Retention()
#: What is said to go, on which screen, and when: months for what people count in months.
SAID = {
    "explanations.seen.expectation_more": ("words", 3),
    "explanations.seen.profile_more": ("words", 3),
    "explanations.seen.fit_more": ("words", 3),
    "explanations.seen.goals_more": ("words", 3),
    "explanations.seen.choices_more": ("meetings", 24),
    "explanations.seen.meetings_more": ("meetings", 24),
    "explanations.seen.skills_more": ("meetings", 24),
    "explanations.seen.certificate_more": ("meetings", 24),
    "explanations.seen.changes_more": ("meetings", 24),
    "explanations.seen.prompts_more": ("prompts", 90),
    "onboarding.kept_long": ("unfinished", 90),
    "home.kept_besides": ("audit", 12),
}
MONTH = 365.25 / 12


def limit(setting: str, sign: str) -> int:
    field = Settings.model_fields[f"binome_retention_{setting}"]
    return next(int(getattr(one, sign)) for one in field.metadata if hasattr(one, sign))


@pytest.mark.parametrize("kept", ["words", "meetings", "unfinished", "prompts", "inbox", "audit"])
def test_settings_keep_nothing_for_longer_than_people_are_told(kept: str) -> None:
    """Whoever runs the bot may shorten each, and lengthen none; the page, `.env` and the code name the same days."""
    days = getattr(USUAL, kept)
    assert limit(kept, "le") == days
    assert Settings.model_fields[f"binome_retention_{kept}"].default == days
    name = f"BINOME_RETENTION_{kept.upper()}"
    [row] = [line for line in PAGE.splitlines() if f"`{name}`" in line][-1:]
    assert f"{days} days" in row or f"({days} days)" in row
    assert f"{name}={days}\n" in (ROOT / ".env.example").read_text(encoding="utf-8")
    assert f"`{name}` | `{days}`" in (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_people_read_the_same_numbers_in_slack(language: str) -> None:
    for key, (kept, number) in SAID.items():
        said = Speech(language).plain(key)
        assert re.search(rf"\b{number}\b", said), f"{key}: {said}"
        days = getattr(USUAL, kept)
        assert number == days or abs(number * MONTH - days) < 3, key
    assert Speech(language).plain("privacy.file_sent", days=FILES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_story_is_said_to_stay_until_it_is_taken_back_and_goes_where_not_everybody_agrees(
    language: str,
) -> None:
    days = (2 * ANSWERED_WITHIN).days
    assert re.search(rf"\b{days}\b", Speech(language).plain("explanations.seen.stories_more"))
    assert f"without every yes, {days} days |" in PAGE
    assert f"| {CLOSED_IS_KEPT.days} days after it was proposed |" in PAGE
    assert not {"story", "story_yes"} & {table.name for table in (*OF_A_MENTORSHIP, *OF_A_ROUND, *WRITTEN)}


def test_files_and_backups_go_when_the_page_says_so() -> None:
    assert f"| that person | {FILES} days |" in PAGE
    assert f"| {USUAL.backups} days | `BINOME_RETENTION_BACKUPS` |" in PAGE
    assert Settings.model_fields["binome_retention_backups"].default == USUAL.backups


def test_what_is_said_to_stay_by_nobody_is_what_stays() -> None:
    """The rest goes, or is emptied."""
    stays = {name.partition(".")[0] for name, fate in FATES.items() if fate is Fate.STAYS}
    assert {"seat", "meeting", "invitation", "enrolment", "audit", "prompt"} <= stays
    assert not stays & {
        "profile",
        "goal",
        "point",
        "fit",
        "avoided",
        "signature",
        "certificate",
        "right_granted",
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_somebody_is_given_has_a_name_in_their_language(language: str) -> None:
    """Two lines of a row never have the same, or one would be lost."""
    t = Speech(language)
    tables = {"person": [*Person.__dataclass_fields__], **{name: one.columns for name, one in GIVEN.items()}}
    for table, columns in tables.items():
        assert t.plain(f"privacy.table.{table}")
        named = [t.plain(f"privacy.column.{column}") for column in columns if column != "id"]
        assert len(set(named)) == len(named), table
    titles = [t.plain(f"privacy.table.{table}") for table in tables]
    assert len(set(titles)) == len(titles)
