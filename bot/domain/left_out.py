"""Why somebody is without a mentor, so that a coordinator knows what to do about it (`field.md` U3, U4)."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from bot.domain.suitability import Bar, Mentee, Mentor, PairRules, bar_between

#: What a round's rules keep apart, and another round or the coordinator's hand may not.
OF_THE_ROUND = frozenset({Bar.TEAM, Bar.ENTITY, Bar.NETWORK})


class LeftOut(StrEnum):
    """For the coordinator and, in kind words, for them."""

    DID_NOT_ANSWER = "did_not_answer"
    CHOICES_FULL = "choices_full"
    CHOICES_GONE = "choices_gone"
    """Nobody whom they named is a mentor any more."""
    NO_PLACE_LEFT = "no_place_left"
    NO_LANGUAGE_SHARED = "no_language_shared"
    ONLY_LINE_OF_MANAGEMENT = "only_line_of_management"
    ONLY_RULES_OF_THE_ROUND = "only_rules_of_the_round"
    """Everybody who could is of their team, entity or network, and this round asks for another."""
    NOBODY_AVAILABLE = "nobody_available"
    """Not available for this pair: says no more, as past pairs and private refusals are private."""
    BY_HAND = "by_hand"
    """In this round the coordinator pairs people, and has not come to them yet."""
    SET_ASIDE = "set_aside"
    """The coordinator took them out of this round: the team talks to them."""
    DECLINED_SUGGESTION = "declined_suggestion"
    """They would rather not have the mentor who was suggested to them, or let the days go by."""


#: The matcher looks for nobody for them.
NOT_SOUGHT_FOR = frozenset({LeftOut.DID_NOT_ANSWER, LeftOut.BY_HAND, LeftOut.SET_ASIDE})


def why_left_out(mentee: Mentee, mentors: Sequence[Mentor], rules: PairRules) -> LeftOut:
    """The reason somebody can act on: places if places would have been enough, else the rule in the way."""
    bars: set[Bar] = set()
    for mentor in mentors:
        if mentor.id == mentee.id or not (mentee.choose_for_me or mentor.id in mentee.choices):
            continue
        bar = bar_between(mentee, mentor, rules)
        if bar is None:
            return LeftOut.NO_PLACE_LEFT if mentee.choose_for_me else LeftOut.CHOICES_FULL
        bars.add(bar)
    if not bars:
        return LeftOut.NO_PLACE_LEFT if mentee.choose_for_me else LeftOut.CHOICES_GONE
    if bars == {Bar.LANGUAGE}:
        return LeftOut.NO_LANGUAGE_SHARED
    if bars <= {Bar.LANGUAGE, Bar.LINE}:
        return LeftOut.ONLY_LINE_OF_MANAGEMENT
    if bars <= {Bar.LANGUAGE, Bar.LINE, *OF_THE_ROUND}:
        return LeftOut.ONLY_RULES_OF_THE_ROUND
    return LeftOut.NOBODY_AVAILABLE
