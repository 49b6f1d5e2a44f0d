"""No secret is in what the bot writes while it is tested: the log of the whole run is read (reliability.md, test 32).

A test that fails for this names the kind of secret and not the secret.
"""

from __future__ import annotations

import re

import pytest

#: Slack's tokens, addresses at which anybody may answer in a person's name, and e-mail addresses.
KINDS = {
    "a token of Slack's": re.compile(r"\b(?:xox[a-z]|xapp)-[\w-]{6,}"),
    "an address to answer at": re.compile(r"\bhttps?://\S+/(?:commands|actions|response)/\S+"),
    "an e-mail address": re.compile(r"\b[\w.+-]{2,}@[\w-]+\.[a-z]{2,}\b"),
}
#: Secrets of this run, which nobody can know by their look.
_kept: set[str] = set()


def keep(secret: str) -> str:
    """From now on this must not be written; returned as it is."""
    _kept.add(secret)
    return secret


def found_in(text: str) -> list[str]:
    """The kinds of secrets in it."""
    kinds = [kind for kind, pattern in KINDS.items() if pattern.search(text)]
    return kinds + (["a key or a signing secret"] if any(secret in text for secret in _kept) else [])


def refuse(report: pytest.TestReport) -> None:
    """Fail a test during which a secret was written."""
    if leaked := found_in("\n".join(text for title, text in report.sections if title.startswith("Captured"))):
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid}: in what was logged during {report.when} is {', '.join(leaked)}"
        report.sections = []
