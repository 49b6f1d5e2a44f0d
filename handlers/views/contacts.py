"""Whom people can turn to outside the programme, as a coordinator names them: Slack's own list of people, by kind."""

from __future__ import annotations

from bot.domain.people import Person
from bot.domain.reaching_out import MOST_CONTACTS, OUTSIDE, Kind
from bot.programme.contacts import Named
from bot.texts import Markup, Speech
from handlers import ids
from handlers.views.blocks import Block, Message, ask, button, message, modal, plain, quiet, section
from handlers.views.common import sentence
from handlers.views.wording import names


def open_button(t: Speech) -> Block:
    """The way there, from the coordinators' menu."""
    return button(t.plain("contacts.button"), ids.CONTACTS_OPEN)


def form(named: Named, t: Speech) -> Block:
    """A list for each kind, in the order in which they are asked."""
    return modal(
        t.plain("contacts.title"),
        section(t("contacts.intro")),
        *(_people(kind, named.get(kind, ()), t) for kind in OUTSIDE),
        quiet(t("contacts.told")),
        callback_id=ids.CONTACTS_FORM,
        submit=t.plain("common.save"),
        close=t.plain("common.cancel"),
    )


def saved(named: Named, t: Speech) -> Message:
    """Who is named now."""
    lines = [
        t("contacts.line", kind=t(f"reaching_out.kind.{kind}"), people=names(people, t))
        for kind, people in named.items()
        if people
    ]
    if not lines:
        return sentence(t("contacts.none"))
    return message(section(Markup.joined([t("contacts.saved"), *lines])), quiet(t("contacts.told_now")))


def _people(kind: Kind, chosen: tuple[Person, ...], t: Speech) -> Block:
    people: Block = {
        "type": "multi_users_select",
        "action_id": kind.value,
        "placeholder": plain(t.plain("contacts.choose"), 150),
        "max_selected_items": MOST_CONTACTS,
        **({"initial_users": [one.slack_id for one in chosen]} if chosen else {}),
    }
    label, meaning = t.plain(f"reaching_out.kind.{kind}"), t.plain(f"reaching_out.meaning.{kind}")
    return ask(label, people, block_id=kind.value, hint=meaning, optional=True)
