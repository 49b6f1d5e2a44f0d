"""Asking for a change, as the one who asks reads it: the form, what becomes of it, and the answer.

What is asked shows in the form and in Home, which nobody else sees: nothing of it is left standing in a conversation.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.changes import REASONS, Decision, Motive, Wish
from bot.domain.mentorships import SeatRole
from bot.domain.people import Person
from bot.programme.change_facts import Decided
from bot.programme.changing import Mine
from bot.programme.prompts import Bundle
from bot.texts import Markup, Speech
from handlers import ids
from handlers.views import cadences
from handlers.views.blocks import (
    Block,
    Message,
    actions,
    ask,
    button,
    date_picker,
    message,
    modal,
    option,
    quiet,
    section,
    select,
)
from handlers.views.common import notice
from handlers.views.menus import LONGEST_MENU
from handlers.views.wording import names

WHAT, UNTIL, WHY = "what", "until", "why"
PAIRS = {SeatRole.MENTEE: "changes.pair_mentee", SeatRole.MENTOR: "changes.pair_mentor"}
#: So many of the team are named.
MOST_NAMED = 5


def doors(mine: Sequence[tuple[int, Sequence[Person]]], t: Speech) -> Message:
    """ "Change": a mentorship, or one's answers."""
    answers = button(t.plain("changes.my_answers"), f"{ids.ARRIVAL_MINE}:change")
    if not mine:
        return message(section(t("changes.none_yet")), actions(answers))
    asked = Markup.joined([t("changes.which"), t("changes.which_pair")])
    return message(section(asked), actions(_which(mine, t), answers))


def form(mine: Mine, t: Speech) -> Block:
    """What would help, until when, and why, if they like; who sees it, and what they asked for before.

    Where nobody could read it, what is left is a break, or nothing.
    """
    if not mine.team:
        return _unread(mine, t)
    chosen = option(t.plain(f"changes.reason.{Motive.PREFER_NOT_TO_SAY}"), Motive.PREFER_NOT_TO_SAY.value)
    reasons = [option(t.plain(f"changes.reason.{one}"), one.value) for one in REASONS]
    return modal(
        t.plain("changes.title"),
        _pair(mine, t),
        *_as_it_is(mine, t),
        cadences.offer(mine.mentorship.id, t) if mine.chooses_rhythm else None,
        ask(t.plain("changes.what"), _wishes(mine, t), block_id=WHAT),
        _until(t) if Wish.PAUSE in mine.wishes else None,
        ask(
            t.plain("changes.why"),
            select(WHY, placeholder=chosen["text"]["text"], options=reasons, chosen=chosen),
            block_id=WHY,
        ),
        quiet(_seen_by(mine, t)),
        callback_id=ids.CHANGE_FORM,
        submit=t.plain("changes.send"),
        close=t.plain("common.cancel"),
        kept=str(mine.mentorship.id),
    )


def _unread(mine: Mine, t: Speech) -> Block:
    """The same form for whoever nobody of the team may read: why it is so, what to do, and a break."""
    rests = Wish.PAUSE in mine.wishes
    told = [t("changes.nobody_to_read")]
    if rests:
        told.append(t("changes.nobody_but_a_break"))
    return modal(
        t.plain("changes.title"),
        _pair(mine, t),
        section(Markup.joined(told, " ")),
        *_as_it_is(mine, t),
        cadences.offer(mine.mentorship.id, t) if mine.chooses_rhythm else None,
        ask(t.plain("changes.what"), _wishes(mine, t), block_id=WHAT) if rests else None,
        _until(t) if rests else None,
        callback_id=ids.CHANGE_FORM,
        submit=t.plain("changes.send") if rests else None,
        close=t.plain("common.cancel" if rests else "common.close"),
        kept=str(mine.mentorship.id),
    )


def asked(mine: Mine, t: Speech) -> Block:
    """What happens next and until when, in the place of the form; a pause has begun already."""
    partner = names(mine.partners, t)
    if mine.asked is None:
        assert mine.paused_until is not None
        return notice(t, message(section(t("changes.paused_now", day=_paused(mine, t), partner=partner))))
    talk = mine.asked.wish is Wish.MEDIATION
    day = t.date(mine.asked.decide_by, today=mine.today)
    said = t("changes.asked_mediation" if talk else "changes.asked_other", day=day, partner=partner)
    told = message(
        section(said), quiet(t("changes.can_be_taken_back")), actions(_take_back(mine.asked.id, t))
    )
    return notice(t, told)


def taken_back(mine: Mine, t: Speech) -> Message:
    return message(section(t("changes.taken_back", partner=names(mine.partners, t))))


def going_on(mine: Mine, t: Speech) -> Message:
    return message(section(t("changes.going_on", partner=names(mine.partners, t))))


def decided(one: Decided, said: Bundle, t: Speech) -> list[Block]:
    """What was decided on the reader's own request; what follows from an ending is told beside it."""
    partner = names(one.partners, t)
    match one.change.decision:
        case Decision.NEW_MENTOR:
            mentor = one.role is SeatRole.MENTOR
            key = "changes.answer.new_mentor_mentor" if mentor else "changes.answer.new_mentor_mentee"
            words = t(key, partner=partner)
        case Decision.PAUSE if one.mentorship.paused_until is not None:
            day = t.date(one.mentorship.paused_until, today=said.today)
            words = t("changes.answer.pause", partner=partner, day=day)
        case Decision.STOP:
            words = t("changes.answer.stop", partner=partner)
        case _:
            words = t("changes.answer.keep", partner=partner)
    ends = one.change.decision in (Decision.NEW_MENTOR, Decision.STOP)  # and the end names the team itself
    if ends or not one.team:
        return [section(words)]
    return [section(words), quiet(t("changes.answer.talk", people=names(one.team[:MOST_NAMED], t)))]


def _which(mine: Sequence[tuple[int, Sequence[Person]]], t: Speech) -> Block:
    if len(mine) == 1:
        mentorship_id, people = mine[0]
        return button(_named(people, t), f"{ids.CHANGE_OPEN}:{mentorship_id}", value=mentorship_id)
    offered = [option(_named(people, t), mentorship_id) for mentorship_id, people in mine[:LONGEST_MENU]]
    return select(f"{ids.CHANGE_OPEN}:which", placeholder=t.plain("changes.choose"), options=offered)


def _named(people: Sequence[Person], t: Speech) -> str:
    group = getattr(people, "group", None)
    return group or t.plain("changes.my_pair", name=", ".join(one.name for one in people))


def _pair(mine: Mine, t: Speech) -> Block:
    return section(t(PAIRS.get(mine.role, "changes.pair_other"), partner=names(mine.partners, t)))


def _as_it_is(mine: Mine, t: Speech) -> list[Block]:
    """What they asked for before, or the pause that lasts, each with its way back."""
    blocks = []
    if mine.asked is not None:
        when = t.date(t.local(mine.asked.asked_at).date(), today=mine.today)
        until = t.date(mine.asked.decide_by, today=mine.today)
        said = t("changes.asked_before", day=when, wish=_wish(mine.asked.wish, mine.role, t), until=until)
        blocks.append(section(said, button=_take_back(mine.asked.id, t)))
    if mine.paused_until is not None:
        on = button(t.plain("changes.back_earlier"), ids.CHANGE_BACK_EARLIER, value=mine.mentorship.id)
        blocks.append(section(t("changes.paused", day=_paused(mine, t)), button=on))
    return blocks


def _wishes(mine: Mine, t: Speech) -> Block:
    offered = [option(_wish(one, mine.role, t), one.value) for one in mine.wishes]
    before = mine.asked.wish.value if mine.asked else None
    chosen = [one for one in offered if one["value"] == before]
    radio: Block = {"type": "radio_buttons", "action_id": WHAT, "options": offered}
    return {**radio, "initial_option": chosen[0]} if chosen else radio


def _until(t: Speech) -> Block:
    return ask(
        t.plain("changes.until"),
        date_picker(UNTIL),
        block_id=UNTIL,
        hint=t.plain("changes.until_hint"),
        optional=True,
    )


def _wish(wish: Wish, role: SeatRole | None, t: Speech) -> str:
    """In the words of who asks: a mentor wishes somebody else for their mentee."""
    return t.plain(f"changes.wish_mentor.{wish}" if role is SeatRole.MENTOR else f"changes.wish.{wish}")


def _seen_by(mine: Mine, t: Speech) -> Markup:
    return t("changes.seen_by", people=names(mine.team, t), partner=names(mine.partners, t))


def _paused(mine: Mine, t: Speech) -> str:
    assert mine.paused_until is not None
    return t.date(mine.paused_until, today=mine.today)


def _take_back(change_id: int, t: Speech) -> Block:
    return button(t.plain("changes.take_back"), ids.CHANGE_WITHDRAW, value=change_id)
