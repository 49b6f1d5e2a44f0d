"""What has been kept for long enough goes, by itself, and what is still needed stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import event, select

from bot.domain.enrolments import Application, Part
from bot.domain.mentorships import EndedWhy, Mentorship
from bot.domain.people import Standing, Workspace
from bot.domain.periods import Month, Span
from bot.domain.permissions import Act
from bot.domain.retention import NotKeptAnyMore, Retention
from bot.programme import forgetting, joining, looking_back, profile, retention
from bot.programme.types import load_types
from bot.programme.work import NEWCOMERS
from storage.convention import SQLModel
from storage.store import Store
from tests.storage.stage import CUSTOMS, NOON, Cast, StoppedClock, due_to
from tests.storage.test_walls import stranger as stranger

pytestmark = pytest.mark.long

DAY = timedelta(days=1)
TABLES = SQLModel.metadata.tables


@pytest.fixture
def kept(store: Store, workspace: Workspace, mentorship: Mentorship, stranger: Workspace) -> Store:
    """A company with a row of everything, whose mentorship has ended."""
    store.customs = replace(CUSTOMS, types=load_types(None))
    with store.work(workspace) as work:
        work.mentorships.end(mentorship.id, EndedWhy.TERM, at=NOON, ends_on=NOON.date())
    return store


def rows(store: Store) -> dict[str, int]:
    """How many of each table."""
    with store.engine.connect() as connection:
        return {name: len(connection.execute(select(one.c.id)).all()) for name, one in TABLES.items()}


def take_away(store: Store, workspace: Workspace) -> int:
    gone, more = 0, 1
    while more:
        with store.work(workspace) as work:
            more = retention.take_away(work)
        gone += more
    return gone


def changed(before: dict[str, int], after: dict[str, int]) -> Iterator[str]:
    yield from (name for name, count in before.items() if after[name] != count)


def test_nothing_goes_before_its_day(kept: Store, workspace: Workspace, clock: StoppedClock) -> None:
    before = rows(kept)
    clock.time = NOON + 89 * DAY
    assert take_away(kept, workspace) == 0
    assert rows(kept) == before


def test_what_two_people_wrote_goes_three_months_after_the_end(
    kept: Store, workspace: Workspace, clock: StoppedClock, cast: Cast, mentorship: Mentorship
) -> None:
    """The lines and topics of their sheets and how it felt; of a goal stays that there was one, and no word of it. That
    they met stays, and so do the rows that keep a message from being said twice.
    """
    before = rows(kept)
    clock.time = NOON + 91 * DAY
    assert take_away(kept, workspace) > 0
    assert take_away(kept, workspace) == 0, "and then there is nothing left to do"
    gone = set(changed(before, rows(kept)))
    assert {"point", "own_line", "goal_progress", "fit"} <= gone
    assert not gone & {"meeting", "goal", "skill_rating", "prompt", "invitation", "audit", "seat", "person"}
    with kept.look(workspace) as work:
        assert work.goals.of(mentorship.id, [cast.tom.id]) == []
        assert work.goals.count(mentorship.id) == {cast.tom.id: 1}


def test_what_happened_goes_two_years_after_the_end(
    kept: Store, workspace: Workspace, clock: StoppedClock, mentorship: Mentorship
) -> None:
    """But that they were together, so that nobody proposes them to each other anew."""
    clock.time = NOON + 731 * DAY
    take_away(kept, workspace)
    left = rows(kept)
    for name in ("meeting", "meeting_version", "meeting_present", "sheet", "sheet_item", "skip", "goal"):
        assert left[name] == 0, name
    for name in ("skill_rating", "mentorship_step", "certificate", "fit", "survey_guest"):
        assert left[name] == 0, name
    assert left["mentorship"] == 1
    assert left["seat"] == 2


def test_a_mentorship_that_runs_keeps_its_meetings_and_its_certificates(
    store: Store, workspace: Workspace, stranger: Workspace, clock: StoppedClock
) -> None:
    """However old: who has met would otherwise be asked whether they ever did, and be given a certificate again."""
    before = rows(store)
    clock.time = NOON + 4000 * DAY
    take_away(store, workspace)
    after = rows(store)
    kept = ("meeting", "point", "goal", "sheet", "certificate")
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}


def test_a_message_of_long_ago_is_not_said_again_though_nobody_knows_what_it_was_about(
    store: Store, workspace: Workspace, cast: Cast, mentorship: Mentorship, clock: StoppedClock
) -> None:
    due = due_to(cast.lea, mentorship)
    with store.work(workspace) as work:
        work.prompts.plan([due], now=NOON)
        work.prompts.claim([1], marker="m", lease_until=NOON)
        work.prompts.mark_sent("m", generation=1, channel="D0LEA", ts="1", at=NOON)
        work.prompts.answer(1, "met")
    clock.time = NOON + 91 * DAY
    take_away(store, workspace)
    with store.work(workspace) as work:
        said = work.prompts.get(1)
        assert said is not None
        assert (said.about, said.answer, said.marker) == ({}, None, None)
        assert work.prompts.plan([due], now=clock.time) == 0


def test_an_arrival_that_was_never_finished_is_forgotten(
    store: Store, workspace: Workspace, cast: Cast, clock: StoppedClock
) -> None:
    """And "not for me" is an answer: whoever said so is not asked anew."""
    with store.work(workspace) as work:
        for person, part in ((cast.tom, Part.MENTEE), (cast.lea, Part.NOT_FOR_ME)):
            place = work.enrolments.open_for(person.id, cast.programme.id)
            work.enrolments.change(place.id, part=part, completed_at=None)
            work.applications.took(place.id, part, NOON)
            work.people.change(person.id, welcomed_at=NOON, topics=("speaking",))
    clock.time = NOON + 91 * DAY
    take_away(store, workspace)
    with store.look(workspace) as work:
        assert work.enrolments.of(cast.tom.id, cast.programme.id) is None
        assert work.people.get(cast.tom.id).topics == ()
        assert work.enrolments.of(cast.lea.id, cast.programme.id) is not None


def test_whoever_answers_anew_has_not_stopped_years_ago(
    store: Store, workspace: Workspace, cast: Cast, clock: StoppedClock
) -> None:
    """They arrived two years ago, and began to change their answers yesterday."""
    store.customs = replace(CUSTOMS, types=load_types(None))
    with store.work(workspace) as work:
        place = work.enrolments.open_for(cast.tom.id, cast.programme.id)
        work.enrolments.change(place.id, part=Part.MENTEE, completed_at=NOON)
        work.people.change(cast.tom.id, welcomed_at=NOON)
    clock.time = NOON + 700 * DAY
    with store.work(workspace) as work:
        profile.start_over(work, cast.tom)
    for later, kept in ((1, True), (89, True), (91, False)):
        clock.time = NOON + (700 + later) * DAY
        take_away(store, workspace)
        with store.look(workspace) as work:
            assert (work.enrolments.of(cast.tom.id, cast.programme.id) is not None) is kept


def test_whom_the_programme_counts_on_stays_though_a_question_is_open(
    store: Store, workspace: Workspace, cast: Cast, clock: StoppedClock
) -> None:
    """A mentor with a place, and whoever waited through a round: networks that are listed later open a question."""
    waits = {"part": Part.MENTEE, "left_out": 1}
    gives = {"part": Part.MENTOR, "capacity": 3, "application": Application.APPROVED}
    with store.work(workspace) as work:
        for person, said in ((cast.tom, waits), (cast.lea, gives)):
            place = work.enrolments.open_for(person.id, cast.programme.id)
            work.enrolments.change(place.id, completed_at=None, **said)
            work.people.change(person.id, welcomed_at=NOON)
    clock.time = NOON + 400 * DAY
    take_away(store, workspace)
    with store.look(workspace) as work:
        for person in (cast.tom, cast.lea):
            assert work.enrolments.of(person.id, cast.programme.id) is not None


def test_whoever_welcomes_newcomers_or_no_longer_does_keeps_what_they_said_of_themselves(
    store: Store, workspace: Workspace, cast: Cast, clock: StoppedClock
) -> None:
    """They mentor in the other programme, have nobody just now, and were asked nothing for this one."""
    store.customs = replace(CUSTOMS, types=load_types(None))
    with store.work(workspace) as work:
        newcomers = joining.started_today(work, NEWCOMERS)
        for person, part, places in (
            (cast.lea, Part.MENTOR, 2),
            (cast.tom, Part.NOT_FOR_ME, None),
            (cast.ines, None, None),
        ):
            lasting = work.enrolments.open_for(person.id, cast.programme.id)
            gives = {"part": Part.MENTOR, "capacity": 3, "completed_at": NOON}
            work.enrolments.change(lasting.id, **gives)
            welcomes = work.enrolments.open_for(person.id, newcomers.id)
            work.enrolments.change(welcomes.id, part=part, capacity=places)
            work.people.change(person.id, welcomed_at=NOON, topics=("speaking",))
            work.profiles.change(person.id, goals=("Oser",))
    clock.time = NOON + 400 * DAY
    take_away(store, workspace)
    with store.look(workspace) as work:
        assert work.enrolments.of(cast.lea.id, newcomers.id) is not None
        for person in (cast.lea, cast.tom, cast.ines):
            assert work.people.get(person.id).topics == ("speaking",)
            assert work.profiles.of(person.id).goals == ("Oser",)


def test_whoever_left_long_ago_has_no_name_here_any_more(
    store: Store, workspace: Workspace, cast: Cast, clock: StoppedClock
) -> None:
    """Should they come back, they are somebody new."""
    with store.work(workspace) as work:
        work.people.change(cast.tom.id, standing=Standing.GONE, welcomed_at=NOON)
    clock.time = NOON + 729 * DAY
    take_away(store, workspace)
    with store.look(workspace) as work:
        assert not work.people.get(cast.tom.id).is_forgotten
    clock.time = NOON + 731 * DAY
    take_away(store, workspace)
    with store.look(workspace) as work:
        assert work.people.get(cast.tom.id).is_forgotten
        assert not work.forgotten.knows("U0TOM")


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)  # PostgreSQL's machine time is its own
def test_the_record_and_files_have_their_own_time(
    store: Store, workspace: Workspace, cast: Cast, clock: StoppedClock
) -> None:
    with store.work(workspace) as work:
        work.rights.record(cast.ines.id, Act.SEE_PEOPLE, allowed=True, at=NOON)
        work.retention.gave("F0EXPORT", NOON)
    clock.time = NOON + 31 * DAY
    with store.work(workspace) as work:
        assert retention.old_files(work) == [(1, "F0EXPORT")]
        work.retention.taken_away(1)
        assert retention.old_files(work) == []
    assert take_away(store, workspace) == 0
    clock.time = NOON + 366 * DAY
    assert take_away(store, workspace) == 1


def test_figures_of_months_that_are_not_wholly_kept_are_refused(
    store: Store, workspace: Workspace, cast: Cast, clock: StoppedClock
) -> None:
    """With the month from which on there are some; a programme that began since then has lost nothing."""
    old = replace(cast.programme, started_on=date(2020, 1, 1))
    clock.time = NOON.replace(year=2026, month=11, day=23)
    with store.look(workspace) as work:
        with pytest.raises(NotKeptAnyMore) as refused:
            looking_back.check_kept(work, old, Span(Month(2024, 11)))
        assert refused.value.values == {"since": date(2024, 12, 1)}
        looking_back.check_kept(work, old, Span(Month(2024, 12)))
        looking_back.check_kept(work, cast.programme, Span.year(2020))


def test_what_happened_is_kept_for_at_least_as_long_as_what_was_written() -> None:
    usual = Retention()
    assert usual.words < usual.meetings
    assert usual.figures_since(date(2026, 1, 1)) == date(2024, 2, 1)


def test_what_was_under_way_when_somebody_was_forgotten_goes_too(
    kept: Store, workspace: Workspace, cast: Cast, mentorship: Mentorship
) -> None:
    """Somebody presses twice: the second press was read before the first had its effect."""
    with kept.work(workspace) as work:
        forgetting.forget(work, cast.tom)
        work.goals.set(mentorship.id, cast.tom.id, words="Oser", target_on=None, progress=0, at=NOON)
    with kept.work(workspace) as work:
        retention.sweep_again(work)
        assert work.goals.of(mentorship.id, [cast.tom.id]) == []


def test_sweeping_after_hundreds_asks_no_more_than_after_one(
    store: Store, workspace: Workspace, cast: Cast
) -> None:
    """Everybody who has left in all those years is swept after, and whoever writes waits meanwhile."""
    asked: list[int] = []
    event.listen(store.engine, "before_cursor_execute", lambda *told: asked.append(1))
    questions = []
    for person in (cast.tom, cast.lea):
        with store.work(workspace) as work:
            forgetting.forget(work, person)
        asked.clear()
        with store.work(workspace) as work:
            retention.sweep_again(work)
        questions.append(len(asked))
    assert questions[0] == questions[1]


def test_what_was_signed_holds_for_whoever_takes_part(
    store: Store, workspace: Workspace, cast: Cast, clock: StoppedClock
) -> None:
    """However long ago; of the others it goes after two years."""
    with store.work(workspace) as work:
        for person, part in ((cast.tom, Part.MENTEE), (cast.lea, Part.NOT_FOR_ME)):
            place = work.enrolments.open_for(person.id, cast.programme.id)
            work.enrolments.change(place.id, part=part, completed_at=NOON)
            work.signatures.sign(
                person.id, cast.programme.id, what="charter", version=1, language="fr", digest="x", at=NOON
            )
    clock.time = NOON + 731 * DAY
    take_away(store, workspace)
    with store.look(workspace) as work:
        assert work.signatures.of(cast.tom.id, cast.programme.id)
        assert not work.signatures.of(cast.lea.id, cast.programme.id)
