"""Who has no mentor, for the coordinators' eyes: the figure first, then names with a reason and a next step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from bot.domain.figures import Reason
from bot.domain.people import Person
from bot.domain.rounds import Round
from bot.programme.closeness import Withheld
from bot.programme.without import Next, Row, Without
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
    quiet,
    section,
)
from handlers.views.common import lines
from handlers.views.matching import ALONE
from handlers.views.wording import names

#: Why, in a word, beside a name. Whoever was left out has the round's own word for it.
WHY: Mapping[Reason, str] = {
    Reason.NO_ROUND: "without.no_round",
    Reason.NO_ANSWER: "without.no_answer",
    Reason.IN_ROUND: "without.in_round",
    Reason.SUGGESTED: "without.suggested",
    Reason.NOT_TAKEN: "without.not_taken",
}
#: The way here from a message that stays where it is.
FROM_THE_NEWS = f"{ids.WITHOUT_OPEN}:news"
#: Colleagues named in one sentence.
MOST_READERS = 5
#: Of these the number, and nobody's name.
COUNTED: Mapping[Reason, str] = {
    Reason.UNDECIDED: "without.undecided",
    Reason.NOT_THIS_TIME: "without.not_this_time",
    Reason.CHANGING: "without.looking_again",
}


def panel(found: Without, t: Speech) -> Message:
    """The figure and its goal, then ten names at most."""
    counted = list(_counted(found, t))
    return message(
        header(t.plain("without.title")),
        section(t("without.total", count=found.total)),
        *(_row(row, t) for row in found.rows),
        section(t("without.nobody_waits")) if not found.rows and found.total else None,
        quiet(t("rounds.page", page=found.page + 1, pages=found.pages)) if found.pages > 1 else None,
        actions(*pages) if (pages := list(_pages(found, t))) else None,
        divider() if counted else None,
        section(lines(*counted)) if counted else None,
        quiet(_kept_back(found.withheld, t)) if found.withheld.rows else None,
        quiet(t("without.names")),
        actions(
            button(t.plain("people.title"), ids.PEOPLE_OPEN) if found.counts.get(Reason.UNDECIDED) else None,
            button(t.plain("admin.menu"), ids.ADMIN_MENU),
        ),
    )


def reminded(person: Person, t: Speech, *, planned: bool) -> Message:
    who = mention(person.slack_id)
    return message(
        section(t("without.reminded" if planned else "without.reminded_already", who=who)),
        actions(_back(t)),
    )


def looking(person: Person, opened: Round, t: Speech, *, today: date) -> Message:
    day = t.date(opened.closes_on, today=today)
    return message(
        section(t("without.looking", who=mention(person.slack_id), day=day)),
        actions(_back(t)),
    )


def _row(row: Row, t: Speech) -> Block:
    words = t("without.row", who=mention(row.person.slack_id), why=_why(row, t))
    return section(words, button=_way_on(row, t))


def _why(row: Row, t: Speech) -> Markup:
    if row.reason is Reason.LEFT_OUT:
        word = ALONE.get(row.left_out or "")
        return t("without.left_out", why=t(word)) if word else t("without.left_out_bare")
    return t(WHY[row.reason])


def _way_on(row: Row, t: Speech) -> Block | None:
    person = row.person.id
    match row.next:
        case Next.REMIND:
            return button(t.plain("without.remind"), f"{ids.WITHOUT_REMIND}:{person}", value=person)
        case Next.PLACE:
            value = f"{row.round_id}:mentee:{person}"
            return button(t.plain("without.place"), f"{ids.ROUND_ROW}:{person}", value=value)
        case Next.LOOK:
            sure = confirm(
                title=t.plain("without.look"),
                text=t.plain("without.look_text", name=row.person.first_name),
                yes=t.plain("without.look"),
                no=t.plain("common.cancel"),
            )
            return button(t.plain("without.look"), f"{ids.WITHOUT_LOOK}:{person}", value=person, confirm=sure)
    return None


def _counted(found: Without, t: Speech) -> Iterator[Markup]:
    for reason, words in COUNTED.items():
        if number := found.counts.get(reason):
            yield t(words, count=number)
    if found.changes:
        yield t("without.changes", count=found.changes)
    if found.not_for_me:
        yield t("without.not_for_me", count=found.not_for_me)


def _kept_back(found: Withheld, t: Speech) -> Markup:
    """They are counted, as in the report, and not named."""
    who = names(found.seen_by[:MOST_READERS], t)
    instead = t("rounds.seen_by", people=who) if who else t("rounds.seen_by_nobody")
    return Markup.joined([t("without.kept_back", count=found.rows), instead], " ")


def _pages(found: Without, t: Speech) -> Iterator[Block]:
    for name, label, page in (
        ("before", "rounds.previous", found.page - 1),
        ("after", "rounds.next", found.page + 1),
    ):
        if 0 <= page < found.pages:
            yield button(t.plain(label), f"{ids.WITHOUT_PAGE}:{name}", value=page)


def _back(t: Speech) -> Block:
    return button(t.plain("without.back"), ids.WITHOUT_OPEN)
