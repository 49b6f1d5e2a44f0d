"""Which messages somebody may do without, in groups that they can tell apart (design §4).

What somebody asked for or waits for is never among them: an introduction, the news that there is no mentor this time,
a disagreement about a meeting, a coordinator's decision, the answer to what they have just done.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum

from bot.domain.kinds import PromptKind


class Group(StrEnum):
    """Messages that one box stands for."""

    REMINDERS = "reminders"
    UNFINISHED = "unfinished"
    SHEETS = "sheets"
    DIGESTS = "digests"
    NEWS = "news"
    DATES = "dates"
    INVITATIONS = "invitations"
    CIRCLE = "circle"
    IN_TOUCH = "in_touch"
    PULSES = "pulses"


GROUPS: Mapping[Group, frozenset[PromptKind]] = {
    Group.REMINDERS: frozenset({PromptKind.FIRST_MEETING, PromptKind.MISSING_MEETING, PromptKind.LAST_WORD}),
    Group.UNFINISHED: frozenset({PromptKind.UNFINISHED, PromptKind.PREPARATION, PromptKind.CHARTER}),
    Group.SHEETS: frozenset({PromptKind.SHEET}),
    Group.DIGESTS: frozenset({PromptKind.DIGEST}),
    Group.DATES: frozenset({PromptKind.TOMORROW, PromptKind.TOOK_PLACE}),
    Group.NEWS: frozenset({PromptKind.PARTNER_LOG, PromptKind.PARTNER_PLAN, PromptKind.STEP_LEFT_OUT}),
    Group.INVITATIONS: frozenset({PromptKind.INVITATION, PromptKind.SURVEY}),
    Group.CIRCLE: frozenset({PromptKind.CIRCLE, PromptKind.CIRCLE_TOMORROW}),
    Group.IN_TOUCH: frozenset({PromptKind.IN_TOUCH}),
    Group.PULSES: frozenset({PromptKind.PULSE, PromptKind.CLOSING_PULSE, PromptKind.TALK}),
}

#: Said whatever somebody has chosen. Each kind is here or in one group: a test says which is missing.
ALWAYS = frozenset(
    {
        PromptKind.WELCOME,
        PromptKind.INTRODUCTION,
        PromptKind.LEFT_OUT,
        PromptKind.SUGGESTION,
        PromptKind.MENTOR_LIST,
        PromptKind.ENDED,
        # It would end without their word.
        PromptKind.END_NEAR,
        PromptKind.AFTER_WISH,
        PromptKind.LOG_DENIED,
        # Somebody would be waited for, or would wait.
        PromptKind.DATE_NEWS,
        PromptKind.DATE_SOON,
        # They would go on by a rhythm that is theirs no more.
        PromptKind.CADENCE_CHANGED,
        # Nobody would know that their partner is away, nor that somebody could stand in.
        PromptKind.PARTNER_AWAY,
        PromptKind.INTERIM,
        PromptKind.DECISION,
        # Somebody waits for a hand.
        PromptKind.HELP_CARD,
        PromptKind.HELP_PASSED,
        PromptKind.CHANGE_DECIDED,
        # They went all that way for it; and once a year, thanks.
        PromptKind.CERTIFICATE,
        PromptKind.MENTOR_YEAR,
        # Nothing is told without their word, and what was told they may take back.
        PromptKind.STORY_ASKED,
        PromptKind.STORY_TOLD,
        # A date that they had answered holds no more.
        PromptKind.CIRCLE_CHANGED,
        PromptKind.STORY_SHARED,
        # They may do something, or may no longer.
        PromptKind.RIGHT_CHANGED,
        # The work of those who run the programme.
        PromptKind.ROUND_DUE,
        PromptKind.CAUGHT_UP,
        PromptKind.UNDELIVERED,
        PromptKind.FLAG,
        PromptKind.APPLICATION,
        PromptKind.CHANGE_ASKED,
        PromptKind.STEPPED_BACK,
        PromptKind.NOBODY_WILLING,
        PromptKind.DEPARTED,
        PromptKind.CIRCLE_OVER,
        PromptKind.STORY_TROUBLE,
        # They were named to be told of the programme.
        PromptKind.CHAMPION_PAGE,
    }
)


def wanted(muted: Collection[PromptKind]) -> frozenset[Group]:
    """The groups of which something is still said."""
    return frozenset(group for group, kinds in GROUPS.items() if not kinds <= frozenset(muted))


def muted_by(groups: Iterable[Group]) -> frozenset[PromptKind]:
    """What is no longer said to whoever wants these groups alone."""
    kept = frozenset(groups)
    return frozenset(kind for group, kinds in GROUPS.items() if group not in kept for kind in kinds)
