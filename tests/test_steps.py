"""Steps taken, left out and rewarded: in a pair, in a group, and once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from living import CUSTOMS, Programme, arrive

from bot.domain.calendar import Period
from bot.domain.kinds import PromptKind
from bot.domain.mentorships import EndedWhy, Mentorship, SeatRole
from bot.domain.people import Person
from bot.domain.programmes import ProgrammeType
from bot.domain.refusals import Outdated
from bot.domain.steps import Asks, Step, StepState, StepTaken
from bot.programme import certificates, ending, leaving_out, linking, meetings, papers, sheets, steps
from bot.programme.work import Work
from tests.storage.stage import at_once


def asking(*asks: Asks) -> ProgrammeType:
    """The long-term type, with these steps."""
    words = [
        Step(key=f"s{n}", texts={"fr": f"Étape {n}", "en": f"Step {n}"}, asks=one)
        for n, one in enumerate(asks)
    ]
    return replace(CUSTOMS.types["long_term"], steps=tuple(words))


def with_steps(programme: Programme, *asks: Asks) -> None:
    types = {**CUSTOMS.types, "long_term": asking(*asks)}
    programme.store.customs = replace(CUSTOMS, types=types)


def meet(programme: Programme, mentorship: Mentorship, who: Person, count: int, *, first: str) -> None:
    day = date.fromisoformat(first)
    for number in range(count):
        on = day + timedelta(days=number)
        programme.travel(f"{on} 18:00")
        with programme.work() as work:
            meetings.log(work, who, mentorship, minutes=45, day=on, form=None)


def standing(work: Work, mentorship: Mentorship) -> tuple[int, int]:
    seen = steps.progress(work, mentorship)
    return seen.done, seen.of


def told(work: Work, person: Person, kind: PromptKind) -> int:
    return len(work.prompts.series(person.id, kind))


pytestmark = pytest.mark.long

MEETINGS = [Asks(meetings=number) for number in range(1, 11)]


@pytest.fixture
def pair(programme: Programme) -> Mentorship:
    return programme.pair(programme.lea, programme.tom, since="2026-03-02")


def test_seven_of_nine_bring_no_certificate_and_eight_of_ten_bring_two(
    programme: Programme, pair: Mentorship
) -> None:
    with_steps(programme, *MEETINGS[:9])
    meet(programme, pair, programme.tom, 7, first="2026-03-03")
    with programme.work() as work:
        assert standing(work, pair) == (7, 9)
        assert work.certificates.in_mentorship(pair.id) == {}
    other = programme.pair(programme.lea, programme.maya, since="2026-03-02")
    with_steps(programme, *MEETINGS)
    meet(programme, other, programme.maya, 8, first="2026-03-03")
    with programme.work() as work:
        assert standing(work, other) == (8, 10)
        assert sorted(work.certificates.in_mentorship(other.id)) == [programme.lea.id, programme.maya.id]
        assert standing(work, pair) == (7, 9), "how many there are was settled when they began"
        assert told(work, programme.tom, PromptKind.CERTIFICATE) == 0


def test_it_is_issued_once_whatever_happens_after(programme: Programme, pair: Mentorship) -> None:
    with_steps(programme, *MEETINGS)
    meet(programme, pair, programme.tom, 10, first="2026-03-03")
    with programme.work() as work:
        steps.look(work, pair)
        ending.end(work, pair, EndedWhy.TERM)
        steps.look(work, pair)
        assert told(work, programme.tom, PromptKind.CERTIFICATE) == 1
        mine = work.certificates.about(programme.tom.id, f"mentorship-{pair.id}")
        assert mine is not None
        assert (mine.page.done, mine.page.of, mine.language) == (8, 10, "en")
        assert [one.name for one in mine.page.partners] == ["Léa Martin"]
        waiting = work.prompts.series(programme.tom.id, PromptKind.CERTIFICATE)[0]
        assert waiting.state == "planned", "the end of the mentorship makes it no less worth saying"


def test_five_and_their_mentor_get_six_and_whoever_comes_later_none(programme: Programme) -> None:
    with_steps(programme, *MEETINGS[:5])
    with programme.work() as work:
        learners = [arrive(work, f"U0G{n}", f"Membre {n}", "fr" if n % 2 else "en") for n in range(5)]
        group = linking.link(
            work,
            work.programmes.get(programme.id),
            mentor_id=programme.lea.id,
            mentee_ids=[one.id for one in learners],
            anchor=date(2026, 3, 2),
            ends_on=None,
            period=linking.FORMED,
            name="Données",
        )
    meet(programme, group, learners[0], 4, first="2026-03-03")
    with programme.work() as work:
        issued = work.certificates.in_mentorship(group.id)
        assert sorted(issued) == sorted([programme.lea.id, *(one.id for one in learners)])
        pages = {one: work.certificates.get(number).page for one, number in issued.items()}  # type: ignore[union-attr]
        assert len(pages[programme.lea.id].partners) == 5
        assert [one.name for one in pages[learners[0].id].partners] == ["Léa Martin"], (
            "a mentee's names the mentor, not the others"
        )
        on_paper = [papers.paper(work, work.certificates.get(one)) for one in issued.values()]  # type: ignore[arg-type]
    assert len({one.code for one in on_paper}) == 6
    assert sorted(one.language for one in on_paper) == ["en"] * 3 + ["fr"] * 3, "each in their own"
    with programme.work() as work:
        work.mentorships.give_seat(group.id, programme.maya.id, SeatRole.MENTEE, since=work.now)
        steps.look(work, group)
        assert len(work.certificates.in_mentorship(group.id)) == 6


def test_lines_are_counted_from_every_sheet_and_a_meeting_in_dispute_is_not(
    programme: Programme, pair: Mentorship
) -> None:
    with_steps(programme, Asks(items=("stories", "hopes")), Asks(meetings=1))
    programme.travel("2026-03-03 10:00")
    with programme.work() as work:
        page = sheets.opened(work, programme.tom, pair.id)
        boxes = {item.key: item.id for item in page.sheet.items}
        sheets.tick(work, programme.tom, pair.id, 0, shown=(), chosen=[boxes["stories"]])
        assert standing(work, pair) == (0, 2)
        sheets.tick(work, programme.lea, pair.id, 0, shown=(), chosen=[boxes["hopes"]])
        assert standing(work, pair) == (1, 2)
        meeting = meetings.log(work, programme.tom, pair, minutes=30, day=date(2026, 3, 3), form=None).meeting
        assert standing(work, pair) == (2, 2)
    with programme.work() as work:
        meetings.deny(work, programme.lea, meeting.id)
        steps.look(work, pair)
        assert standing(work, pair) == (2, 2), "what was done stays done"


def test_a_step_is_left_out_by_two_and_by_nobody_alone(programme: Programme, pair: Mentorship) -> None:
    with_steps(programme, *MEETINGS[:5])
    meet(programme, pair, programme.tom, 3, first="2026-03-03")
    with programme.work() as work:
        seen = leaving_out.leave_out(work, programme.tom, pair.id, "s4")
        assert (seen.lines[4].state, seen.of) == (StepState.SUGGESTED, 5)
        seen = leaving_out.leave_out(work, programme.tom, pair.id, "s4")
        assert seen.lines[4].state is StepState.SUGGESTED, "twice by one is not by two"
        assert told(work, programme.lea, PromptKind.STEP_LEFT_OUT) == 1
        seen = leaving_out.leave_out(work, programme.lea, pair.id, "s4")
        assert (seen.lines[4].state, seen.done, seen.of, seen.settled) == (StepState.LEFT_OUT, 3, 4, False)
        seen = leaving_out.keep(work, programme.tom, pair.id, "s4")
        assert (seen.lines[4].state, seen.of) == (StepState.OPEN, 5), "either takes it up again"
        with pytest.raises(StepTaken):
            leaving_out.leave_out(work, programme.tom, pair.id, "s0")
        with pytest.raises(Outdated):
            leaving_out.leave_out(work, programme.maya, pair.id, "s4")


def test_what_was_left_out_can_bring_the_certificate_and_then_nothing_changes(
    programme: Programme, pair: Mentorship
) -> None:
    with_steps(programme, *MEETINGS[:5])
    meet(programme, pair, programme.tom, 3, first="2026-03-03")
    with programme.work() as work:
        for key in ("s3", "s4"):
            leaving_out.leave_out(work, programme.tom, pair.id, key)
            leaving_out.leave_out(work, programme.lea, pair.id, key)
        mine = work.certificates.about(programme.tom.id, f"mentorship-{pair.id}")
        assert mine is not None
        assert (mine.page.done, mine.page.of, mine.page.left_out) == (3, 3, 2), "the page says so"
        with pytest.raises(Outdated):
            leaving_out.keep(work, programme.lea, pair.id, "s4")


def test_whoever_stands_in_has_no_steps_to_take(programme: Programme) -> None:
    with programme.work() as work:
        stand_in = work.mentorships.link(
            programme.id,
            seats=[(programme.lea.id, SeatRole.MENTOR), (programme.tom.id, SeatRole.MENTEE)],
            anchor=date(2026, 3, 2),
            period=Period(months=1),
            introduced_at=work.now,
            temporary=True,
        )
        steps.look(work, stand_in)
        assert steps.progress(work, stand_in).lines == ()


def test_in_january_whoever_mentored_gets_their_year_once(programme: Programme, pair: Mentorship) -> None:
    meet(programme, pair, programme.tom, 2, first="2026-03-03")
    programme.travel("2026-12-31 12:00")
    with programme.work() as work:
        assert certificates.years_over(work) == 0
        so_far = papers.year_of_a_mentor(work, programme.lea)
        assert (so_far.page.minutes, so_far.page.mentees, so_far.code) == (90, 1, None)
        with pytest.raises(papers.NothingGiven):
            papers.year_of_a_mentor(work, programme.tom)
    programme.travel("2027-01-04 09:00")
    with programme.work() as work:
        assert certificates.years_over(work) == 1
        assert certificates.years_over(work) == 0
        year = work.certificates.about(programme.lea.id, "year-2026")
        assert year is not None
        assert (year.page.minutes, year.page.meetings, year.page.mentees) == (90, 2, 1)
        assert papers.year_of_a_mentor(work, programme.lea).code == year.code, (
            "of this year there is nothing yet"
        )


def test_whoever_is_forgotten_is_forgotten_in_what_others_have(
    programme: Programme, pair: Mentorship
) -> None:
    with_steps(programme, *MEETINGS[:2])
    meet(programme, pair, programme.tom, 2, first="2026-03-03")
    with programme.work() as work:
        work.certificates.erase(programme.lea.id)
        left = work.certificates.about(programme.tom.id, f"mentorship-{pair.id}")
        assert left is not None
        assert [one.name for one in left.page.partners] == [""]
        assert work.certificates.about(programme.lea.id, f"mentorship-{pair.id}") is None


def test_two_who_take_the_last_two_steps_at_once_get_one_certificate_each(
    programme: Programme, pair: Mentorship
) -> None:
    with_steps(programme, *MEETINGS[:5])
    meet(programme, pair, programme.tom, 2, first="2026-03-03")
    programme.travel("2026-03-10 18:00")

    def log(number: int) -> None:
        with programme.work() as work:
            who = (programme.tom, programme.lea)[number]
            meetings.log(work, who, pair, minutes=30, day=date(2026, 3, 8 + number), form=None)

    at_once(2, log)
    with programme.work() as work:
        assert standing(work, pair) == (4, 5)
        assert len(work.certificates.in_mentorship(pair.id)) == 2
