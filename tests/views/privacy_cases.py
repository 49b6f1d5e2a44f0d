"""What is kept of somebody, in their own hands: the form that asks once, and the last that they are told."""

from __future__ import annotations

from functools import partial

from handlers.views import privacy as views
from tests.views.cases import Case

CASES = [
    Case(
        "privacy",
        "Before everything of theirs goes",
        partial(views.erase_form, backups=3660, kept="2147483647"),
    ),
    Case("privacy", "It is done", views.erased),
    Case("privacy", "The Home of somebody who was forgotten", views.home_of_nobody),
    Case("privacy", "What stands where a message of long ago stood", lambda t: [views.gone(t)]),
    Case("privacy", "The two doors", lambda t: [views.doors(t)]),
]
