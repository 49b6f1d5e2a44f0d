"""What a programme file says of the steps that its mentorships take, and of the certificate at their end."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from bot.domain.steps import LEAST_SHARE, Asks, Step
from bot.programme.type_texts import LANGUAGES, OPTION, keyed, words
from bot.programme.yaml_fields import Field

#: What a step may ask for; each asks for one of them.
WAYS: Final = ("meetings", "items", "charter", "goals")
MOST_GOALS, MOST_STEPS = 3, 40


def steps(field: Field, item_keys: Collection[str], *, charter: bool) -> tuple[Step, ...]:
    """`steps`: `item_keys` are those of all lines of the file's sheets; `charter`, whether it has one to sign."""
    entries = keyed(field, most=MOST_STEPS, required=LANGUAGES, optional=WAYS)
    return tuple(_step(entry, fields, item_keys, charter) for entry, fields in entries)


def certificate(field: Field) -> int:
    """`certificate`: at how many percent of the steps each member gets one (`field.md` G6)."""
    return field.whole(least=LEAST_SHARE, most=100)


def _step(entry: Field, fields: Mapping[str, Field], item_keys: Collection[str], charter: bool) -> Step:
    if sum(way in fields for way in WAYS) != 1:
        entry.wrong(
            "must say either after how many 'meetings' it is done, or which 'items' of a sheet have to be, "
            "or 'charter: true', or how many 'goals' are set."
        )
    asks = Asks(
        meetings=fields["meetings"].whole(least=1, most=500) if "meetings" in fields else None,
        items=_items(fields["items"], item_keys) if "items" in fields else (),
        charter=_charter(fields["charter"], charter) if "charter" in fields else False,
        goals=fields["goals"].whole(least=1, most=MOST_GOALS) if "goals" in fields else None,
    )
    return Step(key=fields["key"].key(), texts=words(fields, longest=OPTION), asks=asks)


def _items(field: Field, item_keys: Collection[str]) -> tuple[str, ...]:
    items = [(one, one.key()) for one in field.each(most=10)]
    for one, key in items:
        if key and key not in item_keys:
            one.wrong(
                f"must be the key of a line that stands in a sheet or a theme of this file, and is '{key}'."
            )
    return tuple(key for _, key in items)


def _charter(field: Field, is_there: bool) -> bool:
    if field.value is not True:
        field.wrong("must be true, or not be said.")
    elif not is_there:
        field.wrong("needs a charter to sign, and this file has none.")
    return True
