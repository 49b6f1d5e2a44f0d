"""What every conversation may need to say: one sentence, a notice in a form, a way to somebody's conversation."""

from __future__ import annotations

from bot.domain.people import Person, Workspace
from bot.texts import Markup, Speech
from handlers import ids
from handlers.views.blocks import Block, Message, button, message, modal, section


def sentence(text: str) -> Message:
    return message(section(text))


def notice(t: Speech, said: Message) -> Block:
    """A form that only tells something."""
    return modal(
        t.plain("common.notice"),
        *said.blocks,
        callback_id="notice",
        submit=None,
        close=t.plain("common.close"),
    )


def open_conversation(t: Speech, workspace: Workspace, person: Person) -> Block:
    """A link to the reader's own conversation with somebody; the bot is not in it (design §6)."""
    return button(
        t.plain("common.open_conversation", name=person.first_name),
        f"{ids.OPEN_CONVERSATION}:{person.id}",
        url=address_of(workspace, person),
    )


def address_of(workspace: Workspace, person: Person) -> str:
    """Where Slack opens the reader's own conversation with somebody."""
    return f"https://slack.com/app_redirect?channel={person.slack_id}&team={workspace.team_id}"


def lines(*texts: str) -> Markup:
    return Markup("\n".join(text for text in texts if text))
