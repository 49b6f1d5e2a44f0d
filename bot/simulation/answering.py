"""How somebody answers a message: they see its buttons and press the one that suits what really happened.

Buttons are known by the names in `handlers/ids.py`, which outlive the code; one that nobody here knows is not pressed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.domain.afterwards import After
from bot.domain.calendar import local_day
from bot.simulation.acts import Did
from bot.simulation.arranging import Arranging, Offered
from bot.simulation.bonds import Bond
from bot.simulation.desk import Json, Misunderstood
from bot.simulation.growing import Growing
from bot.simulation.hands import Hands, Moment
from bot.simulation.marking import Marking
from bot.simulation.population import Somebody
from bot.simulation.pressables import Pressable, fields, pressables
from bot.texts import Speech, as_language

#: When nothing has taken place and no date is set: how often "not this month", and how often "later this week".
SKIPS, PUTS_OFF = 0.3, 0.15
#: The first weeks of a break, and the last.
BREAK = (2, 6)
#: How often somebody thinks better of an answer they gave.
CHANGES_MIND = 0.03
#: Of those who have been passed on to somebody else, how many need nobody any more; of those who keep in touch, how
#: many have heard enough each quarter.
NO_LONGER, NO_MORE = 0.3, 0.15
#: Of the mentors who read of their circle, how many put a point on its agenda, and how many a question into the box.
HAS_A_POINT, HAS_A_QUESTION = 0.1, 0.06
AFTER = "after_say"
AFTERS = frozenset(f"{AFTER}:{wish}" for wish in After)


class Answering:
    """Presses for the people of one crowd, and tells it what was done."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self.crowd = hands.crowd
        self._arranging, self._growing = Arranging(hands), Growing(hands)
        self._marking = Marking(hands)

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

    def _reactions(self) -> Mapping[frozenset[str], Callable[[Moment, Offered], None]]:
        return {
            frozenset({"prompt_skip"}): self._did_you_meet,
            frozenset({"log_agree"}): self._was_it_so,
            frozenset({"date_accept"}): self._arranging.would_that_suit,
            frozenset({"date_decline"}): self._arranging.is_it_kept,
            frozenset({"date_met"}): self._arranging.did_it_take_place,
            frozenset({"charter_open"}): self._signs,
            frozenset({"offer_accept", "mentor_list_accept", "ended_suggest", "interim_yes"}): self._says_yes,
            frozenset({"fit_say"}): self._says_something,
            frozenset({"prompt_change"}): self._thinks_again,
            AFTERS: self._what_comes_after,
            frozenset({"after_no_more"}): self._has_heard_enough,
            frozenset({"reach_out_done"}): self._has_been_in_touch,
            frozenset({"reach_out_withdraw"}): self._needs_nobody,
            frozenset({"circle_come"}): self._comes_to_the_circle,
            frozenset({"circle_who"}): self._who_was_there,
            frozenset({"goals_open"}): self._growing.sets_goals,
            frozenset({"sheet_open"}): self._growing.ticks,
            frozenset({"skills_open"}): self._growing.rates,
            frozenset({"change_decide"}): self._growing.decides,
            frozenset({"pulse_answer"}): self._marking.says_how_it_goes,
        }

    # -- meetings ------------------------------------------------------------------------------------------------

    def _did_you_meet(self, moment: Moment, offered: Offered) -> None:
        if moment.partner is None:
            return
        bond, random = self.hands.bond(moment), self.hands.random(moment)
        temper = moment.who.temper
        if bond.untold is not None:
            self._we_met(moment, bond, offered)
        elif random.random() < temper.plans and "prompt_plan" in offered:
            self._arranging.sets_a_date(moment, offered["prompt_plan"])
        elif random.random() < temper.pauses and "prompt_more" in offered:
            self._takes_a_break(moment, offered["prompt_more"])
        elif random.random() < SKIPS:
            self.hands.press(moment, offered["prompt_skip"], Did.SKIPPED)
        elif random.random() < PUTS_OFF and "prompt_more" in offered:
            if self.hands.fill(moment, offered["prompt_more"], lambda _: {"what": "later"}):
                self.hands.did(moment, Did.PUT_OFF)
        else:
            self.hands.did(moment, Did.IGNORED)

    def _we_met(self, moment: Moment, bond: Bond, offered: Offered) -> None:
        day = bond.untold
        assert day is not None
        if "prompt_met" in offered:
            wishes = {
                "day": day.isoformat(),
                "minutes": bond.random.choice(("30", "45", "60")),
                "how": "video",
            }
            if self.hands.fill(moment, offered["prompt_met"], lambda _: wishes):
                bond.untold = None
                self.hands.did(moment, Did.MET, day=day)
        elif "prompt_met_today" in offered:
            bond.untold = None
            self.hands.press(moment, offered["prompt_met_today"], Did.MET)

    def _takes_a_break(self, moment: Moment, button: Pressable) -> None:
        weeks = self.hands.random(moment).randint(*BREAK)
        until = local_day(moment.who.zone, moment.now) + timedelta(weeks=weeks)
        if self.hands.fill(moment, button, lambda _: {"what": "pause", "until": until.isoformat()}):
            self.hands.did(moment, Did.PAUSED, day=until)

    def _was_it_so(self, moment: Moment, offered: Offered) -> None:
        agrees = self.hands.random(moment).random() < moment.who.temper.agrees
        if agrees or "log_deny" not in offered:
            self.hands.press(moment, offered["log_agree"], Did.AGREED)
        else:
            self.hands.press(moment, offered["log_deny"], Did.DENIED)

    def _thinks_again(self, moment: Moment, offered: Offered) -> None:
        if self.hands.random(moment).random() < CHANGES_MIND:
            self.hands.press(moment, offered["prompt_change"], Did.WITHDREW)

    # -- somebody to talk with -----------------------------------------------------------------------------------

    def _has_been_in_touch(self, moment: Moment, offered: Offered) -> None:
        self.hands.press(moment, offered["reach_out_done"], Did.HELPED)

    def _needs_nobody(self, moment: Moment, offered: Offered) -> None:
        if self.hands.random(moment).random() < NO_LONGER:
            self.hands.press(moment, offered["reach_out_withdraw"], Did.TOOK_BACK)

    # -- the mentors' circle -------------------------------------------------------------------------------------

    def _comes_to_the_circle(self, moment: Moment, offered: Offered) -> None:
        random = self.hands.random(moment)
        if "circle_decline" not in offered:  # they have said that they can't
            return
        comes = random.random() < moment.who.temper.comes
        answer, did = ("circle_come", Did.COMES) if comes else ("circle_decline", Did.CANNOT_COME)
        self.hands.press(moment, offered[answer], did)
        if "circle_point" in offered and random.random() < HAS_A_POINT:
            self._writes(moment, offered["circle_point"], "simulation.says_point")
        if "circle_question" in offered and random.random() < HAS_A_QUESTION:
            self._writes(moment, offered["circle_question"], "simulation.says_question")

    def _writes(self, moment: Moment, button: Pressable, key: str) -> None:
        words = Speech(as_language(moment.who.language)).plain(key)
        if self.hands.fill(moment, button, lambda view: {block: words for block, _ in fields(view)}):
            self.hands.did(moment, Did.ANSWERED)

    def _who_was_there(self, moment: Moment, offered: Offered) -> None:
        """Those who had said that they come, as the form opens."""
        if self.hands.fill(moment, offered["circle_who"], lambda _: {}):
            self.hands.did(moment, Did.ANSWERED)

    # -- everything else -----------------------------------------------------------------------------------------

    def _what_comes_after(self, moment: Moment, offered: Offered) -> None:
        """Whoever meets gladly would go on; an answer once given is seldom changed."""
        random, keen = self.hands.random(moment), moment.who.temper.keen
        if not offered.keys() >= AFTERS and random.random() >= CHANGES_MIND:
            return
        wish = After.GO_ON if random.random() < keen else random.choice((After.IN_TOUCH, After.CLOSE))
        button = offered.get(f"{AFTER}:{wish}")
        if button is not None and self.hands.press(moment, button, Did.WISHED) and moment.partner:
            self.hands.bond(moment).wishes[moment.who.slack_id] = wish

    def _has_heard_enough(self, moment: Moment, offered: Offered) -> None:
        if self.hands.random(moment).random() < NO_MORE:
            self.hands.press(moment, offered["after_no_more"], Did.ANSWERED)

    def _signs(self, moment: Moment, offered: Offered) -> None:
        if self.hands.fill(moment, offered["charter_open"], _every_box):
            self.hands.did(moment, Did.SIGNED)

    def _says_yes(self, moment: Moment, offered: Offered) -> None:
        for name in ("offer_accept", "mentor_list_accept", "ended_suggest", "interim_yes"):
            if name in offered:
                self.hands.press(moment, offered[name], Did.ACCEPTED)

    def _says_something(self, moment: Moment, offered: Offered) -> None:
        self.hands.press(moment, offered["fit_say"], Did.ANSWERED)


def _by_partner(offered: Iterable[Pressable]) -> dict[str | None, dict[str, Pressable]]:
    """What may be pressed about each partner, by name; of two buttons of one name the first."""
    found: dict[str | None, dict[str, Pressable]] = {}
    for one in offered:
        name = f"{AFTER}:{one.value.partition(':')[2]}" if one.name == AFTER else one.name
        found.setdefault(one.partner, {}).setdefault(name, one)
    return found


def _every_box(view: Json) -> Mapping[str, Any]:
    return {block_id: [one["value"] for one in element["options"]] for block_id, element in fields(view)}
