"""How somebody says how it goes: whoever meets gladly gives better marks, and now and then writes a line."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from bot.simulation.acts import Did
from bot.simulation.arranging import Offered
from bot.simulation.desk import Json
from bot.simulation.hands import Hands, Moment
from bot.simulation.pressables import fields
from bot.texts import Speech, as_language

#: Of those who are asked, how many answer; of those, how many write a line.
ANSWERS, WRITES = 0.7, 0.15
#: The marks of somebody who never meets gladly, and how much better the others' are; and how much each is off it.
POOR, BETTER, OFF = 2.2, 2.4, 0.8


class Marking:
    def __init__(self, hands: Hands) -> None:
        self.hands = hands

    def says_how_it_goes(self, moment: Moment, offered: Offered) -> None:
        if self.hands.random(moment).random() >= ANSWERS:
            return
        if self.hands.fill(moment, offered["pulse_answer"], lambda view: self._answers(moment, view)):
            self.hands.did(moment, Did.ANSWERED)

    def _answers(self, moment: Moment, view: Json) -> Mapping[str, Any]:
        random = self.hands.random(moment)
        answers: dict[str, Any] = {}
        for block_id, element in fields(view):
            if element.get("options"):
                answers[block_id] = str(_mark(random, moment.who.temper.keen))
            elif random.random() < WRITES:
                words = Speech(as_language(moment.who.language)).plain("simulation.says_suggestion")
                answers[block_id] = words
        return answers


def _mark(random: Random, keen: float) -> int:
    return min(5, max(1, round(random.gauss(POOR + BETTER * keen, OFF))))
