"""What somebody is asked when they arrive; everything else is merely offered (design §1)."""

from __future__ import annotations

from enum import StrEnum


class Question(StrEnum):
    """In the order in which they are asked, unless a programme file says otherwise."""

    LANGUAGE = "language"
    PART = "part"
    NETWORK = "network"
    TOPICS = "topics"
    EXPECTATION = "expectation"
    CAPACITY = "capacity"
