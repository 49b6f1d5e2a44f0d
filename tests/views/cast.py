"""The people of the pictures: the sample company of the demo. Léa mentors, Tom learns, Inès coordinates."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import yaml

from bot.domain.people import Person, Workspace
from bot.programme.types import load_types
from tests.views.test_prompts import someone

SAMPLE = Path(__file__).parents[2] / "bot" / "sample"
COMPANY = SAMPLE / "company.yaml"

TODAY = date(2026, 3, 17)
NOW = datetime(2026, 3, 17, 9, tzinfo=UTC)
TYPE = load_types()["long_term"]
WORKSPACE = Workspace(id=1, team_id="T0BINOME", name="Hélianthe", bot_user_id="U0BINOME")


def _people() -> dict[str, Person]:
    """By the end of their Slack id: what Slack, the roster and their own arrival tell of them."""
    slack = yaml.safe_load(COMPANY.read_text(encoding="utf-8"))["people"]
    story = yaml.safe_load((SAMPLE / "story.yaml").read_text(encoding="utf-8"))
    arrived = {one["person"]: one for one in story["arrivals"]}
    with (SAMPLE / "roster.csv").open(encoding="utf-8", newline="") as file:
        roster = {row["slack_id"]: row for row in csv.DictReader(file)}
    found = {}
    for number, one in enumerate(slack, start=1):
        row = roster.get(one["id"], {})
        found[one["id"].removeprefix("U0").lower()] = replace(
            someone(number, one["name"]),
            slack_id=one["id"],
            handle=one["handle"],
            title=one.get("title", ""),
            language=one["locale"][:2],
            language_chosen=True,
            timezone=one.get("tz", "Europe/Paris"),
            network=row.get("network") or None,
            network_confirmed=True,
            topics=tuple(arrived.get(one["id"], {}).get("topics", ())),
            entity=row.get("entity") or None,
            site=row.get("site") or None,
        )
    return found


PEOPLE = _people()
LEA, TOM, INES = PEOPLE["lea"], PEOPLE["tom"], PEOPLE["ines"]
#: Those whom Léa mentors when she mentors many.
MENTEES = tuple(
    PEOPLE[name] for name in ("tom", "camille", "theo", "emily", "hugo", "yanis", "aminata", "julien")
)
MENTORS = tuple(PEOPLE[name] for name in ("lea", "karim", "priya", "daniel", "anne", "chloe"))
