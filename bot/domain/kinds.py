"""Everything the bot says on its own initiative, by kind, and how considerate each must be (design §4).

One table says how a kind is counted; a kind without a class or without a place in PRIORITY fails a test.
"""

from __future__ import annotations

from enum import StrEnum


class PromptClass(StrEnum):
    """How a prompt is counted: not at all, by the day, or by the day and the month (`budget.py`)."""

    ANSWER = "answer"
    SERVICE = "service"
    NUDGE = "nudge"


class PromptKind(StrEnum):
    """Everything the bot says on its own initiative. A new kind needs a class and a place in PRIORITY."""

    WELCOME = "welcome"
    INVITATION = "invitation"
    INTRODUCTION = "introduction"
    LEFT_OUT = "left_out"
    SUGGESTION = "suggestion"
    MENTOR_LIST = "mentor_list"
    END_NEAR = "end_near"
    AFTER_WISH = "after_wish"
    ENDED = "ended"
    IN_TOUCH = "in_touch"
    UNFINISHED = "unfinished"
    FIRST_MEETING = "first_meeting"
    MISSING_MEETING = "missing_meeting"
    LAST_WORD = "last_word"
    SHEET = "sheet"
    DIGEST = "digest"
    PARTNER_LOG = "partner_log"
    PARTNER_PLAN = "partner_plan"
    DATE_NEWS = "date_news"
    DATE_SOON = "date_soon"
    TOMORROW = "tomorrow"
    TOOK_PLACE = "took_place"
    CADENCE_CHANGED = "cadence_changed"
    PARTNER_AWAY = "partner_away"
    INTERIM = "interim"
    LOG_DENIED = "log_denied"
    ROUND_DUE = "round_due"
    CAUGHT_UP = "caught_up"
    UNDELIVERED = "undelivered"
    FLAG = "flag"
    APPLICATION = "application"
    DECISION = "decision"
    PREPARATION = "preparation"
    STEPPED_BACK = "stepped_back"
    NOBODY_WILLING = "nobody_willing"
    DEPARTED = "departed"
    CHANGE_ASKED = "change_asked"
    CHANGE_DECIDED = "change_decided"
    CHARTER = "charter"
    SURVEY = "survey"
    PULSE = "pulse"
    CLOSING_PULSE = "closing_pulse"
    TALK = "talk"
    CIRCLE = "circle"
    CIRCLE_TOMORROW = "circle_tomorrow"
    CIRCLE_CHANGED = "circle_changed"
    CIRCLE_OVER = "circle_over"
    STEP_LEFT_OUT = "step_left_out"
    CERTIFICATE = "certificate"
    MENTOR_YEAR = "mentor_year"
    HELP_CARD = "help_card"
    HELP_PASSED = "help_passed"
    STORY_ASKED = "story_asked"
    STORY_TOLD = "story_told"
    STORY_SHARED = "story_shared"
    STORY_TROUBLE = "story_trouble"
    CHAMPION_PAGE = "champion_page"
    RIGHT_CHANGED = "right_changed"


CLASS_OF: dict[PromptKind, PromptClass] = {
    # Joining, opening Home and writing are the person's own action; whoever was signed up by somebody else is
    # greeted in the morning, by the `not_before` that the planner gives.
    PromptKind.WELCOME: PromptClass.ANSWER,
    # A coordinator chose to ask, and there is a closing date: a month full of nudges must leave nobody out.
    PromptKind.INVITATION: PromptClass.SERVICE,
    PromptKind.INTRODUCTION: PromptClass.SERVICE,
    # They answered, and wait for this: the round that they were part of is over.
    PromptKind.LEFT_OUT: PromptClass.SERVICE,
    # A place is held for them until they have said yes or no.
    PromptKind.SUGGESTION: PromptClass.SERVICE,
    # Silence is yes: whoever is not told could not say no.
    PromptKind.MENTOR_LIST: PromptClass.SERVICE,
    # It ends by itself, and whoever is not asked could not say that they would go on.
    PromptKind.END_NEAR: PromptClass.SERVICE,
    # The other half would like to go on with them, and waits for a word.
    PromptKind.AFTER_WISH: PromptClass.SERVICE,
    # Nobody is silently alone.
    PromptKind.ENDED: PromptClass.SERVICE,
    # Both said that they would like it, and it gives way to everything else.
    PromptKind.IN_TOUCH: PromptClass.NUDGE,
    # Whoever stopped half-way through their first questions is asked again twice at most, ever.
    PromptKind.UNFINISHED: PromptClass.NUDGE,
    PromptKind.FIRST_MEETING: PromptClass.NUDGE,
    PromptKind.MISSING_MEETING: PromptClass.NUDGE,
    PromptKind.LAST_WORD: PromptClass.NUDGE,
    PromptKind.SHEET: PromptClass.SERVICE,
    PromptKind.DIGEST: PromptClass.SERVICE,
    PromptKind.PARTNER_LOG: PromptClass.SERVICE,
    PromptKind.PARTNER_PLAN: PromptClass.SERVICE,
    # What becomes of a date that they suggested or are expected at: they would go, or not go, for nothing.
    PromptKind.DATE_NEWS: PromptClass.SERVICE,
    # The same news of a date so near that tomorrow's message would come too late: their own plans hang on it.
    PromptKind.DATE_SOON: PromptClass.ANSWER,
    # They set the date themselves.
    PromptKind.TOMORROW: PromptClass.SERVICE,
    PromptKind.TOOK_PLACE: PromptClass.SERVICE,
    # The other half chose how often they meet, and either may choose again.
    PromptKind.CADENCE_CHANGED: PromptClass.SERVICE,
    # Nobody waits for somebody who is away without knowing it.
    PromptKind.PARTNER_AWAY: PromptClass.SERVICE,
    PromptKind.INTERIM: PromptClass.SERVICE,
    PromptKind.LOG_DENIED: PromptClass.SERVICE,
    PromptKind.ROUND_DUE: PromptClass.SERVICE,
    # The bot was away for more than a day: the team knows why nothing came.
    PromptKind.CAUGHT_UP: PromptClass.SERVICE,
    # Somebody was not told what they wait for: a person may tell them.
    PromptKind.UNDELIVERED: PromptClass.SERVICE,
    PromptKind.FLAG: PromptClass.SERVICE,
    PromptKind.APPLICATION: PromptClass.SERVICE,
    # They applied, and wait for this.
    PromptKind.DECISION: PromptClass.SERVICE,
    PromptKind.PREPARATION: PromptClass.NUDGE,
    PromptKind.STEPPED_BACK: PromptClass.SERVICE,
    PromptKind.NOBODY_WILLING: PromptClass.SERVICE,
    PromptKind.DEPARTED: PromptClass.SERVICE,
    PromptKind.CHANGE_ASKED: PromptClass.SERVICE,
    # They asked, and wait for this.
    PromptKind.CHANGE_DECIDED: PromptClass.SERVICE,
    PromptKind.CHARTER: PromptClass.NUDGE,
    PromptKind.SURVEY: PromptClass.NUDGE,
    PromptKind.PULSE: PromptClass.NUDGE,
    PromptKind.CLOSING_PULSE: PromptClass.NUDGE,
    # Chance drew them; a talk that nobody asked for gives way to everything else.
    PromptKind.TALK: PromptClass.NUDGE,
    PromptKind.CIRCLE: PromptClass.NUDGE,
    # They said that they come, or answered about a date that holds no more.
    PromptKind.CIRCLE_TOMORROW: PromptClass.SERVICE,
    PromptKind.CIRCLE_CHANGED: PromptClass.SERVICE,
    PromptKind.CIRCLE_OVER: PromptClass.SERVICE,
    # Somebody waits for their yes.
    PromptKind.STEP_LEFT_OUT: PromptClass.SERVICE,
    # They went all that way for it.
    PromptKind.CERTIFICATE: PromptClass.SERVICE,
    PromptKind.MENTOR_YEAR: PromptClass.SERVICE,
    # Somebody waits for a hand: no turn to wait for, and the planner gives the contact's next working moment.
    PromptKind.HELP_CARD: PromptClass.ANSWER,
    PromptKind.HELP_PASSED: PromptClass.SERVICE,
    # The other half would like to tell something, and waits for their yes; nobody is asked twice about the same words.
    PromptKind.STORY_ASKED: PromptClass.SERVICE,
    PromptKind.STORY_TOLD: PromptClass.SERVICE,
    PromptKind.STORY_SHARED: PromptClass.SERVICE,
    # Something may stand in a channel, or stands there although it was taken back: a person looks.
    PromptKind.STORY_TROUBLE: PromptClass.SERVICE,
    # They were named to be told of it, once a month.
    PromptKind.CHAMPION_PAGE: PromptClass.SERVICE,
    # What they may do and see has changed already.
    PromptKind.RIGHT_CHANGED: PromptClass.SERVICE,
}

#: What answers somebody who has just done something, or who waits for a hand: it is said at any hour.
ANSWERS = frozenset(kind for kind, one in CLASS_OF.items() if one is PromptClass.ANSWER)
#: Not nudges, and nobody waits for them either.
UNASKED = frozenset({PromptKind.DIGEST, PromptKind.SHEET, PromptKind.MENTOR_YEAR, PromptKind.CHAMPION_PAGE})


def can_wait(kind: PromptKind) -> bool:
    """Whether nobody misses it in weeks in which a programme leaves people alone (`quiet_weeks.py`)."""
    return CLASS_OF[kind] is PromptClass.NUDGE or kind in UNASKED


#: What comes first in a message, and which nudge goes when not all may: an announcement before a question.
PRIORITY: tuple[PromptKind, ...] = (
    PromptKind.HELP_CARD,
    PromptKind.HELP_PASSED,
    PromptKind.WELCOME,
    PromptKind.DECISION,
    PromptKind.INTRODUCTION,
    PromptKind.CHANGE_DECIDED,
    PromptKind.ENDED,
    PromptKind.AFTER_WISH,
    PromptKind.END_NEAR,
    PromptKind.CERTIFICATE,
    PromptKind.SUGGESTION,
    PromptKind.LEFT_OUT,
    PromptKind.MENTOR_LIST,
    PromptKind.LOG_DENIED,
    PromptKind.PARTNER_LOG,
    PromptKind.DATE_SOON,
    PromptKind.DATE_NEWS,
    PromptKind.PARTNER_PLAN,
    PromptKind.TOOK_PLACE,
    PromptKind.TOMORROW,
    PromptKind.CADENCE_CHANGED,
    PromptKind.STEP_LEFT_OUT,
    PromptKind.PARTNER_AWAY,
    PromptKind.INTERIM,
    PromptKind.STORY_ASKED,
    PromptKind.STORY_TOLD,
    PromptKind.RIGHT_CHANGED,
    PromptKind.CIRCLE_CHANGED,
    PromptKind.CIRCLE_TOMORROW,
    PromptKind.INVITATION,
    PromptKind.MENTOR_YEAR,
    PromptKind.ROUND_DUE,
    PromptKind.CHANGE_ASKED,
    PromptKind.APPLICATION,
    PromptKind.DEPARTED,
    PromptKind.STEPPED_BACK,
    PromptKind.NOBODY_WILLING,
    PromptKind.UNDELIVERED,
    PromptKind.STORY_TROUBLE,
    PromptKind.CIRCLE_OVER,
    PromptKind.FLAG,
    PromptKind.STORY_SHARED,
    PromptKind.CHAMPION_PAGE,
    # Only good to know: after what the team has to do.
    PromptKind.CAUGHT_UP,
    PromptKind.DIGEST,
    PromptKind.FIRST_MEETING,
    PromptKind.LAST_WORD,
    PromptKind.MISSING_MEETING,
    PromptKind.PULSE,
    PromptKind.CLOSING_PULSE,
    PromptKind.PREPARATION,
    PromptKind.CHARTER,
    PromptKind.CIRCLE,
    PromptKind.UNFINISHED,
    PromptKind.SURVEY,
    PromptKind.TALK,
    PromptKind.IN_TOUCH,
    PromptKind.SHEET,
)

#: What those who run the programme read as such: in one message a day, under one heading, apart from what is theirs.
FOR_THE_TEAM = frozenset(
    {
        PromptKind.CAUGHT_UP,
        PromptKind.ROUND_DUE,
        PromptKind.CHANGE_ASKED,
        PromptKind.APPLICATION,
        PromptKind.DEPARTED,
        PromptKind.STEPPED_BACK,
        PromptKind.NOBODY_WILLING,
        PromptKind.UNDELIVERED,
        PromptKind.CIRCLE_OVER,
        PromptKind.FLAG,
        PromptKind.STORY_TROUBLE,
    }
)

#: That these were said to somebody tells that somebody asked for a hand: no list names their readers, and the ledger
#: forgets them early.
DISCREET = frozenset({PromptKind.HELP_CARD, PromptKind.HELP_PASSED})

#: Kinds of which only the latest is worth saying: each rung takes the place of the one before.
RECURRING = frozenset(
    {
        # A reminder takes the place of an invitation that has not left yet.
        PromptKind.INVITATION,
        PromptKind.ROUND_DUE,
        PromptKind.UNFINISHED,
        PromptKind.FIRST_MEETING,
        PromptKind.MISSING_MEETING,
        PromptKind.LAST_WORD,
        PromptKind.SHEET,
        PromptKind.DIGEST,
        # Two days before the end the same suggestion is recalled.
        PromptKind.SUGGESTION,
        # One message lists everybody who waits.
        PromptKind.APPLICATION,
        PromptKind.CHANGE_ASKED,
        # Of a break that was moved only the day that holds now is told.
        PromptKind.PARTNER_AWAY,
        PromptKind.INTERIM,
        PromptKind.CHARTER,
        PromptKind.IN_TOUCH,
    }
)
