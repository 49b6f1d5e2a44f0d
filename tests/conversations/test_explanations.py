"""Explanations are a word or a button away, in either language, and lie over what one was doing."""

from __future__ import annotations

import pytest

from bot.domain.enrolments import Part
from bot.programme import profile
from handlers import ids
from tests.conversations.given import an_active_pair, known
from tests.conversations.harness import Company, Someone, same, spoken


@pytest.fixture(autouse=True)
def _everybody_is_known(company: Company) -> None:
    known(company, "U0LEA", "U0TOM")


def reads(who: Someone, *words: str) -> None:
    """In the form on top."""
    shown = spoken({"blocks": who.form()["blocks"]})
    missing = [one for one in words if not same(one, shown)]
    assert missing == [], shown


def depth(who: Someone) -> int:
    """How many forms lie on each other."""
    return len(who.company.get("modals", **{"as": who.slack_id})["stack"])


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_roles_are_compared_wherever_one_asks(lea: Someone, tom: Someone) -> None:
    lea.types("/mentor aide rôles", channel="C0GENERAL")
    table = next(
        block
        for message in lea.messages("C0GENERAL")
        for block in message["blocks"] or []
        if block["type"] == "table"
    )
    assert [row[0]["text"] for row in table["rows"]] == ["Qui", "Manager", "Coach", "Sponsor", "Mentor"]
    tom.types("/mentor help roles").hears("Above you. They decide, and answer for it.")
    tom.says("roles")
    assert tom.times_heard("Four people can help you move forward") == 2


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_help_leads_to_every_page_and_a_page_turns_in_its_place(tom: Someone) -> None:
    tom.types("/mentor help").presses("Understand mentoring")
    reads(tom, "A mentor is", "no imposed targets, no appraisal, no say on pay")
    tom.presses("Manager, coach, sponsor, mentor")
    reads(tom, "Four people can help you")
    tom.presses("Who sees what")
    reads(tom, "you, and nobody else. I cannot read it.")
    assert depth(tom) == 1


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_each_finds_on_the_shelf_what_is_written_for_them(company: Company, tom: Someone) -> None:
    with company.work() as work:
        profile.choose_part(work, work.people.by_slack_id("U0TOM"), Part.MENTEE)
    tom.types("/mentor resources").hears("A first meeting in four moments")
    tom.never_heard("Questions that open")
    tom.presses("Who sees what").presses("Things to read").presses("Read")
    reads(tom, "Choosing three names", "Three different names do better than the same profile three times.")
    assert depth(tom) == 2, "what is read lies on the shelf that it comes from"


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_reasons_that_nobody_wrote_are_not_made_up(lea: Someone, tom: Someone) -> None:
    lea.says("pourquoi participer ?").hears("je n’en inventerai pas")
    tom.says("why take part?").hears("I won’t make any up")
    tom.types("/mentor help").presses("Understand mentoring")
    assert "Why take part" not in spoken({"blocks": tom.form()["blocks"]})


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_an_old_button_to_something_that_is_gone_is_answered_kindly(tom: Someone) -> None:
    tom.says("help").listens_from_now()
    for value in ("resource:gone", "resource:three_names:gone", "nowhere", ""):
        tom.presses_forged(ids.EXPLAIN, value)
    assert len(tom.heard_since()) == 4
    assert tom.has_no_form()


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_what_is_worth_reading_before_a_meeting_stands_on_its_sheet_for_whom_it_is_written(
    company: Company, lea: Someone, tom: Someone
) -> None:
    pair = an_active_pair(company, mentor="U0LEA", mentee="U0TOM", since="2026-03-02")
    for who, theirs in ((lea, "Des questions qui ouvrent"), (tom, "A first meeting in four moments")):
        who.says("aide").presses_forged(ids.SHEET_OPEN, str(pair.id))
        assert same(theirs, spoken({"blocks": who.form()["blocks"]}))
    assert "Questions that open" not in spoken({"blocks": tom.form()["blocks"]})
    tom.presses("Read")
    assert depth(tom) == 2, "the sheet waits underneath"
