"""Somebody's hands: they press what they see, fill in the form that opens, and remember what they did."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING, Any

from bot.simulation.acts import Did
from bot.simulation.bonds import Bond
from bot.simulation.desk import Json
from bot.simulation.population import Somebody
from bot.simulation.pressables import Pressable, fields

if TYPE_CHECKING:
    from bot.simulation.crowd import Crowd


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment:
    """Somebody in front of a message, or of Home, about one partner."""

    who: Somebody
    place: Mapping[str, str]
    now: datetime
    partner: str | None

    @property
    def ts(self) -> str | None:
        return self.place.get("ts")


class Hands:
    """For the people of one crowd. `left` is what the form last sent left on the screen: what the bot says of it."""

    def __init__(self, crowd: Crowd) -> None:
        self.crowd = crowd
        self.left: Json | None = None

    def press(self, moment: Moment, button: Pressable, what: Did, **more: Any) -> bool:
        """Press and be done; a form that asks whether one is sure is sent as it opened. Whether the bot took it."""
        desk, who = self.crowd.desk, moment.who.slack_id
        if not desk.press(who, moment.place, button.element, block_id=button.block_id):
            return False
        if (view := desk.form(who)) is not None:
            took = self._send(moment, view, {})
            self._put_away(moment)
            if not took:
                return False
        self.did(moment, what, **more)
        return True

    def fill(
        self, moment: Moment, button: Pressable, wishes: Callable[[Json], Mapping[str, Any]], **more: str
    ) -> bool:
        """Press, fill in the form that opens, and send it; whether the bot took it. What is left on the screen is put
        away.
        """
        took = self._fill(moment, button, wishes, **more)
        self._put_away(moment)
        return took

    def fill_and_go_on(
        self,
        moment: Moment,
        button: Pressable,
        wishes: Callable[[Json], Mapping[str, Any]],
        go_on: Callable[[Moment, Json], None],
    ) -> None:
        """The same; once the bot has taken it, they read what it says of it and `go_on` from there."""
        if self._fill(moment, button, wishes) and self.left is not None:
            go_on(replace(moment, place={"view_id": self.left["id"]}), self.left)
        self._put_away(moment)

    def did(self, moment: Moment, what: Did, **more: Any) -> None:
        told = {"partner": moment.partner, "ts": moment.ts} | more
        self.crowd.did(moment.now, moment.who.slack_id, what, **told)

    def bond(self, moment: Moment) -> Bond:
        assert moment.partner is not None
        return self.crowd.bond(moment.who.slack_id, moment.partner)

    def random(self, moment: Moment) -> Random:
        return self.crowd.random(moment.who.slack_id)

    def _fill(
        self, moment: Moment, button: Pressable, wishes: Callable[[Json], Mapping[str, Any]], **more: str
    ) -> bool:
        self.left = None
        desk, who = self.crowd.desk, moment.who.slack_id
        if not desk.press(who, moment.place, button.element, block_id=button.block_id, **more):
            return False
        view = desk.form(who)
        return view is not None and self._send(moment, view, wishes(view))

    def _put_away(self, moment: Moment) -> None:
        desk, who = self.crowd.desk, moment.who.slack_id
        if self.left is not None and (view := desk.form(who)) is not None:
            desk.close(who, view)

    def _send(self, moment: Moment, view: Json, wishes: Mapping[str, Any]) -> bool:
        desk, who = self.crowd.desk, moment.who.slack_id
        sent = desk.send(who, view, _filled_in(view, wishes)) if view.get("submit") else {"acked": True}
        self.left = desk.form(who)
        if sent.get("errors") or (self.left is not None and _asks_again(view, self.left)):
            self.did(moment, Did.REFUSED)
            return False
        return bool(sent.get("acked"))


def _asks_again(sent: Json, left: Json) -> bool:
    """The form is still there to be sent: something came first, and it shows what."""
    return sent["callback_id"] == left["callback_id"] and bool(left.get("submit"))


def _filled_in(view: Json, wishes: Mapping[str, Any]) -> Json:
    """The answers by block and field, options by their value; what nobody wishes otherwise stays as it opened."""
    return {
        block_id: {element["action_id"]: wishes[block_id]}
        for block_id, element in fields(view)
        if block_id in wishes
    }
