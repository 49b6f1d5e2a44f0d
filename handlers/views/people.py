"""Who is where, for the coordinators' eyes only: numbers in words, then names with a date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from bot.domain.questions import Question
from bot.domain.whereabouts import NAMELESS, Where
from bot.programme.people import Listing, Overview, Reminded, Row
from bot.programme.reminding import WhyNot
from bot.texts import Markup, Speech, mention
from handlers import ids
from handlers.views.blocks import (
    Block,
    Message,
    actions,
    button,
    confirm,
    divider,
    header,
    message,
    option,
    quiet,
    section,
    select,
)
from handlers.views.common import lines

COUNTS: Mapping[Where, str] = {
    Where.HALF_WAY: "people.half_way",
    Where.APPLYING: "people.applying",
    Where.SILENT: "people.silent",
    Where.UNPREPARED: "people.unprepared",
    Where.WAITING: "people.waiting",
    Where.MENTOR: "people.mentor",
    Where.WITH_A_MENTOR: "people.with_a_mentor",
    Where.PAUSED: "people.paused",
    Where.DECLINED: "people.declined",
    Where.NOT_FOR_ME: "people.not_for_me",
}
STUCK: Mapping[Where, str] = {
    Where.HALF_WAY: "people.stuck_half_way",
    Where.APPLYING: "people.stuck_applying",
}
QUESTIONS: Mapping[Question, str] = {
    Question.LANGUAGE: "people.at_language",
    Question.PART: "people.at_part",
    Question.NETWORK: "people.at_network",
    Question.TOPICS: "people.at_topics",
    Question.EXPECTATION: "people.at_expectation",
    Question.CAPACITY: "people.at_capacity",
}
SPARED: Mapping[WhyNot, str] = {
    WhyNot.TWICE: "people.spared_twice",
    WhyNot.LATER: "people.spared_later",
    WhyNot.SOON: "people.spared_soon",
    WhyNot.BUDGET: "people.spared_budget",
}


def overview(found: Overview, t: Speech) -> Message:
    """Whoever may be waiting for something first; of "not for me" the number, and no list."""
    return message(
        header(t.plain("people.title")),
        *_stuck(found, t),
        section(lines(*_places(found, t)) if _peopled(found) else t("people.nobody_shown")),
        quiet(t("people.twice")) if _counted_twice(found) else None,
        section(t("people.charter", signed=found.charter.signed, count=found.charter.waiting))
        if found.charter and (found.charter.signed or found.charter.waiting)
        else None,
        actions(menu) if (menu := _names_menu(found, t)) else None,
        quiet(t("people.close")),
        divider(),
        actions(*_reminders(found, t)) if any(_reminders(found, t)) else None,
        actions(
            _see_applications(t) if found.counts.get(Where.APPLYING) else None,
            button(_topics_label(found, t), ids.TOPICS_OPEN),
            button(t.plain("people.needs"), ids.NEEDS_OPEN),
            button(t.plain("people.roster"), ids.ROSTER_OPEN),
            button(t.plain("admin.menu"), ids.ADMIN_MENU),
        ),
    )


def listing(found: Listing, t: Speech, *, today: date) -> Message:
    """Ten names at most, whoever has been there longest first."""
    return message(
        header(t.plain("people.title")),
        section(_bold(t(COUNTS[found.where], count=found.total))) if found.total else None,
        *(_row(row, found.where, t, today) for row in found.rows),
        section(t("people.nobody_shown")) if not found.rows else None,
        quiet(t("rounds.page", page=found.page + 1, pages=found.pages)) if found.pages > 1 else None,
        quiet(t("people.close")),
        actions(*_pages(found, t), button(t.plain("people.back"), ids.PEOPLE_OPEN)),
    )


def reminding(t: Speech) -> Message:
    """While each of them is looked at."""
    return message(section(t("people.reminding")), actions(_back(t)))


def reminded(done: Reminded, t: Speech) -> Message:
    """How many will hear, and why the others will not: never who."""
    spared = [t(words, count=done.spared[why]) for why, words in SPARED.items() if done.spared.get(why)]
    others = sum(done.spared.values()) - sum(done.spared.get(why, 0) for why in SPARED)
    return message(
        section(t("people.reminded", count=done.count)),
        section(lines(*spared)) if spared else None,
        section(t("people.spared_others", count=others)) if others else None,
        quiet(t("people.how")) if done.count else None,
        actions(_back(t)),
    )


def charter_reminded(reminded: int, waiting: int, t: Speech) -> Message:
    """Once for each version of the text."""
    already = waiting - reminded
    return message(
        section(t("people.charter_reminded", count=reminded)),
        section(t("people.charter_already", count=already)) if already > 0 else None,
        quiet(t("people.how")) if reminded else None,
        actions(_back(t)),
    )


def _stuck(found: Overview, t: Speech) -> Iterator[Block]:
    said = [t(words, count=found.stuck[where]) for where, words in STUCK.items() if found.stuck.get(where)]
    if said:
        yield section(lines(t("people.stuck"), *said))


def _places(found: Overview, t: Speech) -> Iterator[Markup]:
    for where in _peopled(found):
        yield _bold(_count(where, found, t))
        if where is Where.HALF_WAY:
            yield from _questions(found, t)


def _names_menu(found: Overview, t: Speech) -> Block | None:
    """One menu rather than a button for each place: the whole fits on a phone's screen."""
    options = [
        option(_count(where, found, t), f"{where}:0") for where in _peopled(found) if where not in NAMELESS
    ]
    return select(ids.PEOPLE_PAGE, placeholder=t.plain("people.see"), options=options) if options else None


def _peopled(found: Overview) -> list[Where]:
    return [where for where in Where if found.counts.get(where)]


def _count(where: Where, found: Overview, t: Speech) -> str:
    return t.plain(COUNTS[where], count=found.counts[where])


def _questions(found: Overview, t: Speech) -> Iterator[Markup]:
    for question, words in QUESTIONS.items():
        if count := found.questions.get(question):
            yield t("people.at", question=t(words), count=count)


def _row(row: Row, where: Where, t: Speech, today: date) -> Block:
    words = t(
        "people.row_stuck" if row.stuck else "people.row",
        who=mention(row.person.slack_id),
        when=_when(row, where, t, today),
    )
    if row.application_id is None:
        return section(words)
    answer = button(
        t.plain("people.application"),
        f"{ids.APPLICATION_OPEN}:{row.application_id}",
        value=row.application_id,
    )
    return section(words, button=answer)


def _when(row: Row, where: Where, t: Speech, today: date) -> Markup:
    if where is Where.PAUSED:
        return t("people.until", day=t.date(row.until, today=today)) if row.until else t("people.no_return")
    if row.since is None:
        return t("people.not_greeted" if where is Where.SILENT else "people.unknown_since")
    return t("people.since", day=_day(row.since, t, today))


def _day(at: datetime, t: Speech, today: date) -> str:
    return t.date(t.local(at).date(), today=today)


def _reminders(found: Overview, t: Speech) -> list[Block | None]:
    charter = found.charter
    return [
        _sure(t, "people.remind", "people.remind_text", ids.PEOPLE_REMIND)
        if found.counts.get(Where.HALF_WAY)
        else None,
        _sure(t, "people.remind_charter", "people.remind_charter_text", ids.PEOPLE_CHARTER)
        if charter and charter.waiting
        else None,
    ]


def _sure(t: Speech, label: str, text: str, action_id: str) -> Block:
    """Writing to many people is asked twice."""
    sure = confirm(
        title=t.plain(label), text=t.plain(text), yes=t.plain("people.yes"), no=t.plain("common.cancel")
    )
    return button(t.plain(label), action_id, confirm=sure)


def _pages(found: Listing, t: Speech) -> Iterator[Block]:
    """Each page has a name of its own: two buttons of one message never share an action id."""
    for name, label, page in (
        ("before", "rounds.previous", found.page - 1),
        ("after", "rounds.next", found.page + 1),
    ):
        if 0 <= page < found.pages:
            yield button(t.plain(label), f"{ids.PEOPLE_PAGE}:{name}", value=f"{found.where}:{page}")


def _see_applications(t: Speech) -> Block:
    return button(t.plain("people.applications"), ids.APPLICATION_OPEN, style="primary")


def _topics_label(found: Overview, t: Speech) -> str:
    if found.suggestions:
        return t.plain("people.topics_suggested", count=found.suggestions)
    return t.plain("people.topics")


def _counted_twice(found: Overview) -> bool:
    mentoring = (Where.MENTOR, Where.UNPREPARED, Where.APPLYING, Where.DECLINED)
    learning = (Where.WAITING, Where.WITH_A_MENTOR)
    return any(map(found.counts.get, mentoring)) and any(map(found.counts.get, learning))


def _back(t: Speech) -> Block:
    return button(t.plain("people.back"), ids.PEOPLE_OPEN)


def _bold(words: str) -> Markup:
    return Markup(f"*{words}*")
