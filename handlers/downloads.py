"""Fetching a file from Slack: with our token to Slack's own address, to nobody else's, and never more than asked.

A file may stand elsewhere (a shared drive's has an address of its own), and without permission Slack shows the page
that asks to sign in, with HTTP 200: neither is the file.
"""

from __future__ import annotations

from http.client import HTTPResponse
from ssl import SSLContext
from typing import cast
from urllib.parse import urlsplit
from urllib.request import HTTPSHandler, Request, build_opener

#: Where Slack keeps files. The local Slack keeps them at the address it is called by.
SLACKS_OWN = ".slack.com"
#: What Slack shows instead of a file.
PAGE = "text/html"


class NotTheFile(Exception):
    """The address is not Slack's, or what it gives is not the file."""


def fetch(
    address: str, *, token: str, home: str, most: int, timeout: float, ssl: SSLContext | None = None
) -> bytes:
    """The file's bytes, or the first `most` + 1 of them when there are more. `home` is the address of the Web API.

    Raises `NotTheFile`, and `OSError` or `HTTPException` when nothing came. `timeout` is in seconds.
    """
    if not is_slacks(address, home):
        raise NotTheFile
    asked = Request(address)
    # Not repeated to wherever we might be sent on to.
    asked.add_unredirected_header("Authorization", f"Bearer {token}")
    opener = build_opener(HTTPSHandler(context=ssl)) if ssl else build_opener()
    with cast(HTTPResponse, opener.open(asked, timeout=timeout)) as given:
        if given.headers.get_content_type() == PAGE:
            raise NotTheFile
        return given.read(most + 1)


def is_slacks(address: str, home: str) -> bool:
    """Whether our token may be shown there: to Slack over TLS, or to whom we speak anyway."""
    try:
        there, ours = urlsplit(address), urlsplit(home)
        if (there.scheme, there.hostname, there.port) == (ours.scheme, ours.hostname, ours.port):
            return True
        return there.scheme == "https" and f".{there.hostname or ''}".endswith(SLACKS_OWN)
    except ValueError:  # a port that is no number
        return False
