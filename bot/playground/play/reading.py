"""What the page and the tests look at."""

from dataclasses import asdict
from typing import Any

from bot.playground.company import BOT_USER_ID, Person
from bot.playground.errors import Misplay
from bot.playground.slack import Json, Slack
from bot.playground.state import Conversation, Message


def actor(slack: Slack, wish: Json) -> str:
    """As whom one looks or acts."""
    if not wish.get("as"):
        raise Misplay("Say as whom: as=U…", "nobody")
    return slack.workspace.person(str(wish["as"])).id


async def workspace(slack: Slack, _wish: Json) -> Json:
    """The team, the app, everybody and every channel."""
    company, manifest = slack.company, slack.manifest
    return {
        "team": {"id": company.id, "name": company.name, "domain": company.domain, "tz": company.tz},
        "app": {
            "name": manifest.name,
            "bot_name": manifest.bot_name,
            "bot_user_id": BOT_USER_ID,
            "commands": [
                {"command": one.name, "description": one.description, "usage_hint": one.usage_hint}
                for one in manifest.commands
            ],
            "shortcuts": [
                {"callback_id": one.callback_id, "name": one.name, "description": one.description}
                for one in manifest.shortcuts
            ],
            "home_tab": manifest.home_tab,
            "bot_connected": slack.deliveries.carrier.connected,
        },
        "people": [_person(one) for one in slack.workspace.people.values()],
        "usergroups": [asdict(one) for one in slack.workspace.usergroups.values()],
        "channels": [
            {"id": one.id, "name": one.name, "members": sorted(one.members)}
            for one in slack.workspace.conversations.values()
            if one.kind == "channel"
        ],
        **_now(slack),
    }


def _person(person: Person) -> Json:
    return {
        "id": person.id,
        "name": person.name,
        "handle": person.handle,
        "title": person.title,
        "locale": person.locale,
        "tz": person.tz,
        "initials": person.initials,
        "color": f"#{person.color}",
        "is_bot": person.is_machine,
        "deleted": person.deleted,
        "guest": person.guest or person.single_channel_guest,
    }


def _now(slack: Slack) -> Json:
    return {"now": slack.clock.now().isoformat(), "clock": slack.clock.kind}


async def conversations(slack: Slack, wish: Json) -> list[Json]:
    """Where this person can go: their direct message with the bot always, what they take part in."""
    user = actor(slack, wish)
    slack.bot_im(user)
    mine = [one for one in slack.workspace.conversations.values() if user in one.members]
    return [_conversation(slack, one, user) for one in mine]


def _conversation(slack: Slack, conversation: Conversation, user: str) -> Json:
    other = conversation.other(user)
    seen = conversation.seen_by(user)
    read = conversation.read.get(user, "")
    return {
        "id": conversation.id,
        "kind": conversation.kind,
        "name": slack.workspace.people[other].name if other else conversation.name,
        "user": other,
        "unread": sum(1 for message in seen if message.ts > read and message.user != user),
        "last_ts": seen[-1].ts if seen else None,
    }


async def messages(slack: Slack, wish: Json) -> list[Json]:
    """A conversation as this person sees it, oldest first; with `ts` only that message, if it is there."""
    user = actor(slack, wish)
    conversation = slack.workspace.seen(user, str(wish.get("channel")))
    seen = conversation.seen_by(user)
    return [_message(slack, message) for message in seen if wish.get("ts") in (None, message.ts)]


def _message(slack: Slack, message: Message) -> Json:
    files = [file.as_page() for id in message.files if (file := slack.files.get(id))]
    return {
        "ts": message.ts,
        "user": message.user,
        "text": message.text,
        "blocks": message.blocks,
        "files": files,
        "edited": message.edited,
        "ephemeral": message.only_for is not None,
        "thread_ts": message.thread_ts,
        "state": message.state,
        "shown_at": message.shown_at.isoformat(),
    }


async def home(slack: Slack, wish: Json) -> Json:
    """This person's Home tab, once the app has published one."""
    view = slack.views.homes.get(actor(slack, wish))
    return {"view": view.as_slack(slack.company) if view else None}


async def modals(slack: Slack, wish: Json) -> Json:
    """The forms that this person has open, the one in front last."""
    stack = slack.views.stacks.get(actor(slack, wish), [])
    return {"stack": [view.as_slack(slack.company) for view in stack]}


async def time(slack: Slack, _wish: Json) -> Json:
    """The programme's time."""
    return _now(slack)


async def inspector(slack: Slack, _wish: Json) -> list[Json]:
    """The last 200 exchanges with the bot."""
    return list(slack.inspector.entries)


async def truth(slack: Slack, wish: Json) -> Any:
    """Every accepted post of the bot, in order: what "never twice" is counted on. `after` leaves out that many."""
    return slack.truth[int(wish.get("after", 0)) :]
