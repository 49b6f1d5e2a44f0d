"""What somebody is given who asks for what is kept of them: which columns of which rows, table by table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Once(StrEnum):
    """What somebody is not told by their own data before they hear of it. What a round found may still change, and who
    reads it twice would learn that they were declined; a message that waits tells what it is going to say.
    """

    PUBLISHED = "published"
    SAID = "said"


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """These columns of one table, of the rows that have them in `by`, or that belong to a row of `through` that
    has. `once`: not before they have heard of it. What somebody else said is in none of them.
    """

    columns: tuple[str, ...]
    by: str = "person_id"
    #: The column that leads to the table in which they are, and that table.
    through: tuple[str, str] | None = None
    once: Once | None = None


_SEAT = ("mentorship_id", "seat")
_PLACE = ("enrolment_id", "enrolment")
#: In the order in which it is read.
GIVEN: Mapping[str, Given] = {
    "right_granted": Given(columns=("right",)),
    "profile": Given(
        columns=(
            *("roles", "languages", "seniority", "topics_to_give", "experience", "goals"),
            *("days", "form", "muted", "quiet_until"),
        )
    ),
    "enrolment": Given(
        columns=(
            *("part", "state", "capacity", "paused_until", "left_out", "expectation"),
            *("completed_at", "application", "preparation_step", "prepared_at"),
        )
    ),
    "part_taken": Given(columns=("part", "at"), through=_PLACE),
    "application": Given(columns=("applied_at", "decided_at", "approved"), through=_PLACE),
    "signature": Given(columns=("what", "version", "language", "signed_at")),
    "avoided": Given(columns=("people",)),
    "invitation": Given(columns=("answer", "answered_at")),
    "choice": Given(columns=("mentor_id", "rank"), by="mentee_id"),
    "proposal": Given(
        columns=("mentor_id", "rank", "offer", "offer_until"), by="mentee_id", once=Once.PUBLISHED
    ),
    "mentor_decline": Given(columns=("mentee_id",), by="mentor_id"),
    "seat": Given(columns=("mentorship_id", "role", "since")),
    "mentorship": Given(
        columns=("id", "state", "temporary", "introduced_at", "ends_on", "paused_until", "ended_at", "name"),
        through=("id", "seat"),
    ),
    "meeting": Given(
        columns=("mentorship_id", "state", "held_on", "starts_at", "minutes", "form", "logged_by", "agreed"),
        through=_SEAT,
    ),
    "skip": Given(columns=("mentorship_id", "cycle", "at", "reason"), by="by_person_id"),
    "sheet_item": Given(columns=("texts", "ticked_at"), by="ticked_by"),
    "own_line": Given(columns=("mentorship_id", "words", "at"), by="by_id"),
    "point": Given(
        columns=("mentorship_id", "kind", "shared", "words", "owner_id", "due_on", "at", "done_at"),
        by="by_id",
    ),
    "goal": Given(
        columns=("mentorship_id", "words", "target_on", "progress", "state", "set_at", "closed_at"),
        by="mentee_id",
    ),
    "skill_rating": Given(columns=("mentorship_id", "skill", "moment", "value")),
    "fit": Given(columns=("mentorship_id", "answer")),
    "after_wish": Given(columns=("mentorship_id", "wish", "next_at")),
    "change": Given(
        columns=("mentorship_id", "reason", "wish", "until", "asked_at", "state", "decision", "decided_at"),
        by="asked_by",
    ),
    "mentorship_step": Given(columns=("mentorship_id", "texts", "done_at"), through=_SEAT),
    "story": Given(
        columns=("mentorship_id", "kind", "audience", "words", "state", "at", "told_at"), by="by_id"
    ),
    "story_yes": Given(columns=("version", "at")),
    "certificate": Given(columns=("code", "kind", "language", "issued_at", "facts")),
    "help_contact": Given(columns=("kind",)),
    "help_request": Given(columns=("kind", "contact_id", "asked_at")),
    "circle_seat": Given(columns=("session_id", "comes", "came")),
    "circle_point": Given(columns=("session_id", "words")),
    "survey_guest": Given(columns=("answered",)),
    "pulse_guest": Given(columns=("side", "answered")),
    "prompt": Given(columns=("kind", "state", "sent_at", "answer"), by="recipient_id", once=Once.SAID),
    "audit": Given(columns=("at", "act", "allowed", "number"), by="actor_id"),
}
