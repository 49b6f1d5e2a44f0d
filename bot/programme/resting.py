"""What waits for another day, whatever the hour: somebody is away, or the programme has quiet weeks.

Whoever is away hears nothing but the answer to what they do themselves, and of their other half's break; all the rest
comes on the morning they are back, as one message (`field.md` U7). In quiet weeks nobody is nudged, and digests and
sheets wait; what people wait for is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.domain.budget import Rest, Wait
from bot.domain.kinds import CLASS_OF, PromptClass, PromptKind, can_wait
from bot.domain.people import Person
from bot.domain.prompts import Prompt
from bot.domain.quiet_weeks import quiet_until
from bot.programme import afterwards
from bot.programme.date_facts import asked_until, sheet_comes_on
from bot.programme.meetings import SPARED
from bot.programme.presence import away_until
from bot.programme.work import Work

#: Said to whoever is away: nobody waits for somebody without knowing it.
NEWS_OF_A_BREAK = frozenset({PromptKind.PARTNER_AWAY})
#: What is called off is never planned anew, and these would come no other way: they wait for the end of a break. Other
#: nudges are called off (`moot.py`): Home still shows what they were about.
PUT_ONCE = frozenset({PromptKind.SURVEY, PromptKind.CHARTER, PromptKind.CIRCLE})


def rests(work: Work, reader: Person, waiting: Sequence[Prompt]) -> Mapping[int, Rest]:
    """By prompt, until which day it waits, and why; nothing for those that may be said."""
    found: dict[int, Rest] = {}
    back = away_until(work, reader) if waiting else None
    quiet = any(kind.quiet_weeks for kind in work.customs.types.values())
    for prompt in waiting:
        if back is not None and _waits_for_their_return(prompt.kind):
            found[prompt.id] = Rest(until=back, why=Wait.AWAY)
        elif quiet and can_wait(prompt.kind) and (until := _quiet_until(work, reader, prompt)):
            found[prompt.id] = Rest(until=until, why=Wait.QUIET)
        elif prompt.kind in SPARED and (until := asked_until(work, reader, prompt.mentorship_id or 0)):
            found[prompt.id] = Rest(until=until, why=Wait.ASKED)
        elif prompt.kind is PromptKind.SHEET and (until := sheet_comes_on(work, reader, prompt)):
            found[prompt.id] = Rest(until=until, why=Wait.DATE)
        elif until := afterwards.rests_until(work, prompt):
            found[prompt.id] = Rest(until=until, why=Wait.AWAY)
    return found


def _waits_for_their_return(kind: PromptKind) -> bool:
    match CLASS_OF[kind]:
        case PromptClass.ANSWER:
            return False
        case PromptClass.NUDGE:
            return kind in PUT_ONCE
    return kind not in NEWS_OF_A_BREAK


def _quiet_until(work: Work, reader: Person, prompt: Prompt) -> date | None:
    """By the programme that it is about; what is about none is the long-term programme's."""
    programme_id = prompt.about.get("programme")
    mentorship = work.mentorships.get(prompt.mentorship_id) if prompt.mentorship_id else None
    if mentorship is not None:
        programme_id = mentorship.programme_id
    programme = work.programmes.get(programme_id) if programme_id else work.programme()
    if programme is None:
        return None
    kind = work.customs.types.get(programme.type_key)
    return quiet_until(kind.quiet_weeks, work.today(reader)) if kind else None
