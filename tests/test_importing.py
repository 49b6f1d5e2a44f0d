"""A programme that already runs comes in from a file: whole or not at all, in its own rhythm, and kindly."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from living import Programme, arrive, kinds

from bot.domain.enrolments import EnrolmentState, Part
from bot.domain.figures import State
from bot.domain.kinds import PromptKind
from bot.domain.mentorships import EndedWhy
from bot.domain.mentorships_file import MentorshipsFile, read
from bot.domain.people import SlackProfile, Standing
from bot.domain.periods import Month, Span
from bot.domain.permissions import Right
from bot.domain.refusals import NotAllowed
from bot.domain.rounds import SavedProposal
from bot.domain.spreadsheet import written
from bot.programme import ending, exporting, groups, home, importing, meetings, reports
from bot.programme.handed_over import FileRefused, NotAsShown
from bot.programme.importable import Found
from bot.programme.joining import programme_of
from bot.programme.outcomes import running_cycle

pytestmark = pytest.mark.long

HEADER = "mentor,mentee,started_on,name,ends_on,temporary"
NAMES = {
    "U0LEA": "Léa Martin",
    "U0TOM": "Tom Becker",
    "U0MAYA": "Maya Cohen",
    "U0INES": "Inès Moreau",
    "U0OMAR": "Omar Haddad",
    "U0NORA": "Nora Weil",
}
SLACK = [
    SlackProfile(
        slack_id=slack_id,
        name=name,
        handle=name.split()[0].lower(),
        standing=Standing.EMPLOYEE,
        language="fr",
        timezone="Europe/Paris",
    )
    for slack_id, name in NAMES.items()
]
GUEST = SlackProfile(
    slack_id="U0ZOE", name="Zoé", handle="zoe", standing=Standing.GUEST, language="fr", timezone=None
)


def file(*lines: str) -> MentorshipsFile:
    return read("\n".join((HEADER, *lines)).encode())


def brings_in(programme: Programme, *lines: str) -> Found:
    with programme.work() as work:
        return importing.apply(work, file(*lines), SLACK)


def mistakes(programme: Programme, *lines: str) -> list[tuple[int, str]]:
    with programme.work() as work, pytest.raises(FileRefused) as refused:
        importing.compare(work, file(*lines), [*SLACK, GUEST])
    return [(one.line, one.key.partition(".")[2]) for one in refused.value.mistakes]


def told_to_omar(programme: Programme, *lines: str) -> list[tuple[int, str]]:
    """What he reads who coordinates the programme."""
    with programme.work() as work:
        work.rights.grant(programme.omar.id, Right.COORDINATOR)
    with programme.work() as work, pytest.raises(FileRefused) as refused:
        importing.preview(work, programme.omar, file(*lines), SLACK)
    return [(one.line, one.key.partition(".")[2]) for one in refused.value.mistakes]


def test_pairs_and_groups_come_in_once_and_only_once(programme: Programme) -> None:
    lines = (
        "U0LEA,U0TOM,2025-09-15,,,",
        "u0lea,U0MAYA,15/10/2025,Cap,,",
        "U0LEA,U0NORA,15/10/2025,cap,,",
        "U0OMAR,U0TOM,2026-01-02,,2026-04-02,oui",
    )
    found = brings_in(programme, *lines)
    assert [(one.lines, len(one.mentees), one.name) for one in found.new] == [
        ((2,), 1, None),
        ((3, 4), 2, "Cap"),
        ((5,), 1, None),
    ]
    with programme.work() as work:
        pair, group, temporary = work.mentorships.in_programme(programme.id)
        assert (pair.anchor, pair.temporary, pair.name) == (date(2025, 9, 15), False, None)
        assert (group.name, len(group.seats)) == ("Cap", 3)
        assert (temporary.temporary, temporary.ends_on) == (True, date(2026, 4, 2))
        assert work.people.by_slack_id("U0NORA") is not None, "she was not known before"
        assert work.enrolments.all_in(programme.id) == [], "taking part is theirs to say"
    again = brings_in(programme, *lines)
    assert (again.new, again.known) == ((), 3)


def test_what_ended_since_or_changed_is_left_alone_when_the_file_comes_again(programme: Programme) -> None:
    lines = ("U0LEA,U0TOM,2025-09-15,,,", "U0LEA,U0MAYA,2025-09-15,Cap,,", "U0LEA,U0NORA,2025-09-15,Cap,,")
    brings_in(programme, *lines)
    with programme.work() as work:
        pair, group = work.mentorships.in_programme(programme.id)
        ending.end(work, pair, EndedWhy.TERM)
        ending.leave(work, group, programme.maya.id, EndedWhy.STOPPED)
    assert brings_in(programme, *lines).new == ()


def test_nobody_is_flooded_with_what_was_before(programme: Programme) -> None:
    """Begun in September, brought in late in a cycle: one message, the sheet of the fifth month, then their rhythm."""
    programme.travel("2026-02-05T10:00")
    brings_in(programme, "U0LEA,U0TOM,2025-09-08,,,")
    with programme.work() as work:
        (pair,) = work.mentorships.of(programme.tom.id)
        assert running_cycle(work, pair) == 4
        shown = home.look(work, programme.tom).pairs[0]
        assert shown.since == date(2025, 9, 8)
    told = kinds(programme.live("2026-02-05T10:00", "2026-02-14T18:00"), "Tom")
    assert [kind for _, kind in told if kind != "charter"] == ["introduction", "sheet", "sheet"]
    later = programme.live("2026-02-14T18:00", "2026-04-20T18:00")
    asked = [(day, kind) for day, kind in kinds(later, "Tom") if kind in ("missing_meeting", "last_word")]
    assert asked[0] == (date(2026, 2, 23), "missing_meeting"), "half of the first whole cycle"
    assert "first_meeting" not in {kind for _, _, kind in later}
    flags = [day for day, _, kind in later if kind == "flag"]
    assert all(day >= date(2026, 4, 8) for day in flags), "two whole cycles without news, here"


def test_a_meeting_of_last_week_can_be_logged_and_months_before_are_not_counted(programme: Programme) -> None:
    programme.travel("2026-02-20T10:00")
    brings_in(programme, "U0LEA,U0TOM,2025-09-08,,,")
    with programme.work() as work:
        work.rights.grant(programme.omar.id, Right.COORDINATOR)
        (pair,) = work.mentorships.of(programme.tom.id)
        one = meetings.log(work, programme.tom, pair, minutes=45, day=date(2026, 2, 12), form=None)
        assert one.meeting.cycle == 5
    programme.travel("2026-04-20T10:00")
    with programme.work() as work:
        running = programme_of(work)
        for month, expected in (((2026, 1), 0), ((2026, 3), 0), ((2026, 4), 1)):
            found = reports.report(work, programme.omar, running, Span(Month(*month))).figures
            assert found["counted"] == expected, month
        assert found[State.QUIET] == 1


def test_every_bad_line_is_named_and_nothing_is_half_imported(programme: Programme) -> None:
    with programme.work() as work:
        work.people.change(programme.maya.id, manager_id=programme.lea.id)
    programme.pair(programme.omar, programme.ines, since="2026-01-12")
    assert mistakes(
        programme,
        "U0LEA,U0TOM,2025-09-15,,,",
        "U0LEA,U0MAYA,2025-09-15,,,",
        "U0LEA,U0NOBODY,2025-09-15,,,",
        "U0LEA,U0ZOE,2025-09-15,,,",
        "U0LEA,U0LEA,2025-09-15,,,",
        "U0OMAR,U0TOM,2025-09-15,,,",
        "U0LEA,U0INES,2025-09-15,,,",
        "U0LEA,U0NORA,2027-01-01,,,",
    ) == [
        (3, "in_line"),
        (4, "roster_not_in_slack"),
        (5, "roster_guest"),
        (6, "oneself"),
        (7, "twice"),
        (8, "has_a_mentor"),
        (9, "not_begun"),
    ]
    with programme.work() as work:
        assert len(work.mentorships.in_programme(programme.id)) == 1
    assert [(one.line, one.key.partition(".")[2]) for one in file("U0LEA,,x,,,peut-être").mistakes] == [
        (2, "nobody"),
        (2, "roster_bad_date"),
        (2, "neither"),
    ]
    assert mistakes(programme, "U0LEA,U0TOM,2025-09-15,A,,", "U0LEA,U0NORA,2025-09-16,A,,") == [
        (3, "group_differs")
    ]
    assert [one.key for one in read(b"mentor,mente,started_on").mistakes] == [
        "operator.roster_column_misspelt"
    ]
    assert [one.key for one in read(b"mentor,started_on\nU0LEA,2025-01-01").mistakes] == [
        "mentorships_file.missing_columns"
    ]


def test_a_private_refusal_cannot_be_gone_round_by_a_file(programme: Programme) -> None:
    with programme.work() as work:
        work.avoided.keep(programme.tom.id, [programme.lea.id])
    assert mistakes(programme, "U0LEA,U0TOM,2025-09-15,,,") == [(2, "apart")]


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_no_coordinator_learns_from_a_file_who_would_rather_not_meet_them(programme: Programme) -> None:
    """What is said of their own lines is the same, whoever stands in them with them: a colleague brings those in."""
    lines = ("U0OMAR,U0TOM,2026-01-05,,,", "U0LEA,U0OMAR,2026-01-05,,,", "U0LEA,U0MAYA,2026-01-05,,,")
    before = told_to_omar(programme, *lines)
    assert before == [(2, "close"), (3, "close")]
    with programme.work() as work:
        work.avoided.keep(programme.tom.id, [programme.omar.id])
    assert told_to_omar(programme, *lines) == before


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_no_coordinator_learns_from_a_file_what_becomes_of_somebody_close_to_them(
    programme: Programme,
) -> None:
    """Omar manages Tom and has Léa for a mentor: whether Tom has a mentor, or one whom he named, is a colleague's."""
    with programme.work() as work:
        work.people.change(programme.tom.id, manager_id=programme.omar.id)
    programme.pair(programme.lea, programme.omar, since="2026-01-05")
    lines = ("U0INES,U0TOM,2026-01-05,,,", "U0LEA,U0NORA,2026-01-05,,,", "U0INES,U0MAYA,2026-01-05,,,")
    before = told_to_omar(programme, *lines)
    assert before == [(2, "close"), (3, "close")]
    for mentor in (programme.maya, programme.ines):
        programme.pair(mentor, programme.tom, since="2026-01-05")
        assert told_to_omar(programme, *lines) == before
    with programme.work() as work:
        assert importing.compare(work, file(*lines), SLACK).known == 1, "whoever runs the server is told"


def test_who_said_not_for_me_is_told_apart_by_nothing(programme: Programme) -> None:
    with programme.work() as work:
        place = work.enrolments.open_for(programme.tom.id, programme.id)
        work.enrolments.change(place.id, part=Part.NOT_FOR_ME, state=EnrolmentState.ACTIVE)
    assert len(brings_in(programme, "U0LEA,U0TOM,2025-09-15,,,").new) == 1


def test_only_what_was_seen_is_brought_in_and_by_a_coordinator(programme: Programme) -> None:
    lines = file("U0LEA,U0TOM,2025-09-15,,,")
    with programme.work() as work, pytest.raises(NotAllowed):
        importing.preview(work, programme.tom, lines, SLACK)
    with programme.work() as work:
        seen = importing.preview(work, programme.ines, lines, SLACK).fingerprint
    more = file("U0LEA,U0TOM,2025-09-15,,,", "U0LEA,U0MAYA,2025-09-15,,,")
    with programme.work() as work, pytest.raises(NotAsShown):
        importing.carry_out(work, programme.ines, more, SLACK, seen=seen)
    with programme.work() as work:
        done = importing.carry_out(work, programme.ines, lines, SLACK, seen=seen)
        assert len(done.new) == 1
        assert len(work.prompts.series(programme.tom.id, PromptKind.INTRODUCTION)) == 1


def test_what_is_taken_away_can_be_brought_in_again(programme: Programme) -> None:
    brings_in(programme, "U0LEA,U0TOM,2025-09-15,,,", "U0LEA,U0MAYA,2025-10-15,-Cap,,")
    with programme.work() as work:
        found = exporting.mentorships(work, programme.ines)
    assert (found.count, found.withheld.rows) == (2, 0)
    with programme.work() as work:
        again = importing.compare(work, read(found.content), SLACK)
    assert (again.new, again.known) == ((), 2)


def test_rows_close_to_whoever_takes_them_away_are_not_in_the_file_and_that_is_said(
    programme: Programme,
) -> None:
    brings_in(programme, "U0LEA,U0TOM,2025-09-15,,,", "U0LEA,U0MAYA,2025-10-15,,,")
    with programme.work() as work:
        work.rights.grant(programme.omar.id, Right.COORDINATOR)
        work.people.change(programme.tom.id, manager_id=programme.omar.id)
        found = exporting.mentorships(work, programme.omar)
    assert (found.count, found.withheld.rows) == (1, 1)
    assert b"U0TOM" not in found.content


def test_proposals_go_out_as_the_review_shows_them(programme: Programme) -> None:
    """With the rank, which a coordinator reads there too; and never with a row about somebody close to them."""
    with programme.work() as work:
        work.rights.grant(programme.omar.id, Right.COORDINATOR)
        work.people.change(programme.maya.id, manager_id=programme.omar.id)
        people = (programme.tom, programme.maya, programme.ines)
        found = work.rounds.open(
            programme.id,
            person_ids=[one.id for one in people],
            opened_by=programme.omar.id,
            opened_at=work.now,
            closes_on=date(2026, 1, 26),
        )
        to_lea = SavedProposal(
            mentee_id=programme.tom.id,
            mentor_id=programme.lea.id,
            rank=2,
            reason={},
            left_out=None,
            suggested=False,
        )
        maya = replace(to_lea, mentee_id=programme.maya.id, rank=1)
        ines = replace(
            to_lea, mentee_id=programme.ines.id, mentor_id=None, rank=None, left_out="choices_full"
        )
        work.rounds.propose(found.id, [to_lea, maya, ines])
        file = exporting.proposals(work, programme.omar, found.id)
        with pytest.raises(NotAllowed):
            exporting.proposals(work, programme.tom, found.id)
    rows = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert (file.count, file.withheld.rows) == (2, 1)
    assert [(row["mentee"], row["mentor"], row["rank"], row["left_out"]) for row in rows] == [
        ("U0INES", "", "", "choices_full"),
        ("U0TOM", "U0LEA", "2", ""),
    ]


def test_no_cell_is_carried_out_by_a_spreadsheet() -> None:
    raw = written(("name",), [["=HYPERLINK(1)"], ["@home"], ["-1"], ["Léa"], [None]])
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
    assert rows == [["name"], ["'=HYPERLINK(1)"], ["'@home"], ["'-1"], ["Léa"], [""]]


def test_groups_that_were_brought_in_are_among_the_others(programme: Programme) -> None:
    with programme.work() as work:
        arrive(work, "U0NORA", "Nora Weil")
    brings_in(programme, "U0LEA,U0MAYA,2025-10-15,Cap,,", "U0LEA,U0NORA,2025-10-15,Cap,,")
    with programme.work() as work:
        (one,) = groups.listing(work, programme.ines).groups
    assert (one.name, len(one.mentees)) == ("Cap", 2)
