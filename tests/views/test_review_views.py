"""The coordinator's review with twelve and with six hundred people: readable, whole, and good for Slack."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from bot.domain.adjusting import Never, Verdict
from bot.domain.left_out import LeftOut
from bot.domain.programmes import Mode
from bot.domain.rounds import Offer, RoundState, Rules, Wanted
from bot.domain.suitability import Bar
from bot.playground.blockkit import problems
from bot.programme.closeness import Withheld
from bot.programme.reviewing import Heard, Review
from bot.programme.weighing import Candidate
from bot.texts import LANGUAGES, Speech
from handlers import ids
from handlers.views import adjusting, matching, review, what_if
from handlers.views.blocks import Block, Message
from handlers.views.review import View
from tests.views.cases import surface
from tests.views.cast import LEA, MENTORS, TODAY, TOM
from tests.views.review_cases import (
    CASES,
    REASONS,
    a_history,
    a_load,
    a_review,
    a_supposition,
    card,
    everybody_alone,
    look_back,
    many,
    shown,
)

LONG = "Maximilienne-Alexandrine de la Rochefoucauld-Montesquiou d'Entrecasteaux <&> Xx"
LONGEST = replace(TOM, name=LONG)


@pytest.fixture(params=LANGUAGES)
def t(request: pytest.FixtureRequest) -> Speech:
    return Speech(request.param)


def good(message: Message) -> Message:
    assert problems({"text": message.text, "blocks": message.blocks}, "message") == []
    return message


def elements(message: Message) -> list[Block]:
    return [
        one
        for block in message.blocks
        for one in (block.get("elements") or [block.get("accessory") or {}])
        if one.get("action_id")
    ]


def jumps(message: Message) -> list[str]:
    (menu,) = [one for one in elements(message) if one["action_id"] == f"{ids.ROUND_PAGE}:jump"]
    return [option["value"] for option in menu["options"]]


def every_page(found: Review, t: Speech, view: View) -> list[Message]:
    pages = [good(shown(found, view, page)(t)) for page in range(60)]
    return pages[: next(n for n in range(1, 60) if pages[n].blocks == pages[n - 1].blocks)]


def rows_on(message: Message) -> int:
    begins = next(number for number, block in enumerate(message.blocks) if block["type"] == "divider")
    return sum(block["type"] == "section" for block in message.blocks[begins:])


def test_a_dozen_people_are_read_on_one_page_whoever_is_without_a_mentor_first(t: Speech) -> None:
    (page,) = every_page(a_review(), t, View.ROWS)

    assert rows_on(page) == 8
    sections = [block["text"]["text"] for block in page.blocks if block["type"] == "section"]
    assert t("review.alone_choices_full") in sections[1]


def test_six_hundred_people_stay_readable_and_everybody_is_on_one_page(t: Speech) -> None:
    found = many(560, 40)

    pages = every_page(found, t, View.ROWS)

    assert sum(map(rows_on, pages)) == 600
    assert max(map(rows_on, pages)) == review.PAGE
    assert max(len(page.blocks) for page in pages) <= 30
    assert sum(map(rows_on, every_page(found, t, View.LOAD))) == len(found.loads)
    assert len(jumps(pages[0])) == len(set(jumps(pages[0]))) == 2 + 28 + 7 + 2


def test_pages_are_named_by_whom_they_hold(t: Speech) -> None:
    page = good(shown(many(560, 40))(t))
    (menu,) = [one for one in elements(page) if one["action_id"] == f"{ids.ROUND_PAGE}:jump"]
    texts = [option["text"]["text"] for option in menu["options"]]
    assert texts[0].startswith(t.plain("review.label_alone"))
    assert texts[2].startswith(t.plain("review.label_pairs"))
    assert all(len(text) <= 75 for text in texts)


def test_a_round_of_ten_thousand_people_still_fits_in_one_menu(t: Speech) -> None:
    found = many(9000, 1000)
    assert len(jumps(good(shown(found)(t)))) <= 100
    good(shown(found, View.ROWS, 10**9)(t))


def test_whatever_is_longest_fits(t: Speech) -> None:
    rows = [replace(row, mentee=LONGEST, why=REASONS[0], by_hand=True) for row in a_review().rows] * 3
    loads = tuple(a_load(LONGEST, number) for number in range(30))
    silent = Heard(asked=30, answered=0, silent=(LONGEST,) * 30)
    states = product((RoundState.PROPOSED, RoundState.WITH_MENTORS, RoundState.PUBLISHED), (True, False))
    for (state, may), view in product(states, View):
        found = a_review(
            round=replace(a_review().round, state=state, mentors_until=TODAY),
            rows=tuple(rows),
            loads=loads,
            heard=silent,
            may_publish=may,
            withheld=Withheld(rows=3, seen_by=MENTORS),
        )
        good(shown(found, view)(t))
    option = adjusting.option_of(
        Candidate(mentor=LONGEST, free=0, rank=3, verdict=Verdict(breaks=tuple(adjusting.BREAKS))), t
    )
    assert len(option["text"]["text"]) <= 75
    assert not option["description"]["text"].endswith("…")


def test_every_case_of_the_review_is_good_for_slack(t: Speech) -> None:
    for case in CASES:
        payload = case.payload(t)
        assert problems(payload, surface(payload)) == [], case


def test_where_nobody_names_anybody_no_rank_is_counted(t: Speech) -> None:
    found = a_review()
    offered = shown(replace(found, round=replace(found.round, rules=Rules(mode=Mode.SUGGESTED))))(t).text
    assert t("review.ranks_offered", suggested=found.counts.suggested) in offered
    assert t("review.ranks", first=0, second=0, third=0, trusted=0, suggested=0)[:9] not in offered


def test_a_round_paired_by_hand_says_what_to_do_and_does_not_press_to_publish(t: Speech) -> None:
    found = everybody_alone()
    by_hand = replace(found, round=replace(found.round, rules=Rules(mode=Mode.BY_COORDINATOR)))
    assert t("review.to_pair") in shown(by_hand)(t).text
    offered = {one["action_id"]: one for one in elements(shown(by_hand)(t))}
    assert "style" not in offered[ids.ROUND_PUBLISH]
    assert ids.WHAT_IF_OPEN not in offered


def test_a_suggestion_that_waits_is_no_pair_yet_and_one_let_go_by_was_not_declined(t: Speech) -> None:
    found = look_back()
    pairs = found.counts.matched - found.counts.open
    assert t("review.published_on", count=pairs, day="…").split("…")[-1] in shown(found)(t).text
    alone = {
        offer: matching.row_words(
            replace(
                found.rows[0], mentor=None, offer=offer, left_out=LeftOut.DECLINED_SUGGESTION, locked=False
            ),
            Mode.SUGGESTED,
            t,
        )
        for offer in (Offer.DECLINED, Offer.LAPSED)
    }
    assert t("review.alone_declined_suggestion") in alone[Offer.DECLINED]
    assert t("review.alone_lapsed_suggestion") in alone[Offer.LAPSED]
    assert t("review.offer_declined") not in alone[Offer.DECLINED]


def test_while_something_is_prepared_nothing_can_be_changed_by_hand(t: Speech) -> None:
    waiting = a_review(round=replace(a_review().round, wanted=Wanted.PROPOSALS))
    offered = {one["action_id"].partition(":")[0] for one in elements(good(shown(waiting)(t)))}
    assert offered.isdisjoint({ids.ROUND_ROW, ids.ROUND_FIND, ids.WHAT_IF_OPEN})


def test_mentors_are_asked_before_it_can_be_published_and_it_says_who_was_silent(t: Speech) -> None:
    before = {one["action_id"] for one in elements(shown(a_review())(t))}
    assert ids.ROUND_SEND in before
    assert ids.ROUND_PUBLISH not in before
    asked = a_review(
        round=replace(a_review().round, state=RoundState.WITH_MENTORS, mentors_until=TODAY),
        heard=Heard(asked=3, answered=2, silent=(LEA,)),
        may_publish=True,
    )
    (publish,) = [one for one in elements(shown(asked)(t)) if one["action_id"] == ids.ROUND_PUBLISH]
    assert LEA.name in publish["confirm"]["text"]["text"]
    crowd = Heard(asked=5, answered=0, silent=(LEA, TOM, LEA, TOM, LEA))
    (publish,) = [
        one
        for one in elements(shown(replace(asked, heard=crowd))(t))
        if one["action_id"] == ids.ROUND_PUBLISH
    ]
    assert f"{LEA.name} {t.plain('rounds.and_more', count=2)}." in publish["confirm"]["text"]["text"]
    later = review.reviewed(asked, t, today=TODAY + timedelta(days=1)).text
    assert ("le silence vaut accord" in later) or ("silence is yes" in later)
    assert t("review.heard_next") not in shown(asked)(t).text
    assert t("review.heard_next") in shown(replace(asked, may_publish=False))(t).text


def test_what_is_private_reads_the_same_wherever_it_is_said(t: Speech) -> None:
    """The menu says no more of free places, ranks or rules, since each would tell one reason from another."""
    never = Verdict(never=Never.NOT_FOR_THIS_PAIR)
    told = {
        adjusting.option_of(Candidate(mentor=LEA, free=free, rank=rank, verdict=never), t)["description"][
            "text"
        ]
        for free, rank in ((0, None), (3, 1))
    }
    assert told == {t.plain("adjusting.never_not_for_this_pair")}


def test_only_the_latest_change_can_be_undone_and_long_lists_have_pages(t: Speech) -> None:
    found = a_history(45)
    pages = [good(adjusting.history(found, t, today=TODAY, page=page)) for page in range(3)]
    undo = [one["value"] for page in pages for one in elements(page) if one["action_id"] == ids.ADJUST_UNDO]
    assert undo == [f"{found.round.id}:{found.last}"]
    good(adjusting.history(replace(found, withheld=Withheld(rows=2, seen_by=MENTORS)), t, today=TODAY))


def test_every_rule_has_a_name_and_every_reason_a_sentence(t: Speech) -> None:
    assert adjusting.BREAKS.keys() == set(Bar) - {Bar.LINE, Bar.NOT_FOR_THIS_PAIR}
    assert adjusting.NEVER.keys() == set(Never)
    good(shown(everybody_alone())(t))
    good(shown(look_back())(t))
    good(adjusting.mentee_card(card(), t))
    good(what_if.supposed(a_supposition(), t))


def test_a_private_refusal_reads_as_a_lack_of_places_to_whoever_reviews(t: Speech) -> None:
    assert t(matching.ALONE["nobody_available"]) == t(matching.ALONE["no_place_left"])
