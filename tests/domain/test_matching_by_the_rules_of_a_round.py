"""What a coordinator decides for a round (rules, mode, locks, people set aside) and what they read before deciding."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from time import perf_counter

import pytest

from bot.domain.matching import LeftOut, Request, below_minimum, both_passes, match
from bot.domain.meetings import Form
from bot.domain.programmes import Mode
from bot.domain.suitability import NEVER_FORCED, Bar, PairRules, bars_between, points_between, reason_between
from bot.domain.supply import TopicSupply, supply
from bot.domain.what_if import WhatIf, what_if
from tests.domain.companies import ADA, LEA, MIA, NOE, SAM, TOM, ask, company_of, mentee, mentor, mentors_of

# ---- rules and reasons


@pytest.mark.parametrize(
    ("rule", "trait", "value"),
    [("other_team", "team", 7), ("other_entity", "entity", "north"), ("other_network", "network", "data")],
)
def test_a_round_that_asks_for_another_team_entity_or_network_gets_it_and_what_is_unknown_bars_nobody(
    rule: str, trait: str, value: object
) -> None:
    alike, unknown = mentor(LEA, **{trait: value}), mentor(NOE, 1)
    tom, mia = mentee(TOM, LEA, **{trait: value}), mentee(MIA, NOE, **{trait: value})
    request = replace(ask(alike, unknown, tom, mia), rules=PairRules(**{rule: True}))
    outcome = both_passes(request)
    assert mentors_of(outcome) == {MIA: NOE}
    assert outcome.left_out == ((TOM, LeftOut.NO_PLACE_LEFT),)
    assert match(request).left_out == ((TOM, LeftOut.ONLY_RULES_OF_THE_ROUND),)
    assert mentors_of(match(replace(request, rules=PairRules()))) == {TOM: LEA, MIA: NOE}


def test_a_move_by_hand_is_told_every_rule_that_it_breaks_at_once() -> None:
    rules = PairRules(other_team=True, other_entity=True, other_network=True)
    alike = {"team": 7, "entity": "north", "network": "data"}
    tom = mentee(TOM, languages=frozenset({"en"}), apart_from=frozenset({LEA}), manager_line={LEA}, **alike)
    assert bars_between(tom, mentor(LEA, 1, **alike), rules, taken=1) == frozenset(Bar)
    assert bars_between(mentee(TOM), mentor(LEA, 2, **alike), rules, taken=1) == frozenset()
    assert {Bar.LINE, Bar.NOT_FOR_THIS_PAIR} == NEVER_FORCED


def test_a_topic_in_common_weighs_more_than_everything_else_together() -> None:
    tom = mentee(
        TOM,
        choose_for_me=True,
        topics=frozenset({"data"}),
        own_language="fr",
        network="data",
        entity="north",
        zone=60,
        joined_on=date(2025, 9, 1),
        form=Form.VIDEO,
    )
    knows = mentor(LEA, topics=frozenset({"data"}), languages=frozenset({"en"}), network="data")
    all_the_rest = mentor(
        NOE, network="cloud", entity="south", zone=120, joined_on=date(2020, 1, 1), form=Form.VIDEO
    )
    assert points_between(tom, knows) == points_between(tom, all_the_rest) + 1
    reason = reason_between(tom, all_the_rest)
    assert (reason.other_entity, reason.close_zones, reason.more_senior) == (True, True, True)
    assert reason.form is Form.VIDEO
    nothing_known = reason_between(mentee(TOM), mentor(LEA))
    assert nothing_known == replace(nothing_known, other_entity=False, close_zones=False, more_senior=False)
    assert nothing_known.form is None


# ---- locks, people set aside, modes


def test_who_is_locked_together_stays_even_beyond_the_places_but_never_against_a_refusal() -> None:
    outcome = match(ask(mentor(LEA, 0), mentor(NOE, 1), mentee(TOM, NOE, locked_to=LEA), mentee(MIA, NOE)))
    assert mentors_of(outcome) == {TOM: LEA, MIA: NOE}
    assert outcome.proposals[0].locked
    assert outcome.proposals[0].suggested  # Tom named somebody else, and may decline
    refused = mentee(TOM, NOE, locked_to=LEA, apart_from=frozenset({LEA}))
    assert mentors_of(match(ask(mentor(LEA), mentor(NOE, 1), refused))) == {TOM: NOE}


def test_who_is_set_aside_gets_nobody_and_takes_no_place() -> None:
    outcome = both_passes(ask(mentor(LEA, 1), mentee(TOM, LEA, set_aside=True), mentee(MIA, LEA)))
    assert mentors_of(outcome) == {MIA: LEA}
    assert outcome.left_out == ((TOM, LeftOut.SET_ASIDE),)


def test_in_a_round_by_suggestion_everybody_may_decline_and_by_hand_nobody_is_proposed() -> None:
    people = ask(mentor(LEA), mentee(TOM, choose_for_me=True), mentee(MIA))
    suggested = both_passes(replace(people, mode=Mode.SUGGESTED))
    assert [one.suggested for one in suggested.proposals] == [True]
    by_hand = both_passes(replace(people, mode=Mode.BY_COORDINATOR))
    assert by_hand.left_out == ((TOM, LeftOut.BY_HAND), (MIA, LeftOut.DID_NOT_ANSWER))


def test_a_mentor_opened_for_fewer_people_than_the_programme_wishes_is_shown() -> None:
    request = replace(
        ask(mentor(LEA), mentor(NOE, mentees_now=2), mentor(ADA), mentee(TOM, LEA), mentee(MIA, NOE)), least=3
    )
    assert below_minimum(request, match(request)) == {LEA: 1}


# ---- what a coordinator reads


def test_the_scarcest_topic_comes_first() -> None:
    data, lead = frozenset({"data"}), frozenset({"lead"})
    people = ask(
        mentor(LEA, 1, topics=data | lead),
        mentor(NOE, -1, topics=data),
        mentee(TOM, topics=data),
        mentee(MIA, topics=data),
        mentee(SAM, topics=data, set_aside=True),
    )
    assert supply(people.mentees, people.mentors) == (
        TopicSupply(topic="data", wanted=2, places=1),
        TopicSupply(topic="lead", wanted=0, places=1),
    )


def test_what_would_change_is_told_for_one_more_place_and_for_a_rule_less() -> None:
    request = ask(mentor(LEA, 1), mentor(NOE, 1), mentee(TOM, LEA), mentee(MIA, LEA), mentee(SAM, NOE))
    outcome = both_passes(request)
    assert what_if(request, outcome) == (
        WhatIf(mentor_id=LEA, matched=1, first=1),
        WhatIf(mentor_id=NOE, matched=1, first=0),  # a suggestion to whoever Léa has no place for
    )
    alike = ask(mentor(LEA, 1, team=7), mentee(TOM, LEA, team=7))
    barred = replace(alike, rules=PairRules(other_team=True))
    assert what_if(barred, both_passes(barred)) == (WhatIf(lifted=Bar.TEAM, matched=1, first=1),)


def _six_hundred() -> Request:
    rules = PairRules(other_team=True, other_entity=True, other_network=True)
    return company_of(520, 80, choose_for_me=0.3, rules=rules)


def test_what_would_change_among_six_hundred_people_is_told_while_you_wait_and_is_true() -> None:
    request = _six_hundred()
    outcome = both_passes(request)
    started = perf_counter()
    changes = what_if(request, outcome)
    took = perf_counter() - started
    assert took < 5, took  # a second on a quiet machine
    best = changes[0]
    roomier = [
        replace(one, free_places=one.free_places + 1) if one.id == best.mentor_id else one
        for one in request.mentors
    ]
    lifted = best.lifted and f"other_{best.lifted.value}"
    changed = replace(
        request,
        mentors=tuple(roomier),
        rules=replace(request.rules, **{lifted: False}) if lifted else request.rules,
    )
    assert len(both_passes(changed).proposals) == len(outcome.proposals) + best.matched


def test_the_cut_is_reported_and_costs_nobody_anything() -> None:
    request = company_of(60, 40, choose_for_me=1)
    short, long = match(request, shortlist=1), match(request, shortlist=40)
    assert short.cut.lists == 60
    assert short.cut.let_in > 0
    assert (long.cut.lists, long.cut.let_in) == (0, 0)
    assert short.ranks == long.ranks
