"""Nobody arrives alone: on their first day a newcomer has somebody to turn to, beside any long-term mentor."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from living import Programme, arrive, kinds

from bot.domain.enrolments import Application, EnrolmentState, Part
from bot.domain.kinds import PromptKind
from bot.domain.mentorships import EndedWhy, Mentorship, MentorshipState, SeatRole
from bot.domain.people import Person, Standing
from bot.domain.preferences import NotOffered
from bot.domain.refusals import NotAllowed, Outdated
from bot.programme import ending, home, newcomers, pausing, sheets, welcoming
from bot.programme.work import Work
from bot.texts import Speech
from handlers.views import prompts as views

pytestmark = pytest.mark.long

MONDAY = "2026-03-02"


def mentors(programme: Programme, *people: Person) -> None:
    """The team has said yes to them, for three people each."""
    with programme.work() as work:
        for one in people:
            place = work.enrolments.open_for(one.id, programme.id)
            work.enrolments.change(
                place.id,
                part=Part.MENTOR,
                capacity=3,
                application=Application.APPROVED,
                completed_at=work.now,
            )


def started(programme: Programme, **places: int) -> None:
    """Newcomers are welcomed from this Monday; who of the cast is there for how many."""
    programme.travel(f"{MONDAY} 08:00")
    people = [getattr(programme, name) for name in places]
    mentors(programme, *people)
    with programme.work() as work:
        newcomers.start(work, programme.ines)
        for one, number in zip(people, places.values(), strict=True):
            newcomers.offer(work, one, number)


def joins(programme: Programme, name: str, on: str, **about: object) -> Person:
    with programme.work() as work:
        person = arrive(work, f"U0{name.upper()}", f"{name} Neuve", "fr")
        return work.people.change(person.id, joined_on=date.fromisoformat(on), **about)


def welcomes(programme: Programme) -> dict[str, str]:
    """Who welcomes whom at the moment, by first name."""
    with programme.work() as work:
        running = work.newcomers()
        assert running is not None
        found = {}
        for one in work.mentorships.in_programme(running.id):
            if one.state is not MentorshipState.ENDED:
                known = work.people.many(seat.person_id for seat in one.seats)
                (mentor,), (mentee,) = one.with_role(SeatRole.MENTOR), one.with_role(SeatRole.MENTEE)
                found[known[mentee.person_id].first_name] = known[mentor.person_id].first_name
        return found


def welcome_of(work: Work, person: Person) -> Mentorship:
    running = work.newcomers()
    assert running is not None
    return next(one for one in work.mentorships.of(person.id) if one.programme_id == running.id)


def test_a_newcomer_meets_somebody_on_their_first_working_morning(programme: Programme) -> None:
    started(programme, lea=1)
    joins(programme, "Nina", "2026-03-08")  # a Sunday

    told = programme.live("2026-03-06 08:00", "2026-03-10 08:00")

    assert kinds(told, "Nina")[:2] == [(date(2026, 3, 9), "welcome"), (date(2026, 3, 9), "introduction")]
    assert (date(2026, 3, 9), "introduction") in kinds(told, "Léa")
    with programme.work() as work:
        nina = work.people.by_slack_id("U0NINA")
        mine = welcome_of(work, nina)
        assert mine.temporary
        assert (mine.anchor, mine.ends_on) == (date(2026, 3, 8), date(2026, 3, 8) + timedelta(days=89))
        assert mine.period.weeks == 2


def test_somebody_of_the_same_network_welcomes_them_and_the_load_is_shared(programme: Programme) -> None:
    started(programme, lea=2, omar=2)
    with programme.work() as work:
        work.people.change(programme.omar.id, network="Produit")
    joins(programme, "Nina", MONDAY, network="Produit")
    joins(programme, "Paul", MONDAY)
    joins(programme, "Rosa", MONDAY)
    programme.tick()

    assert welcomes(programme)["Nina"] == "Omar"
    assert sorted(welcomes(programme).values()).count("Léa") in (1, 2)
    with programme.work() as work:
        assert work.seats.mentees_carried(programme.id) == {}, "no lasting place is taken"
        assert work.seats.people_with_a_mentor(programme.id) == frozenset()


def test_their_line_of_management_and_whom_they_avoid_never_welcome_them(programme: Programme) -> None:
    started(programme, lea=1, omar=1)
    nina = joins(programme, "Nina", MONDAY, manager_id=programme.lea.id)
    with programme.work() as work:
        work.avoided.keep(nina.id, [programme.omar.id])
    programme.tick()
    assert welcomes(programme) == {}

    with programme.work() as work:
        work.avoided.keep(nina.id, [])
    programme.tick()
    assert welcomes(programme) == {"Nina": "Omar"}


def test_whoever_waits_is_told_to_the_team_once_and_welcomed_as_soon_as_somebody_is_willing(
    programme: Programme,
) -> None:
    started(programme, lea=0)
    joins(programme, "Nina", MONDAY)

    told = programme.live("2026-03-02 08:00", "2026-03-05 20:00")
    assert [kind for _, kind in kinds(told, "Inès")] == ["nobody_willing"]
    assert welcomes(programme) == {}

    with programme.work() as work:
        newcomers.offer(work, programme.lea, 1)
    programme.tick()
    assert welcomes(programme) == {"Nina": "Léa"}


def test_nobody_is_welcomed_who_has_been_here_long_is_a_guest_or_says_no_thank_you(
    programme: Programme,
) -> None:
    started(programme, lea=3)
    joins(programme, "Anna", "2025-11-30")
    guest = joins(programme, "Gus", MONDAY)
    nina = joins(programme, "Nina", MONDAY)
    with programme.work() as work:
        work.people.change(guest.id, standing=Standing.GUEST)
    programme.tick()
    assert welcomes(programme) == {"Nina": "Léa"}

    with programme.work() as work:
        mine = welcome_of(work, nina)
        with pytest.raises(Outdated):
            newcomers.decline(work, programme.lea, mine.id)
        newcomers.decline(work, nina, mine.id)
        newcomers.decline(work, nina, mine.id)
        assert work.seats.for_a_while(mine.programme_id) == {}, "the place is free"
    programme.tick()
    assert welcomes(programme) == {}


def test_not_for_me_in_the_long_term_programme_leaves_nobody_alone_on_their_first_day(
    programme: Programme,
) -> None:
    started(programme, lea=1)
    nina = joins(programme, "Nina", MONDAY)
    with programme.work() as work:
        place = work.enrolments.open_for(nina.id, programme.id)
        work.enrolments.change(place.id, part=Part.NOT_FOR_ME, completed_at=work.now)
    programme.tick()

    assert welcomes(programme) == {"Nina": "Léa"}


def test_somebody_who_appears_without_a_date_is_a_newcomer_and_the_others_are_not(
    programme: Programme,
) -> None:
    started(programme, lea=1)
    with programme.work() as work:
        newcomers.appeared(work, arrive(work, "U0NINA", "Nina Neuve"))
        arrive(work, "U0ANNA", "Anna Ancienne")
    programme.tick()

    assert welcomes(programme) == {"Nina": "Léa"}


def test_a_newcomer_whose_welcome_mentor_leaves_has_another_until_the_same_day(programme: Programme) -> None:
    started(programme, lea=1, omar=1)
    nina = joins(programme, "Nina", MONDAY)
    programme.tick()
    with programme.work() as work:
        first = welcome_of(work, nina)
        gone = next(seat.person_id for seat in first.with_role(SeatRole.MENTOR))
        ending.end(work, first, EndedWhy.LEFT, gone=[gone])
    programme.travel("2026-03-20 10:00")
    programme.tick()

    with programme.work() as work:
        second = welcome_of(work, nina)
        assert second.seat_of(gone) is None
        assert second.ends_on == first.anchor + timedelta(days=89)


def test_the_welcome_runs_beside_a_long_term_mentorship_and_is_over_after_ninety_days(
    programme: Programme,
) -> None:
    started(programme, omar=1)
    nina = joins(programme, "Nina", MONDAY)
    programme.pair(programme.lea, nina, since="2026-03-02")
    programme.tick()
    assert welcomes(programme) == {"Nina": "Omar"}
    programme.travel("2026-06-01 10:00")
    programme.tick()

    assert welcomes(programme) == {}
    with programme.work() as work:
        (lasting,) = work.mentorships.of(nina.id)
        assert lasting.seat_of(programme.lea.id)
    programme.tick()
    assert welcomes(programme) == {}, "nobody is welcomed twice"


def test_the_last_sheet_asks_who_has_no_mentor_for_three_choices(programme: Programme) -> None:
    started(programme, lea=1)
    nina = joins(programme, "Nina", MONDAY)
    programme.tick()
    programme.travel("2026-05-26 10:00")  # day 85
    with programme.work() as work:
        mine = welcome_of(work, nina)
        last = sheets.opened(work, nina, mine.id).sheet
        assert newcomers.leads_on(work, nina, mine, last)
        assert not newcomers.leads_on(work, programme.lea, mine, last), "the mentor has nothing to choose"
        with pytest.raises(Outdated):
            newcomers.look_ahead(work, programme.lea, mine.id)
        ahead = newcomers.look_ahead(work, nina, mine.id)

        assert work.rounds.invitation(ahead.round.id, nina.id)
        place = work.enrolments.of(nina.id, programme.id)
        assert place is not None
        assert place.part is Part.MENTEE
        assert newcomers.look_ahead(work, nina, mine.id).round.id == ahead.round.id, (
            "pressed twice, asked once"
        )


def test_a_mentor_says_for_how_many_and_may_take_it_back(programme: Programme) -> None:
    started(programme, lea=2)
    joins(programme, "Nina", MONDAY)
    programme.tick()
    with programme.work() as work:
        assert home.look(work, programme.lea).welcomes == newcomers.Willing(places=2, now=1, most=3, term=90)
        assert home.look(work, programme.tom).welcomes is None, "only a mentor is asked"
        for forged in (-1, 4):
            with pytest.raises(NotOffered):
                newcomers.offer(work, programme.lea, forged)
        with pytest.raises(Outdated):
            newcomers.offer(work, programme.tom, 1)
        newcomers.offer(work, programme.lea, 0)
    joins(programme, "Paul", MONDAY)
    programme.tick()

    assert welcomes(programme) == {"Nina": "Léa"}, "whoever is there stays, and nobody new comes"


def test_whoever_is_away_welcomes_nobody_and_rests_there_too(programme: Programme) -> None:
    started(programme, lea=2)
    nina = joins(programme, "Nina", MONDAY)
    programme.tick()
    with programme.work() as work:
        pausing.rest_until(work, programme.lea, date(2026, 3, 20))
        rhythm = work.mentorships.rhythm(welcome_of(work, nina).id, work.now)
        assert rhythm is not None
        assert rhythm.back_on == date(2026, 3, 20)
    joins(programme, "Paul", MONDAY)
    programme.tick()

    assert welcomes(programme) == {"Nina": "Léa"}


def test_only_the_team_starts_it_and_it_starts_once(programme: Programme) -> None:
    programme.travel(f"{MONDAY} 08:00")
    mentors(programme, programme.lea)
    joins(programme, "Nina", "2026-01-15")
    joins(programme, "Anna", "2025-06-01")
    with programme.work() as work:
        with pytest.raises(NotAllowed):
            newcomers.start(work, programme.tom)
        before = newcomers.panel(work, programme.ines)
        assert [one.first_name for one in before.waiting] == ["Nina"], "those of the last ninety days"
        assert newcomers.start(work, programme.ines) == newcomers.start(work, programme.ines)
        newcomers.offer(work, programme.lea, 3)
        found = newcomers.panel(work, programme.ines)
    assert (found.willing, found.places, found.free, found.welcomed, len(found.waiting)) == (1, 3, 3, 0, 1)


def test_what_each_is_told_says_that_it_is_for_ninety_days(programme: Programme) -> None:
    started(programme, lea=1)
    joins(programme, "Nina", MONDAY)
    programme.tick()
    programme.travel(f"{MONDAY} 12:00")
    texts = [views.bundle(parcel.bundle, Speech("fr")).text for parcel in programme.release()]
    said = [one.replace("\u202f", " ") for one in texts]

    assert any("vous accueille pour vos premières semaines* : 90 jours" in one for one in said)
    assert any("vient d’arriver, et c’est vous qui l’accueillez" in one for one in said)


def test_two_beats_at_once_give_one_mentor(programme: Programme) -> None:
    started(programme, lea=1, omar=1)
    joins(programme, "Nina", MONDAY)
    for _ in range(3):
        programme.tick()
    with programme.work() as work:
        running = work.newcomers()
        assert running is not None
        assert len(work.mentorships.in_programme(running.id)) == 1
        assert welcoming.waiting(work, running) == []
        nina = work.people.by_slack_id("U0NINA")
        place = work.enrolments.of(nina.id, running.id)
        assert place is not None
        assert (place.part, place.state) == (Part.MENTEE, EnrolmentState.ACTIVE)
        assert len(work.prompts.series(nina.id, PromptKind.INTRODUCTION)) == 1


@pytest.mark.parametrize("databases", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
def test_two_replicas_that_beat_at_once_give_one_place_once(programme: Programme) -> None:
    started(programme, lea=1)
    joins(programme, "Nina", MONDAY)
    joins(programme, "Paul", MONDAY)
    both = Barrier(2, timeout=30)

    def beats() -> None:
        both.wait()
        with programme.work() as work:
            welcoming.welcome(work)

    with ThreadPoolExecutor(2) as hands:
        for done in [hands.submit(beats) for _ in range(2)]:
            done.result()
    assert welcomes(programme) == {"Nina": "Léa"}
