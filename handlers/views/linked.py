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
    agree = charter.before_you_meet(one.charter, t)
    if one.outcome.became not in (Became.OPEN, Became.SKIPPED) and not imported:
        return [first, *nudges.answered(one.outcome, one.prompt, one, said, t), *agree]
    links = [open_conversation(t, said.workspace, person) for person in one.partners[:MOST_LINKS]]
    return [first, *_what_for(one, said, t), *agree, actions(*_ways(one, t), *links)]


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
    alike = [other for other in said.facts if isinstance(other, Introduction) and is_of_no_round(other)]
    if one != (alike or [one])[0]:
        return []
    key = "mentorships_file.imported_what" if one.prompt.period == linking.IMPORTED else PURPOSE[one.role]
    return [quiet(t(key))]


def _ways(one: Introduction, t: Speech) -> Iterator[Block]:
    """Of what ran before, a meeting may have been held already; of what begins, the first date comes first."""
    mentorship, prompt = one.prompt.mentorship_id, one.prompt.id
    imported = one.prompt.period == linking.IMPORTED
    label = t.plain("home.plan" if imported else "groups.plan")
    yield button(label, f"{ids.PROMPT_PLAN}:{prompt}", value=prompt, style=None if imported else "primary")
    if imported:
        yield button(t.plain("help.log_button"), f"{ids.LOG_OPEN}:{prompt}", value=mentorship)
        seen = t.plain("explanations.title.seen")
        yield button(seen, f"{ids.EXPLAIN}:{prompt}", value="seen")
