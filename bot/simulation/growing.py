"""What two people make of it: goals and how far they are, what they ticked, how they see themselves; and what is done
about a mentorship that does not go well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from random import Random
from typing import Any

from bot.domain.calendar import local_day
from bot.domain.changes import Decision, Wish
from bot.simulation.acts import Did
from bot.simulation.arranging import Offered
from bot.simulation.desk import Json
from bot.simulation.hands import Hands, Moment
from bot.simulation.pressables import Pressable, fields, pressables
from bot.texts import Speech, as_language

#: Of those who are asked, how many set a goal, how many open their sheet, and how many say how they see themselves.
SETS_GOALS, TICKS, RATES = 0.6, 0.6, 0.7
#: Of the lines of a sheet that is open, how many were talked about; of the goals, how many have come further.
TALKED_ABOUT, FURTHER = 0.6, 0.4
#: Days from a goal to its date: at least, and at most.
TARGETS = (60, 180)
#: What is asked for unless it is a break, which needs nobody; and what becomes of it.
WISHES = (Wish.MEDIATION, Wish.NEW_MENTOR, Wish.STOP)
DECISIONS = (Decision.KEEP, Decision.NEW_MENTOR, Decision.STOP)
_MENTION = re.compile(r"<@(U\w+)>")


class Growing:
    def __init__(self, hands: Hands) -> None:
        self.hands = hands

    def sets_goals(self, moment: Moment, offered: Offered) -> None:
        """And once they are set: where they start from."""
        if self.hands.random(moment).random() < SETS_GOALS:
            button = offered["goals_open"]
            self.hands.fill_and_go_on(moment, button, lambda view: self._goals(moment, view), self._set)

    def ticks(self, moment: Moment, offered: Offered) -> None:
        self._perhaps(TICKS, moment, offered["sheet_open"], self._sheet, Did.TICKED)

    def rates(self, moment: Moment, offered: Offered) -> None:
        self._perhaps(RATES, moment, offered["skills_open"], self._skills, Did.RATED)

    def decides(self, moment: Moment, offered: Offered) -> None:
        """One of the team has listened to both; where they part, they meet no more."""
        random, seen = self.hands.random(moment), set[str]()
        decision = random.choice(DECISIONS)

        def wishes(view: Json) -> Mapping[str, Any]:
            seen.update(_MENTION.findall(str(view["blocks"])))
            return {"what": decision.value}

        if self.hands.fill(moment, offered["change_decide"], wishes):
            self.hands.did(moment, Did.DECIDED)
            if decision is not Decision.KEEP:
                self.hands.crowd.part(seen)

    def _set(self, moment: Moment, said: Json) -> None:
        self.hands.did(moment, Did.SET_GOALS)
        for one in pressables(said["blocks"]):
            if one.name == "skills_open":
                return self.rates(moment, {"skills_open": one})

    def _perhaps(
        self,
        share: float,
        moment: Moment,
        button: Pressable,
        answers: Callable[[Moment, Json], Mapping[str, Any]],
        what: Did,
    ) -> None:
        wants = self.hands.random(moment).random() < share
        if wants and self.hands.fill(moment, button, lambda view: answers(moment, view)):
            self.hands.did(moment, what)

    def _goals(self, moment: Moment, view: Json) -> Mapping[str, Any]:
        """One, unless there is one already."""
        random = self.hands.random(moment)
        asked = dict(fields(view))
        if "goal_1" not in asked or asked["goal_1"].get("initial_value"):
            return dict(_come_further(asked.items(), random))
        words = Speech(as_language(moment.who.language)).plain("simulation.says_goal")
        day = local_day(moment.who.zone, moment.now) + timedelta(days=random.randint(*TARGETS))
        return {"goal_1": words, "target_1": day.isoformat()}

    def _sheet(self, moment: Moment, view: Json) -> Mapping[str, Any]:
        """What was talked about is ticked; what was ticked before stays so."""
        random, asked = self.hands.random(moment), dict(fields(view))
        ticked = {
            block_id: [one["value"] for one in element["options"] if _is_ticked(one, element, random)]
            for block_id, element in asked.items()
            if element["type"] == "checkboxes"
        }
        return {**ticked, **dict(_come_further(asked.items(), random))}

    def _skills(self, moment: Moment, view: Json) -> Mapping[str, Any]:
        """The higher, the longer they have been at it: what they said at the start is beside each."""
        random = self.hands.random(moment)
        return {
            block_id: random.choice([one["value"] for one in element["options"]])
            for block_id, element in fields(view)
            if element.get("options")
        }


def asks_for_a_change(view: Json, random: Random) -> Mapping[str, Any]:
    """Something of what the form offers, and a reason or none."""
    asked = dict(fields(view))
    offered = [one["value"] for one in asked["what"]["options"]] if "what" in asked else []
    possible = [one.value for one in WISHES if one.value in offered]
    if not possible:
        return {}
    reasons = [one["value"] for one in asked["why"]["options"]] if "why" in asked else []
    return {"what": random.choice(possible), **({"why": random.choice(reasons)} if reasons else {})}


def _come_further(asked: Iterable[tuple[str, Json]], random: Random) -> Iterator[tuple[str, str]]:
    """Of some goals: one of the choices after the one that it opens with."""
    for block_id, element in asked:
        if block_id.startswith("far_") and random.random() < FURTHER:
            values = [str(one["value"]) for one in element["options"]]
            present = str((element.get("initial_option") or {}).get("value") or values[0])
            if further := values[values.index(present) + 1 :]:
                yield block_id, random.choice(further)


def _is_ticked(one: Json, element: Json, random: Random) -> bool:
    before = {ticked["value"] for ticked in element.get("initial_options") or []}
    return one["value"] in before or random.random() < TALKED_ABOUT
