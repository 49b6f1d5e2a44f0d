"""A break tells the other half its end date and nothing else; whoever is alone for long may have somebody stand in."""

from __future__ import annotations

from datetime import date

import pytest
from living import Programme, kinds

from bot.domain.enrolments import Application, Part
from bot.domain.kinds import PromptKind
from bot.domain.mentorships import Mentorship, MentorshipState
from bot.domain.people import Person, Standing
from bot.domain.refusals import Outdated
from bot.programme import answers, away, changing, departures, interim, newcomers, pausing
from bot.programme.work import Work
from bot.texts import Speech
from handlers.views import prompts as views

pytestmark = pytest.mark.long

IN_JUNE, SOON = date(2026, 6, 1), date(2026, 3, 30)


def mentors(programme: Programme, **places: int) -> None:
    with programme.work() as work:
        for name, capacity in places.items():
            place = work.enrolments.open_for(getattr(programme, name).id, programme.id)
            work.enrolments.change(
                place.id,
                part=Part.MENTOR,
                capacity=capacity,
                application=Application.APPROVED,
                completed_at=work.now,
            )


def a_pair(programme: Programme) -> Mentorship:
    """Léa and Tom since January; it is a Tuesday in March."""
    pair = programme.pair(programme.lea, programme.tom, since="2026-01-12")
    programme.travel("2026-03-10 10:00")
    mentors(programme, lea=3)
    with programme.work() as work:
        work.profiles.change(programme.tom.id, languages=("fr",))
        work.enrolments.open_for(programme.tom.id, programme.id)
    return pair


def rests(programme: Programme, person: Person, until: date | None) -> None:
    with programme.work() as work:
        pausing.rest_until(work, person, until)


def told(programme: Programme, day: str) -> list[tuple[str, str]]:
    """Who is told what that morning, of what is said of breaks."""
    heard = programme.live(f"{day} 09:00", f"{day} 17:00")
    ours = {"partner_away", "interim", "nobody_willing", "introduction", "ended"}
    return [(who, kind) for _, who, kind in heard if kind in ours]


def offer(work: Work, programme: Programme) -> int:
    return work.prompts.series(programme.tom.id, PromptKind.INTERIM)[-1].id


def accepts(programme: Programme) -> Mentorship | None:
    with programme.work() as work:
        return interim.accept(work, programme.tom, offer(work, programme))


def test_the_other_half_of_a_short_break_is_told_its_last_day_and_nothing_else(programme: Programme) -> None:
    a_pair(programme)
    rests(programme, programme.lea, SOON)
    programme.travel("2026-03-10 12:00")
    parcels = programme.release()

    assert [parcel.bundle.recipient.first_name for parcel in parcels] == ["Tom"]
    (said,) = [views.bundle(parcel.bundle, Speech("en")).text for parcel in parcels]
    assert said == (
        "Hello Tom,\nYour mentorship with <@U0LEA> is on a break until Monday 30 March. Nothing is expected of you "
        "before then, and it goes on by itself from that day."
    )


def pressed_in_a_reminder(work: Work, programme: Programme, pair: Mentorship, until: date) -> None:
    answers.pause(work, programme.tom, pair, until)


def by_the_rule(work: Work, programme: Programme, pair: Mentorship, until: date) -> None:
    changing.ask(
        work,
        programme.tom,
        pair.id,
        why=changing.Motive.PREFER_NOT_TO_SAY,
        wish=changing.Wish.PAUSE,
        until=until,
    )


@pytest.mark.parametrize("pauses", [pressed_in_a_reminder, by_the_rule])
def test_whichever_way_a_pair_is_paused_the_other_half_reads_the_same_words(
    programme: Programme, pauses: object
) -> None:
    pair = a_pair(programme)
    with programme.work() as work:
        pauses(work, programme, pair, IN_JUNE)  # type: ignore[operator]
    programme.travel("2026-03-10 12:00")
    (parcel,) = programme.release()

    assert parcel.bundle.recipient.first_name == "Léa"
    text = views.bundle(parcel.bundle, Speech("fr")).text
    assert "est en pause jusqu’au lundi 1er juin" in text.replace("\u00a0", " ")
    with programme.work() as work:
        assert not work.prompts.series(programme.tom.id, PromptKind.INTERIM), "they asked for it themselves"


def test_a_break_is_told_once_and_again_only_when_its_end_moves(programme: Programme) -> None:
    a_pair(programme)
    rests(programme, programme.lea, SOON)
    rests(programme, programme.lea, SOON)
    rests(programme, programme.lea, date(2026, 4, 7))
    assert told(programme, "2026-03-10") == [("Tom", "partner_away")], "only the day that holds now"

    rests(programme, programme.lea, date(2026, 4, 10))
    assert told(programme, "2026-03-11") == [("Tom", "partner_away")]


def test_nobody_is_told_of_a_break_that_is_over_before_they_hear_of_it(programme: Programme) -> None:
    a_pair(programme)
    programme.travel("2026-03-10 20:00")
    rests(programme, programme.lea, SOON)
    rests(programme, programme.lea, None)

    assert told(programme, "2026-03-11") == []


def test_whoever_is_without_their_mentor_for_long_has_somebody_if_they_like_until_the_mentor_is_back(
    programme: Programme,
) -> None:
    a_pair(programme)
    mentors(programme, omar=1)
    rests(programme, programme.lea, IN_JUNE)
    assert told(programme, "2026-03-10") == [("Tom", "partner_away"), ("Tom", "interim")]

    made = accepts(programme)
    assert made is not None
    assert made == accepts(programme), "pressed twice is once"
    assert (made.temporary, made.ends_on) == (True, date(2026, 5, 31))
    assert made.seat_of(programme.omar.id)
    with programme.work() as work:
        assert work.seats.mentees_carried(programme.id) == {programme.lea.id: 1}, "no lasting place is taken"
    assert told(programme, "2026-03-11") == [("Tom", "introduction"), ("Omar", "introduction")]
    assert ("Tom", "ended") in told(programme, "2026-06-01")
    with programme.work() as work:
        assert [one.id for one in work.mentorships.of(programme.tom.id)] != [made.id]


def test_whoever_loses_the_one_who_stood_in_is_offered_somebody_else(programme: Programme) -> None:
    a_pair(programme)
    mentors(programme, omar=1)
    rests(programme, programme.lea, IN_JUNE)
    told(programme, "2026-03-10")
    assert accepts(programme)
    told(programme, "2026-03-11")

    with programme.work() as work:
        work.people.change(programme.omar.id, standing=Standing.GONE)
        departures.notice(work)
    assert told(programme, "2026-03-12") == [("Tom", "ended"), ("Tom", "interim")]


def test_a_mentor_who_is_back_earlier_takes_over_at_once_and_the_stand_in_is_thanked(
    programme: Programme,
) -> None:
    a_pair(programme)
    mentors(programme, omar=1)
    rests(programme, programme.lea, IN_JUNE)
    told(programme, "2026-03-10")
    made = accepts(programme)
    told(programme, "2026-03-11")
    assert made is not None
    programme.travel("2026-04-01 10:00")
    rests(programme, programme.lea, date(2026, 7, 1))
    with programme.work() as work:
        moved = work.mentorships.get(made.id)
        assert moved is not None
        assert moved.ends_on == date(2026, 6, 30), "a longer break, a longer relay"
    rests(programme, programme.lea, None)

    with programme.work() as work:
        over = work.mentorships.get(made.id)
        assert over is not None
        assert over.state is MentorshipState.ENDED
    heard = kinds(programme.live("2026-04-01 10:00", "2026-04-02 17:00"), "Omar")
    assert "ended" in [kind for _, kind in heard]


def test_no_thank_you_is_an_answer_and_can_be_taken_back(programme: Programme) -> None:
    a_pair(programme)
    mentors(programme, omar=1)
    rests(programme, programme.lea, IN_JUNE)
    told(programme, "2026-03-10")
    with programme.work() as work:
        with pytest.raises(Outdated):
            interim.decline(work, programme.maya, offer(work, programme))
        interim.decline(work, programme.tom, offer(work, programme))
        prompt = work.prompts.get(offer(work, programme))
        assert prompt is not None
        assert interim.offered(work, prompt, programme.tom).declined
    assert accepts(programme) is not None


def test_when_nobody_can_stand_in_it_is_said_plainly_and_the_team_sees_it(programme: Programme) -> None:
    a_pair(programme)
    rests(programme, programme.lea, IN_JUNE)
    told(programme, "2026-03-10")
    assert accepts(programme) is None
    with programme.work() as work:
        prompt = work.prompts.get(offer(work, programme))
        assert prompt is not None
        assert interim.offered(work, prompt, programme.tom).nobody
    assert told(programme, "2026-03-11") == [("Inès", "nobody_willing")]

    mentors(programme, omar=1)
    assert accepts(programme) is not None


def test_only_the_willing_carry_one_person_more_than_their_places(programme: Programme) -> None:
    a_pair(programme)
    programme.pair(programme.omar, programme.maya, since="2026-01-12")
    mentors(programme, omar=1)
    rests(programme, programme.lea, IN_JUNE)
    told(programme, "2026-03-10")
    assert accepts(programme) is None, "Omar has no place left"

    with programme.work() as work:
        newcomers.start(work, programme.ines)
        newcomers.offer(work, programme.omar, 1)
    made = accepts(programme)
    assert made is not None
    assert made.seat_of(programme.omar.id)


def test_nobody_is_offered_a_stand_in_for_a_short_break_or_one_of_their_own(programme: Programme) -> None:
    pair = a_pair(programme)
    rests(programme, programme.lea, date(2026, 4, 21))
    assert told(programme, "2026-03-10") == [("Tom", "partner_away")], "six weeks to the day"
    rests(programme, programme.lea, None)
    rests(programme, programme.tom, IN_JUNE)
    assert told(programme, "2026-03-11") == [("Léa", "partner_away")]
    with programme.work() as work:
        assert away.mentor_back(work, pair) is None
