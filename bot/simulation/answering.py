"""How somebody answers a message: they see its buttons and press the one that suits what really happened.

Buttons are known by the names in `handlers/ids.py`, which outlive the code; one that nobody here knows is not pressed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from bot.domain.calendar import at_local, local_day
from bot.simulation.acts import Did
from bot.simulation.bonds import Bond, working_day
from bot.simulation.desk import Json, Misunderstood
from bot.simulation.population import Somebody
from bot.simulation.pressables import Pressable, fields, pressables

if TYPE_CHECKING:
    from bot.simulation.crowd import Crowd

#: When nothing has taken place and no date is set: how often "not this month", and how often "later this week".
SKIPS, PUTS_OFF = 0.3, 0.15
#: The first weeks of a break, and the last.
BREAK = (2, 6)
#: In Home: the button to which messages one wants, and the line of a pair's menu to how often they meet.
MUTES, RHYTHM = "wanted_open", "rhythm"
#: How often somebody thinks better of an answer they gave.
CHANGES_MIND = 0.03


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


class Answering:
    """Presses for the people of one crowd, and tells it what was done."""

    def __init__(self, crowd: Crowd) -> None:
        self.crowd = crowd

    def answer(self, who: Somebody, place: Mapping[str, str], message: Json, now: datetime) -> None:
        """Everything in the message that asks for something, from top to bottom."""
        for partner, offered in _by_partner(pressables(message["blocks"])).items():
            here = partner if partner in self.crowd.here else None
            moment = Moment(who=who, place=place, now=now, partner=here)
            for names, react in self._reactions().items():
                if names & offered.keys():
                    try:
                        react(moment, offered)
                    except Misunderstood:  # it was drawn again meanwhile
                        continue

    def use_home(self, who: Somebody, home: Json, button: str, now: datetime) -> None:
        """Press this button of Home, or a line of its menus, and send what opens: every box left empty, every choice
        another one than the present.
        """
        found = next((one for one in pressables(home["blocks"]) if _leads_to(one, button)), None)
        if found is None:
            return
        moment = Moment(who=who, place={"view_id": home["id"]}, now=now, partner=found.partner)
        line = _line(found, button)
        try:
            if self._fills(moment, found, _anything_else, **({"value": line} if line else {})):
                self._did(moment, Did.MUTED if button == MUTES else Did.CHANGED_RHYTHM)
        except Misunderstood:
            return

    def _reactions(self) -> Mapping[frozenset[str], Callable[[Moment, Mapping[str, Pressable]], None]]:
        return {
            frozenset({"prompt_skip"}): self._did_you_meet,
            frozenset({"log_agree"}): self._was_it_so,
            frozenset({"date_accept"}): self._would_that_suit,
            frozenset({"date_met"}): self._did_it_take_place,
            frozenset({"charter_open"}): self._signs,
            frozenset({"offer_accept", "mentor_list_accept", "ended_suggest", "interim_yes"}): self._says_yes,
            frozenset({"fit_say"}): self._says_something,
            frozenset({"prompt_change"}): self._thinks_again,
        }

    # -- meetings ------------------------------------------------------------------------------------------------

    def _did_you_meet(self, moment: Moment, offered: Mapping[str, Pressable]) -> None:
        if moment.partner is None:
            return
        bond, random = self._bond(moment), self.crowd.random(moment.who.slack_id)
        temper = moment.who.temper
        if bond.untold is not None:
            self._we_met(moment, bond, offered)
        elif random.random() < temper.plans and "prompt_plan" in offered:
            self._sets_a_date(moment, bond, offered["prompt_plan"])
        elif random.random() < temper.pauses and "prompt_more" in offered:
            self._takes_a_break(moment, offered["prompt_more"])
        elif random.random() < SKIPS:
            self._presses(moment, offered["prompt_skip"], Did.SKIPPED)
        elif random.random() < PUTS_OFF and "prompt_more" in offered:
            if self._fills(moment, offered["prompt_more"], lambda _: {"what": "later"}):
                self._did(moment, Did.PUT_OFF)
        else:
            self._did(moment, Did.IGNORED)

    def _we_met(self, moment: Moment, bond: Bond, offered: Mapping[str, Pressable]) -> None:
        day = bond.untold
        assert day is not None
        if "prompt_met" in offered:
            wishes = {
                "day": day.isoformat(),
                "minutes": bond.random.choice(("30", "45", "60")),
                "how": "video",
            }
            if self._fills(moment, offered["prompt_met"], lambda _: wishes):
                bond.untold = None
                self._did(moment, Did.MET, day=day)
        elif "prompt_met_today" in offered:
            bond.untold = None
            self._presses(moment, offered["prompt_met_today"], Did.MET)

    def _sets_a_date(self, moment: Moment, bond: Bond, button: Pressable) -> None:
        day = working_day(local_day(moment.who.zone, moment.now) + timedelta(days=bond.random.randint(2, 12)))
        starts = at_local(day, time(bond.random.choice((10, 11, 14, 15))), bond.halves[0].zone)
        if self._fills(moment, button, lambda _: {"when": int(starts.timestamp())}):
            self._did(moment, Did.PLANNED, day=day)
            bond.dated = day
            self.crowd.will_meet(bond, day)

    def _takes_a_break(self, moment: Moment, button: Pressable) -> None:
        random = self.crowd.random(moment.who.slack_id)
        until = local_day(moment.who.zone, moment.now) + timedelta(weeks=random.randint(*BREAK))
        if self._fills(moment, button, lambda _: {"what": "pause", "until": until.isoformat()}):
            self._did(moment, Did.PAUSED, day=until)

    def _was_it_so(self, moment: Moment, offered: Mapping[str, Pressable]) -> None:
        agrees = self.crowd.random(moment.who.slack_id).random() < moment.who.temper.agrees
        if agrees or "log_deny" not in offered:
            self._presses(moment, offered["log_agree"], Did.AGREED)
        else:
            self._presses(moment, offered["log_deny"], Did.DENIED)

    def _would_that_suit(self, moment: Moment, offered: Mapping[str, Pressable]) -> None:
        agrees = self.crowd.random(moment.who.slack_id).random() < moment.who.temper.agrees
        if agrees or "date_decline" not in offered:
            self._presses(moment, offered["date_accept"], Did.AGREED)
        else:
            self._presses(moment, offered["date_decline"], Did.WITHDREW)

    def _did_it_take_place(self, moment: Moment, offered: Mapping[str, Pressable]) -> None:
        if moment.partner is None:
            return
        bond = self._bond(moment)
        if bond.untold is not None and bond.untold == bond.dated:
            bond.untold = None
            self._presses(moment, offered["date_met"], Did.MET, day=bond.dated)
        elif "date_not_met" in offered:
            self._presses(moment, offered["date_not_met"], Did.ANSWERED)

    def _thinks_again(self, moment: Moment, offered: Mapping[str, Pressable]) -> None:
        if self.crowd.random(moment.who.slack_id).random() < CHANGES_MIND:
            self._presses(moment, offered["prompt_change"], Did.WITHDREW)

    # -- everything else -----------------------------------------------------------------------------------------

    def _signs(self, moment: Moment, offered: Mapping[str, Pressable]) -> None:
        if self._fills(moment, offered["charter_open"], _every_box):
            self._did(moment, Did.SIGNED)

    def _says_yes(self, moment: Moment, offered: Mapping[str, Pressable]) -> None:
        for name in ("offer_accept", "mentor_list_accept", "ended_suggest", "interim_yes"):
            if name in offered:
                self._presses(moment, offered[name], Did.ACCEPTED)

    def _says_something(self, moment: Moment, offered: Mapping[str, Pressable]) -> None:
        self._presses(moment, offered["fit_say"], Did.ANSWERED)

    # -- pressing ------------------------------------------------------------------------------------------------

    def _presses(self, moment: Moment, button: Pressable, what: Did, **more: Any) -> None:
        desk, who = self.crowd.desk, moment.who.slack_id
        if desk.press(who, moment.place, button.element, block_id=button.block_id):
            self._did(moment, what, **more)

    def _fills(
        self,
        moment: Moment,
        button: Pressable,
        wishes: Callable[[Json], Mapping[str, Any]],
        **more: str,
    ) -> bool:
        """Press, fill in the form that opens, and send it; whether the bot took it."""
        desk, who = self.crowd.desk, moment.who.slack_id
        if not desk.press(who, moment.place, button.element, block_id=button.block_id, **more):
            return False
        view = desk.form(who)
        if view is None:
            return False
        sent = desk.send(who, view, _filled_in(view, wishes(view)))
        left = desk.form(who)
        if left is not None:
            desk.close(who, left)
        if sent.get("errors") or (left is not None and _asks_again(view, left)):
            self._did(moment, Did.REFUSED)
            return False
        return bool(sent.get("acked"))

    def _did(self, moment: Moment, what: Did, **more: Any) -> None:
        self.crowd.did(moment.now, moment.who.slack_id, what, partner=moment.partner, ts=moment.ts, **more)

    def _bond(self, moment: Moment) -> Bond:
        assert moment.partner is not None
        return self.crowd.bond(moment.who.slack_id, moment.partner)


def _by_partner(offered: Iterable[Pressable]) -> dict[str | None, dict[str, Pressable]]:
    """What may be pressed about each partner, by name; of two buttons of one name the first."""
    found: dict[str | None, dict[str, Pressable]] = {}
    for one in offered:
        found.setdefault(one.partner, {}).setdefault(one.name, one)
    return found


def _asks_again(sent: Json, left: Json) -> bool:
    """The form is still there to be sent: something came first, and it shows what."""
    return sent["callback_id"] == left["callback_id"] and bool(left.get("submit"))


def _leads_to(one: Pressable, button: str) -> bool:
    return one.name == button or _line(one, button) is not None


def _line(one: Pressable, button: str) -> str | None:
    """The value of this line, in a menu behind three dots."""
    lines = [str(option["value"]) for option in one.element.get("options") or []]
    return next((line for line in lines if line.partition(":")[0] == button), None)


def _filled_in(view: Json, wishes: Mapping[str, Any]) -> Json:
    """The answers by block and field, options by their value; what nobody wishes otherwise stays as it opened."""
    return {
        block_id: {element["action_id"]: wishes[block_id]}
        for block_id, element in fields(view)
        if block_id in wishes
    }


def _every_box(view: Json) -> Mapping[str, Any]:
    return {block_id: [one["value"] for one in element["options"]] for block_id, element in fields(view)}


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
