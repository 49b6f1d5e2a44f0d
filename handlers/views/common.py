"""What every conversation may need to say: one sentence, a notice in a form, a way to somebody's conversation."""

from __future__ import annotations

from bot.domain.people import Person, Workspace
from bot.texts import Markup, Speech
from handlers import ids
from handlers.views.blocks import Block, Message, button, message, modal, section

#: What these buttons do is said in the conversation: pressed in Home they lead there, or nothing would seem to happen.
SAID_THERE = frozenset(
    {
        ids.ARRIVAL_START,
        ids.ARRIVAL_LATER,
        ids.PREPARATION_OPEN,
        ids.HELP,
        ids.ADMIN_MENU,
        ids.REPORT_OPEN,
    }
)


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
        url=address_of(workspace, person.slack_id),
    )


def address_of(workspace: Workspace, place: str) -> str:
    """Where Slack opens the reader's own conversation with somebody, or the conversation itself: `place` is its id."""
    return f"https://slack.com/app_redirect?channel={place}&team={workspace.team_id}"


def leading_there(block: Block, conversation: str) -> Block:
    """The same buttons; those that are answered in the conversation open it besides."""
    if block["type"] != "actions":
        return block
    elements = [
        {**one, "url": conversation} if one["action_id"] in SAID_THERE else one for one in block["elements"]
    ]
    return {**block, "elements": elements}


def lines(*texts: str) -> Markup:
    return Markup("\n".join(text for text in texts if text))
