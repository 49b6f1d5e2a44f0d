"""What may reach Slack as control text, and what must not.

Slack gives `&`, `<` and `>` a meaning in mrkdwn: `<!channel>` wakes everybody, `<@U…>` names a person.
Escaping these, and only these, makes any words harmless (slack.md, security checklist row 2).
"""

import re
from typing import Self

_SLACK_ID = re.compile(r"[UW][A-Z0-9]{2,}")
#: `bot/domain/people.py: NAMELESS`.
_FORGOTTEN = "~"


class Markup(str):
    """Text that is already fit for mrkdwn: a sentence of the catalogue, or a mention built by `mention`.

    It is interpolated as it is. Everything else that goes into a sentence is escaped first.
    """

    __slots__ = ()

    @classmethod
    def joined(cls, parts: list["Markup"], separator: str = "\n") -> Self:
        """Several finished texts as one; the separator must be harmless by itself."""
        return cls(separator.join(parts))


#: Whoever asked to be forgotten, in any language.
NOBODY = Markup("(…)")


def escape(words: str) -> Markup:
    """People's own words, shown letter for letter. What is `Markup` already stays as it is."""
    if isinstance(words, Markup):
        return words
    return Markup(words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def unescape(markup: Markup) -> str:
    """The same words for a `plain_text` element, which shows what it is given.

    Raises ValueError when they hold a mention: `plain_text` would show its bare `<@U…>` to the reader.
    """
    if "<" in markup:
        raise ValueError(f"A mention cannot be shown in plain text: {markup!r}")
    return markup.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def mention(slack_id: str) -> Markup:
    """The person's name as Slack shows it to each reader, clickable; of whoever asked to be forgotten, that there was
    one.

    Raises ValueError on anything but a user id.
    """
    if slack_id.startswith(_FORGOTTEN):
        return NOBODY
    if not _SLACK_ID.fullmatch(slack_id):
        raise ValueError(f"Not a Slack user id: {slack_id!r}")
    return Markup(f"<@{slack_id}>")
