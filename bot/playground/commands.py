"""Slash commands and shortcuts (slack.md §2.8)."""

from bot.playground.clock import machine_seconds
from bot.playground.company import APP_ID
from bot.playground.errors import Misplay
from bot.playground.interactions import envelope, outcome
from bot.playground.replies import answer_from_acknowledgement
from bot.playground.slack import Json, Slack
from bot.playground.state import Conversation
from bot.playground.wording import escaped


async def command(slack: Slack, user: str, conversation: Conversation, line: str) -> Json:
    """A slash command typed in a conversation; the acknowledgement may carry the reply (slack.md §2.8)."""
    name, _, text = line.strip().partition(" ")
    known = slack.manifest.command(name)
    if known is None:
        slack.slackbot_says(user, conversation, f"{name} is not a valid command.")
        return {"ok": False, "acked": False, "error": "unknown_command"}
    key = slack.addresses.give(user, conversation.id, None)
    person = slack.workspace.people[user]
    payload = {
        "token": "playground",
        "team_id": slack.company.id,
        "team_domain": slack.company.domain,
        "channel_id": conversation.id,
        "channel_name": "directmessage" if conversation.kind == "im" else conversation.name,
        "user_id": user,
        "user_name": person.handle,
        "command": name,
        "text": escaped(slack, text.strip()) if known.should_escape else text.strip(),
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": f"{slack.url}/response/{key}",
        "trigger_id": slack.triggers.give(user),
    }
    answer = await slack.deliveries.ask("slash_commands", payload)
    if not answer.acked:
        error = answer.reason if answer.reason == "dispatch_failed" else "operation_timeout"
        slack.slackbot_says(user, conversation, f"{name} failed with the error “{error}”")
        return {"ok": False, "acked": False, "error": error}
    refusal = answer_from_acknowledgement(slack, key, answer.payload)
    return {"ok": refusal is None, "acked": True} | ({"error": refusal} if refusal else {})


async def shortcut(slack: Slack, user: str, callback_id: str) -> Json:
    """A shortcut of the lightning menu."""
    known = next((one for one in slack.manifest.shortcuts if one.callback_id == callback_id), None)
    if known is None or known.kind != "global":
        raise Misplay(f"The app has no global shortcut “{callback_id}”.", "no_such_shortcut")
    payload = envelope(slack, "shortcut", user) | {
        "callback_id": callback_id,
        "action_ts": f"{machine_seconds():.6f}",
    }
    return outcome(slack, user, await slack.deliveries.ask("interactive", payload))
