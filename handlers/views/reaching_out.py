"""Somebody to talk with: whom to turn to, what the contact is told, and who has it next.

What a contact reads names a person and a day, and nothing of any mentorship; once it is over it names nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from bot.domain.people import Person, Workspace
from bot.domain.reaching_out import OUTSIDE
from bot.programme.prompts import Bundle
from bot.programme.reaching_out import Doors, Offered, Waiting
from bot.programme.reaching_out_facts import Card, HelpCard, HelpPassed
from bot.texts import Markup, Speech, escape, mention
from handlers import ids
from handlers.views.blocks import (
    Block,
    Message,
    actions,
    ask,
    button,
    divider,
    message,
    modal,
    option,
    quiet,
    section,
    select,
)
from handlers.views.common import notice, open_conversation, sentence
from handlers.views.wording import names

CONTACT = "contact"
#: Somebody to turn to, and not a directory: so many of one kind are shown, and so many links in one message.
MOST_OF_A_KIND, MOST_LINKS = 15, 5


def open_button(t: Speech) -> Block:
    """The way to the form, from anywhere."""
    return button(t.plain("reaching_out.title"), ids.REACH_OUT_OPEN)


def form(doors: Doors, t: Speech, *, today: date) -> Block:
    """Whom they wait for, whom they can turn to, and what is kept of it."""
    choices = [_choice(one, person, t) for one in doors.offered for person in one.people[:MOST_OF_A_KIND]]
    only = choices[0] if len(choices) == 1 else None
    menu = select(CONTACT, placeholder=t.plain("reaching_out.choose"), options=choices, chosen=only)
    return modal(
        t.plain("reaching_out.title"),
        *(_waits(one, t, today=today) for one in doors.waiting),
        divider() if doors.waiting else None,
        section(t("reaching_out.intro")) if choices else section(t("reaching_out.nobody")),
        *_kinds(doors, t),
        ask(t.plain("reaching_out.choose"), menu, block_id=CONTACT) if choices else None,
        quiet(emergency(doors.emergency, t)),
        quiet(t("reaching_out.passed_on")) if choices else None,
        quiet(t("reaching_out.kept")),
        callback_id=ids.REACH_OUT_FORM,
        submit=t.plain("reaching_out.send") if choices else None,
        close=t.plain("common.close"),
    )


def told(waiting: Waiting, workspace: Workspace, t: Speech, *, today: date) -> Block:
    """The contact will be told; and nothing stands in the way of writing first."""
    contact = mention(waiting.contact.slack_id)
    by = t.day_time(waiting.request.pass_on_at, today=today)
    return modal(
        t.plain("reaching_out.title"),
        section(t("reaching_out.told", name=contact)),
        actions(open_conversation(t, workspace, waiting.contact), _withdraw(waiting.request.id, t)),
        quiet(t("reaching_out.told_by", day=by)),
        callback_id="notice",
        submit=None,
        close=t.plain("common.close"),
    )


def withdrawn(t: Speech) -> Block:
    """It is taken back, and may be asked anew: in another form, because Slack sends each but once."""
    return notice(t, message(section(t("reaching_out.withdrawn")), actions(open_button(t))))


def at_hand(
    doors: Doors, workspace: Workspace, t: Speech, *, distress: bool = False, in_a_form: bool = False
) -> Message:
    """Everybody at once, for whoever wrote that they need somebody. In distress, what is urgent comes first. What was
    written `in_a_form` is kept or not as that form says.
    """
    links = [open_conversation(t, workspace, one) for one in doors.people[:MOST_LINKS]]
    urgent = section(emergency(doors.emergency, t))
    kept = "reaching_out.distress_in_form" if in_a_form else "reaching_out.distress_kept"
    return message(
        section(t("reaching_out.distress" if distress else "reaching_out.at_hand")),
        urgent if distress else None,
        *_kinds(doors, t),
        None if doors.people else section(t("reaching_out.nobody")),
        actions(*links) if links else None,
        actions(button(t.plain("reaching_out.ask_for_me"), ids.REACH_OUT_OPEN)),
        quiet(t(kept)) if distress else None,
    )


def in_danger(text: Mapping[str, str], t: Speech) -> Message:
    """What is urgent alone, for whoever is no part of the programme."""
    return sentence(emergency(text, t))


def emergency(text: Mapping[str, str], t: Speech) -> Markup:
    """The company's own words on whom to call at once, or the usual ones."""
    return escape(text[t.language]) if text else t("reaching_out.emergency")


# -- messages of the ledger ----------------------------------------------------------------------------------------


def card(one: HelpCard, said: Bundle, t: Speech) -> list[Block]:
    """To the contact: who, until when, and nothing else."""
    if one.person is None or one.by is None:
        return [section(t(ANSWERED[one.became]))]
    day = t.day_time(one.by, today=said.today)
    done = button(
        t.plain("reaching_out.card_done"),
        f"{ids.REACH_OUT_DONE}:{one.prompt.id}",
        value=one.prompt.id,
        style="primary",
    )
    return [
        section(t("reaching_out.card", name=mention(one.person.slack_id), day=day)),
        actions(open_conversation(t, said.workspace, one.person), done),
        quiet(t("reaching_out.card_nothing_else")),
    ]


ANSWERED: Mapping[Card, str] = {
    Card.DONE: "reaching_out.card_was_done",
    Card.PASSED: "reaching_out.card_passed",
    Card.OVER: "reaching_out.card_over",
}


def passed(one: HelpPassed, said: Bundle, t: Speech) -> list[Block]:
    """To the asker: who has it now, or that they may try another way."""
    if one.request is None:
        return [section(t("reaching_out.passed_over"))]
    withdraw = _withdraw(one.request.id, t)
    if one.contact is None or one.by is None:
        return [section(t("reaching_out.passed_nobody")), actions(open_button(t), withdraw)]
    day = t.day_time(one.by, today=said.today)
    return [
        section(t("reaching_out.passed", name=mention(one.contact.slack_id), day=day)),
        actions(open_conversation(t, said.workspace, one.contact), withdraw),
    ]


# -- parts -----------------------------------------------------------------------------------------------------------


def _kinds(doors: Doors, t: Speech) -> Iterator[Block]:
    """What each is there for, and who they are; whoever is left out for this reader is said to be."""
    for one in doors.offered:
        kind, meaning = t(f"reaching_out.kind.{one.kind}"), t(f"reaching_out.meaning.{one.kind}")
        people = names(one.people[:MOST_OF_A_KIND], t)
        key = "reaching_out.contacts" if one.people else "reaching_out.nobody_left"
        yield section(t(key, kind=kind, meaning=meaning, **({"people": people} if one.people else {})))
        if one.withheld:
            withheld = names(one.withheld[:MOST_OF_A_KIND], t)
            key = "reaching_out.withheld" if one.kind in OUTSIDE else "reaching_out.withheld_team"
            yield quiet(t(key, people=withheld))


def _choice(one: Offered, person: Person, t: Speech) -> Block:
    kind = t.plain(f"reaching_out.kind.{one.kind}")
    return option(t.plain("reaching_out.option", name=person.name, kind=kind), f"{one.kind}:{person.id}")


def _waits(one: Waiting, t: Speech, *, today: date) -> Block:
    contact, kind = mention(one.contact.slack_id), t(f"reaching_out.kind.{one.request.kind}")
    withdraw = _withdraw(one.request.id, t)
    if one.request.has_run_out:
        return section(t("reaching_out.waiting_in_vain", name=contact, kind=kind), button=withdraw)
    by = t.day_time(one.request.pass_on_at, today=today)
    return section(t("reaching_out.waiting", name=contact, kind=kind, day=by), button=withdraw)


def _withdraw(request_id: int, t: Speech) -> Block:
    name = f"{ids.REACH_OUT_WITHDRAW}:{request_id}"
    return button(t.plain("reaching_out.withdraw"), name, value=request_id)
