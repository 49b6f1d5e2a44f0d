"""Who works here (slack.md §2.7)."""

from bot.playground.company import Person
from bot.playground.errors import SlackError
from bot.playground.web_api.call import Call, Json, method


def _shown(call: Call, person: Person) -> Json:
    return call.slack.user_object(person, locale=call.flag("include_locale"))


@method("users.list", scope="users:read")
def list_users(call: Call) -> Json:
    """Everybody, the deactivated and the bots too, page by page."""
    limit = call.number("limit", default=1000, highest=1000)
    cursor = call.text("cursor") or "user_0"
    if not cursor.removeprefix("user_").isdigit():
        raise SlackError("invalid_cursor")
    start = int(cursor.removeprefix("user_"))
    people = list(call.slack.workspace.people.values())
    following = f"user_{start + limit}" if start + limit < len(people) else ""
    members = [_shown(call, person) for person in people[start : start + limit]]
    return {"members": members, "response_metadata": {"next_cursor": following}}


@method("users.info", scope="users:read")
def info(call: Call) -> Json:
    """One person; their language only with `include_locale`."""
    person = call.slack.workspace.people.get(call.need("user", "user_not_found"))
    if person is None:
        raise SlackError("user_not_found")
    return {"user": _shown(call, person)}


@method("users.lookupByEmail", scope="users:read.email")
def lookup_by_email(call: Call) -> Json:
    """One active person by address; deactivated people are not found."""
    email = call.need("email").lower()
    for person in call.slack.workspace.people.values():
        if person.email.lower() == email and not person.deleted:
            return {"user": _shown(call, person)}
    raise SlackError("users_not_found")
