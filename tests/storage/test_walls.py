"""Nobody reads or changes what belongs to another company in the same database."""

from __future__ import annotations

import pytest

from bot.domain.afterwards import After
from bot.domain.changes import Motive, Wish
from bot.domain.enrolments import Application, Part
from bot.domain.meetings import MeetingState
from bot.domain.mentorships import Mentorship
from bot.domain.people import Workspace
from bot.domain.permissions import Act, Grant, Right
from bot.domain.reaching_out import Kind
from bot.domain.rounds import AdjustmentKind, Offer, SavedProposal, Wanted
from bot.domain.sheets import Line
from bot.domain.surveys import Need
from bot.programme.work import Work
from storage.base import NotThere
from storage.store import Store
from tests.storage.circling import in_a_circle
from tests.storage.stage import NOON, Cast, due_to
from tests.storage.together import in_a_mentorship
from tests.storage.walls import CHANGE, CLEAR, READ


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
        work.rights.record(cast.ines.id, Act.SEE_RIGHTS, allowed=True, at=NOON)
        work.bound_groups.bind("S0TEAM", "team", Grant(right=Right.VIEWER), ["U0INES"], at=NOON)
        _joined(work, cast)
        in_a_mentorship(work, cast, mentorship)
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
    writing |= {"ask_again", "take_off", "cast", "take_out"}
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
