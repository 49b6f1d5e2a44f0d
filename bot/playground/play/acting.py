"""What a person does on the page, or a test in their place."""

import secrets
from base64 import b64decode
from dataclasses import replace
from typing import Any

from bot.playground import commands, forms, interactions
from bot.playground.clock import machine_seconds
from bot.playground.company import Person
from bot.playground.errors import Misplay
from bot.playground.play.reading import actor as reader
from bot.playground.slack import Json, Slack
from bot.playground.state import Message
from bot.playground.views import View


def actor(slack: Slack, wish: Json) -> str:
    """Who acts: somebody with an open account."""
    user = reader(slack, wish)
    if slack.workspace.people[user].deleted:
        raise Misplay(f"{user} no longer has an account.", "account_inactive")
    return user


async def say(slack: Slack, wish: Json) -> Json:
    """Write a message in a conversation, or to a person."""
    user = actor(slack, wish)
    conversation = slack.workspace.seen(user, str(wish.get("channel")))
    return {"ok": True, "ts": interactions.said(slack, user, conversation, str(wish.get("text", ""))).ts}


async def command(slack: Slack, wish: Json) -> Json:
    """Type a slash command."""
    user = actor(slack, wish)
    conversation = slack.workspace.seen(user, str(wish.get("channel")))
    return await commands.command(slack, user, conversation, str(wish.get("text", "")))


def _place(slack: Slack, user: str, wish: Json) -> Message | View:
    if wish.get("view_id"):
        return interactions.in_view(slack, user, str(wish["view_id"]))
    conversation = slack.workspace.seen(user, str(wish.get("channel")))
    return interactions.in_message(slack, user, conversation, str(wish.get("ts")))


async def press(slack: Slack, wish: Json) -> Json:
    """Press a button or use a picker."""
    user = actor(slack, wish)
    return await interactions.press(slack, user, _place(slack, user, wish), wish)


async def options(slack: Slack, wish: Json) -> Json:
    """Type in an external select."""
    user = actor(slack, wish)
    place, block_id = _place(slack, user, wish), wish.get("block_id")
    query = str(wish.get("query", ""))
    return await interactions.ask_options(slack, user, place, block_id, str(wish.get("action_id")), query)


def _form(slack: Slack, wish: Json) -> View:
    user = actor(slack, wish)
    return interactions.in_view(slack, user, str(wish.get("view_id")))


async def submit(slack: Slack, wish: Json) -> Json:
    """Press a form's submit button."""
    view = _form(slack, wish)
    return await forms.submit(slack, view, wish.get("values") or {}, forged=bool(wish.get("forged")))


async def close(slack: Slack, wish: Json) -> Json:
    """Close a form, or with `all` the whole pile."""
    return await forms.close(slack, _form(slack, wish), everything=bool(wish.get("all")))


async def shortcut(slack: Slack, wish: Json) -> Json:
    """Choose a shortcut of the lightning menu."""
    return await commands.shortcut(slack, actor(slack, wish), str(wish.get("callback_id")))


async def home(slack: Slack, wish: Json) -> Json:
    """Open a tab of the app."""
    tab = str(wish.get("tab", "home"))
    if tab not in ("home", "messages"):
        raise Misplay(f"The app has no tab “{tab}”.")
    interactions.told_in_home(slack, actor(slack, wish), tab)
    return {"ok": True}


async def read(slack: Slack, wish: Json) -> Json:
    """Have read a conversation to its end."""
    user = actor(slack, wish)
    conversation = slack.workspace.seen(user, str(wish.get("channel")))
    seen = conversation.seen_by(user)
    if seen:
        conversation.read[user] = seen[-1].ts
    return {"ok": True}


async def upload(slack: Slack, wish: Json) -> Json:
    """Choose a file for a field of a form, in base64: it is on Slack from then on, and nobody else's."""
    try:
        content = b64decode(str(wish.get("content", "")), validate=True)
    except ValueError:
        raise Misplay("The content is not base64.", "file_refused") from None
    file = slack.files.hand_over(actor(slack, wish), str(wish.get("name") or ""), content)
    return {"ok": True, **file.as_page(), "size": file.length}


async def join(slack: Slack, wish: Json) -> Json:
    """Somebody new joins the workspace."""
    name = str(wish.get("name") or "").strip()
    if not name:
        raise Misplay("Somebody who joins has a name.")
    slack.workspace.joined += 1
    fields: dict[str, Any] = {key: wish[key] for key in Person.__slots__ if wish.get(key) is not None}
    # Never the id of somebody who joined before a restart: the bot may remember them.
    fields.setdefault("id", "U0" + secrets.token_hex(4).upper())
    fields.setdefault("handle", _free_handle(slack, name))
    person = replace(Person(**fields), updated=int(machine_seconds()))
    slack.workspace.put(person)
    for channel in slack.company.channels:
        if channel.members is None:
            slack.workspace.conversations[channel.id].members.add(person.id)
    slack.stream.tell({"type": "people"})
    _tell_about(slack, "team_join", person)
    return {"ok": True, "id": person.id}


def _free_handle(slack: Slack, name: str) -> str:
    wanted = name.split()[0].lower()
    taken = {person.handle for person in slack.workspace.people.values()}
    return wanted if wanted not in taken else f"{wanted}{slack.workspace.joined}"


async def leave(slack: Slack, wish: Json) -> Json:
    """An administrator closes somebody's account."""
    person = slack.workspace.deactivate(str(wish.get("user")), int(machine_seconds()))
    slack.stream.tell({"type": "people"})
    _tell_about(slack, "user_change", person)
    return {"ok": True}


async def usergroup(slack: Slack, wish: Json) -> Json:
    """An administrator says who is in a user group, or switches it off or on. Slack tells the app of neither."""
    groups = slack.workspace.usergroups
    group = groups.get(str(wish.get("group")))
    if group is None:
        raise Misplay(f"There is no user group “{wish.get('group')}”.", "no_such_subteam")
    members = tuple(slack.workspace.person(str(one)).id for one in wish.get("members", group.members))
    groups[group.id] = replace(group, members=members, disabled=bool(wish.get("disabled", group.disabled)))
    slack.stream.tell({"type": "people"})
    return {"ok": True}


def _tell_about(slack: Slack, kind: str, person: Person) -> None:
    user = slack.user_object(person)
    slack.tell_bot({"type": kind, "user": user, "event_ts": f"{machine_seconds():.6f}"})
