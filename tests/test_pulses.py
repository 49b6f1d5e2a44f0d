"""How it goes: who is asked, on which day, once; what is read of it, when; and whom it never reaches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import pytest
from living import Programme, arrive, kinds, living

from bot.domain.kinds import PromptKind
from bot.domain.mentorships import EndedWhy, Mentorship, SeatRole
from bot.domain.people import Person
from bot.domain.periods import Month
from bot.domain.permissions import Right
from bot.domain.preferences import NotOffered
from bot.domain.pulses import NOT_KEPT, THEMES, Guest, PulseAnswered, PulseKind, Wave, WaveClosed, closing_of
from bot.domain.refusals import NotAllowed, Outdated
from bot.programme import ending, pulse_beats, pulse_facts, pulses
from bot.programme.pulses import Chapter
from bot.sample.pulse import latest_closed

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

GATHERED, CLOSED = "2026-03-02 00:05", "2026-04-11 00:05"
MONTH = date(2026, 3, 1)


@pytest.fixture
def programme(database_url: str) -> Iterator[Programme]:
    with living(database_url) as programme:
        yield programme


def crowd(programme: Programme, pairs: int, *, since: str = "2026-02-10") -> list[Mentorship]:
    """So many pairs, introduced that day, besides the five who are always there."""
    made = []
    for number in range(pairs):
        with programme.work() as work:
            mentor = arrive(work, f"U0M{number}", f"Mentor{number} M.", "fr")
            mentee = arrive(work, f"U0E{number}", f"Mentee{number} M.", "en")
        made.append(programme.pair(mentor, mentee, since=since))
    return made


def beats(programme: Programme, at: str) -> None:
    programme.travel(at)
    with programme.work() as work:
        pulse_beats.advance(work)


def the_wave(programme: Programme, kind: PulseKind = PulseKind.PULSE, opens_on: date = MONTH) -> Wave:
    with programme.work() as work:
        found = work.pulses.wave(programme.id, kind, opens_on)
        assert found is not None
        return work.pulses.get(found.id) or found


def planned(programme: Programme, person_id: int, kind: PromptKind) -> list[str]:
    with programme.work() as work:
        return [f"{one.not_before:%m-%d}" for one in work.prompts.series(person_id, kind)]


def answers(
    programme: Programme, person_id: int, wave: Wave, words: str | None = None, mark: int = 4
) -> None:
    with programme.work() as work:
        marks = dict.fromkeys(THEMES[wave.kind], mark)
        pulses.answer(work, work.people.get(person_id), wave.id, marks=marks, words=words)


def everybody(pairs: Sequence[Mentorship]) -> list[int]:
    return [seat.person_id for one in pairs for seat in one.seats]


def read(programme: Programme, person: Person) -> Chapter:
    with programme.work() as work:
        [chapter] = pulses.see(work, person)
        return chapter


def test_each_is_asked_on_the_thirtieth_day_and_the_wave_is_one(programme: Programme) -> None:
    """Also by those who come back to it, and by two beats at once."""
    pairs = crowd(programme, 3)
    beats(programme, "2026-03-01 09:00")
    with programme.work() as work:
        assert work.pulses.wave(programme.id, PulseKind.PULSE, MONTH) is None, (
            "whoever begins on the first is due"
        )
    for _ in range(2):
        beats(programme, GATHERED)
    assert the_wave(programme).asked == 6
    for one in everybody(pairs):
        assert planned(programme, one, PromptKind.PULSE) == ["03-11"], "at midnight in Paris of the twelfth"


def test_a_month_in_which_four_people_could_answer_asks_nobody(programme: Programme) -> None:
    pairs = crowd(programme, 2)
    beats(programme, GATHERED)
    assert the_wave(programme).asked == 0
    assert [planned(programme, one, PromptKind.PULSE) for one in everybody(pairs)] == [[]] * 4


def test_a_stand_in_an_ended_mentorship_and_whoever_has_left_are_not_asked(programme: Programme) -> None:
    pairs = crowd(programme, 5)
    with programme.work() as work:
        work.mentorships.change(pairs[0].id, temporary=True)
        work.mentorships.end(pairs[1].id, EndedWhy.STOPPED, at=work.now, ends_on=date(2026, 2, 20))
    beats(programme, GATHERED)
    assert the_wave(programme).asked == 6
    assert planned(programme, pairs[0].seats[0].person_id, PromptKind.PULSE) == []


def test_somebody_of_two_programmes_is_not_asked_twice_in_fifty_days(programme: Programme) -> None:
    """The newcomers' wave finds who is asked in the other one, although both begin in the same beat."""
    pairs = crowd(programme, 3)
    with programme.work() as work:
        other = work.programmes.start(
            type_key="newcomer",
            name="Accueil",
            language="fr",
            timezone="Europe/Paris",
            started_on=date(2026, 1, 1),
        )
        for one in pairs:
            work.mentorships.link(
                other.id,
                seats=[(seat.person_id, seat.role) for seat in one.seats],
                anchor=date(2026, 2, 12),
                period=one.period,
                introduced_at=work.now.replace(month=2, day=12),
            )
    beats(programme, GATHERED)
    assert all(len(planned(programme, one, PromptKind.PULSE)) == 1 for one in everybody(pairs))


def test_nobody_reads_a_mark_before_the_close_and_both_sides_apart_after_it(programme: Programme) -> None:
    pairs = crowd(programme, 5)
    beats(programme, GATHERED)
    wave = the_wave(programme)
    for one in everybody(pairs):
        answers(programme, one, wave, mark=5)
    [standing] = read(programme, programme.ines).waves
    assert standing.told is None

    beats(programme, CLOSED)
    [standing] = read(programme, programme.ines).waves
    assert standing.told is not None
    assert (standing.told.asked, standing.told.answered) == (10, 10)
    assert {mark for means in standing.told.by_side.values() for mark in means.values()} == {5.0}


@pytest.mark.parametrize(("answered", "read_by_the_team"), [(9, 0), (10, 2)])
def test_lines_are_read_from_ten_answers_on_and_else_they_are_gone(
    programme: Programme, answered: int, read_by_the_team: int
) -> None:
    pairs = crowd(programme, 5)
    beats(programme, GATHERED)
    wave = the_wave(programme)
    for number, one in enumerate(everybody(pairs)[:answered]):
        answers(programme, one, wave, words="Une salle" if number < 2 else None)
    assert read(programme, programme.ines).open == ()
    beats(programme, CLOSED)

    lines = read(programme, programme.ines).open
    assert [one.words for one in lines] == ["Une salle"] * read_by_the_team
    with programme.work() as work:
        assert work.pulses.to_count(programme.id, date(2026, 4, 11)) == []


@pytest.mark.parametrize("answered", [1, 4, 5])
def test_marks_that_nobody_may_be_told_are_not_kept(programme: Programme, answered: int) -> None:
    """Whoever reads the tables sees who answered: of one person they would know what."""
    pairs = crowd(programme, 5)
    beats(programme, GATHERED)
    wave = the_wave(programme)
    for one in everybody(pairs)[:answered]:
        answers(programme, one, wave, mark=2)
    beats(programme, CLOSED)
    with programme.work() as work:
        found = work.pulses.answers(wave.id)
    assert len(found) == answered
    assert {mark for one in found for mark in one.marks.values()} == ({NOT_KEPT} if answered < 5 else {2})


def test_an_answer_that_comes_when_the_marks_have_gone_goes_with_them(programme: Programme) -> None:
    """Written at the very moment at which the urn was opened."""
    pairs = crowd(programme, 5)
    beats(programme, GATHERED)
    wave = the_wave(programme)
    first, *others = everybody(pairs)[:6]
    answers(programme, first, wave)
    with programme.work() as work:
        pulse_beats.count(work, wave)
        late = [Guest(person_id=one, side=SeatRole.MENTEE, day=MONTH) for one in others]
        work.pulses.invite(wave.id, late)
    for one in others:
        answers(programme, one, wave)
    beats(programme, CLOSED)
    with programme.work() as work:
        assert len(work.pulses.answers(wave.id)) == 1
        assert work.pulses.to_count(programme.id, date(2026, 4, 11)) == []


def test_a_suggestion_is_open_until_somebody_has_seen_to_it(programme: Programme) -> None:
    pairs = crowd(programme, 5)
    beats(programme, GATHERED)
    for one in everybody(pairs):
        answers(programme, one, the_wave(programme), words="Une salle")
    beats(programme, CLOSED)
    first = read(programme, programme.ines).open[0]

    with programme.work() as work:
        [chapter] = pulses.see_to(work, programme.ines, first.id, done=True)
        assert (len(chapter.open), chapter.more, [one.id for one in chapter.done]) == (8, True, [first.id])
        [chapter] = pulses.see_to(work, programme.ines, first.id, done=False)
        assert (len(chapter.open), chapter.done) == (8, ())
        with pytest.raises(Outdated):
            pulses.see_to(work, programme.ines, "nobody-wrote-this", done=True)


def test_an_answer_is_given_once_in_time_with_all_its_marks_and_by_who_is_asked(programme: Programme) -> None:
    pairs = crowd(programme, 3)
    beats(programme, GATHERED)
    wave, (one, two, *_) = the_wave(programme), everybody(pairs)
    answers(programme, one, wave)
    with pytest.raises(PulseAnswered):
        answers(programme, one, wave)
    with pytest.raises(NotOffered):
        answers(programme, two, wave, mark=6)
    with pytest.raises(Outdated):
        answers(programme, programme.maya.id, wave)
    programme.travel("2026-04-11 00:00")
    with pytest.raises(WaveClosed):
        answers(programme, two, wave)


def test_of_ten_people_one_may_talk_with_a_coordinator_who_is_not_close_to_them(programme: Programme) -> None:
    """Omar coordinates, and manages everybody who was drawn: Inès owns the programme, and has time."""
    pairs = crowd(programme, 5)
    with programme.work() as work:
        work.rights.grant(programme.omar.id, Right.COORDINATOR)
        for one in everybody(pairs):
            work.people.change(one, manager_id=programme.omar.id)
    beats(programme, GATHERED)
    told = programme.live("2026-03-11 08:00", "2026-03-23 12:00")
    talks = [name for _, name, kind in told if kind == "talk"]
    assert len(talks) == 1
    with programme.work() as work:
        drawn = [one for one in everybody(pairs) if work.prompts.series(one, PromptKind.TALK)]
        [prompt] = work.prompts.series(drawn[0], PromptKind.TALK)
        reader = work.people.get(drawn[0])
        assert pulse_facts.talk(work, prompt, reader).coordinator == programme.ines
    assert the_wave(programme).asked == 10


def test_whoever_was_never_told_that_they_are_asked_was_not_asked(programme: Programme) -> None:
    """A pair that rests when its day comes, and one that has ended: the share of answers is of those who were asked."""
    pairs = crowd(programme, 5)
    programme.travel(GATHERED)
    with programme.work() as work:
        pulse_beats.advance(work)
        work.mentorships.pause(pairs[0].id, since=date(2026, 3, 2), until=date(2026, 5, 1))
        ending.end(work, pairs[1], EndedWhy.STOPPED)
    told = programme.live("2026-03-12 08:00", "2026-03-13 12:00")
    assert sum(kind == "pulse" for _, _, kind in told) == 6
    answers(programme, pairs[2].seats[0].person_id, the_wave(programme))
    beats(programme, CLOSED)
    assert the_wave(programme).asked == 6


def test_how_it_was_is_asked_after_the_end_was_read_and_never_before(programme: Programme) -> None:
    [pair] = crowd(programme, 1, since="2026-01-12")
    mentee = pair.seats[1].person_id
    programme.travel("2026-03-10 10:00")
    with programme.work() as work:
        ending.end(work, pair, EndedWhy.CHANGE)
    beats(programme, "2026-03-10 10:01")
    assert planned(programme, mentee, PromptKind.CLOSING_PULSE) == [], "nobody has heard of it yet"

    told = programme.live("2026-03-10 10:30", "2026-03-13 12:00")
    heard = kinds(told, "Mentee0")
    assert [kind for _, kind in heard] == ["ended", "closing_pulse"]
    assert heard[0][0] < heard[1][0]
    wave = the_wave(programme, PulseKind.CLOSING, date(2026, 1, 1))
    assert wave.closes_on == date(2026, 4, 10), "a quarter, so that enough may answer"
    answers(programme, mentee, wave)
    beats(programme, "2026-03-14 10:00")
    assert len(planned(programme, mentee, PromptKind.CLOSING_PULSE)) == 1


def test_marks_are_for_those_who_run_that_programme(programme: Programme) -> None:
    with programme.work() as work:
        for person, right in ((programme.omar, Right.VIEWER), (programme.maya, Right.CHAMPION)):
            work.rights.grant(person.id, right)
    for person in (programme.omar, programme.maya, programme.tom):
        with pytest.raises(NotAllowed):
            read(programme, person)
    assert read(programme, programme.ines).waves == ()


@pytest.mark.parametrize(
    ("today", "month"),
    [("2026-03-10", Month(2026, 1)), ("2026-03-11", Month(2026, 2)), ("2027-01-04", Month(2026, 11))],
)
def test_the_sample_company_shows_a_wave_that_is_closed(databases: object, today: str, month: Month) -> None:
    assert latest_closed(date.fromisoformat(today)) == month
    assert closing_of(month) < date.fromisoformat(today) <= closing_of(month.earlier(-1))
