"""What the bot says on its own initiative, lived hour by hour on a real database."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from living import Programme, kinds

from bot.domain.changes import BreakTooLong
from bot.domain.dates import DateGone, DateTooFar
from bot.domain.kinds import PromptKind
from bot.domain.meetings import Form
from bot.domain.mentorships import Mentorship
from bot.domain.people import Person, SlackProfile, Standing
from bot.domain.permissions import Right
from bot.domain.prompts import Prompt, PromptState
from bot.programme import answers, dates, heartbeat, meetings, prompts
from bot.programme.facts import Nudge
from bot.programme.outcomes import Became

pytestmark = pytest.mark.long


@pytest.fixture
def pair(programme: Programme) -> Mentorship:
    """Léa and Tom, introduced on Monday 2 February 2026 and met the week after."""
    programme.travel("2026-02-02 09:00")
    mentorship = programme.pair(programme.lea, programme.tom, since="2026-02-02")
    programme.travel("2026-02-11 11:00")
    met(programme, programme.tom, mentorship, date(2026, 2, 11))
    programme.release()
    return mentorship


def met(programme: Programme, actor: Person, mentorship: Mentorship, day: date) -> None:
    with programme.work() as work:
        meetings.log(work, actor, mentorship, minutes=45, day=day, form=Form.VIDEO)


def ledger(programme: Programme, kind: PromptKind) -> list[Prompt]:
    with programme.work() as work:
        return [one for one in work.prompts.pending() if one.kind is kind]


def waiting(programme: Programme) -> list[Prompt]:
    with programme.work() as work:
        return list(work.prompts.pending())


def said_to(programme: Programme, person: Person) -> Prompt:
    """The last thing that this person was told."""
    with programme.work() as work:
        return work.prompts.messages_to(person.id, work.now - timedelta(days=60))[0]


def test_a_quiet_pair_hears_the_mentee_first_then_both(programme: Programme, pair: Mentorship) -> None:
    told = programme.live("2026-03-02 00:00", "2026-03-31 20:00")

    assert kinds(told, "Tom") == [
        (date(2026, 3, 2), "sheet"),
        (date(2026, 3, 17), "missing_meeting"),
        (date(2026, 3, 25), "missing_meeting"),
    ]
    assert kinds(told, "Léa") == [(date(2026, 3, 2), "sheet"), (date(2026, 3, 25), "missing_meeting")]


def test_a_pair_that_has_met_is_left_alone(programme: Programme, pair: Mentorship) -> None:
    programme.travel("2026-03-04 18:00")
    met(programme, programme.lea, pair, date(2026, 3, 4))

    told = programme.live("2026-03-05 00:00", "2026-03-31 20:00")

    assert kinds(told, "Léa") == []
    assert kinds(told, "Tom") == [(date(2026, 3, 5), "partner_log")]


def test_nobody_is_written_to_at_night_or_on_sunday(programme: Programme, pair: Mentorship) -> None:
    programme.travel("2026-03-15 03:00")
    programme.tick()
    assert programme.release() == []

    told = programme.live("2026-03-21 00:00", "2026-03-22 23:00")
    assert told == []


def test_planning_twice_says_nothing_twice(programme: Programme, pair: Mentorship) -> None:
    programme.travel("2026-03-17 00:00")

    first = programme.tick()
    with programme.work() as work:
        work.mentorships.look_again({pair.id: work.now})

    assert first > 0
    assert programme.tick() == 0


def test_a_month_without_the_bot_ends_in_one_message_and_no_burst(
    programme: Programme, pair: Mentorship
) -> None:
    programme.travel("2026-04-09 11:00")
    programme.tick()

    parcels = programme.release()

    assert sorted(parcel.bundle.recipient.first_name for parcel in parcels) == ["Léa", "Tom"]
    assert all(len(parcel.bundle.facts) <= 2 for parcel in parcels)


def test_somebody_who_left_the_company_is_told_nothing(programme: Programme, pair: Mentorship) -> None:
    programme.travel("2026-03-17 00:00")
    programme.tick()
    gone = SlackProfile(
        slack_id="U0TOM",
        name="Tom Becker",
        handle="tom",
        standing=Standing.GONE,
        language=None,
        timezone=None,
    )
    with programme.work() as work:
        work.people.save(gone, language="fr", timezone="Europe/Paris", country="FR")

    programme.travel("2026-03-17 11:00")

    assert "Tom" not in [parcel.bundle.recipient.first_name for parcel in programme.release()]
    assert ledger(programme, PromptKind.MISSING_MEETING) == []


def test_the_first_meeting_is_asked_for_after_a_week_and_the_last_nudge_announces_the_flag(
    programme: Programme,
) -> None:
    mentorship = programme.pair(programme.lea, programme.tom, since="2026-03-02")

    told = programme.live("2026-03-02 08:00", "2026-03-20 20:00")

    assert [one for one in kinds(told, "Tom") if one[1] == "first_meeting"] == [
        (date(2026, 3, 9), "first_meeting"),
        (date(2026, 3, 16), "first_meeting"),
    ]
    with programme.work() as work:
        last = work.prompts.messages_to(programme.tom.id, work.now - timedelta(days=7))[0]
        told_tom = prompts.bundle(work, programme.tom, [last]).facts[0]
    assert last.mentorship_id == mentorship.id
    assert isinstance(told_tom, Nudge)
    assert told_tom.flag_eve == date(2026, 3, 29)


def test_coordinators_hear_that_a_pair_is_quiet_and_only_once(programme: Programme) -> None:
    programme.pair(programme.lea, programme.tom, since="2026-03-02")
    with programme.work() as work:
        work.rights.grant(programme.omar.id, Right.COORDINATOR)

    told = programme.live("2026-03-02 08:00", "2026-04-20 20:00")

    assert kinds(told, "Omar") == [(date(2026, 3, 30), "flag")]
    assert kinds(told, "Inès") == []


def test_a_coordinator_above_one_of_them_hears_nothing_and_an_owner_does(programme: Programme) -> None:
    programme.pair(programme.lea, programme.tom, since="2026-03-02")
    with programme.work() as work:
        work.rights.grant(programme.omar.id, Right.COORDINATOR)
        work.people.change(programme.tom.id, manager_id=programme.maya.id)
        work.people.change(programme.maya.id, manager_id=programme.omar.id)

    told = programme.live("2026-03-02 08:00", "2026-04-05 20:00")

    assert kinds(told, "Omar") == []
    assert kinds(told, "Inès") == [(date(2026, 3, 30), "flag")]


def test_a_mentor_of_several_reads_one_digest_a_week(programme: Programme) -> None:
    for mentee in (programme.tom, programme.maya):
        mentorship = programme.pair(programme.lea, mentee, since="2026-02-02")
        programme.travel("2026-02-10 18:00")
        met(programme, mentee, mentorship, date(2026, 2, 10))
    programme.travel("2026-02-12 11:00")
    programme.release()

    told = programme.live("2026-03-02 00:00", "2026-03-27 20:00")

    assert {kind for _, kind in kinds(told, "Léa")} == {"digest"}
    assert [day for day, _ in kinds(told, "Léa")] == [
        date(2026, 3, 2),
        date(2026, 3, 9),
        date(2026, 3, 16),
        date(2026, 3, 23),
    ]


def test_not_this_month_is_respected_and_can_be_taken_back(programme: Programme, pair: Mentorship) -> None:
    programme.live("2026-03-16 08:00", "2026-03-17 18:00")
    asked = said_to(programme, programme.tom)
    with programme.work() as work:
        answers.skip(work, programme.tom, asked, pair)

    assert programme.live("2026-03-18 00:00", "2026-03-24 23:00") == []

    with programme.work() as work:
        answers.take_back(work, programme.tom, asked, pair)
        assert answers.became(work, asked, pair).is_open
    told = programme.live("2026-03-25 00:00", "2026-03-26 20:00")
    assert ("Léa", "missing_meeting") in [(who, kind) for _, who, kind in told]


def test_a_date_is_told_to_the_other_half_and_spares_both_until_it_has_passed(
    programme: Programme, pair: Mentorship
) -> None:
    programme.live("2026-03-16 08:00", "2026-03-17 18:00")
    programme.travel("2026-03-17 18:00")
    with programme.work() as work:
        dates.propose(work, programme.tom, pair, work.now + timedelta(days=9))

    told = programme.live("2026-03-18 00:00", "2026-03-26 20:00")
    assert [one for one in told if one[2] != "tomorrow"] == [(date(2026, 3, 18), "Léa", "partner_plan")]

    told = programme.live("2026-03-27 00:00", "2026-04-01 20:00")
    assert ("Tom", "missing_meeting") in [(who, kind) for _, who, kind in told]


def test_later_means_two_working_days_later(programme: Programme, pair: Mentorship) -> None:
    programme.live("2026-03-16 08:00", "2026-03-17 18:00")
    programme.travel("2026-03-17 18:00")
    asked = said_to(programme, programme.tom)
    with programme.work() as work:
        assert answers.later(work, programme.tom, asked) == date(2026, 3, 19)

    told = programme.live("2026-03-17 19:00", "2026-03-20 20:00")

    assert told == [(date(2026, 3, 19), "Tom", "missing_meeting")]


def test_later_said_again_after_a_change_of_mind_still_comes(programme: Programme, pair: Mentorship) -> None:
    programme.live("2026-03-16 08:00", "2026-03-17 18:00")
    programme.travel("2026-03-17 18:00")
    asked = said_to(programme, programme.tom)
    with programme.work() as work:
        answers.later(work, programme.tom, asked)
    with programme.work() as work:
        answers.take_back(work, programme.tom, answers.mine(work, programme.tom, asked.id), pair)
    programme.travel("2026-03-17 18:01")
    with programme.work() as work:
        answers.later(work, programme.tom, asked)

    told = programme.live("2026-03-17 19:00", "2026-03-20 20:00")

    assert told == [(date(2026, 3, 19), "Tom", "missing_meeting")]


def test_a_pause_silences_both_until_its_day(programme: Programme, pair: Mentorship) -> None:
    programme.travel("2026-03-10 10:00")
    with programme.work() as work:
        answers.pause(work, programme.tom, pair, date(2026, 4, 20))

    told = programme.live("2026-03-10 11:00", "2026-04-19 20:00")

    assert told == [(date(2026, 3, 10), "Léa", "partner_away")], (
        "the day on which it goes on, and nothing else"
    )


def test_a_date_in_the_past_a_far_one_and_a_pause_without_end_are_refused(
    programme: Programme, pair: Mentorship
) -> None:
    with programme.work() as work:
        with pytest.raises(DateGone):
            dates.propose(work, programme.tom, pair, work.now)
        with pytest.raises(DateTooFar):
            dates.propose(work, programme.tom, pair, work.now + timedelta(days=400))
        with pytest.raises(answers.PauseTooShort):
            answers.pause(work, programme.tom, pair, work.now.date())
        with pytest.raises(BreakTooLong):
            answers.pause(work, programme.tom, pair, work.now.date() + timedelta(days=500))


def test_an_answer_is_read_from_what_happened_whoever_did_it(programme: Programme, pair: Mentorship) -> None:
    programme.live("2026-03-16 08:00", "2026-03-17 18:00")
    asked = said_to(programme, programme.tom)
    met(programme, programme.lea, pair, date(2026, 3, 17))

    with programme.work() as work:
        assert answers.became(work, asked, pair).became is Became.MET


def test_a_prompt_with_no_facts_ends_alone_and_the_others_go_on(
    programme: Programme, pair: Mentorship
) -> None:
    programme.travel("2026-03-17 00:00")
    programme.tick()
    with programme.work() as work:
        broken = heartbeat.PromptDue(
            kind=PromptKind.FLAG,
            mentorship_id=None,
            recipient_id=programme.tom.id,
            period="poison",
            rung="",
            not_before=work.now,
            expires_at=work.now + timedelta(days=9),
        )
        work.prompts.plan([broken], now=work.now)
    programme.travel("2026-03-17 11:00")

    told = [one.prompt.kind for parcel in programme.release() for one in parcel.bundle.facts]

    assert PromptKind.MISSING_MEETING in told
    assert [one.state for one in ledger(programme, PromptKind.FLAG)] == [PromptState.DEAD]


def test_a_dry_run_says_who_would_be_told_what_and_why_and_writes_nothing(
    programme: Programme, pair: Mentorship
) -> None:
    programme.travel("2026-03-17 11:00")

    before = waiting(programme)

    told = heartbeat.dry_run(programme.store, programme.workspace)

    assert {(one.person.first_name, one.kind) for one in told if one.verdict == "send"} == {
        ("Tom", PromptKind.SHEET),
        ("Tom", PromptKind.MISSING_MEETING),
        ("Léa", PromptKind.SHEET),
    }
    assert all("Léa Martin" in one.why or "Tom Becker" in one.why for one in told)
    assert waiting(programme) == before


def test_a_meeting_told_late_does_not_silence_the_month_that_runs(programme: Programme) -> None:
    """Nobody had logged anything when the pair was flagged; then Tom tells of a meeting in the month before."""
    programme.travel("2026-02-10 09:00")
    mentorship = programme.pair(programme.lea, programme.tom, since="2026-02-10")
    programme.live("2026-02-10 09:00", "2026-03-10 09:00")
    met(programme, programme.tom, mentorship, date(2026, 2, 10))

    told = programme.live("2026-03-10 09:00", "2026-03-27 09:00")

    assert (date(2026, 3, 25), "missing_meeting") in kinds(told, "Tom")


def test_a_meeting_taken_back_lets_the_months_question_come(programme: Programme, pair: Mentorship) -> None:
    programme.travel("2026-03-04 11:00")
    with programme.work() as work:
        logged = meetings.log(work, programme.tom, pair, minutes=45, day=date(2026, 3, 4), form=Form.VIDEO)
    programme.live("2026-03-04 11:00", "2026-03-20 11:00")
    with programme.work() as work:
        meetings.withdraw(work, programme.tom, logged.meeting.id)

    told = programme.live("2026-03-20 13:00", "2026-03-27 11:00")

    assert (date(2026, 3, 25), "missing_meeting") in kinds(told, "Léa")
