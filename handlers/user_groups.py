"""Who is in the user groups that hold a right: asked of Slack every other minute, outside any transaction.

Who was in one is not believed for longer than five minutes (`work.GROUPS_ARE_BELIEVED`), and in a group that is not
there any more is nobody at once.
"""

from __future__ import annotations

from collections.abc import Sequence

import structlog

from bot.domain.people import Workspace
from bot.programme import rights
from bot.programme.ports import Store
from handlers.messenger import TROUBLES, Messenger, SlackSaidNo

log = structlog.get_logger("binome.user_groups")

#: What Slack says of a group that was deleted or switched off.
NO_GROUP = frozenset({"no_such_subteam", "subteam_not_found", "subteam_disabled"})


def read_again(store: Store, messenger: Messenger, workspace: Workspace) -> int:
    """Returns how many groups were read."""
    with store.look(workspace) as work:
        wanted = rights.to_read(work)
    return sum(_read(store, messenger, workspace, one) for one in wanted)


def _read(store: Store, messenger: Messenger, workspace: Workspace, group_id: str) -> bool:
    try:
        members = _members(messenger, group_id)
    except TROUBLES as trouble:
        log.warning("a user group was not read", action="group_not_read", group=group_id, why=str(trouble))
        return False
    with store.work(workspace) as work:
        rights.read(work, group_id, members)
    return True


def _members(messenger: Messenger, group_id: str) -> Sequence[str]:
    try:
        return messenger.members_of(group_id)
    except SlackSaidNo as no:
        if no.reason in NO_GROUP:
            return ()
        raise
