"""Who would be a mentor's, before anything is announced: in a message, in a form that Home opens, and in Home.

Never a rank, and never who was named: the reasons come from `with_mentors.py` without either (design §1, principle 3).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from bot.domain.people import Person
from bot.domain.rounds import RoundState
from bot.programme.list_facts import Listed
from bot.programme.prompts import Bundle
from bot.programme.with_mentors import MentorList, Theirs
from bot.texts import Markup, Speech, escape, mention
from handlers import ids
from handlers.views.blocks import Block, actions, button, confirm, modal, quiet, section
from handlers.views.pairing import reasons_for_the_mentor
from handlers.views.wording import names

#: More people than any mentor carries; a message has room for them (`room.TAKES`).
MOST_SHOWN = 22


def asked(one: Listed, said: Bundle, t: Speech) -> list[Block]:
    """The list within a message of the ledger; drawn again, as things stand."""
    return list(_list(one.list, t, said.today))


def form(theirs: MentorList, t: Speech, *, today: date) -> Block:
    """The same, opened from Home and drawn again at each word."""
    return modal(
        t.plain("mentor_lists.title"),
        *_list(theirs, t, today),
        callback_id="notice",
        submit=None,
        close=t.plain("common.close"),
    )


def in_home(lists: Iterable[MentorList], t: Speech, *, today: date) -> list[Block]:
    """A line of Home for each list that is open."""
    return [
        section(
            t("mentor_lists.home", count=len(one.people), day=t.date(one.until, today=today)),
            button=button(
                t.plain("mentor_lists.see"), f"{ids.MENTOR_LIST_OPEN}:{one.round.id}", value=one.round.id
            ),
        )
        for one in lists
    ]


def about(person: Person) -> Markup:
    """As in ", architect · Consulting": what everybody knows of somebody."""
    known = " · ".join(escape(words) for words in (person.title, person.network) if words)
    return Markup(f", {known}" if known else "")


def _list(theirs: MentorList, t: Speech, today: date) -> Iterator[Block]:
    day = t.date(theirs.until, today=today)
    if not theirs.is_open:
        over = theirs.round.state is not RoundState.WITH_MENTORS
        yield section(t("mentor_lists.published") if over else t("mentor_lists.over", day=day))
        return
    if theirs.people:
        yield from _open(theirs, t, day)
    elif not theirs.declined:
        yield section(t("mentor_lists.nobody"))
    if theirs.declined:
        yield quiet(t("mentor_lists.declined", people=names(theirs.declined, t)))


def _open(theirs: MentorList, t: Speech, day: str) -> Iterator[Block]:
    could = t("mentor_lists.could", count=len(theirs.people))
    waits = theirs.waits
    words = t("mentor_lists.asked", day=day) if waits else t("mentor_lists.accepted", day=day)
    yield section(Markup.joined([could, words]))
    for one in theirs.people[:MOST_SHOWN]:
        yield section(_person(one, t), button=_rather_not(theirs.round.id, one, t))
    if len(theirs.people) > MOST_SHOWN:
        yield quiet(t("mentor_lists.more", count=len(theirs.people) - MOST_SHOWN))
    if waits:
        name = f"{ids.MENTOR_LIST_ACCEPT}:{theirs.round.id}"
        seen = ",".join(str(one.mentee.id) for one in theirs.people)
        value = f"{theirs.round.id}:{seen}"
        yield actions(button(t.plain("mentor_lists.accept"), name, value=value, style="primary"))
    yield quiet(t("mentor_lists.not_certain"))


def _person(one: Theirs, t: Speech) -> Markup:
    reasons = list(reasons_for_the_mentor(one.why, t)) or [t("mentor_lists.place")]
    who = mention(one.mentee.slack_id)
    return t("mentor_lists.person", mentee=who, about=about(one.mentee), reasons=t.list(reasons))


def _rather_not(round_id: int, one: Theirs, t: Speech) -> Block:
    return button(
        t.plain("mentor_lists.decline"),
        f"{ids.MENTOR_LIST_DECLINE}:{round_id}-{one.mentee.id}",
        value=f"{round_id}:{one.mentee.id}",
        confirm=confirm(
            title=t.plain("mentor_lists.decline_title"),
            text=t.plain("mentor_lists.decline_text"),
            yes=t.plain("mentor_lists.decline_yes"),
            no=t.plain("mentor_lists.decline_no"),
        ),
    )
