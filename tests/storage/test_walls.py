"""Nobody reads or changes what belongs to another company in the same database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from bot.domain.afterwards import After
from bot.domain.calendar import Period
from bot.domain.changes import Decision, Motive, Wish
from bot.domain.circles import SessionState
from bot.domain.cycles import Cadence
from bot.domain.enrolments import Application, Part
from bot.domain.kinds import PromptKind
from bot.domain.meetings import Around, MeetingState, SkipReason
from bot.domain.mentorships import Mentorship
from bot.domain.people import Workspace
from bot.domain.permissions import Right
from bot.domain.reaching_out import Kind
from bot.domain.rounds import AdjustmentKind, Offer, RoundState, SavedProposal, Wanted
from bot.domain.sheets import Line
from bot.domain.surveys import Need
from bot.programme.work import Work
from storage.base import NotThere
from storage.store import Store
from tests.storage.circling import in_a_circle
from tests.storage.stage import NOON, Cast, due_to


@pytest.fixture
def stranger(store: Store, workspace: Workspace, cast: Cast, mentorship: Mentorship) -> Workspace:
    """Another company, beside one that has a row of everything."""
    with store.work(workspace) as work:
        work.enrolments.open_for(cast.tom.id, cast.programme.id)
        work.rounds.open(
            cast.programme.id,
            person_ids=[cast.tom.id],
            opened_by=cast.ines.id,
            opened_at=NOON,
            closes_on=NOON.date(),
        )
        work.meetings.add(
            mentorship.id,
            state=MeetingState.HELD,
            cycle=0,
            held_on=NOON.date(),
            minutes=45,
            form=None,
            logged_by=cast.tom.id,
            logged_at=NOON,
        )
        _matched(work, cast, mentorship)
        work.meetings.skip(mentorship.id, 1, by=cast.tom.id, at=NOON)
        work.sheets.make(
            mentorship.id, cycle=0, stage="a", lines=[Line(key="a", texts={}, carried_since=None)], at=NOON
        )
        work.prompts.plan([due_to(cast.tom, mentorship)], now=NOON)
        work.prompts.claim([1], marker="m", lease_until=NOON)
        work.inbox.first_time("event-1", NOON)
        work.rights.grant(cast.ines.id, Right.OWNER)
        _joined(work, cast)
    return store.workspace("T0OTHER", "Autre")


def _matched(work: Work, cast: Cast, mentorship: Mentorship) -> None:
    to_lea = {"mentee_id": cast.tom.id, "mentor_id": cast.lea.id, "rank": 1, "reason": {}, "left_out": None}
    work.rounds.propose(1, [SavedProposal(**to_lea, suggested=True, offer=Offer.OPEN)])
    work.rounds.decline(1, cast.lea.id, cast.tom.id)
    work.rounds.change(1, wanted=Wanted.PROPOSALS)
    work.rounds.adjust(1, AdjustmentKind.LOCK, cast.tom.id, before={}, after={}, by=cast.ines.id, at=NOON)
    work.changes.ask(
        mentorship.id,
        by=cast.tom.id,
        why=Motive.NO_TIME,
        wish=Wish.PAUSE,
        until=NOON.date(),
        at=NOON,
        decide_by=NOON.date(),
    )
    work.fits.keep(cast.tom.id, mentorship.id, "good")
    work.mentorships.change(mentorship.id, ends_on=NOON.date())
    work.after_wishes.say(mentorship.id, cast.tom.id, After.IN_TOUCH)
    work.after_wishes.keep(mentorship.id, NOON)
    work.prompts.plan([due_to(cast.ines, period="undelivered")], now=NOON)
    work.prompts.settle([2], state="dead", reason="is_archived")
    work.undelivered.report([2], NOON)
    work.reaching_out.name(Kind.HR, [cast.lea.id])
    work.reaching_out.open(
        person_id=cast.tom.id, contact_id=cast.lea.id, kind=Kind.HR, at=NOON, pass_on_at=NOON
    )


FAR_AHEAD = NOON + timedelta(days=9999)

READ: list[Callable[[Work], object]] = [
    lambda work: work.people.many([1, 2]),
    lambda work: work.people.by_slack_id("U0TOM"),
    lambda work: work.people.employees(),
    lambda work: work.people.joined_since(date.min),
    lambda work: work.people.managers(),
    lambda work: work.programmes.running(),
    lambda work: work.beats.last(),
    lambda work: work.beats.too_late(NOON - timedelta(days=9), NOON + timedelta(days=9)),
    lambda work: work.enrolments.of(2, 1),
    lambda work: [*work.enrolments.mentors(1), *work.enrolments.mentees(1), *work.enrolments.all_in(1)],
    lambda work: work.enrolments.parts(1),
    lambda work: work.rounds.get(1),
    lambda work: work.rounds.latest(1),
    lambda work: work.rounds.move(1, expected=RoundState.COLLECTING, to=RoundState.PROPOSED),
    lambda work: work.rounds.invitations(1),
    lambda work: work.rounds.proposals(1),
    lambda work: work.rounds.proposals_to(1, 1),
    lambda work: work.rounds.under_way(1),
    lambda work: work.rounds.offers_held(1),
    lambda work: work.rounds.adjustments(1),
    lambda work: work.rounds.undo(1, NOON),
    lambda work: work.rounds.declined(1),
    lambda work: work.own_rounds.to_answer(2, 1),
    lambda work: [
        *work.own_rounds.to_look_at(1),
        *work.own_rounds.offered_to(2),
        *work.own_rounds.offered(1),
    ],
    lambda work: work.own_rounds.still_read(1),
    lambda work: work.own_rounds.unfinished(),
    lambda work: work.changes.get(1),
    lambda work: [*work.changes.open_in(1), *work.changes.open_of(2), *work.changes.waiting(1)],
    lambda work: [*work.changes.held(1), *work.changes.to_tell(NOON)],
    lambda work: work.changes.last_decided(1),
    lambda work: work.changes.withdraw(1),
    lambda work: work.changes.decide(1, Decision.KEEP, by=3, at=NOON, told_by=None),
    lambda work: work.fits.by(2, 1),
    lambda work: work.after_wishes.to_ask(1, first=date.min, last=date.max, temporary=True),
    lambda work: work.after_wishes.of(1),
    lambda work: work.after_wishes.kept(1),
    lambda work: work.after_wishes.due(FAR_AHEAD, limit=9),
    lambda work: work.undelivered.unreported(but=(), limit=9),
    lambda work: work.undelivered.reported(NOON),
    lambda work: work.undelivered.last_report(),
    lambda work: work.mentorships.get(1),
    lambda work: work.mentorships.of(2),
    lambda work: work.mentorships.between(1, 2),
    lambda work: [*work.mentorships.in_programme(1), *work.mentorships.running(1)],
    lambda work: [*work.mentorships.groups(1), *work.mentorships.of_mentors(1, [1])],
    lambda work: work.mentorships.many([1]),
    lambda work: [*work.seats.mentees_carried(1), *work.seats.for_a_while(1)],
    lambda work: work.mentorships.begun_since(1, date.min),
    lambda work: work.enrolments.came_since(1, NOON - timedelta(days=999)),
    lambda work: [*work.seats.people_with_a_mentor(1), *work.seats.past_mentors(1), *work.seats.members(1)],
    lambda work: work.shelf.offers(1, today=NOON.date(), approved=False, prepared=False),
    lambda work: work.shelf.line_of(2),
    lambda work: work.mentorships.due(NOON + timedelta(days=400), limit=9),
    lambda work: work.mentorships.rhythm(1, NOON),
    lambda work: work.figures.cadences(1),
    lambda work: work.cadences.call_off(1, [PromptKind.MISSING_MEETING]),
    lambda work: work.meetings.get(1),
    lambda work: work.meetings.on(1, NOON.date()),
    lambda work: work.meetings.last_held(1),
    lambda work: work.meetings.first_held(1),
    lambda work: work.meetings.in_cycle(1, 0),
    lambda work: [one for one in work.meetings.around({1: 0}).values() if one != Around()],
    lambda work: work.sheets.many({1: 0}),
    lambda work: work.meetings.is_skipped(1, 1),
    lambda work: work.meetings.skipped(1, 1),
    lambda work: work.meetings.to_plan(1),
    lambda work: work.sheets.of(1, 0),
    lambda work: work.sheets.before(1, 5),
    lambda work: work.sheets.with_item(1),
    lambda work: work.prompts.get(1),
    lambda work: work.prompts.waiting_recipients(NOON, limit=9),
    lambda work: work.prompts.waiting_for(2, NOON),
    lambda work: work.prompts.said_to(2, NOON),
    lambda work: work.prompts.claim([1], marker="x", lease_until=NOON),
    lambda work: work.prompts.mark_sent("m", generation=1, channel="D", ts="1", at=NOON),
    lambda work: work.prompts.cancel(reason="x", recipient_id=2),
    lambda work: work.prompts.with_marker("m"),
    lambda work: work.prompts.in_doubt(NOON + timedelta(days=1)),
    lambda work: work.prompts.is_claimed("m", generation=1),
    lambda work: work.prompts.doubt_abandoned(NOON + timedelta(days=1), look_up_at=NOON),
    lambda work: work.prompts.take_doubtful(NOON + timedelta(days=1), until=NOON),
    lambda work: work.prompts.places_to(2, NOON - timedelta(days=99), most=9),
    lambda work: work.prompts.pending(),
    lambda work: work.rights.of(3),
    lambda work: work.rights.holders(*Right),
    lambda work: work.profiles.many([1, 2]),
    lambda work: work.applications.latest(1),
    lambda work: work.applications.get(1),
    lambda work: work.applications.waiting(1),
    lambda work: work.applications.untold(1),
    lambda work: work.applications.since(1, NOON),
    lambda work: work.applications.history(1),
    lambda work: work.applications.decide(1, approved=True, by=3, at=NOON),
    lambda work: [*work.traces.of(1), *work.traces.introduced(1)],
    lambda work: work.topics.counts(1),
    lambda work: work.topics.changes(),
    lambda work: work.topics.suggestions(),
    lambda work: work.topics.settle(1),
    lambda work: work.signatures.of(2, 1),
    lambda work: work.signatures.complete(1, version=1, parts=1),
    lambda work: work.signatures.latest(1),
    lambda work: work.avoided.by(2),
    lambda work: work.avoided.pairs(),
    lambda work: work.surveys.population(1, ()),
    lambda work: work.surveys.held(1),
    lambda work: work.surveys.get(1),
    lambda work: work.surveys.latest(1),
    lambda work: work.surveys.is_asked(1, 2),
    lambda work: work.surveys.answer(1, 2, Need(topics=("x",), form=None)),
    lambda work: work.surveys.needs(1),
    lambda work: work.circles.of(1),
    lambda work: work.circles.get(1),
    lambda work: work.circles.session(1),
    lambda work: work.circles.latest(1),
    lambda work: work.circles.mentors(1, approved=False),
    lambda work: work.circles.to_invite(1, 1, period="x", approved=False, today=NOON.date()),
    lambda work: work.circles.to_remind(1, period="x"),
    lambda work: work.circles.told_at(1),
    lambda work: work.circles.seats(1),
    lambda work: work.circles.seat(1, 2),
    lambda work: [*work.circles.points(1), *work.circles.questions(1)],
    lambda work: work.circles.take_off(1, 2),
    lambda work: work.circles.ask_again(1),
    lambda work: work.circles.forget(written_before=FAR_AHEAD, seats_before=FAR_AHEAD),
    lambda work: work.reaching_out.contacts(),
    lambda work: [*work.reaching_out.of(2), *work.reaching_out.all()],
    lambda work: work.reaching_out.close(1),
]

CHANGE: list[Callable[[Work], object]] = [
    lambda work: work.people.get(2),
    lambda work: work.people.change(2, title="x"),
    lambda work: work.programmes.get(1),
    lambda work: work.enrolments.change(1, left_out=9),
    lambda work: work.rounds.change(1, closes_on=NOON.date()),
    lambda work: work.mentorships.change(1, temporary=True),
    lambda work: work.mentorships.flag(1, NOON),
    lambda work: work.cadences.keep(1, [Cadence(anchor=NOON.date(), period=Period(months=3))]),
    lambda work: work.meetings.change(1, minutes=9),
    lambda work: work.sheets.tick(1, by=2, at=NOON),
    lambda work: work.prompts.answer(1, "met"),
    lambda work: work.profiles.change(2, seniority="x"),
    lambda work: work.applications.tell(1),
    lambda work: work.surveys.close(1, NOON.date()),
    lambda work: work.circles.stop(1, NOON.date()),
    lambda work: work.circles.change(1, SessionState.CANCELLED),
    lambda work: work.changes.put_off(1, NOON.date()),
    lambda work: work.changes.tell_again(1, NOON),
]

CLEAR: list[Callable[[Work], object]] = [
    lambda work: work.mentorships.look_again({1: NOON + timedelta(days=99)}),
    lambda work: work.meetings.unskip(1, 1),
    lambda work: work.meetings.say_why(1, 1, by=2, reason=SkipReason.BUSY),
    lambda work: work.prompts.put_back("m", generation=1, attempted=True),
    lambda work: work.prompts.mark("m", generation=1, state="dead", reason="x"),
    lambda work: work.prompts.doubt("m", generation=1, reason="x", look_up_at=NOON),
    lambda work: work.prompts.settle([1], state="expired", reason="x"),
    lambda work: work.prompts.postpone([1], not_before=NOON + timedelta(days=9), why="day"),
    lambda work: work.prompts.look_anew(1, now=NOON),
    lambda work: work.rights.withdraw(3, Right.OWNER),
    lambda work: work.rounds.change_proposal(1, 2, locked=True),
    lambda work: work.circles.attend(1, [2]),
    lambda work: work.after_wishes.forget(1),
    lambda work: work.after_wishes.keep(1, FAR_AHEAD),
    lambda work: work.undelivered.report([2], FAR_AHEAD),
]


def test_another_company_finds_nothing_and_changes_nothing(
    store: Store, workspace: Workspace, stranger: Workspace
) -> None:
    with store.look(workspace) as work:
        before = everything(work)
    with store.work(stranger) as work:
        for number, read in enumerate(READ):
            assert not read(work), f"READ[{number}] crosses the wall"
        for change in CHANGE:
            with pytest.raises(NotThere):
                change(work)
        for clear in CLEAR:
            clear(work)
        assert work.inbox.first_time("event-1", NOON), "the same key is another event there"
    with store.look(workspace) as work:
        assert everything(work) == before


def everything(work: Work) -> list[object]:
    """What the first company can read of itself, the acts that write left aside."""
    writing = {
        "call_off",
        "close",
        "undo",
        "withdraw",
        "move",
        "claim",
        "mark_sent",
        "cancel",
        "decide",
        "settle",
        "answer",
    }
    writing |= {"doubt_abandoned", "take_doubtful", "forget"}
    writing |= {"ask_again", "take_off"}
    return [read(work) for read in READ if not writing & set(read.__code__.co_names)]


def _joined(work: Work, cast: Cast) -> None:
    """Tom has a profile, applied, signed, avoids Inès and is asked what he needs."""
    place = work.enrolments.open_for(cast.tom.id, cast.programme.id)
    work.profiles.change(cast.tom.id, seniority="junior")
    work.people.change(cast.tom.id, topics=("speaking",), manager_id=cast.lea.id)
    work.enrolments.change(
        place.id,
        part=Part.MENTOR,
        application=Application.APPLIED,
        capacity=2,
        topics_answered=True,
        completed_at=NOON,
    )
    work.applications.open(place.id, NOON)
    work.applications.took(place.id, Part.MENTOR, NOON)
    work.topics.offer("added", {"fr": "Ajouté", "en": "Added"})
    work.topics.suggest("Écrire", "fr")
    work.signatures.sign(
        cast.tom.id, cast.programme.id, what="charter", version=1, language="fr", digest="d", at=NOON
    )
    work.avoided.keep(cast.tom.id, [cast.ines.id])
    survey = work.surveys.ask(
        cast.programme.id,
        person_ids=[cast.tom.id, cast.ines.id],
        networks=(),
        by=cast.ines.id,
        at=NOON,
        closes_on=NOON.date(),
    )
    work.surveys.answer(survey.id, cast.ines.id, Need(topics=("speaking",), form=None))
    in_a_circle(work, cast)


def test_the_same_person_is_somebody_else_in_another_company(
    store: Store, workspace: Workspace, stranger: Workspace, cast: Cast
) -> None:
    from living import arrive

    with store.work(stranger) as work:
        assert arrive(work, "U0TOM", "Tom Autre").id != cast.tom.id
    with store.look(workspace) as work:
        assert work.people.get(cast.tom.id).name == "Tom Baker"
