"""A local Slack: the same Web API, sockets, forms and buttons, on 127.0.0.1, for those without a workspace.

The bot runs against it unchanged, through its `SLACK_API_URL`. It is an island: it imports nothing of the
project, and it is loaded (with aiohttp) only when somebody asks for `Playground`, so that the bot itself
starts light.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.playground.errors import PortTaken
    from bot.playground.server import Playground

__all__ = ["Playground", "PortTaken"]


def __getattr__(name: str) -> Any:
    if name == "Playground":
        from bot.playground.server import Playground

        return Playground
    if name == "PortTaken":
        from bot.playground.errors import PortTaken

        return PortTaken
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
