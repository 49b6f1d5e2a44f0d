"""Who somebody is in the programme, as Home tells it: in a few lines, with a way to change each."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.enrolments import Application, Part
from bot.programme.home import First, Home
from bot.texts import Markup, Speech, escape
from handlers import ids
from handlers.views.blocks import Block, actions, button, divider, option, overflow, section

PARTS: Mapping[Part, str] = {
    Part.MENTEE: "home.part_mentee",
    Part.MENTOR: "home.part_mentor",
    Part.BOTH: "home.part_both",
}


def who_i_am(home: Home, t: Speech, conversation: str) -> list[Block]:
    """In a few lines, with a way to change each; nothing of it for whoever does not take part."""
    if home.part is None or home.part not in PARTS:
        return []
    mine = button(t.plain("onboarding.mine.open"), f"{ids.ARRIVAL_MINE}:me")
    about = button(t.plain("about_me.page.about"), f"{ids.ABOUT_OPEN}:me")
    words = t("home.who", part=_part(home, home.part, t), details=_details(home, t))
    more = _more(home, t, conversation)
    offered_first = home.first is First.WAIT
    return [divider(), section(words, button=more), actions(mine, None if offered_first else about)]


def _part(home: Home, part: Part, t: Speech) -> Markup:
    """Nobody is called a mentor before the team has said yes."""
    if not part.mentors or home.takes_mentees:
        return t(PARTS[part])
    return t("home.part_offered" if part is Part.MENTOR else "home.part_mentee")


def _more(home: Home, t: Speech, conversation: str) -> Block:
    """What is done rarely; whoever mentored before may do so again in one press. What is read in the conversation
    opens it besides.
    """
    enrolment = home.arrival.enrolment
    offered = [option(t.plain("home.more_avoid"), "avoid")]
    if home.pages and home.application is not Application.DECLINED:
        offered.append({**option(t.plain("preparation.open"), "prepare"), "url": conversation})
    if home.carried:
        offered.append({**option(t.plain("certificates.my_year"), "year"), "url": conversation})
    if home.takes_mentees:
        offered.append(option(t.plain("mentors.leave.title"), "leave"))
    elif enrolment is not None and enrolment.application is Application.APPROVED:
        offered.append(option(t.plain("mentors.leave.again"), "again"))
    return overflow(ids.HOME_MORE, offered)


def _details(home: Home, t: Speech) -> Markup:
    """The network and the places, as far as they are known, and where an application is; the topics until somebody is
    met about them.
    """
    person, enrolment = home.arrival.person, home.arrival.enrolment
    chosen = [topic for key in person.topics if (topic := home.arrival.type.topic(key))]
    parts = [t("home.network", network=person.network)] if person.network else []
    if chosen and not home.pairs:
        topics = Markup.joined([escape(topic.texts[t.language]) for topic in chosen], " · ")
        parts.append(t("home.topics", topics=topics))
    if home.application is Application.APPLIED and home.first is not First.APPLIED:
        parts.append(t("home.details_applied"))
    elif home.takes_mentees and enrolment is not None and enrolment.capacity:
        parts.append(t("home.places", carried=home.carried, places=enrolment.capacity))
    return Markup("".join(f"\n{part}" for part in parts))
