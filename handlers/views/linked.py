"""The introduction of people whom no round has linked: a group, who joins it, what an import brought along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.domain.mentorships import SeatRole
from bot.programme import linking
from bot.programme.facts import Introduction
from bot.programme.others import Others
from bot.programme.outcomes import Became
from bot.programme.prompts import Bundle
from bot.texts import Markup, Speech, mention
from handlers import ids
from handlers.views import charter, nudges
from handlers.views.blocks import Block, actions, button, quiet, section
from handlers.views.common import open_conversation
from handlers.views.wording import names

#: A link for everybody would be a wall of buttons; the names in the text can be clicked too.
MOST_LINKS = 3

FORMED: Mapping[SeatRole, str] = {
    SeatRole.MENTOR: "groups.formed_mentor",
    SeatRole.MENTEE: "groups.formed_mentee",
}
PURPOSE: Mapping[SeatRole, str] = {
    SeatRole.MENTOR: "groups.purpose_mentor",
    SeatRole.MENTEE: "groups.purpose_mentee",
}
IMPORTED: Mapping[SeatRole, str] = {
    SeatRole.MENTOR: "mentorships_file.imported_mentor",
    SeatRole.MENTEE: "mentorships_file.imported_mentee",
}


def is_of_no_round(one: Introduction) -> bool:
    return one.joined is not None or one.prompt.period in (linking.FORMED, linking.IMPORTED)


def introduction(one: Introduction, said: Bundle, t: Speech) -> list[Block]:
    """Who is in it, what it is for, and how to set a date."""
    if one.joined is not None:
        welcome = t("groups.joined", person=mention(one.joined.slack_id), group=names(one.partners, t))
        return [section(welcome), actions(open_conversation(t, said.workspace, one.joined))]
    imported = one.prompt.period == linking.IMPORTED
    first = section(Markup.joined(list(_imported(one, said, t) if imported else _formed(one, t))))
    links = [open_conversation(t, said.workspace, person) for person in one.partners[:MOST_LINKS]]
    if imported:
        return [first, *_what_for(one, said, t), actions(*_goes_on(one, said, t), *links)]
    agree = charter.before_you_meet(one.charter, t)
    if one.outcome.became not in (Became.OPEN, Became.SKIPPED):
        return [first, *nudges.answered(one.outcome, one.prompt, one, said, t), *agree]
    plan = button(
        t.plain("groups.plan"), f"{ids.PROMPT_PLAN}:{one.prompt.id}", value=one.prompt.id, style="primary"
    )
    return [first, *_what_for(one, said, t), *agree, actions(plan, *links)]


def _formed(one: Introduction, t: Speech) -> Iterator[Markup]:
    beside = [person for person in one.partners if person not in one.mentors]
    people, mentor = names(beside, t), names(one.mentors, t)
    yield t(FORMED[one.role], group=names(one.partners, t), people=people, mentor=mentor, count=len(beside))


def _imported(one: Introduction, said: Bundle, t: Speech) -> Iterator[Markup]:
    day = t.date(one.since, today=said.today) if one.since else ""
    if isinstance(one.partners, Others) and one.partners.group:
        people = names(tuple(one.partners), t)
        yield t("mentorships_file.imported_group", group=names(one.partners, t), people=people, day=day)
    else:
        yield t(IMPORTED[one.role], partner=names(one.partners, t), day=day)


def _what_for(one: Introduction, said: Bundle, t: Speech) -> list[Block]:
    """Said once to whoever is introduced to several at once: under the first of them."""
    if not _is_first(one, said):
        return []
    key = "mentorships_file.imported_what" if one.prompt.period == linking.IMPORTED else PURPOSE[one.role]
    return [quiet(t(key))]


def _goes_on(one: Introduction, said: Bundle, t: Speech) -> Iterator[Block]:
    """Of what ran before, a meeting may have been held already. Whoever never met the bot can read what it keeps; the
    charter has a reminder of its own, since this is no beginning.
    """
    mentorship, prompt = one.prompt.mentorship_id, one.prompt.id
    yield button(t.plain("home.plan"), f"{ids.PROMPT_PLAN}:{prompt}", value=prompt)
    yield button(t.plain("help.log_button"), f"{ids.LOG_OPEN}:{prompt}", value=mentorship)
    if _is_first(one, said):
        yield button(t.plain("explanations.title.seen"), f"{ids.EXPLAIN}:{prompt}", value="seen")


def _is_first(one: Introduction, said: Bundle) -> bool:
    alike = [other for other in said.facts if isinstance(other, Introduction) and is_of_no_round(other)]
    return one == (alike or [one])[0]
