"""Every kind of block (slack.md §2.1, §3)."""

from collections.abc import Callable

from bot.playground.blockkit.charts import chart
from bot.playground.blockkit.elements import ACCESSORIES, ACTIONS, INPUTS, element, image, picture
from bot.playground.blockkit.look import Look
from bot.playground.blockkit.rich_text import rich_text
from bot.playground.blockkit.tables import data_table, table
from bot.playground.blockkit.texts import ANY, confirm, text, text_object

MARKDOWN = 12_000
CHILDREN = frozenset(
    {
        *("actions", "context", "divider", "file", "header", "image", "input"),
        *("rich_text", "section", "table", "video"),
    }
)
ALERTS = ("default", "info", "warning", "error", "success")
TASKS = ("pending", "in_progress", "complete", "error")


def _section(look: Look) -> None:
    look.known("type", "block_id", "text", "fields", "accessory", "expand")
    if not look.has("text") and not look.has("fields"):
        look.say("needs “text” or “fields”")
    text(look, "text", 3000, kinds=ANY)
    look.flag("expand")
    for field in look.items("fields", 1, 10, required=False):
        text_object(field, 2000, ANY)
    if look.has("accessory"):
        element(look.at("accessory"), ACCESSORIES)


def _divider(look: Look) -> None:
    look.known("type", "block_id")


def _header(look: Look) -> None:
    look.known("type", "block_id", "text", "level")
    text(look, "text", 150, required=True)
    look.whole("level", 1, 4)


def _context(look: Look) -> None:
    look.known("type", "block_id", "elements")
    for one in look.items("elements", 1, 10):
        if one.kind == "image":
            image(one)
        else:
            text_object(one, 3000, ANY)


def _actions(look: Look) -> None:
    look.known("type", "block_id", "elements")
    for one in look.items("elements", 1, 25):
        element(one, ACTIONS)


def _image(look: Look) -> None:
    look.known("type", "block_id", "image_url", "slack_file", "alt_text", "title")
    picture(look)
    text(look, "title", 2000)


def _input(look: Look) -> None:
    look.known("type", "block_id", "label", "element", "hint", "optional", "dispatch_action")
    text(look, "label", 2000, required=True)
    text(look, "hint", 2000)
    look.flag("optional", "dispatch_action")
    if look.present("element", required=True):
        element(look.at("element"), INPUTS)
        if look.at("element").kind == "file_input" and look.get("dispatch_action"):
            look.say("a file field cannot dispatch actions")


def _markdown(look: Look) -> None:
    look.known("type", "block_id", "text")
    look.string("text", MARKDOWN, required=True)


def _video(look: Look) -> None:
    links = ("video_url", "thumbnail_url", "title_url", "provider_icon_url")
    look.known("type", "block_id", "alt_text", "title", "description", "author_name", "provider_name", *links)
    look.string("alt_text", 2000, required=True)
    text(look, "title", 200, required=True)
    text(look, "description", 200)
    look.string("author_name", 50)
    for link in links:
        look.string(link, 3000, required=link in ("video_url", "thumbnail_url"))


def _alert(look: Look) -> None:
    look.known("type", "block_id", "text", "level")
    text(look, "text", 200, kinds=ANY, required=True)
    look.one_of("level", ALERTS)


def _card(look: Look) -> None:
    shown = ("title", "subtitle", "body", "subtext")
    look.known("type", "block_id", "hero_image", "icon", "slack_icon", "actions", *shown)
    if not any(look.has(key) for key in ("hero_image", "title", "actions", "body")):
        look.say("needs a “hero_image”, a “title”, “actions” or a “body”")
    for key, longest in zip(shown, (150, 150, 200, 200), strict=True):
        text(look, key, longest, kinds=ANY)
    if look.has("icon") and look.has("slack_icon"):
        look.say("has both “icon” and “slack_icon”")
    for key in ("hero_image", "icon"):
        if look.has(key) and look.at(key).is_object():
            image(look.at(key))
    for one in look.items("actions", 1, 3, required=False):
        element(one, frozenset({"button"}))


def _carousel(look: Look) -> None:
    look.known("type", "block_id", "elements")
    for card in look.items("elements", 1, 10):
        if card.kind != "card":
            card.say("a carousel holds cards only")
        else:
            _card(card)


def _container(look: Look) -> None:
    flags = ("is_collapsible", "default_collapsed", "has_header_divider")
    look.known(
        "type", "block_id", "title", "rich_text_title", "subtitle", "child_blocks", "width", "icon", *flags
    )
    if not look.has("title") and not look.has("rich_text_title"):
        look.say("needs a “title”")
    text(look, "title", 150)
    text(look, "subtitle", 150, kinds=ANY)
    look.flag(*flags)
    look.one_of("width", ("narrow", "standard", "wide", "full"))
    if look.has("rich_text_title"):
        rich_text(look.at("rich_text_title"))
    for child in look.items("child_blocks", 1, 10):
        block(child, CHILDREN, "a container")


def _context_actions(look: Look) -> None:
    look.known("type", "block_id", "elements")
    for one in look.items("elements", 1, 5):
        kind = one.kind
        one.string("action_id", 255)
        if kind == "icon_button":
            keys = ("icon", "text", "value", "accessibility_label", "visible_to_user_ids", "confirm")
            one.known("type", "action_id", *keys)
            one.one_of("icon", ("trash",), required=True)
            text(one, "text", 75, required=True)
            one.string("value", 2000)
            one.string("accessibility_label", 75)
            confirm(one)
        elif kind == "feedback_buttons":
            one.known("type", "action_id", "positive_button", "negative_button")
            for key in ("positive_button", "negative_button"):
                if one.present(key, required=True):
                    _feedback(one.at(key))
        else:
            one.say(f"the element “{kind}” cannot be here")


def _feedback(look: Look) -> None:
    if look.is_object():
        look.known("text", "value", "accessibility_label")
        text(look, "text", 75, required=True)
        look.string("value", 2000, required=True)
        look.string("accessibility_label", 75)


def _task_card(look: Look) -> None:
    _task(look)
    if look.get("status") == "pending":
        look.say("only the tasks of a plan may be pending")


def _task(look: Look) -> None:
    if look.is_object():
        look.known("type", "block_id", "task_id", "title", "details", "output", "sources", "status")
        look.string("task_id", 255, required=True)
        look.string("title", 3000, required=True)
        look.one_of("status", TASKS)


def _plan(look: Look) -> None:
    # A bare string here, unlike everywhere else.
    look.known("type", "block_id", "title", "tasks")
    look.string("title", 3000, required=True)
    for one in look.items("tasks", 0, 50, required=False):
        _task(one)


def _file(look: Look) -> None:
    look.say("a “file” block appears in what Slack hands out, and cannot be sent")


CHECKS: dict[str, Callable[[Look], None]] = {
    "actions": _actions,
    "alert": _alert,
    "card": _card,
    "carousel": _carousel,
    "container": _container,
    "context": _context,
    "context_actions": _context_actions,
    "data_table": data_table,
    "data_visualization": chart,
    "divider": _divider,
    "file": _file,
    "header": _header,
    "image": _image,
    "input": _input,
    "markdown": _markdown,
    "plan": _plan,
    "rich_text": rich_text,
    "section": _section,
    "table": table,
    "task_card": _task_card,
    "video": _video,
}


def block(look: Look, allowed: frozenset[str], where: str) -> None:
    """One block, of a kind that this place accepts."""
    if not look.is_object():
        return
    kind = look.kind
    if kind not in CHECKS:
        look.say(f"there is no block “{kind}”")
    elif kind not in allowed:
        look.say(f"a block “{kind}” cannot be in {where}")
    else:
        look.string("block_id", 255)
        CHECKS[kind](look)
