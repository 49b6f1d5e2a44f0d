"""The channel in which stories are told, as the team names it; what was told to the team; and what only a person can
look after: it names nobody, and repeats no word.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.people import Workspace
from bot.domain.stories import StoryState
from bot.programme.prompts import Bundle
from bot.programme.story_facts import StoryShared, StoryTrouble
from bot.texts import Speech
from handlers import ids
from handlers.views.blocks import (
    Block,
    Message,
    actions,
    ask,
    button,
    confirm,
    message,
    modal,
    plain,
    quiet,
    section,
)
from handlers.views.common import address_of, sentence
from handlers.views.story_aloud import as_read, channel_link

CHANNEL = "story_channel"


def open_button(t: Speech) -> Block:
    """The way there, from the coordinators' menu."""
    return button(t.plain("stories.channel_button"), ids.CHANNEL_OPEN)


def form(channel: str | None, t: Speech) -> Block:
    """Slack's own list of channels. Whatever is chosen in it can be changed but not emptied: that takes a button."""
    menu: Block = {
        "type": "conversations_select",
        "action_id": CHANNEL,
        "placeholder": plain(t.plain("stories.channel_choose"), 150),
        "filter": {"include": ["public", "private"], "exclude_external_shared_channels": True},
        **({"initial_conversation": channel} if channel else {}),
    }
    hint = t.plain("stories.channel_hint")
    return modal(
        t.plain("stories.channel_title"),
        section(t("stories.channel_intro")),
        ask(t.plain("stories.channel_label"), menu, block_id=CHANNEL, hint=hint),
        quiet(t("stories.channel_invite")),
        actions(_no_channel(t)) if channel else None,
        callback_id=ids.CHANNEL_FORM,
        submit=t.plain("common.save"),
        close=t.plain("common.cancel"),
    )


def saved(channel: str | None, t: Speech) -> Message:
    if channel is None:
        return sentence(t("stories.channel_none"))
    return sentence(t("stories.channel_saved", channel=channel_link(channel)))


def hello(t: Speech) -> Message:
    """In the channel, for the coordinator's eyes alone: that it is seen tells that the bot is in there."""
    return sentence(t("stories.channel_hello"))


def cannot_write(channel: str, why: StoryState, t: Speech) -> Message:
    """Why nothing can be told there, and what to do about it."""
    choose = button(t.plain("stories.trouble_other"), ids.CHANNEL_OPEN)
    return message(section(t(f"stories.cannot.{why}", channel=channel_link(channel))), actions(choose))


def shared(one: StoryShared, said: Bundle, t: Speech) -> list[Block]:
    """What was told to the team, exactly as it was agreed."""
    if one.look is None:
        return [section(t("stories.shared_over"))]
    return [section(t("stories.shared_intro")), *as_read(one.look, t)]


def trouble(one: StoryTrouble, said: Bundle, t: Speech) -> list[Block]:
    """What a person has to look after, and the answers that settle it."""
    if one.state is None:
        return [section(t("stories.trouble_settled"))]
    words = {"channel": channel_link(one.channel)}
    if one.at is not None and one.state in (StoryState.UNCLEAR, StoryState.BY_HAND):
        words["when"] = t.day_time(one.at, today=said.today)  # type: ignore[assignment]
    return [
        section(t(f"stories.trouble.{one.state}", **words)),
        actions(*_ways(one, said.workspace, t)),
        quiet(t("stories.trouble_discreet")),
    ]


def _no_channel(t: Speech) -> Block:
    sure = confirm(
        title=t.plain("stories.channel_remove_title"),
        text=t.plain("stories.channel_remove_text"),
        yes=t.plain("stories.channel_remove_yes"),
        no=t.plain("common.cancel"),
    )
    return button(t.plain("stories.channel_remove"), ids.CHANNEL_NONE, confirm=sure)


def _ways(one: StoryTrouble, workspace: Workspace, t: Speech) -> Iterator[Block]:
    story_id = one.prompt.about["story"]
    if one.channel:
        url = address_of(workspace, one.channel)
        yield button(t.plain("stories.trouble_open"), f"{ids.OPEN_LINK}:{story_id}", url=url)
    match one.state:
        case StoryState.UNCLEAR:
            yield _answer("stories.trouble_there", ids.STORY_THERE, story_id, t)
            yield _answer("stories.trouble_not_there", ids.STORY_AGAIN, story_id, t)
        case StoryState.BY_HAND:
            yield _answer("stories.trouble_removed", ids.STORY_REMOVED, story_id, t)
        case StoryState.ARCHIVED:
            yield button(t.plain("stories.trouble_other"), f"{ids.CHANNEL_OPEN}:{story_id}")
        case _:
            yield _answer("stories.trouble_again", ids.STORY_AGAIN, story_id, t)
            yield button(t.plain("stories.trouble_other"), f"{ids.CHANNEL_OPEN}:{story_id}")


def _answer(key: str, action: str, story_id: int, t: Speech) -> Block:
    return button(t.plain(key), f"{action}:{story_id}", value=story_id)
