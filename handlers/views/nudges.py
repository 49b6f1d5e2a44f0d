"""Questions about meeting: the nudges of one mentorship, and the digest of a mentor of several.

An open question offers its answers; an answered one says what was answered, and how to change it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.domain.prompts import Prompt
from bot.programme.facts import Digest, Line, Nudge
from bot.programme.outcomes import Became, Outcome
from bot.programme.prompts import Bundle
from bot.programme.skipping import Skipping
from bot.texts import Markup, Speech
from handlers import ids
from handlers.views import dates, skipping
from handlers.views.blocks import Block, actions, button, quiet, section
from handlers.views.common import open_conversation
from handlers.views.meetings import what
from handlers.views.wording import names, when

#: Mentors carry 3 to 8 people; whoever carries more sees the rest in Home (`slack.md` §2.1: 50 blocks).
MOST_LINES = 16

ANSWERED: Mapping[Became, str] = {
    Became.MET: "prompts.answered_met",
    Became.SKIPPED: "prompts.answered_skipped",
    Became.LATER: "prompts.answered_later",
    Became.PAUSED: "prompts.answered_paused",
    Became.DISPUTED: "prompts.answered_disputed",
}

STANDING: Mapping[Became, str] = {
    Became.OPEN: "prompts.digest_open",
    Became.MET: "prompts.digest_met",
    Became.PLANNED: "prompts.digest_planned",
    Became.SKIPPED: "prompts.digest_skipped",
    Became.PAUSED: "prompts.digest_paused",
    Became.DISPUTED: "prompts.digest_disputed",
}


def first_meeting(one: Nudge, said: Bundle, t: Speech) -> list[Block]:
    key = "prompts.first_asked" if one.alone else "prompts.first_both"
    day = t.date(one.since, today=said.today)
    return _nudge(one, said, t, t(key, partner=names(one.partners, t), day=day))


def missing_meeting(one: Nudge, said: Bundle, t: Speech) -> list[Block]:
    """The period asked about may have ended since: it went by, or they chose another rhythm."""
    if one.ends < said.today:
        return last_word(one, said, t)
    key = "prompts.missing_asked" if one.alone else "prompts.missing_both"
    end = t.date(one.ends, today=said.today)
    return _nudge(one, said, t, t(key, partner=names(one.partners, t), end=end))


def last_word(one: Nudge, said: Bundle, t: Speech) -> list[Block]:
    start, end = t.date(one.begins, today=said.today), t.date(one.ends, today=said.today)
    asked = t("prompts.last_word", partner=names(one.partners, t), start=start, end=end)
    return _nudge(one, said, t, asked, past=True)


def digest(one: Digest, said: Bundle, t: Speech) -> list[Block]:
    """One line for each mentee, with answers of its own."""
    blocks = [section(t("prompts.digest"))]
    for line in one.lines[:MOST_LINES]:
        blocks += _line(one.prompt, line, said, t)
    if len(one.lines) > MOST_LINES:
        blocks.append(quiet(t("prompts.digest_more")))
    return blocks


def answered(
    outcome: Outcome, prompt: Prompt, one: Any, said: Bundle, t: Speech, *, skip: Skipping | None = None
) -> list[Block]:
    """What was answered, in words, and how to change it; a date, with what can be done about it."""
    if outcome.became is Became.PLANNED and outcome.meeting is not None:
        *date_, last = dates.standing(outcome.meeting, one.partners, prompt, said, t)
        if not outcome.meeting.agreed or last["type"] != "actions":
            return [*date_, last]
        met = button(t.plain("prompts.met"), f"{ids.PROMPT_MET}:{prompt.id}", value=prompt.id)
        return [*date_, {**last, "elements": [met, *last["elements"]]}]
    if skip is not None:
        change = button(t.plain("prompts.change"), f"{ids.PROMPT_CHANGE}:{prompt.id}", value=prompt.id)
        why, *benefit = skipping.why(skip, str(prompt.id), f"{prompt.id}", t)
        return [section(t(ANSWERED[outcome.became])), actions(why, change), *benefit]
    words = t(ANSWERED[outcome.became], partner=names(one.partners, t), **_values(outcome, said, t))
    return [section(words), *_ways_back(outcome, str(prompt.id), f"{prompt.id}", one, said, t)]


def _nudge(one: Nudge, said: Bundle, t: Speech, asked: Markup, *, past: bool = False) -> list[Block]:
    if not one.outcome.is_open:
        skip = one.skip if one.outcome.became is Became.SKIPPED else None
        return [section(asked), *answered(one.outcome, one.prompt, one, said, t, skip=skip)]
    met = t("prompts.last_met", day=t.date(one.last_met, today=said.today)) if one.last_met else None
    notes = [note for note in (met, _announced(one.flag_eve, said, t)) if note]
    value = one.prompt.id
    return [
        section(asked),
        *([quiet(*notes)] if notes else []),
        actions(
            button(t.plain("prompts.met"), f"{ids.PROMPT_MET}:{value}", value=value, style="primary"),
            button(t.plain("prompts.plan"), f"{ids.PROMPT_PLAN}:{value}", value=value),
            button(
                t.plain("prompts.skip_past") if past else t.plain("prompts.skip"),
                f"{ids.PROMPT_SKIP}:{value}",
                value=value,
            ),
            button(t.plain("prompts.more"), f"{ids.PROMPT_MORE}:{value}", value=value),
        ),
    ]


def _announced(flag_eve: date | None, said: Bundle, t: Speech) -> Markup | None:
    """What the team will see, and nothing else: nobody is reported without having read it."""
    return t("prompts.flag_announced", day=t.date(flag_eve, today=said.today)) if flag_eve else None


def _line(prompt: Prompt, line: Line, said: Bundle, t: Speech) -> list[Block]:
    """One mentee of the digest: where you stand, and what may be answered."""
    value = f"{prompt.id}:{line.mentorship_id}"
    partner = names(line.partners, t)
    if line.outcome.is_open and line.last_met is None:
        words = t("prompts.digest_first", partner=partner)
    elif line.outcome.is_open and line.last_met is not None:
        words = t("prompts.digest_open", partner=partner, day=t.date(line.last_met, today=said.today))
    elif suggested := dates.line(line.outcome, said):
        words = t(suggested, partner=partner, **_values(line.outcome, said, t))
    else:
        words = t(STANDING[line.outcome.became], partner=partner, **_values(line.outcome, said, t))
    if line.outcome.became is Became.PAUSED:  # no answer of this message: either half may have asked for it
        return [section(words), actions(*_conversations(line, said, t))]
    if not line.outcome.is_open:
        return [section(words), *_ways_back(line.outcome, value, value, line, said, t)]
    announced = _announced(line.flag_eve, said, t)
    return [
        section(words),
        *([quiet(announced)] if announced else []),
        actions(
            button(t.plain("prompts.digest_met_today"), f"{ids.PROMPT_MET_TODAY}:{value}", value=value),
            button(t.plain("prompts.plan"), f"{ids.PROMPT_PLAN}:{value}", value=value),
            button(t.plain("prompts.skip"), f"{ids.PROMPT_SKIP}:{value}", value=value),
            _sheet_button(line, t) if line.left is not None else None,
        ),
    ]


def _sheet_button(line: Line, t: Speech) -> Block:
    return button(
        t.plain("prompts.sheet_open"), f"{ids.SHEET_OPEN}:{line.mentorship_id}", value=line.mentorship_id
    )


def _values(outcome: Outcome, said: Bundle, t: Speech) -> dict[str, str]:
    """What the sentence of an outcome speaks of: a meeting, a date, a day."""
    values: dict[str, str] = {}
    if outcome.meeting is not None:
        values["what"] = what(outcome.meeting, t, today=said.today)
        values["when"] = when(outcome.meeting, t, today=said.today)
    if outcome.until is not None:
        values["day"] = t.date(outcome.until, today=said.today)
    return values


def _ways_back(outcome: Outcome, value: str, name: str, one: Any, said: Bundle, t: Speech) -> list[Block]:
    """An answer can be changed; a meeting that the other half logged can be corrected or denied."""
    change = button(t.plain("prompts.change"), f"{ids.PROMPT_CHANGE}:{name}", value=value)
    meeting = outcome.meeting
    match outcome.became:
        case Became.MET | Became.DISPUTED if meeting is not None:
            correct = button(t.plain("prompts.correct"), f"{ids.LOG_CORRECT}:{name}", value=meeting.id)
            if outcome.became is Became.MET and meeting.logged_by == said.recipient.id:
                return [actions(correct, change)]
            return [actions(correct)]
        case Became.PLANNED if meeting is not None:
            return [dates.in_a_line(meeting, value, name, said, t)]
        case Became.SKIPPED if one.skip is not None:
            return [actions(change, skipping.why(one.skip, value, name, t)[0])]
        case Became.PAUSED:
            return [actions(change, *_conversations(one, said, t))]
        case _:
            return [actions(change)]


def _conversations(one: Any, said: Bundle, t: Speech) -> list[Block]:
    return [open_conversation(t, said.workspace, partner) for partner in one.partners[:3]]
