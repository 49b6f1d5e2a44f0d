"""Who is where in a whole company, in a few questions that open nothing; topics, counted and changed in turns."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.enrolments import Application, Part
from bot.domain.mentorships import MentorshipState
from bot.domain.people import Standing, Workspace
from bot.domain.topics import TopicExists, check_new
from storage.store import Store
from tests.storage.stage import NOON, Cast, at_once, link

WEEK = timedelta(weeks=1)


def test_a_way_is_told_by_instants_and_not_by_words(store: Store, workspace: Workspace, cast: Cast) -> None:
    with store.work(workspace) as work:
        place = work.enrolments.open_for(cast.lea.id, cast.programme.id)
        work.enrolments.change(place.id, part=Part.BOTH, expectation="Zébulon", completed_at=NOON)
        for weeks, part in enumerate((Part.MENTOR, Part.BOTH)):
            work.applications.took(place.id, part, NOON + weeks * WEEK)
        first = work.applications.open(place.id, NOON)
        work.applications.decide(first.id, approved=False, by=cast.ines.id, at=NOON + WEEK)
        again = work.applications.open(place.id, NOON + 2 * WEEK)
        work.enrolments.change(place.id, application=Application.APPLIED)
        work.enrolments.open_for(cast.tom.id, cast.programme.id)

    with store.look(workspace) as work:
        traces = work.traces.of(cast.programme.id)
    assert traces.keys() == {cast.lea.id, cast.tom.id}
    lea, tom = traces[cast.lea.id], traces[cast.tom.id]
    assert lea.enrolment.expectation == "", "that something was written is known, and not what"
    assert (lea.took_part_at, lea.application_id) == (NOON + WEEK, again.id)
    assert (lea.applied_at, lea.decided_at) == (NOON + 2 * WEEK, None)
    assert (tom.enrolment.expectation, tom.took_part_at, tom.applied_at) == (None, None, None)


def test_since_when_somebody_has_a_mentor(store: Store, workspace: Workspace, cast: Cast) -> None:
    with store.work(workspace) as work:
        over = link(work, cast, introduced=NOON - 9 * WEEK)
        work.mentorships.change(over.id, state=MentorshipState.ENDED, ends_on=NOON.date())
        link(work, cast, introduced=NOON - WEEK)
        assert work.traces.introduced(cast.programme.id) == {cast.tom.id: NOON - WEEK}


def test_topics_are_counted_where_they_are_offered_and_where_they_are_wanted(
    store: Store, workspace: Workspace, cast: Cast
) -> None:
    with store.work(workspace) as work:
        places = (
            (cast.lea, Part.BOTH, ("a",)),
            (cast.tom, Part.MENTEE, ("a", "b")),
            (cast.ines, None, ("a",)),
        )
        for person, part, topics in places:
            work.people.change(person.id, topics=topics)
            place = work.enrolments.open_for(person.id, cast.programme.id)
            work.enrolments.change(place.id, part=part, topics_answered=True)
        work.profiles.change(cast.lea.id, topics_to_give=("c",))
        assert work.topics.counts(cast.programme.id) == {"a": (0, 2), "b": (0, 1), "c": (1, 0)}
        work.people.change(cast.tom.id, standing=Standing.GONE)
        assert work.topics.counts(cast.programme.id) == {"a": (0, 1), "c": (1, 0)}


def test_two_coordinators_who_add_the_same_topic_add_it_once(
    store: Store, workspace: Workspace, cast: Cast
) -> None:
    texts = {"fr": "Écrire", "en": "Writing"}

    def add(which: int) -> bool:
        with store.work(workspace) as work:
            changes = work.topics.held()
            try:
                check_new(texts, changes)  # a change has words and a key, as a topic has
            except TopicExists:
                return False
            work.topics.offer(f"writing_{which}", texts)
            return True

    assert sorted(at_once(4, add)) == [False, False, False, True]
