"""How two people come to a date: one suggests it, the other takes it, suggests another or can't."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time, timedelta

from bot.domain.calendar import at_local, local_day
from bot.simulation.acts import Did
from bot.simulation.bonds import working_day
from bot.simulation.hands import Hands, Moment
from bot.simulation.pressables import Pressable

Offered = Mapping[str, Pressable]
#: Days from the moment at which somebody looks for a date to that date: at least, and at most.
AHEAD = (2, 12)
HOURS_TO_MEET = (10, 11, 14, 15)


class Arranging:
    def __init__(self, hands: Hands) -> None:
        self.hands = hands

    def sets_a_date(self, moment: Moment, button: Pressable) -> None:
        """In the place of the one before, if there was one."""
        bond, crowd = self.hands.bond(moment), self.hands.crowd
        day = working_day(
            local_day(moment.who.zone, moment.now) + timedelta(days=bond.random.randint(*AHEAD))
        )
        starts = at_local(day, time(bond.random.choice(HOURS_TO_MEET)), bond.halves[0].zone)
        before = bond.dated
        if self.hands.fill(moment, button, lambda _: {"when": int(starts.timestamp())}):
            today = local_day(moment.who.zone, moment.now)
            if before is not None and before != day and before >= today:
                self.hands.did(moment, Did.MOVED, day=before)
            self.hands.did(moment, Did.PLANNED, day=day)
            bond.dated = day
            crowd.will_meet(bond, day)

    def would_that_suit(self, moment: Moment, offered: Offered) -> None:
        """Most dates suit; whoever can't mostly suggests another."""
        if moment.partner is None:
            return
        random, temper = self.hands.random(moment), moment.who.temper
        if random.random() < temper.agrees or "date_decline" not in offered:
            self.hands.press(moment, offered["date_accept"], Did.SUITS, day=self._date(moment))
        elif random.random() < temper.suggests and "prompt_plan" in offered:
            self.sets_a_date(moment, offered["prompt_plan"])
        else:
            self._calls_off(moment, offered["date_decline"])

    def is_it_kept(self, moment: Moment, offered: Offered) -> None:
        """A date that stands, recalled or just agreed: now and then something comes between."""
        if moment.partner is None or "date_accept" in offered:
            return
        random, temper = self.hands.random(moment), moment.who.temper
        if random.random() >= temper.calls_off:
            return
        if random.random() < temper.suggests and "prompt_plan" in offered:
            self.sets_a_date(moment, offered["prompt_plan"])
        else:
            self._calls_off(moment, offered["date_decline"])

    def did_it_take_place(self, moment: Moment, offered: Offered) -> None:
        if moment.partner is None:
            return
        bond = self.hands.bond(moment)
        if bond.untold is not None and bond.untold == bond.dated:
            bond.untold = None
            self.hands.press(moment, offered["date_met"], Did.MET, day=bond.dated)
        elif "date_not_met" in offered:
            self.hands.press(moment, offered["date_not_met"], Did.ANSWERED)

    def _calls_off(self, moment: Moment, button: Pressable) -> None:
        if self.hands.press(moment, button, Did.CALLED_OFF, day=self._date(moment)):
            self.hands.bond(moment).dated = None

    def _date(self, moment: Moment) -> date | None:
        return self.hands.bond(moment).dated
