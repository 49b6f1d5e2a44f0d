"""What has been kept for long enough, taken away some rows at a time; each question says how many went (design §8).

Rows that count something stay for as long as their figures are shown, without the words in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Select, Table, and_, exists, or_, select

from bot.domain.enrolments import Application, EnrolmentState, Part
from bot.domain.kinds import PromptKind
from bot.domain.mentorships import MentorshipState
from bot.domain.people import NAMELESS, Standing
from bot.domain.prompts import OLD
from bot.domain.rounds import RoundState
from storage.base import MOST_AT_ONCE, Repository, chunks, table_of
from storage.change_tables import AfterWishRow, ChangeRow, FitRow
from storage.evidence_tables import (
    GivenFileRow,
    PulseAnswerRow,
    PulseBallotRow,
    PulseGuestRow,
    PulseRow,
    SuggestionRow,
)
from storage.joining_tables import (
    ApplicationRow,
    NeedRow,
    PartTakenRow,
    ProfileRow,
    SignatureRow,
    SurveyGuestRow,
    SurveyRow,
)
from storage.prompts import PROMPTS
from storage.reaching_out import UNFINISHED
from storage.round_tables import (
    AdjustmentRow,
    ChoiceRow,
    InvitationRow,
    MentorDeclineRow,
    ProposalRow,
    RoundRow,
)
from storage.tables import (
    AuditRow,
    EnrolmentRow,
    MeetingRow,
    MentorshipCadenceRow,
    MentorshipPauseRow,
    MentorshipRow,
    PersonRow,
    SeatRow,
    SheetItemRow,
    SheetRow,
    SkipRow,
)
from storage.together_tables import (
    CertificateRow,
    GoalProgressRow,
    GoalRow,
    MeetingPresentRow,
    MeetingVersionRow,
    MentorshipStepRow,
    OwnLineRow,
    PointRow,
    SkillRatingRow,
)

MENTORSHIPS, SEATS, PEOPLE = table_of(MentorshipRow), table_of(SeatRow), table_of(PersonRow)
ENROLMENTS, PROFILES, PARTS = table_of(EnrolmentRow), table_of(ProfileRow), table_of(PartTakenRow)
APPLICATIONS, SIGNATURES = table_of(ApplicationRow), table_of(SignatureRow)
GOALS, PROGRESS = table_of(GoalRow), table_of(GoalProgressRow)
MEETINGS, SHEETS = table_of(MeetingRow), table_of(SheetRow)
ROUNDS, INVITATIONS, DECLINES = table_of(RoundRow), table_of(InvitationRow), table_of(MentorDeclineRow)
SURVEYS, PULSES = table_of(SurveyRow), table_of(PulseRow)
AUDIT, FILES = table_of(AuditRow), table_of(GivenFileRow)
#: What two people wrote for each other, and what each answered for themselves.
WRITTEN = tuple(table_of(row) for row in (PointRow, OwnLineRow, FitRow))
#: What is kept of each meeting, then of each mentorship, in an order in which it can be deleted.
OF_A_MEETING = tuple(table_of(row) for row in (MeetingPresentRow, MeetingVersionRow))
OF_A_MENTORSHIP = (
    *WRITTEN,
    *(MEETINGS, SHEETS),
    *(table_of(row) for row in (SkipRow, MentorshipCadenceRow, MentorshipPauseRow, MentorshipStepRow)),
    *(table_of(row) for row in (SkillRatingRow, GoalRow, ChangeRow, AfterWishRow, CertificateRow)),
)
OF_A_ROUND = tuple(
    table_of(row) for row in (ChoiceRow, MentorDeclineRow, AdjustmentRow, ProposalRow, InvitationRow)
)
ENDED, PUBLISHED = MentorshipState.ENDED.value, RoundState.PUBLISHED.value
#: Of these what they are about is kept: whoever is in a story may take it back at any time.
STORIES = tuple(kind.value for kind in PromptKind if kind.value.startswith("story"))
#: Mentorships, rounds and waves in one go: each brings hundreds of rows along.
AT_ONCE = 20


class Retention(Repository):
    # -- words, by programme time --------------------------------------------------------------------------------

    def words(self, before: datetime, *, limit: int) -> int:
        """What two people wrote goes so long after their mentorship ended. Of a goal stays that
        there was one, and whether it was reached.
        """
        over = select(MENTORSHIPS.c.id).where(*self._over(before))
        gone = sum(
            self._delete_some(table, table.c.mentorship_id.in_(over), limit=limit) for table in WRITTEN
        )
        silent = self._some(GOALS, GOALS.c.mentorship_id.in_(over), GOALS.c.words != "", limit=limit)
        self._delete_of(PROGRESS, "goal_id", silent)
        self._change(GOALS, silent, words="", target_on=None)
        published = select(ROUNDS.c.id).where(
            ROUNDS.c.state == PUBLISHED, ROUNDS.c.published_at < before, self.mine(ROUNDS)
        )
        return (
            gone + len(silent) + self._delete_some(DECLINES, DECLINES.c.round_id.in_(published), limit=limit)
        )

    def profiles(self, before: datetime, *, limit: int) -> int:
        """What somebody said of themselves, once they have taken no part in any programme for so long."""
        out = or_(PEOPLE.c.standing == Standing.GONE.value, PEOPLE.c.id.not_in(self._taking_part()))
        left = or_(
            PEOPLE.c.standing == Standing.GONE.value,
            ENROLMENTS.c.part == Part.NOT_FOR_ME.value,
            ENROLMENTS.c.state == EnrolmentState.LEFT.value,
        )
        said = or_(ENROLMENTS.c.expectation.is_not(None), PROFILES.c.id.is_not(None))
        query = (
            select(ENROLMENTS.c.id, ENROLMENTS.c.person_id)
            .join(PEOPLE, PEOPLE.c.id == ENROLMENTS.c.person_id)
            .outerjoin(PROFILES, PROFILES.c.person_id == PEOPLE.c.id)
            .where(out, left, said, ~self._with_somebody(before), ~_took_part(before), self.mine(ENROLMENTS))
        )
        rows = self.rows(query.order_by(ENROLMENTS.c.id).limit(limit))
        self._change(ENROLMENTS, [row.id for row in rows], expectation=None)
        people = [row.person_id for row in rows]
        self._delete_of(PROFILES, "person_id", people)
        self._change(PEOPLE, people, topics=[])
        return len(rows)

    def unfinished(self, before: datetime, *, limit: int) -> int:
        """An arrival that nobody went on with. "Not for me" is an answer, and stays. So does whom a programme counts on
        though a question is open: mentors with places, and those who waited through a round. Whoever takes part in
        another programme keeps what they said of themselves.
        """
        waits = exists().where(
            INVITATIONS.c.person_id == PEOPLE.c.id,
            INVITATIONS.c.round_id == ROUNDS.c.id,
            ROUNDS.c.state != PUBLISHED,
        )
        applies = exists().where(
            APPLICATIONS.c.enrolment_id == ENROLMENTS.c.id, APPLICATIONS.c.decided_at.is_(None)
        )
        query = (
            select(ENROLMENTS.c.id, ENROLMENTS.c.person_id)
            .join(PEOPLE, PEOPLE.c.id == ENROLMENTS.c.person_id)
            .where(
                ENROLMENTS.c.completed_at.is_(None),
                or_(ENROLMENTS.c.part.is_(None), ENROLMENTS.c.part != Part.NOT_FOR_ME.value),
                ENROLMENTS.c.state == EnrolmentState.ACTIVE.value,
                PEOPLE.c.welcomed_at < before,
                ~self._with_somebody(before),
                ~_took_part(before),
                ~_is_counted_on(),
                ~waits,
                ~applies,
                self.mine(ENROLMENTS),
            )
        )
        rows = self.rows(query.order_by(ENROLMENTS.c.id).limit(limit))
        places, people = [row.id for row in rows], [row.person_id for row in rows]
        for table in (APPLICATIONS, PARTS):
            self._delete_of(table, "enrolment_id", places)
        self._delete_of(ENROLMENTS, "id", places)
        others = self._taking_part().where(ENROLMENTS.c.person_id.in_(people))
        elsewhere = {row.person_id for row in self.rows(others)}
        people = [one for one in people if one not in elsewhere]
        for table in (PROFILES, SIGNATURES):
            self._delete_of(table, "person_id", people)
        self._change(PEOPLE, people, topics=[])
        return len(rows)

    # -- what happened, and what was answered --------------------------------------------------------------------

    def meetings(self, before: datetime) -> int:
        """All that is kept of what ended so long ago, but who was with whom: nobody is proposed to each other anew."""
        left = or_(
            *(
                exists().where(table.c.mentorship_id == MENTORSHIPS.c.id)
                for table in OF_A_MENTORSHIP
                if "mentorship_id" in table.c
            )
        )
        ids = self._some(MENTORSHIPS, *self._over(before), left, limit=AT_ONCE)
        for table in OF_A_MEETING:
            here = select(MEETINGS.c.id).where(MEETINGS.c.mentorship_id.in_(ids))
            self.run(table.delete().where(table.c.meeting_id.in_(here), self.mine(table)))
        items = table_of(SheetItemRow)
        sheets = select(SHEETS.c.id).where(SHEETS.c.mentorship_id.in_(ids))
        self.run(items.delete().where(items.c.sheet_id.in_(sheets), self.mine(items)))
        goals = select(GOALS.c.id).where(GOALS.c.mentorship_id.in_(ids))
        self.run(PROGRESS.delete().where(PROGRESS.c.goal_id.in_(goals), self.mine(PROGRESS)))
        for table in OF_A_MENTORSHIP:
            self._delete_of(table, "mentorship_id", ids)
        return len(ids)

    def rounds(self, before: datetime) -> int:
        """Who was asked, what they chose and what was proposed in rounds that were published so long ago."""
        asked = exists().where(INVITATIONS.c.round_id == ROUNDS.c.id)
        old = (ROUNDS.c.state == PUBLISHED, ROUNDS.c.published_at < before, self.mine(ROUNDS), asked)
        ids = self._some(ROUNDS, *old, limit=AT_ONCE)
        for table in OF_A_ROUND:
            self._delete_of(table, "round_id", ids)
        return len(ids)

    def answers(self, before: date, *, limit: int) -> int:
        """Answers to questions about needs and to pulses that closed so long ago; pages of a mentor's year, decisions
        on offers, and what was signed by those who take no part any more, of that age. A mentorship's certificates go
        with what happened in it: one that runs would hand them out anew.
        """
        surveys = self._some(SURVEYS, SURVEYS.c.closes_on < before, self.mine(SURVEYS), limit=AT_ONCE)
        for row in (NeedRow, SurveyGuestRow):
            self._delete_of(table_of(row), "survey_id", surveys)
        self._delete_of(SURVEYS, "id", surveys)
        pulses = self._some(PULSES, PULSES.c.closes_on < before, self.mine(PULSES), limit=AT_ONCE)
        for answered in (PulseBallotRow, PulseAnswerRow, SuggestionRow, PulseGuestRow):
            self._delete_of(table_of(answered), "pulse_id", pulses)
        self._delete_of(PULSES, "id", pulses)
        pages = table_of(CertificateRow)
        old = (pages.c.mentorship_id.is_(None), pages.c.issued_at < _midnight(before))
        gone = self._delete_some(pages, *old, limit=limit)
        gone += self._delete_some(APPLICATIONS, APPLICATIONS.c.decided_at < _midnight(before), limit=limit)
        signed = (SIGNATURES.c.signed_at < _midnight(before), SIGNATURES.c.person_id == PEOPLE.c.id)
        over = (*signed, ~self._with_somebody(_midnight(before)), PEOPLE.c.id.not_in(self._taking_part()))
        gone += self._delete_some(SIGNATURES, *over, limit=limit)
        return gone + len(surveys) + len(pulses)

    def forgotten(self) -> Sequence[int]:
        """Whoever has no name here any more: what was under way when they were forgotten may have come after it."""
        return self._some(
            PEOPLE, PEOPLE.c.slack_id.like(f"{NAMELESS}%"), self.mine(PEOPLE), limit=MOST_AT_ONCE
        )

    def gone(self, before: datetime, *, limit: int) -> Sequence[int]:
        """Who left the company, and of whom nothing has happened for so long: their names are nobody's business."""
        spoken = exists().where(PROMPTS.c.recipient_id == PEOPLE.c.id, PROMPTS.c.not_before >= before)
        took = exists().where(
            PARTS.c.enrolment_id == ENROLMENTS.c.id,
            ENROLMENTS.c.person_id == PEOPLE.c.id,
            PARTS.c.at >= before,
        )
        left = (PEOPLE.c.standing == Standing.GONE.value, PEOPLE.c.slack_id.not_like(f"{NAMELESS}%"))
        since = or_(PEOPLE.c.welcomed_at.is_(None), PEOPLE.c.welcomed_at < before)
        where = (*left, since, ~spoken, ~took, ~self._with_somebody(before), self.mine(PEOPLE))
        return self._some(PEOPLE, *where, limit=limit)

    # -- keys, messages, the record ------------------------------------------------------------------------------

    def prompts(self, before: datetime, *, limit: int) -> int:
        """What a message was about and what was answered to it. That it was said stays, so that it is not said again;
        and where, so that it can be drawn again without somebody's name.
        """
        old = (
            PROMPTS.c.not_before < before,
            PROMPTS.c.state.not_in(UNFINISHED),
            PROMPTS.c.kind.not_in(STORIES),
            or_(PROMPTS.c.reason.is_(None), PROMPTS.c.reason != OLD),
        )
        ids = self._some(PROMPTS, *old, self.mine(PROMPTS), limit=limit)
        self._change(PROMPTS, ids, about={}, answer=None, marker=None, reason=OLD)
        return len(ids)

    def audit(self, before: datetime, *, limit: int) -> int:
        return self._delete_some(AUDIT, AUDIT.c.at < before, limit=limit)

    def files(self, before: datetime, *, limit: int) -> Sequence[tuple[int, str]]:
        """Files that were given in conversations before then, by number and by Slack's id."""
        old = select(FILES.c.id, FILES.c.file_id).where(FILES.c.given_at < before, self.mine(FILES))
        return [(row.id, row.file_id) for row in self.rows(old.order_by(FILES.c.id).limit(limit))]

    def gave(self, file_id: str, at: datetime) -> None:
        """To be taken away again one day; `at` is machine time."""
        self.put(GivenFileRow, file_id=file_id, given_at=at)

    def taken_away(self, number: int) -> None:
        self._delete_of(FILES, "id", [number])

    # -- parts ---------------------------------------------------------------------------------------------------

    def _over(self, before: datetime) -> tuple[Any, ...]:
        return MENTORSHIPS.c.state == ENDED, MENTORSHIPS.c.ended_at < before, self.mine(MENTORSHIPS)

    def _with_somebody(self, before: datetime) -> Any:
        """Whether this person is in a mentorship that runs, or that ended since then."""
        lately = or_(MENTORSHIPS.c.state != ENDED, MENTORSHIPS.c.ended_at >= before)
        theirs = and_(SEATS.c.person_id == PEOPLE.c.id, SEATS.c.mentorship_id == MENTORSHIPS.c.id)
        return exists().where(theirs, lately)

    def _taking_part(self) -> Any:
        """Those who are in a programme, on whichever side: what they signed holds."""
        part = (ENROLMENTS.c.part.is_not(None), ENROLMENTS.c.part != Part.NOT_FOR_ME.value)
        here = (ENROLMENTS.c.state != EnrolmentState.LEFT.value, self.mine(ENROLMENTS))
        return select(ENROLMENTS.c.person_id).where(*part, *here)

    def _some(self, table: Table, *where: Any, limit: int) -> list[int]:
        query: Select[*tuple[Any, ...]] = select(table.c.id).where(*where).order_by(table.c.id).limit(limit)
        return [row.id for row in self.rows(query)]

    def _delete_some(self, table: Table, *where: Any, limit: int) -> int:
        ids = self._some(table, *where, self.mine(table), limit=limit)
        self._delete_of(table, "id", ids)
        return len(ids)

    def _delete_of(self, table: Table, column: str, ids: Iterable[int]) -> None:
        for some in chunks(ids):
            self.run(table.delete().where(table.c[column].in_(some), self.mine(table)))

    def _change(self, table: Table, ids: Iterable[int], **values: object) -> None:
        for some in chunks(ids):
            self.run(table.update().where(table.c.id.in_(some), self.mine(table)).values(values))


def _took_part(before: datetime) -> Any:
    """Whether they took up or put down a part since then."""
    return exists().where(PARTS.c.enrolment_id == ENROLMENTS.c.id, PARTS.c.at >= before)


def _is_counted_on() -> Any:
    """Whether they may be given mentees, or come first in the next round."""
    mentors = and_(ENROLMENTS.c.application == Application.APPROVED.value, ENROLMENTS.c.capacity.is_not(None))
    return and_(ENROLMENTS.c.part.is_not(None), or_(mentors, ENROLMENTS.c.left_out > 0))


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
