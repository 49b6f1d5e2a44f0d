"""Whoever asks for what is kept of them is given what is theirs, and nothing that nobody has told them yet."""

from __future__ import annotations

import pytest
from campaign import chooses, everybody_takes_part, opened, propose, proposed, publish
from changed import a_pair, asks, decides
from living import Programme

from bot.domain.changes import Decision, ToldBy
from bot.domain.people import Person
from bot.programme import privacy

pytestmark = pytest.mark.long


def given(programme: Programme, person: Person) -> list[object]:
    """The mentors that somebody reads of in their own data."""
    with programme.work() as work:
        rows = privacy.kept_of(work, person).tables.get("proposal", ())
        return [row["mentor_id"] for row in rows]


def test_nobody_reads_in_their_own_data_whom_a_round_found_for_them_before_it_is_announced(
    programme: Programme,
) -> None:
    """It may still change: whoever read it before and after would learn that this mentor had declined them."""
    everybody_takes_part(programme)
    found = opened(programme, programme.tom, programme.maya, mentors_days=0)
    chooses(programme, found, programme.tom, programme.lea)
    propose(programme, found)
    assert proposed(programme, found)["Tom"] == "Léa"
    assert given(programme, programme.tom) == []

    publish(programme, found)
    assert given(programme, programme.tom) == ["Léa Martin"]


def test_lea_does_not_read_in_her_own_data_what_one_of_the_team_is_to_tell_her_first(
    programme: Programme,
) -> None:
    """That it ended: her mentorship reads as it did, and no message that waits for her gives it away."""
    pair = a_pair(programme)
    with programme.work() as work:
        before = privacy.kept_of(work, programme.lea).tables["mentorship"]
    asks(programme, pair, programme.tom)
    decides(programme, pair, Decision.STOP, told_by=ToldBy.PERSON)
    with programme.work() as work:
        kept = privacy.kept_of(work, programme.lea).tables
        assert kept["mentorship"] == before
        assert "ended" not in [row["kind"] for row in kept.get("prompt", ())]
    programme.live("2026-03-10 09:00", "2026-03-12 18:00")
    with programme.work() as work:
        (row,) = privacy.kept_of(work, programme.lea).tables["mentorship"]
        assert row["state"] == "ended"
