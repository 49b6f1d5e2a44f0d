"""Whoever left and asks by another way what is kept of them, or to be forgotten, gets it from whoever runs the bot."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from operators import ROOT, Operator
from sqlalchemy import create_engine, text

from bot.playground import Playground
from bot.sample import COMPANY

pytestmark = pytest.mark.slow


def test_somebody_who_left_is_given_what_is_kept_and_forgotten(tmp_path: Path) -> None:
    with Playground(manifest=ROOT / "manifest.yml", company=COMPANY) as slack:
        operator = Operator(tmp_path, slack)
        assert operator.types("import", str(ROOT / "bot" / "sample" / "roster.csv"), "--yes").code == 0

        told = operator.types("person", "export", "U0TOM")
        kept = json.loads(told.out)
        assert kept["Who you are"][0]["account in Slack"] == "U0TOM"

        asked = operator.types("person", "forget", "U0TOM")
        assert asked.code == 1, "nobody is forgotten by whoever cannot be asked"
        assert operator.types("person", "forget", "U0TOM", "--yes").code == 0
        gone = operator.types("person", "export", "U0TOM")
        assert gone.code == 1
        assert "U0TOM" in gone.err

        again = operator.types("import", str(ROOT / "bot" / "sample" / "roster.csv"), "--yes")
        assert again.code == 0, again
    with create_engine(f"sqlite:///{tmp_path / 'binome.db'}").connect() as connection:
        people = connection.execute(text("SELECT slack_id FROM person")).scalars().all()
    assert "U0TOM" not in people, "the company's list brings nobody back"
    assert len(people) > 1
