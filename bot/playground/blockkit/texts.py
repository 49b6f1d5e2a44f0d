"""Texts, options and confirmations: the small objects that everything is made of (slack.md §2.1)."""

from bot.playground.blockkit.look import Look

PLAIN = ("plain_text",)
ANY = ("plain_text", "mrkdwn")


def text(
    look: Look, key: str, longest: int, *, kinds: tuple[str, ...] = PLAIN, required: bool = False
) -> None:
    """A text object under a key."""
    if look.present(key, required):
        text_object(look.at(key), longest, kinds)


def text_object(look: Look, longest: int, kinds: tuple[str, ...]) -> None:
    """`{"type": "plain_text" or "mrkdwn", "text": …}`, never empty."""
    if not look.is_object():
        return
    look.one_of("type", kinds, required=True)
    look.string("text", longest, required=True)
    if look.kind == "mrkdwn":
        look.known("type", "text", "verbatim")
        look.flag("verbatim")
    else:
        look.known("type", "text", "emoji")
        look.flag("emoji")


def option(look: Look, *, kinds: tuple[str, ...] = PLAIN, with_url: bool = False) -> None:
    """One line of a menu, a checkbox or a radio button: text 75, value 150, description 75."""
    if not look.is_object():
        return
    look.known("text", "value", "description", *(("url",) if with_url else ()))
    text(look, "text", 75, kinds=kinds, required=True)
    look.string("value", 150, required=True)
    text(look, "description", 75, kinds=kinds)
    if with_url:
        look.string("url", 3000)


def confirm(look: Look) -> None:
    """The question that is asked before an action: title 100, text 300, both buttons 30."""
    if not look.present("confirm", required=False):
        return
    here = look.at("confirm")
    if not here.is_object():
        return
    here.known("title", "text", "confirm", "deny", "style")
    text(here, "title", 100, required=True)
    text(here, "text", 300, kinds=ANY, required=True)
    text(here, "confirm", 30, required=True)
    text(here, "deny", 30, required=True)
    here.one_of("style", ("primary", "danger"))
