"""What a coordinator sees of a round while it is opened and collects: whom it invites, who has answered.

Everything here is for the coordinator's eyes only, in ephemeral messages and forms; proposals are in `matching.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.domain.people import Person
from bot.domain.rounds import Answer
from bot.programme.closeness import Withheld
from bot.programme.rounds import Preview, Standing
from bot.texts import Markup, Speech, escape, mention
from handlers import ids
from handlers.views.blocks import (
    Block,
    Message,
    actions,
    ask,
    button,
    confirm,
    date_picker,
    header,
    message,
    modal,
    quiet,
    section,
)
from handlers.views.wording import names

#: Characters of names in one section, and sections of names in one form (250 kB in all, `slack.md` §2.1).
NAMES_IN_A_SECTION, SECTIONS_OF_NAMES = 2800, 30
#: Of those who have not answered, so many are named.
MOST_SILENT = 100
#: Of the colleagues who may look instead, so many.
MOST_READERS = 3


def open_form(preview: Preview, t: Speech, *, changed: bool = False) -> Block:
    """Exactly who will be invited, by name; `changed` when somebody came or left while it was being read."""
    population = preview.population
    return modal(
        t.plain("rounds.open_title"),
        section(t("rounds.open_changed")) if changed else None,
        section(t("rounds.invited", count=len(population.people))),
        *_all_names(population.people, t),
        quiet(t("rounds.uninvited", count=population.unanswered)),
        ask(
            t.plain("rounds.open_when"),
            date_picker("day", day=preview.closes_on.isoformat()),
            block_id="day",
            hint=t.plain("rounds.open_when_hint"),
        ),
        quiet(t("rounds.open_how")),
        callback_id=ids.ROUND_FORM,
        submit=t.plain("rounds.open_send"),
        close=t.plain("common.cancel"),
        kept=population.fingerprint,
    )


def opened(standing: Standing, t: Speech, *, today: date) -> Message:
    day, everybody = t.date(standing.round.closes_on, today=today), standing.invited + standing.withheld.rows
    return message(section(t("rounds.opened", count=everybody, day=day)), quiet(t("rounds.opened_next")))


def no_round(waiting: int, t: Speech) -> Message:
    return message(
        header(t.plain("rounds.title")),
        section(Markup.joined([t("rounds.none"), t("rounds.waiting", count=waiting)], " ")),
        actions(open_button(t) if waiting else None, menu_button(t)),
    )


def collecting(standing: Standing, t: Speech, *, today: date) -> Message:
    """The round while it collects, or once answers are closed and nothing is proposed yet."""
    day = t.date(standing.round.closes_on, today=today)
    return message(
        header(t.plain("rounds.title")),
        section(t("rounds.collecting" if standing.is_open else "rounds.over", day=day)),
        section(_answers(standing, t)),
        section(t("rounds.silent", people=_some_names(standing.silent, t))) if standing.silent else None,
        withheld_line(standing.withheld, t),
        actions(_close_button(standing, t), see_button(standing.round.id, t), menu_button(t)),
    )


def _answers(standing: Standing, t: Speech) -> Markup:
    counted = t("rounds.answered", count=standing.answered, invited=standing.invited)
    by_kind = t(
        "rounds.answers",
        choices=standing.answers[Answer.CHOICES],
        for_me=standing.answers[Answer.CHOOSE_FOR_ME],
        declined=standing.answers[Answer.NOT_THIS_TIME],
        silent=standing.invited - standing.answered,
    )
    return Markup.joined([counted, by_kind])


def withheld_line(found: Withheld, t: Speech) -> Block | None:
    """Of how many people nothing is told here, and who may look."""
    if not found.rows:
        return None
    who = names(found.seen_by[:MOST_READERS], t)
    instead = t("rounds.seen_by", people=who) if who else t("rounds.seen_by_nobody")
    return quiet(Markup.joined([t("rounds.withheld", count=found.rows), instead], " "))


def _close_button(standing: Standing, t: Speech) -> Block:
    """Closing early is asked twice; once answers are closed there is nothing left to lose."""
    if not standing.is_open:
        return button(t.plain("rounds.propose"), ids.ROUND_PROPOSE, value=standing.round.id, style="primary")
    sure = confirm(
        title=t.plain("rounds.close_title"),
        text=t.plain("rounds.close_text"),
        yes=t.plain("rounds.close_yes"),
        no=t.plain("rounds.close_no"),
    )
    return button(t.plain("rounds.close"), ids.ROUND_PROPOSE, value=standing.round.id, confirm=sure)


def see_button(round_id: int, t: Speech) -> Block:
    return button(t.plain("rounds.refresh"), ids.ROUND_SEE, value=round_id)


def open_button(t: Speech) -> Block:
    return button(t.plain("rounds.open_title"), ids.ROUND_OPEN, style="primary")


def menu_button(t: Speech) -> Block:
    return button(t.plain("admin.menu"), ids.ADMIN_MENU)


def _all_names(people: Sequence[Person], t: Speech) -> Iterator[Block]:
    """Everybody, a few thousand names at most; then how many more there are."""
    shown = 0
    for _ in range(SECTIONS_OF_NAMES):
        some = list(_within(people[shown:], NAMES_IN_A_SECTION))
        if not some:
            return
        shown += len(some)
        yield section(t("common.as_given", words=", ".join(some)))
    if shown < len(people):
        yield quiet(t("rounds.and_more", count=len(people) - shown))


def _within(people: Sequence[Person], room: int) -> Iterator[str]:
    for person in people:
        room -= len(escape(person.name)) + 2
        if room < 0:
            return
        yield person.name


def _some_names(people: Sequence[Person], t: Speech) -> Markup:
    if len(people) <= MOST_SILENT:
        return names(people, t)
    some = [mention(person.slack_id) for person in people[:MOST_SILENT]]
    return t.list([*some, t("rounds.and_more", count=len(people) - MOST_SILENT)])
