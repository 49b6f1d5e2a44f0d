"""News of the other half, of the cycle's sheet, of a new mentorship; for coordinators, of one gone quiet."""

from __future__ import annotations

from bot.domain.kinds import PromptKind
from bot.domain.meetings import Meeting, MeetingState
from bot.domain.people import Person
from bot.domain.prompts import Prompt
from bot.programme.facts import News, Quiet, SheetReady
from bot.programme.others import Others
from bot.programme.prompts import Bundle
from bot.texts import Markup, Speech
from handlers import ids
from handlers.views import explanations, fitting, newcomers
from handlers.views.blocks import Block, actions, button, quiet, section
from handlers.views.common import open_conversation
from handlers.views.meetings import what
from handlers.views.sheets import lines
from handlers.views.wording import names, when

#: A link for everybody would be a wall of buttons; the names in the text can be clicked too.
MOST_LINKS = 3
TELL_THE_DATE = frozenset({PromptKind.PARTNER_PLAN, PromptKind.DATE_NEWS, PromptKind.DATE_SOON})


def partner_log(one: News, said: Bundle, t: Speech) -> list[Block]:
    """The other half logged a meeting; once agreed, corrected, denied or taken back, it says so. Under the first one
    it asks how it feels.
    """
    return [*_logged(one, said, t), *fitting.part(one.fit, t)]


def _logged(one: News, said: Bundle, t: Speech) -> list[Block]:
    meeting = one.meeting
    told = what(meeting, t, today=said.today, there=one.there)
    if meeting.state is MeetingState.WITHDRAWN:
        return [section(_gone(one, said, t))]
    if meeting.state is MeetingState.DISPUTED:
        day = t.date(meeting.held_on, today=said.today)
        key = "groups.log_disputed" if _of_a_group(one) else "prompts.log_disputed"
        denied = t(key, day=day, partner=names(one.partners, t))
        return [section(denied), actions(_after_all(meeting, t), _correct(meeting, t))]
    if meeting.logged_by == said.recipient.id:
        mended = t("prompts.log_corrected", partner=names(one.partners, t), what=told)
        return [section(mended), actions(_correct(meeting, t))]
    if meeting.agreed:
        confirmed = t("prompts.log_agreed", partner=names(one.partners, t), what=told)
        return [
            section(confirmed),
            actions(_correct(meeting, t), None if _of_a_group(one) else _deny(meeting, t)),
        ]
    key = "groups.log" if _of_a_group(one) else "prompts.log"
    news = t(key, partner=names(_author(one), t), group=names(one.partners, t), what=told)
    return [section(news), actions(_agree(meeting, t), _correct(meeting, t), _deny(meeting, t))]


def log_denied(one: News, said: Bundle, t: Speech) -> list[Block]:
    """The other half does not recall a meeting that the reader logged."""
    meeting = one.meeting
    if meeting.state is MeetingState.WITHDRAWN:
        return [section(_gone(one, said, t))]
    if meeting.state is MeetingState.HELD:
        told = what(meeting, t, today=said.today, there=one.there)
        key = "prompts.log_agreed" if meeting.agreed else "prompts.log_corrected"
        return [
            section(t(key, partner=names(one.partners, t), what=told)),
            actions(_correct(meeting, t)),
        ]
    key = "groups.log_disputed" if _of_a_group(one) else "prompts.denied"
    denied = t(key, partner=names(one.partners, t), day=t.date(meeting.held_on, today=said.today))
    drop = button(t.plain("prompts.drop"), f"{ids.PROMPT_DROP}:{one.prompt.id}", value=one.prompt.id)
    return [section(denied), actions(_correct(meeting, t), drop)]


def sheet_ready(one: SheetReady, said: Bundle, t: Speech) -> list[Block]:
    """The cycle's checklist is there; it opens where it can be ticked. What prepares the meeting comes with it."""
    words = [t("prompts.sheet", partner=names(one.partners, t))]
    if one.planned is not None and not tells_the_date(one.prompt, said):
        words.append(t("prompts.sheet_next", when=when(one.planned, t, today=said.today)))
    value = one.prompt.mentorship_id
    opens = button(t.plain("prompts.sheet_open"), f"{ids.SHEET_OPEN}:{one.prompt.id}", value=value)
    shown = lines(one.page, t) if one.page else []
    to_read = explanations.resources(one.page.resources, t, of=one.page.type_key) if one.page else []
    return [section(Markup.joined(words, " "), button=opens), *shown, *to_read, *newcomers.leads_on(one, t)]


def flag(one: Quiet, said: Bundle, t: Speech) -> list[Block]:
    """For a coordinator: who has gone quiet, since when, and nothing else; which is said once for all of them."""
    key = "prompts.flag" if one.ever_met else "prompts.flag_never"
    told = section(t(key, people=names(one.people, t), day=t.date(one.since, today=said.today)))
    flags = [other for other in said.facts if isinstance(other, Quiet)] or [one]
    note = [quiet(t("prompts.flag_nothing_else"))] if one == flags[-1] else []
    return [told, actions(*_links(one.people, said, t)), *note]


def tells_the_date(of: Prompt, said: Bundle) -> bool:
    """The other half has just set the date of this mentorship, and the same message says so."""
    return any(
        one.prompt.kind in TELL_THE_DATE and one.prompt.mentorship_id == of.mentorship_id
        for one in said.facts
    )


def _of_a_group(one: News) -> bool:
    return isinstance(one.partners, Others) and one.partners.group is not None


def _author(one: News) -> tuple[Person, ...]:
    return tuple(partner for partner in one.partners if partner.id == one.meeting.logged_by) or one.partners


def _gone(one: News, said: Bundle, t: Speech) -> Markup:
    day = t.date(one.meeting.held_on, today=said.today)
    return t("prompts.log_withdrawn", partner=names(one.partners, t), day=day)


def _agree(meeting: Meeting, t: Speech) -> Block:
    return button(t.plain("prompts.log_agree"), f"{ids.LOG_AGREE}:{meeting.id}", value=meeting.id)


def _after_all(meeting: Meeting, t: Speech) -> Block:
    """The same press as "that's right", for somebody who has said that it was not."""
    return button(t.plain("prompts.log_after_all"), f"{ids.LOG_AGREE}:{meeting.id}", value=meeting.id)


def _correct(meeting: Meeting, t: Speech) -> Block:
    return button(t.plain("prompts.correct"), f"{ids.LOG_CORRECT}:{meeting.id}", value=meeting.id)


def _deny(meeting: Meeting, t: Speech) -> Block:
    return button(t.plain("prompts.log_deny"), f"{ids.LOG_DENY}:{meeting.id}", value=meeting.id)


def _links(people: tuple[Person, ...], said: Bundle, t: Speech) -> list[Block]:
    return [open_conversation(t, said.workspace, person) for person in people[:MOST_LINKS]]
