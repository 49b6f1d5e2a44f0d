"""What people do without being asked: in Home, they say how they want to be written to, or look for somebody to talk
with; and once in a long while somebody writes to the bot that they are not well.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.domain.working_hours import Week
from bot.simulation.acts import Did
from bot.simulation.desk import Json, Misunderstood
from bot.simulation.growing import asks_for_a_change
from bot.simulation.hands import Hands, Moment
from bot.simulation.population import Somebody
from bot.simulation.pressables import Pressable, fields, pressables
from bot.texts import Speech, as_language

#: In Home: the buttons to which messages one wants, to one's hours, and to somebody to talk with; and the lines of a
#: pair's menu to how often they meet, and to what should change.
MUTES, HOURS, NEEDS_A_HAND, RHYTHM = "wanted_open", "hours_open", "reach_out_open", "rhythm"
CHANGE = "change"
DONE: Mapping[str, Did] = {MUTES: Did.MUTED, RHYTHM: Did.CHANGED_RHYTHM, CHANGE: Did.WANTS_CHANGE}
_MENTION = re.compile(r"<@(U\w+)>")


class Unasked:
    def __init__(self, hands: Hands) -> None:
        self.hands = hands

    def uses_home(self, who: Somebody, button: str, now: datetime) -> None:
        """Open Home, press this button or a line of one of its menus, and send what opens."""
        desk = self.hands.crowd.desk
        desk.open_home(who.slack_id)
        self.hands.crowd.settle()
        home = desk.home(who.slack_id)
        found = (
            next((one for one in pressables(home["blocks"]) if _leads_to(one, button)), None)
            if home
            else None
        )
        if home is None or found is None:
            return
        moment = Moment(who=who, place={"view_id": home["id"]}, now=now, partner=found.partner)
        line = _line(found, button)
        try:
            if self.hands.fill(
                moment,
                found,
                lambda view: self._wishes(moment, view, button),
                **({"value": line} if line else {}),
            ):
                self._did(moment, button)
        except Misunderstood:
            return

    def is_not_well(self, who: Somebody, channel: str, now: datetime) -> None:
        """They write it to the bot, which has no answer of its own to it."""
        words = Speech(as_language(who.language)).plain("simulation.says_not_well")
        self.hands.crowd.desk.say(who.slack_id, channel, words)
        self.hands.crowd.settle()
        self.hands.crowd.did(now, who.slack_id, Did.NOT_WELL)

    def _wishes(self, moment: Moment, view: Json, button: str) -> Mapping[str, Any]:
        if button == HOURS:
            return _week(moment.who.temper.week)
        if button == NEEDS_A_HAND:
            return self._somebody(moment, view)
        if button == CHANGE:
            return asks_for_a_change(view, self.hands.random(moment))
        return _anything_else(view)

    def _somebody(self, moment: Moment, view: Json) -> Mapping[str, Any]:
        """Any of those who are named."""
        random = self.hands.random(moment)
        return {
            block_id: random.choice([one["value"] for one in element["options"]])
            for block_id, element in fields(view)
        }

    def _did(self, moment: Moment, button: str) -> None:
        if button == NEEDS_A_HAND:
            contact = _MENTION.search(str((self.hands.left or {}).get("blocks")))
            if contact is not None:
                self.hands.did(moment, Did.REACHED_OUT, partner=contact[1])
        elif button == HOURS:
            self.hands.did(moment, Did.SET_HOURS, partner=None)
            self.hands.crowd.keeps_own_hours(moment.who)
        else:
            self.hands.did(moment, DONE[button])


def _leads_to(one: Pressable, button: str) -> bool:
    return one.name == button or _line(one, button) is not None


def _line(one: Pressable, button: str) -> str | None:
    """The value of this line, in a menu behind three dots."""
    lines = [str(option["value"]) for option in one.element.get("options") or []]
    return next((line for line in lines if line.partition(":")[0] == button), None)


def _week(week: Week | None) -> Mapping[str, Any]:
    if week is None:
        return {}
    return {
        "opens": str(week.opens),
        "closes": str(week.closes),
        "days": [str(day) for day in sorted(week.days)],
    }


def _anything_else(view: Json) -> Mapping[str, Any]:
    """Boxes are all left empty; of a menu another option than the one it opens with is taken."""
    wishes: dict[str, Any] = {}
    for block_id, element in fields(view):
        if element["type"] == "checkboxes":
            wishes[block_id] = []
        elif element.get("options"):
            present = (element.get("initial_option") or {}).get("value")
            others = [one["value"] for one in element["options"] if one["value"] != present]
            wishes[block_id] = others[0] if others else present
    return wishes
