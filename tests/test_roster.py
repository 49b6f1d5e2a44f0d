"""A roster in a real database: what a coordinator may change by it, what comes near them, and what they agree to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from living import Programme

from bot.domain.mentorships import EndedWhy
from bot.domain.people import SlackProfile, Standing
from bot.domain.permissions import Right
from bot.domain.roster_file import read
from bot.programme import in_line, roster
from bot.programme.handed_over import FileRefused, NotAsShown


def profile(slack_id: str, name: str) -> SlackProfile:
    handle = name.split()[0].lower()
    return SlackProfile(
        slack_id=slack_id, name=name, handle=handle, standing=Standing.EMPLOYEE, language="fr", timezone=None
    )


SLACK = [
    profile("U0LEA", "Léa Martin"),
    profile("U0TOM", "Tom Becker"),
    profile("U0MAYA", "Maya Cohen"),
    profile("U0INES", "Inès Moreau"),
    profile("U0OMAR", "Omar Haddad"),
    profile("U0NORA", "Nora Weil"),
]


def rows(*lines: str) -> Iterator[object]:
    file = read("\n".join(lines).encode())
    assert not file.mistakes, file.mistakes
    return file.rows  # type: ignore[return-value]


def mistakes(programme: Programme, *lines: str) -> list[tuple[int, str]]:
    with programme.work() as work, pytest.raises(FileRefused) as refused:
        roster.compare(work, rows(*lines), SLACK, names_rights=False)
    return [(one.line, one.key) for one in refused.value.mistakes]


def close(programme: Programme, reader: str, *lines: str) -> list[str]:
    with programme.work() as work:
        found = roster.compare(work, rows(*lines), SLACK)
        return [one.slack_id for one in roster.near_the_reader(work, found, getattr(programme, reader))]


def test_only_an_owner_names_somebody_through_the_file(programme: Programme) -> None:
    named = ("slack_id,roles", "U0TOM,mentor", "U0LEA,Coordinatrice", "U0NORA,viewer; mentor")
    assert mistakes(programme, *named) == [
        (3, "operator.roster_right_not_yours"),
        (4, "operator.roster_right_not_yours"),
    ]
    with programme.work() as work:
        roster.apply(work, rows(*named), SLACK)
        assert work.rights.of(programme.lea.id) == {Right.COORDINATOR}


def test_a_right_that_somebody_has_already_stands_in_nobodys_way(programme: Programme) -> None:
    with programme.work() as work:
        work.rights.grant(programme.lea.id, Right.COORDINATOR)
        found = roster.compare(
            work, rows("slack_id,roles,site", "U0LEA,coordinator,Lyon"), SLACK, names_rights=False
        )
    assert [change.column for change in found.changed[0].changes] == ["site"]


def test_seniority_is_kept_in_the_profile_and_asked_of_nobody(programme: Programme) -> None:
    told = rows("slack_id,seniority", "U0TOM,Consultant senior", "U0NORA,Junior")
    with programme.work() as work:
        found = roster.apply(work, told, SLACK)
        assert [[change.after for change in one.changes] for one in found.people] == [
            ["Consultant senior"],
            ["Junior"],
        ]
        assert work.profiles.of(programme.tom.id).seniority == "Consultant senior"
    with programme.work() as work:
        assert roster.apply(work, told, SLACK).is_empty
        (tom,) = roster.apply(work, rows("slack_id,seniority", "U0TOM,-"), SLACK).changed
        assert [(change.before, change.after) for change in tom.changes] == [("Consultant senior", "")]
        assert work.profiles.of(programme.tom.id).seniority is None


def test_a_biography_is_no_seniority(programme: Programme) -> None:
    file = read(f"slack_id,seniority\nU0TOM,{'x' * 61}".encode())
    assert [(one.line, one.key) for one in file.mistakes] == [(2, "operator.roster_long_seniority")]


def test_changes_near_the_reader_are_named_wherever_they_are_in_the_line(programme: Programme) -> None:
    with programme.work() as work:
        roster.apply(work, rows("slack_id,manager", "U0OMAR,U0INES", "U0TOM,U0OMAR"), SLACK)
    assert close(programme, "omar", "slack_id,manager", "U0OMAR,U0LEA") == ["U0OMAR"], "my own manager"
    assert close(programme, "omar", "slack_id,manager", "U0INES,U0LEA") == ["U0INES"], "my manager's"
    assert close(programme, "omar", "slack_id,manager", "U0TOM,-") == ["U0TOM"], "no longer under me"
    assert close(programme, "omar", "slack_id,manager", "U0NORA,U0TOM") == ["U0NORA"], "new, two below me"
    assert close(programme, "omar", "slack_id,manager", "U0MAYA,U0LEA") == [], "no business of mine"
    assert close(programme, "omar", "slack_id,site", "U0TOM,Lyon") == [], "not about the line"


def test_what_is_applied_is_what_was_shown(programme: Programme) -> None:
    told = rows("slack_id,site", "U0TOM,Lyon", "U0NORA,Paris")
    with programme.work() as work:
        seen = roster.compare(work, told, SLACK).fingerprint
        work.people.change(programme.tom.id, site="Nantes")
    with pytest.raises(NotAsShown) as changed, programme.work() as work:
        roster.apply(work, told, SLACK, seen=seen)
    with programme.work() as work:
        assert work.people.by_slack_id("U0NORA") is None
        assert roster.apply(work, told, SLACK, seen=changed.value.found.fingerprint).added
        assert work.people.get(programme.tom.id).site == "Lyon"


def requests(programme: Programme) -> list[tuple[int, str]]:
    with programme.work() as work:
        return [(one.mentorship_id, str(one.why)) for one in work.changes.waiting(programme.id)]


def test_a_mentor_who_becomes_the_boss_of_their_mentee_is_for_the_team_to_decide(
    programme: Programme,
) -> None:
    """However far up: Omar manages Tom, and Léa is to manage Omar."""
    programme.travel("2026-03-10 10:00")
    pair = programme.pair(programme.lea, programme.tom, since="2026-01-12")
    with programme.work() as work:
        work.rights.grant(programme.maya.id, Right.COORDINATOR)
        roster.apply(work, rows("slack_id,manager", "U0TOM,U0OMAR"), SLACK)
    assert requests(programme) == [], "a mentee's boss is nobody's mentor yet"
    told = rows("slack_id,manager", "U0OMAR,U0LEA")
    with programme.work() as work:
        found = roster.compare(work, told, SLACK)
        (crossed,) = in_line.would_cross(work, found)
        assert (crossed.mentor.id, crossed.mentee.id) == (programme.lea.id, programme.tom.id)
        shown = in_line.seen_by(work, programme.ines, (crossed,))
        assert shown.crossed == (crossed,)
        kept = in_line.seen_by(work, programme.omar, (crossed,))
        assert (kept.crossed, kept.withheld.rows) == ((), 1), "Omar is close to both"
        roster.apply(work, told, SLACK)
    assert requests(programme) == [(pair.id, "line")]
    with programme.work() as work:
        roster.apply(work, told, SLACK)
        roster.apply(work, rows("slack_id,site", "U0LEA,Lyon"), SLACK)
    assert requests(programme) == [(pair.id, "line")], "once"
    heard = {(who, kind) for _, who, kind in programme.live("2026-03-10 10:00", "2026-03-13 18:00")}
    assert heard == {("Maya", "change_asked")}, "the two go on, and hear nothing"


def test_a_mentor_who_comes_to_work_for_their_mentee_is_one_too(programme: Programme) -> None:
    pair = programme.pair(programme.lea, programme.tom, since="2026-01-12")
    with programme.work() as work:
        roster.apply(work, rows("slack_id,manager", "U0LEA,U0TOM"), SLACK)
    assert requests(programme) == [(pair.id, "line")]


def test_what_was_so_before_the_import_is_no_news_of_it(programme: Programme) -> None:
    """The team may have decided that they go on."""
    programme.pair(programme.lea, programme.tom, since="2026-01-12")
    with programme.work() as work:
        work.people.change(programme.tom.id, manager_id=programme.lea.id)
        roster.apply(work, rows("slack_id,manager", "U0MAYA,U0LEA"), SLACK)
    assert requests(programme) == []


def test_an_import_notices_who_has_left_slack_meanwhile(programme: Programme) -> None:
    pair = programme.pair(programme.lea, programme.tom, since="2026-01-12")
    now = [replace(one, standing=Standing.GONE) if one.slack_id == "U0LEA" else one for one in SLACK]
    with programme.work() as work:
        roster.apply(work, rows("slack_id,site", "U0TOM,Lyon"), now)
    programme.tick()
    with programme.work() as work:
        ended = work.mentorships.get(pair.id)
    assert ended
    assert ended.ended_why is EndedWhy.LEFT
