"""`bot.wsgi:app`: the bot behind another WSGI server, such as gunicorn (docs/operating.md).

The bot is built and lives from the moment that a server asks for `app`, in the process that asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

    app: WSGIApplication


def __getattr__(name: str) -> Any:
    if name != "app":
        raise AttributeError(name)
    from bot.commands.behind import application

    return application()
