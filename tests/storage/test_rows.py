"""What each repository promises about the people whose rows it keeps."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from living import arrive

from bot.domain.enrolments import EnrolmentState, Part
from bot.domain.meetings import Around, Form, MeetingState
from bot.domain.mentorships import Mentorship, MentorshipState, SeatRole
from bot.domain.people import SlackProfile, Standing, Workspace
from bot.domain.permissions import Right
from bot.domain.rounds import Answer, RoundAlreadyOpen, RoundState, SavedProposal
from bot.domain.sheets import Line
from storage.store import Store
from tests.storage.stage import NOON, Cast, at_once, link

TODAY = date(2026, 11, 23)


def said_by_slack(**values: object) -> SlackProfile:
    known: dict[str, object] = {
        "slack_id": "U0TOM",
        "name": "Tom Baker",
        "handle": "tom",
        "standing": Standing.EMPLOYEE,
        "language": None,
        "timezone": None,
    }
    return SlackProfile(**{**known, **values})  # type: ignore[arg-type]


def test_what_slack_does_not_say_stays_as_it_was(store: Store, workspace: Workspace, cast: Cast) -> None:
    with store.work(workspace) as work:
        again = work.people.save(
            said_by_slack(title="Pilote"), language="fr", timezone="Asia/Tokyo", country="JP"
        )
    assert (again.id, again.title) == (cast.tom.id, "Pilote")
    assert (again.language, again.timezone, again.country) == ("en", "Europe/Paris", "FR")


def test_a_language_somebody_chose_is_not_taken_back_by_slack(
    store: Store, workspace: Workspace, cast: Cast
) -> None:
    defaults = {"language": "fr", "timezone": "Europe/Paris", "country": "FR"}
    with store.work(workspace) as work:
        assert work.people.save(said_by_slack(language="fr"), **defaults).language == "fr"
        work.people.change(cast.tom.id, language="en", language_chosen=True)
        assert work.people.save(said_by_slack(language="fr"), **defaults).language == "en"


def test_somebody_who_arrives_twice_at_once_is_one_person(store: Store, workspace: Workspace) -> None:
    def join(_: int) -> int:
        with store.work(workspace) as work:
            return arrive(work, "U0NEW", "Nora Petit").id

    assert len(set(at_once(4, join))) == 1


def test_people_keep_their_lists_in_order(store: Store, workspace: Workspace, cast: Cast) -> None:
    with store.work(workspace) as work:
        topics = ("prise de parole", "Rust", "été")
        changed = work.people.change(cast.tom.id, topics=topics, manager_id=cast.ines.id)
        assert changed.topics == topics
        assert work.people.managers()[cast.tom.id] == cast.ines.id
        assert work.people.many([cast.tom.id, 999]) == {cast.tom.id: changed}
        assert [one.name for one in work.people.employees()] == ["Inès Roy", "Léa Martin", "Tom Baker"]


def test_who_has_left_is_neither_mentor_nor_mentee(store: Store, workspace: Workspace, cast: Cast) -> None:
    with store.work(workspace) as work:
        for person, part, capacity in ((cast.lea, Part.BOTH, 3), (cast.tom, Part.MENTEE, None)):
            place = work.enrolments.open_for(person.id, cast.programme.id)
            work.enrolments.change(place.id, part=part, capacity=capacity)
        willing = work.enrolments.open_for(cast.ines.id, cast.programme.id)
        work.enrolments.change(willing.id, part=Part.MENTOR)
        mentors = [one.person_id for one in work.enrolments.mentors(cast.programme.id)]
        assert mentors == [cast.lea.id], "Inès did not say how many she carries"
        assert len(work.enrolments.mentees(cast.programme.id)) == 2
        work.people.change(cast.lea.id, standing=Standing.GONE)
        assert not work.enrolments.mentors(cast.programme.id)
        assert [one.person_id for one in work.enrolments.mentees(cast.programme.id)] == [cast.tom.id]
        place = work.enrolments.open_for(cast.tom.id, cast.programme.id)
        work.enrolments.change(place.id, state=EnrolmentState.LEFT)
        assert not work.enrolments.mentees(cast.programme.id)
        assert len(work.enrolments.all_in(cast.programme.id)) == 3
        assert work.enrolments.parts(cast.programme.id) == {
            cast.lea.id: Part.BOTH,
            cast.tom.id: Part.NOT_FOR_ME,
            cast.ines.id: Part.MENTOR,
        }


def test_two_presses_open_one_round(store: Store, workspace: Workspace, cast: Cast) -> None:
    def press(_: int) -> bool:
        try:
            with store.work(workspace) as work:
                opened = work.rounds.open(
                    cast.programme.id,
                    person_ids=[cast.tom.id, cast.tom.id],
                    opened_by=cast.ines.id,
                    opened_at=NOON,
                    closes_on=TODAY + timedelta(days=14),
                )
                return len(work.rounds.invitations(opened.id)) == 1
        except RoundAlreadyOpen:
            return False

    assert sorted(at_once(3, press)) == [False, False, True]
    with store.work(workspace) as work:
        first = work.rounds.latest(cast.programme.id)
        assert first is not None
        assert work.rounds.move(first.id, expected=RoundState.COLLECTING, to=RoundState.PUBLISHED)
    assert press(0), "once it is published, the next one may open"


def test_a_refused_round_leaves_the_rest_of_the_work_possible(
    store: Store, workspace: Workspace, cast: Cast
) -> None:
    facts = {"person_ids": [cast.tom.id], "opened_by": cast.ines.id, "opened_at": NOON, "closes_on": TODAY}
    with store.work(workspace) as work:
        work.rounds.open(cast.programme.id, **facts)
        with pytest.raises(RoundAlreadyOpen):
            work.rounds.open(cast.programme.id, **facts)
        assert work.rights.holders(Right.OWNER) == []


def test_a_round_is_moved_by_one_of_those_who_press(store: Store, workspace: Workspace, cast: Cast) -> None:
    with store.work(workspace) as work:
        opened = work.rounds.open(
            cast.programme.id, person_ids=[], opened_by=cast.ines.id, opened_at=NOON, closes_on=TODAY
        )

    def publish(_: int) -> bool:
        with store.work(workspace) as work:
            return work.rounds.move(opened.id, expected=RoundState.COLLECTING, to=RoundState.PUBLISHED)

    assert sorted(at_once(4, publish)) == [False, False, False, True]


def test_the_last_answer_stands_whole(store: Store, workspace: Workspace, cast: Cast) -> None:
    with store.work(workspace) as work:
        opened = work.rounds.open(
            cast.programme.id,
            person_ids=[cast.tom.id],
            opened_by=cast.ines.id,
            opened_at=NOON,
            closes_on=TODAY,
        )

    def choose(which: int) -> None:
        order = [cast.lea.id, cast.ines.id][:: 1 if which % 2 else -1]
        with store.work(workspace) as work:
            work.rounds.answer(opened.id, cast.tom.id, answer=Answer.CHOICES, choices=order, at=NOON)

    at_once(4, choose)
    with store.work(workspace) as work:
        answered = work.rounds.invitation(opened.id, cast.tom.id)
        assert answered is not None
        assert set(answered.choices) == {cast.lea.id, cast.ines.id}
        work.rounds.answer(opened.id, cast.tom.id, answer=Answer.NOT_THIS_TIME, choices=[], at=NOON)
        assert [one.choices for one in work.rounds.invitations(opened.id)] == [()]
        assert work.rounds.invitation(opened.id, cast.lea.id) is None


def test_new_proposals_replace_the_old_ones(store: Store, workspace: Workspace, cast: Cast) -> None:
    def proposal(rank: int) -> SavedProposal:
        return SavedProposal(
            mentee_id=cast.tom.id,
            mentor_id=cast.lea.id,
            rank=rank,
            reason={"topics": ["été"]},
            left_out=None,
            suggested=False,
        )

    with store.work(workspace) as work:
        opened = work.rounds.open(
            cast.programme.id, person_ids=[], opened_by=cast.ines.id, opened_at=NOON, closes_on=TODAY
        )
        for rank in (1, 2):
            work.rounds.propose(opened.id, [proposal(rank)])
        assert work.rounds.proposals(opened.id) == [proposal(2)]


def test_a_mentorship_is_found_from_either_side_until_it_ends(
    store: Store, workspace: Workspace, cast: Cast, mentorship: Mentorship
) -> None:
    with store.work(workspace) as work:
        assert work.mentorships.between(cast.tom.id, cast.lea.id) == mentorship
        assert work.mentorships.between(cast.lea.id, cast.tom.id) == mentorship
        assert work.mentorships.of(cast.ines.id) == []
        assert work.seats.mentees_carried(cast.programme.id) == {cast.lea.id: 1}
        assert work.seats.people_with_a_mentor(cast.programme.id) == {cast.tom.id}
        ended = work.mentorships.change(mentorship.id, state=MentorshipState.ENDED, ends_on=TODAY)
        assert work.mentorships.get(mentorship.id) == ended
        assert work.mentorships.between(cast.tom.id, cast.lea.id) is None
        assert work.mentorships.of(cast.tom.id) == []
        assert not work.seats.mentees_carried(cast.programme.id)
        assert not work.seats.people_with_a_mentor(cast.programme.id)
        assert work.seats.past_mentors(cast.programme.id) == {cast.tom.id: {cast.lea.id}}
        assert work.mentorships.in_programme(cast.programme.id) == [ended]
        assert work.mentorships.of_mentors(cast.programme.id, [cast.lea.id]) == [ended]
        assert not work.mentorships.of_mentors(cast.programme.id, [cast.tom.id])
        group = link(work, cast)
        group = work.mentorships.change(group.id, name="Le cercle")
        pair = link(work, cast, mentee=cast.ines)
        assert work.mentorships.running(cast.programme.id) == [group, pair]
        assert work.mentorships.groups(cast.programme.id) == [group]
        assert work.mentorships.many([ended.id, pair.id]) == {ended.id: ended, pair.id: pair}


def test_a_stand_in_takes_no_place(store: Store, workspace: Workspace, cast: Cast) -> None:
    with store.work(workspace) as work:
        stand_in = work.mentorships.link(
            cast.programme.id,
            seats=[(cast.lea.id, SeatRole.MENTOR), (cast.tom.id, SeatRole.MENTEE)],
            anchor=TODAY,
            period=link(work, cast, mentee=cast.ines).period,
            introduced_at=NOON,
            temporary=True,
        )
        assert work.mentorships.of(cast.tom.id) == [stand_in]
        assert work.seats.mentees_carried(cast.programme.id) == {cast.lea.id: 1}
        assert work.seats.people_with_a_mentor(cast.programme.id) == {cast.ines.id}


def test_a_meeting_that_both_log_at_once_is_one_meeting(
    store: Store, workspace: Workspace, cast: Cast, mentorship: Mentorship
) -> None:
    def log(which: int) -> int:
        with store.work(workspace) as work:
            known = work.meetings.on(mentorship.id, TODAY)
            if known is not None:
                return known.id
            return work.meetings.add(
                mentorship.id,
                state=MeetingState.HELD,
                cycle=1,
                held_on=TODAY,
                minutes=45,
                form=Form.VIDEO,
                logged_by=(cast.tom, cast.lea)[which % 2].id,
                logged_at=NOON,
            ).id

    assert len(set(at_once(4, log))) == 1


def test_meetings_are_found_by_what_became_of_them(
    store: Store, workspace: Workspace, cast: Cast, mentorship: Mentorship
) -> None:
    logged = {"form": None, "minutes": None, "logged_by": cast.tom.id, "logged_at": NOON}
    with store.work(workspace) as work:
        states = (MeetingState.HELD, MeetingState.DISPUTED, MeetingState.WITHDRAWN, MeetingState.PLANNED)
        held, disputed, withdrawn, planned = (
            work.meetings.add(
                mentorship.id, state=state, cycle=1, held_on=TODAY + timedelta(days=day), **logged
            )
            for day, state in enumerate(states)
        )
        assert work.meetings.last_held(mentorship.id) == held
        assert work.meetings.on(mentorship.id, disputed.held_on) == disputed
        assert work.meetings.on(mentorship.id, withdrawn.held_on) is None
        assert work.meetings.on(mentorship.id, planned.held_on) is None
        assert work.meetings.planned(mentorship.id) == planned
        told = [held, disputed, withdrawn, planned]
        assert work.meetings.in_cycle(mentorship.id, 1) == told
        other = link(work, cast, mentee=cast.ines)
        work.meetings.skip(other.id, 1, by=cast.ines.id, at=NOON)
        work.meetings.add(other.id, state=MeetingState.DISPUTED, cycle=2, held_on=TODAY, **logged)
        assert work.meetings.around({mentorship.id: 1, other.id: 1}) == {
            mentorship.id: Around(in_cycle=tuple(told), planned=planned, last_held=held),
            other.id: Around(skipped=True),
        }
        assert work.meetings.around({mentorship.id: 2}) == {
            mentorship.id: Around(planned=planned, last_held=held)
        }
        moved = work.meetings.change(planned.id, state=MeetingState.HELD, minutes=30, form=Form.PHONE)
        assert work.meetings.last_held(mentorship.id) == moved == work.meetings.get(planned.id)


def test_not_this_month_can_be_said_twice_and_taken_back(
    store: Store, workspace: Workspace, cast: Cast, mentorship: Mentorship
) -> None:
    with store.work(workspace) as work:
        for person in (cast.tom, cast.lea):
            work.meetings.skip(mentorship.id, 1, by=person.id, at=NOON)
        assert work.meetings.is_skipped(mentorship.id, 1)
        assert not work.meetings.is_skipped(mentorship.id, 2)
        work.meetings.unskip(mentorship.id, 1)
        assert not work.meetings.is_skipped(mentorship.id, 1)


def test_a_sheet_is_made_once_and_ticked_for_everybody(
    store: Store, workspace: Workspace, cast: Cast, mentorship: Mentorship
) -> None:
    lines = [
        Line(key=key, texts={"fr": f"Parler de {key}", "en": f"Talk about {key}"}, carried_since=None)
        for key in ("ses débuts", "son année")
    ]

    def make(_: int) -> int:
        with store.work(workspace) as work:
            return work.sheets.make(mentorship.id, cycle=1, stage="start", lines=lines, at=NOON).id

    assert len(set(at_once(4, make))) == 1
    with store.work(workspace) as work:
        sheet = work.sheets.of(mentorship.id, 1)
        assert sheet is not None
        assert [(item.key, item.texts) for item in sheet.items] == [(line.key, line.texts) for line in lines]
        work.sheets.tick(sheet.items[1].id, by=cast.tom.id, at=NOON)
        ticked = work.sheets.with_item(sheet.items[0].id)
        assert ticked is not None
        assert [item.ticked_by for item in ticked.items] == [None, cast.tom.id]
        work.sheets.tick(sheet.items[1].id, by=cast.lea.id, at=None)
        assert work.sheets.before(mentorship.id, 4) == sheet
        other = link(work, cast, mentee=cast.ines)
        assert work.sheets.many({mentorship.id: 1, other.id: 1}) == {mentorship.id: sheet}
        assert work.sheets.many({mentorship.id: 2}) == {}
        assert work.sheets.before(mentorship.id, 1) is None
