"""A success or a thank-you exactly as it is read.

One function draws the words as they are told, `aloud`: whoever agrees reads what will be read, letter for letter.
"""

from __future__ import annotations

from bot.domain.stories import StoryKind
from bot.programme.stories import Look
from bot.texts import Markup, Speech, as_language, escape, mention
from handlers.views.blocks import Block, Message, message, quiet, section
from handlers.views.wording import names


def aloud(look: Look, t: Speech) -> Block:
    """The very words, as everybody reads them: in the programme's language where a channel does."""
    quoted = "\n".join(f"> {escape(line)}" for line in look.words.splitlines())
    return section(Markup.joined([_whose(look, _readers(look, t)), Markup(quoted)]))


def as_read(look: Look, t: Speech) -> list[Block]:
    """The same, with what stands below it once everybody has agreed."""
    agreed = _readers(look, t)("stories.aloud.agreed")
    below = [agreed] if look.language else [agreed, t("stories.shared_with_you")]
    return [aloud(look, t), quiet(*below)]


def post(look: Look, t: Speech) -> Message:
    """The message in the channel."""
    return message(*as_read(look, t))


def channel_link(channel: str | None) -> Markup:
    """As Slack shows it: by its name, to whoever may see it. Nothing where there is none."""
    return Markup(f"<#{channel}>") if channel else Markup("")


def _readers(look: Look, t: Speech) -> Speech:
    return t if look.language is None else Speech(as_language(look.language), t.address, t.zone)


def _whose(look: Look, t: Speech) -> Markup:
    thanks = look.kind is StoryKind.THANKS
    if not look.people:
        return t("stories.aloud.thanks_unnamed" if thanks else "stories.aloud.success_unnamed")
    author, *others = look.people
    if thanks and others:
        return t("stories.aloud.thanks", author=mention(author.slack_id), people=names(others, t))
    return t("stories.aloud.success", people=names(look.people, t))
