"""One message of the ledger: a greeting, then a part for each prompt that travels in it.

The same functions draw it when it is sent and draw it again when somebody has answered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.domain.kinds import DISCREET, FOR_THE_TEAM, PromptKind
from bot.programme.facts import Facts
from bot.programme.prompts import Bundle
from bot.texts import Speech
from handlers.views import (
    afterwards,
    cadences,
    catching_up,
    certificates,
    champions,
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
    privacy,
    pulses,
    reaching_out,
    rights,
    rounds,
    steps,
    stories,
    story_channel,
    surveys,
    undelivered,
)
from handlers.views.blocks import Block, Message, divider, header, message, section
from handlers.views.team_day import heading

#: How each kind is shown. What it is given is the table of `bot/programme/prompts.py`.
VIEWS: Mapping[PromptKind, Callable[[Any, Bundle, Speech], list[Block]]] = {
    PromptKind.WELCOME: onboarding.welcome_prompt,
    PromptKind.INVITATION: choices.invitation,
    PromptKind.INTRODUCTION: pairing.introduction,
    PromptKind.LEFT_OUT: pairing.left_out,
    PromptKind.SUGGESTION: offers.asked,
    PromptKind.MENTOR_LIST: mentor_lists.asked,
    PromptKind.END_NEAR: afterwards.near,
    PromptKind.AFTER_WISH: afterwards.wished,
    PromptKind.ENDED: endings.ended,
    PromptKind.IN_TOUCH: afterwards.word,
    PromptKind.UNFINISHED: later.reminder,
    PromptKind.FIRST_MEETING: nudges.first_meeting,
    PromptKind.MISSING_MEETING: nudges.missing_meeting,
    PromptKind.LAST_WORD: nudges.last_word,
    PromptKind.DIGEST: nudges.digest,
    PromptKind.SHEET: news.sheet_ready,
    PromptKind.PARTNER_LOG: news.partner_log,
    PromptKind.LOG_DENIED: news.log_denied,
    PromptKind.PARTNER_PLAN: dates.partner_plan,
    PromptKind.DATE_NEWS: dates.partner_plan,
    PromptKind.DATE_SOON: dates.partner_plan,
    PromptKind.TOMORROW: dates.tomorrow,
    PromptKind.TOOK_PLACE: dates.took_place,
    PromptKind.CADENCE_CHANGED: cadences.told,
    PromptKind.PARTNER_AWAY: interim.partner_away,
    PromptKind.INTERIM: interim.offered,
    PromptKind.NOBODY_WILLING: newcomers.nobody_willing,
    PromptKind.ROUND_DUE: rounds.due,
    PromptKind.CAUGHT_UP: catching_up.told,
    PromptKind.UNDELIVERED: undelivered.told,
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
    PromptKind.PULSE: pulses.asking,
    PromptKind.CLOSING_PULSE: pulses.asking,
    PromptKind.TALK: pulses.talk,
    PromptKind.CIRCLE: circles.invitation,
    PromptKind.CIRCLE_TOMORROW: circles.tomorrow,
    PromptKind.CIRCLE_CHANGED: circles.changed,
    PromptKind.CIRCLE_OVER: circle_team.over,
    PromptKind.STEP_LEFT_OUT: steps.asked,
    PromptKind.CERTIFICATE: certificates.earned,
    PromptKind.MENTOR_YEAR: certificates.year,
    PromptKind.HELP_CARD: reaching_out.card,
    PromptKind.HELP_PASSED: reaching_out.passed,
    PromptKind.STORY_ASKED: stories.news,
    PromptKind.STORY_TOLD: stories.news,
    PromptKind.STORY_SHARED: story_channel.shared,
    PromptKind.STORY_TROUBLE: story_channel.trouble,
    PromptKind.CHAMPION_PAGE: champions.told,
    PromptKind.RIGHT_CHANGED: rights.changed,
}


def bundle(said: Bundle, t: Speech) -> Message:
    """Everything that this person is told in one message. Whoever is of the team reads what needs them first, under
    its heading and apart from what is their own; a request for a hand stands above all else.
    """
    if not said.facts:
        return message(privacy.gone(t))
    first = [one for one in said.facts if one.prompt.kind in DISCREET]
    team = [one for one in said.facts if one.prompt.kind in FOR_THE_TEAM]
    own = [one for one in said.facts if one not in first and one not in team]
    blocks: list[Block] = [section(t("prompts.greeting", name=said.recipient.first_name))]
    blocks += _parts(first, said, t)
    if team:
        blocks += [heading(team, t), *_parts(team, said, t)]
    if team and own:
        blocks.append(header(t.plain("prompts.and_yours")))
    elif first and own:
        blocks.append(divider())
    return message(*blocks, *_parts(own, said, t))


def _parts(facts: Sequence[Facts], said: Bundle, t: Speech) -> list[Block]:
    blocks: list[Block] = []
    for place, one in enumerate(facts):
        blocks += [divider()] if place else []
        blocks += section_of(one, said, t)
    return blocks


def section_of(one: Facts, said: Bundle, t: Speech) -> list[Block]:
    """The part of one prompt."""
    return VIEWS[one.prompt.kind](one, said, t)
