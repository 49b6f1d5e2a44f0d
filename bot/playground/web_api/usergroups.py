"""User groups, and who is in them (slack.md §4, [usergroups.list](https://docs.slack.dev/reference/methods/usergroups.list))."""

from bot.playground.company import UserGroup
from bot.playground.errors import SlackError
from bot.playground.web_api.call import Call, Json, method


@method("usergroups.list", scope="usergroups:read")
def list_groups(call: Call) -> Json:
    """The user groups that are in use; who and how many are in them only where it is asked for."""
    found = (one for one in call.slack.workspace.usergroups.values() if _may_show(call, one))
    return {"usergroups": [_group(call, one) for one in found]}


def _may_show(call: Call, group: UserGroup) -> bool:
    return call.flag("include_disabled") or not group.disabled


def _group(call: Call, group: UserGroup) -> Json:
    shown: Json = {
        "id": group.id,
        "team_id": call.slack.company.id,
        "is_usergroup": True,
        "is_external": False,
        "name": group.name,
        "description": "",
        "handle": group.handle,
        "date_delete": int(group.disabled),
        "prefs": {"channels": [], "groups": []},
    }
    if call.flag("include_users"):
        shown["users"] = list(group.members)
    if call.flag("include_count"):
        shown["user_count"] = len(group.members)
    return shown


@method("usergroups.users.list", scope="usergroups:read")
def group_members(call: Call) -> Json:
    """The members of a user group; of one that was switched off only where it is asked for."""
    group = call.slack.workspace.usergroups.get(call.need("usergroup"))
    if group is None or not _may_show(call, group):
        raise SlackError("no_such_subteam")
    return {"users": list(group.members)}
