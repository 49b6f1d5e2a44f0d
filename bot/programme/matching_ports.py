"""The questions that use cases ask about rounds and changes; `ports.py` has the others and the rules they share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from bot.domain.changes import Change, Decision, Motive, ToldBy, Wish
from bot.domain.rounds import (
    Adjustment,
    AdjustmentKind,
    Answer,
    Invitation,
    Round,
    RoundState,
    Rules,
    SavedProposal,
)


class Rounds(Protocol):
    def open(
        self,
        programme_id: int,
        *,
        person_ids: Iterable[int],
        opened_by: int,
        opened_at: datetime,
        closes_on: date,
        rules: Rules | None = None,
        solo: bool = False,
    ) -> Round: ...
    def get(self, round_id: int) -> Round | None: ...
    def held(self, round_id: int) -> Round | None:
        """The round, while others who want to hold it wait: answering, closing and publishing take turns."""

    def latest(self, programme_id: int) -> Round | None:
        """The latest campaign: rounds of one person aside."""

    def under_way(self, programme_id: int) -> Sequence[Round]:
        """Every round that is not published, those of one person too, the oldest first."""

    def change(self, round_id: int, **values: object) -> Round: ...
    def move(self, round_id: int, *, expected: RoundState, to: RoundState) -> bool:
        """True for the one caller who moved it; a second press finds it moved already."""

    def invite(self, round_id: int, person_id: int) -> None:
        """Somebody who comes while the round collects joins its list; twice is once."""

    def invitations(self, round_id: int) -> Sequence[Invitation]: ...
    def invitation(self, round_id: int, person_id: int) -> Invitation | None: ...
    def answer(
        self, round_id: int, person_id: int, *, answer: Answer | None, choices: Sequence[int], at: datetime
    ) -> None:
        """What an invited person said, in place of what they said before; None takes it back."""

    def propose(self, round_id: int, proposals: Iterable[SavedProposal]) -> None:
        """Replace the round's proposals."""

    def proposals(self, round_id: int) -> Sequence[SavedProposal]: ...
    def proposals_to(self, round_id: int, mentor_id: int) -> Sequence[SavedProposal]: ...
    def proposal(self, round_id: int, mentee_id: int) -> SavedProposal | None: ...
    def change_proposal(self, round_id: int, mentee_id: int, **values: object) -> None: ...
    def offers_held(self, programme_id: int) -> Mapping[int, int]:
        """How many places of each mentor are held for suggestions that were published and wait for an answer."""

    def adjust(
        self,
        round_id: int,
        kind: AdjustmentKind,
        person_id: int,
        *,
        before: Mapping[str, object],
        after: Mapping[str, object],
        by: int,
        at: datetime,
    ) -> Adjustment: ...
    def adjustments(self, round_id: int) -> Sequence[Adjustment]:
        """What was changed by hand and stands, in order."""

    def undo(self, adjustment_id: int, at: datetime) -> bool:
        """True for the one caller who undid it."""

    def decline(self, round_id: int, mentor_id: int, mentee_id: int) -> None:
        """This mentor would rather not be given this person in this round; twice is once."""

    def declined(self, round_id: int) -> Mapping[int, frozenset[int]]:
        """For each mentee, the mentors who declined them in this round: for the matcher alone."""


class OwnRounds(Protocol):
    def to_answer(self, person_id: int, programme_id: int) -> Sequence[Round]:
        """Those that collect this person's answer, their own before the campaign."""

    def to_look_at(self, mentor_id: int) -> Sequence[Round]:
        """Those in which this mentor reads who would be theirs, the oldest first."""

    def under_way(self, person_id: int, programme_id: int) -> Sequence[Round]:
        """Those on whose list this person is and that are not published, the oldest first."""

    def to_advance(self, programme_id: int, today: date) -> Sequence[Round]:
        """Those of one person that may be taken a step further: they do not only wait for an answer."""

    def still_read(self, round_id: int) -> bool:
        """Whether some mentor has not said yes to everybody on their list."""

    def offered_to(self, person_id: int) -> Sequence[tuple[int, SavedProposal]]:
        """Suggestions that wait for this person's answer, each with its round's id."""

    def offered(self, programme_id: int) -> Sequence[tuple[int, SavedProposal]]:
        """Every suggestion that waits for an answer there."""

    def unfinished(self) -> Sequence[Round]:
        """Rounds of which somebody asked something that has not been done yet."""


class Changes(Protocol):
    def ask(
        self,
        mentorship_id: int,
        *,
        by: int | None,
        why: Motive,
        wish: Wish,
        until: date | None,
        at: datetime,
        decide_by: date,
    ) -> Change:
        """Write a request down, in the place of one that the same person has open here."""

    def get(self, change_id: int) -> Change | None: ...
    def open_in(self, mentorship_id: int) -> Sequence[Change]: ...
    def held(self, mentorship_id: int) -> Sequence[Change]:
        """What is open there, while others who ask, decide, take back or end it wait for our commit."""

    def last_decided(self, mentorship_id: int) -> Change | None: ...
    def open_of(self, person_id: int) -> Sequence[Change]:
        """What this person asked for and is not decided."""

    def waiting(self, programme_id: int) -> Sequence[Change]:
        """Requests without a decision, the most urgent first."""

    def to_tell(self, now: datetime) -> Sequence[Change]:
        """Open requests of which the team has to hear, for the first time or again."""

    def tell_again(self, change_id: int, at: datetime) -> None:
        """The team has been told; the next time is then, if it is still open."""

    def put_off(self, change_id: int, decide_by: date) -> Change: ...
    def withdraw(self, change_id: int) -> bool: ...
    def decide(
        self, change_id: int, decision: Decision, *, by: int | None, at: datetime, told_by: ToldBy | None
    ) -> bool:
        """True for the one caller who decided it. The reason has served, and is forgotten."""


class Fits(Protocol):
    def by(self, person_id: int, mentorship_id: int) -> str | None:
        """What this person said about their mentorship, for their eyes."""

    def keep(self, person_id: int, mentorship_id: int, answer: str) -> None:
        """In the place of what they said before."""
