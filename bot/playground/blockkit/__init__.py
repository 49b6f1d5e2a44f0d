"""The strict validator of Block Kit: what Slack would refuse, in readable sentences.

It is the project's only one: the playground refuses with it, every view is run through it in both
languages, and the tests cross-check it with the `slackblocks` package. Limits are counted in characters
(code points), as in slack.md §2.1.
"""

from typing import Any

from bot.playground.blockkit.look import Look
from bot.playground.blockkit.surfaces import TOO_LARGE, message, view

__all__ = ["TOO_LARGE", "problems"]


def problems(payload: dict[str, Any], surface: str) -> list[str]:
    """Everything that Slack would refuse in a payload for a `message`, a `modal` or a `home`.

    Each problem is a sentence with the path to it; an empty list means that the payload is good. A message
    also needs a `text`, which Slack does not insist on: screen readers read nothing else (slack.md §2.4).
    """
    found: list[str] = []
    look = Look(payload, "", found)
    if surface == "message":
        message(look)
    elif surface in ("modal", "home"):
        view(look, surface)
    else:
        raise ValueError(f"There is no surface “{surface}”: message, modal or home.")
    return found
