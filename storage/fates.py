"""Every column that points to a person, and what becomes of it when they ask to be forgotten.

Whoever adds a column that points to a person decides about it in `FATES`; a test holds it against the tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from bot.domain.prompts import PromptState
from bot.texts.markup import NOBODY as NOBODYS_NAME


class Fate(StrEnum):
    """`GOES`: the row is deleted. `EMPTIED`: the column is. `STAYS`: it points to somebody without a name, for what is
    counted, or because it is somebody else's too.
    """

    GOES = "goes"
    EMPTIED = "emptied"
    STAYS = "stays"


_GOES = (
    *("right_granted.person_id", "choice.mentee_id", "mentor_decline.mentor_id", "mentor_decline.mentee_id"),
    *(
        "fit.person_id",
        "after_wish.person_id",
        "profile.person_id",
        "signature.person_id",
        "avoided.person_id",
    ),
    *("help_contact.person_id", "help_request.person_id", "circle_seat.person_id", "circle_point.person_id"),
    *(
        "meeting_present.person_id",
        "meeting_version.by_id",
        "own_line.by_id",
        "point.by_id",
        "goal.mentee_id",
    ),
    *("skill_rating.person_id", "story_yes.person_id", "certificate.person_id", "recollection.person_id"),
    # What was changed by hand holds what stood there: topics in common, what a mentor answered.
    "adjustment.person_id",
)
_EMPTIED = ("person.manager_id", "sheet_item.ticked_by", "point.owner_id", "point.done_by")
_STAYS = (
    # What is counted: who was asked, took part, had a mentor, met.
    *(
        "enrolment.person_id",
        "seat.person_id",
        "meeting.logged_by",
        "skip.by_person_id",
        "invitation.person_id",
    ),
    *("proposal.mentee_id", "proposal.mentor_id", "survey_guest.person_id", "pulse_guest.person_id"),
    # What others chose, made, asked for or were answered.
    *("choice.mentor_id", "goal_progress.by_id", "change.asked_by", "change.decided_by"),
    *("application.decided_by", "help_request.contact_id", "story.by_id"),
    *("mentorship_step.skip_by", "mentorship_step.skip_agreed_by"),
    # What was done for the programme, and when: the record.
    *("audit.actor_id", "audit.subject_id", "round.opened_by", "round.wanted_by", "survey.asked_by"),
    *(
        "adjustment.made_by",
        "circle.set_by",
        "sheet_template.by_id",
        "objective.set_by",
    ),
    # That a message was said prevents that it is said again; what it was about is emptied.
    "prompt.recipient_id",
)
FATES: Mapping[str, Fate] = {
    **dict.fromkeys(_GOES, Fate.GOES),
    **dict.fromkeys(_EMPTIED, Fate.EMPTIED),
    **dict.fromkeys(_STAYS, Fate.STAYS),
}
CANCELLED = PromptState.CANCELLED.value
#: Of rows that stay, what tells of the person all the same: by table, whose row it is, and what is put in its place.
BLANKS: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "enrolment": (
        "person_id",
        {
            "state": "left",
            "expectation": None,
            "capacity": None,
            "paused_until": None,
            "application": None,
            "left_out": 0,
            "preparation_step": 0,
            "prepared_at": None,
        },
    ),
    "skip": ("by_person_id", {"reason": None}),
    "proposal": ("mentee_id", {"reason": {}, "mentor_says": None}),
    "prompt": (
        "recipient_id",
        {"about": {}, "answer": None, "channel": None, "ts": None, "marker": None, "lease_until": None},
    ),
}
#: What the row of somebody without a name still says: nothing.
NOBODY: Mapping[str, object] = {
    "name": str(NOBODYS_NAME),
    "handle": "",
    "standing": "gone",
    "language_chosen": False,
    "title": "",
    "network": None,
    "network_confirmed": False,
    "other_networks": [],
    "topics": [],
    "manager_id": None,
    "entity": None,
    "site": None,
    "joined_on": None,
    "dm": None,
    "welcomed_at": None,
    "opens_at": None,
    "closes_at": None,
    "works_on": None,
    "country_chosen": False,
}
