"""Explaining: a button opens a page, or something to read, over what one was doing."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.programmes import ProgrammeType, Resource
from bot.domain.refusals import Outdated
from bot.programme import joining
from handlers import ids
from handlers.turn import Turn
from handlers.views import explanations as views
from handlers.views.explanations import RESOURCE, Page


def show(turn: Turn) -> None:
    """The page or the resource that the button names. Raises `Outdated` for one that is no longer there."""
    with turn.look() as work:
        arrival, types = joining.where(work, turn.actor), work.customs.types
    wanted, _, name = turn.value.partition(":")
    if wanted == RESOURCE:
        return turn.open(views.resource(_resource(name, arrival.type, types), turn.t))
    if wanted not in list(Page):
        raise Outdated
    page = views.opened(Page(wanted), arrival, turn.t)
    (turn.update_view if turn.is_in(ids.EXPLAIN) else turn.open)(page)


def _resource(name: str, own: ProgrammeType, types: Mapping[str, ProgrammeType]) -> Resource:
    """By its key, and by its programme type's when it is not the one that people arrive in."""
    key, _, of = name.partition(":")
    type_ = types.get(of) if of else own
    found = next((one for one in type_.resources if one.key == key), None) if type_ else None
    if found is None:
        raise Outdated
    return found
