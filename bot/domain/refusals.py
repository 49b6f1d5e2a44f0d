"""What Binôme declines to do, and why.

    Refusal                    a kind sentence, visible only to the person who asked
    ├── Unclear                we did not understand what was typed; the sentence shows an example
    ├── NotAllowed             somebody else's job; audited
    │   └── OnlyOwners         an owner's
    └── …                      each module of the domain adds its own, next to the rule it protects

A refusal names its text key; its values become placeholders of that sentence. Dates and names are given raw:
`handlers/excuses.py` says them in the reader's language.
"""

from __future__ import annotations

from typing import ClassVar


class Refusal(Exception):
    """Something cannot be done, for a reason a person can understand."""

    key: ClassVar[str] = "refusals.not_possible"

    def __init__(self, **values: object) -> None:
        super().__init__(self.key)
        self.values = values


class Unclear(Refusal):
    """What was typed could not be understood."""

    key = "refusals.unclear"


class NotAllowed(Refusal):
    """The person may not do this; the table of rights is in `bot/domain/permissions.py`."""

    key = "refusals.not_allowed"


class OnlyOwners(NotAllowed):
    """The same of what is left to owners."""

    key = "refusals.only_owners"


class NotForYou(Refusal):
    """A guest, a bot or a stranger asks to take part."""

    key = "refusals.not_for_you"


class AskedToBeForgotten(NotForYou):
    """Somebody asked to be forgotten: nobody but themselves brings them back."""

    key = "privacy.not_brought_back"


class Outdated(Refusal):
    """The button belongs to an older message, or to something that has changed since."""

    key = "refusals.outdated"
