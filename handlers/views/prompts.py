"""One message of the ledger: a greeting, then a part for each prompt that travels in it.

The same functions draw it when it is sent and draw it again when somebody has answered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.domain.kinds import PromptKind
from bot.programme.facts import Facts
from bot.programme.prompts import Bundle
from bot.texts import Speech
from handlers.views import (
    cadences,
    catching_up,
    change_cases,
    changes,
    charter,
    choices,
    circle_team,
    circles,
    dates,
    endings,
    interim,
    later,
    mentor_lists,
    mentors,
    newcomers,
    news,
    nudges,
    offers,
    onboarding,
    pairing,
    preparation,
    reaching_out,
    rounds,
    surveys,
)
from handlers.views.blocks import Block, Message, divider, message, section

#: How each kind is shown. What it is given is the table of `bot/programme/prompts.py`.
VIEWS: Mapping[PromptKind, Callable[[Any, Bundle, Speech], list[Block]]] = {
    PromptKind.WELCOME: onboarding.welcome_prompt,
    PromptKind.INVITATION: choices.invitation,
    PromptKind.INTRODUCTION: pairing.introduction,
    PromptKind.LEFT_OUT: pairing.left_out,
    PromptKind.SUGGESTION: offers.asked,
    PromptKind.MENTOR_LIST: mentor_lists.asked,
    PromptKind.ENDED: endings.ended,
    PromptKind.UNFINISHED: later.reminder,
    PromptKind.FIRST_MEETING: nudges.first_meeting,
    PromptKind.MISSING_MEETING: nudges.missing_meeting,
    PromptKind.LAST_WORD: nudges.last_word,
    PromptKind.DIGEST: nudges.digest,
    PromptKind.SHEET: news.sheet_ready,
    PromptKind.PARTNER_LOG: news.partner_log,
    PromptKind.LOG_DENIED: news.log_denied,
    PromptKind.PARTNER_PLAN: dates.partner_plan,
    PromptKind.DATE_SOON: dates.partner_plan,
    PromptKind.TOMORROW: dates.tomorrow,
    PromptKind.TOOK_PLACE: dates.took_place,
    PromptKind.CADENCE_CHANGED: cadences.told,
    PromptKind.PARTNER_AWAY: interim.partner_away,
    PromptKind.INTERIM: interim.offered,
    PromptKind.NOBODY_WILLING: newcomers.nobody_willing,
    PromptKind.ROUND_DUE: rounds.due,
    PromptKind.CAUGHT_UP: catching_up.told,
    PromptKind.FLAG: news.flag,
    PromptKind.APPLICATION: mentors.applied,
    PromptKind.DECISION: mentors.decided,
    PromptKind.PREPARATION: preparation.reminder,
    PromptKind.STEPPED_BACK: mentors.stepped_back,
    PromptKind.DEPARTED: endings.departed,
    PromptKind.CHANGE_ASKED: change_cases.asked,
    PromptKind.CHANGE_DECIDED: changes.decided,
    PromptKind.CHARTER: charter.reminder,
    PromptKind.SURVEY: surveys.asking,
    PromptKind.CIRCLE: circles.invitation,
    PromptKind.CIRCLE_TOMORROW: circles.tomorrow,
    PromptKind.CIRCLE_CHANGED: circles.changed,
    PromptKind.CIRCLE_OVER: circle_team.over,
    PromptKind.HELP_CARD: reaching_out.card,
    PromptKind.HELP_PASSED: reaching_out.passed,
}


def bundle(said: Bundle, t: Speech) -> Message:
    """Everything that this person is told in one message."""
    blocks: list[Block] = [section(t("prompts.greeting", name=said.recipient.first_name))]
    for place, one in enumerate(said.facts):
        if place:
            blocks.append(divider())
        blocks += section_of(one, said, t)
    return message(*blocks)


def section_of(one: Facts, said: Bundle, t: Speech) -> list[Block]:
    """The part of one prompt."""
    return VIEWS[one.prompt.kind](one, said, t)
