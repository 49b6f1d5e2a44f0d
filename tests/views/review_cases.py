"""The coordinator's review of a round: its pages, what is changed by hand, what if, and what publishing came to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from bot.domain.adjusting import BROUGHT_BACK, Never, Verdict
from bot.domain.matching import Cut, LeftOut
from bot.domain.people import Person
from bot.domain.rounds import AdjustmentKind, Offer, RoundState
from bot.domain.suitability import Bar
from bot.programme.cards import MenteeCard, MentorCard
from bot.programme.closeness import Withheld
from bot.programme.loads import Load
from bot.programme.publishing import GONE, Lost, Published
from bot.programme.reasons import Why
from bot.programme.reviewing import Counts, Heard, Review, Row
from bot.programme.undoing import Change, History
from bot.programme.weighing import Candidate
from bot.programme.what_if import Supposed, Supposition
from bot.texts import Speech
from handlers.views import adjusting, matching, review, what_if
from handlers.views.blocks import Block, Message, actions, select
from handlers.views.review import View
from tests.views.cases import Case
from tests.views.cast import INES, LEA, MENTEES, MENTORS, NOW, PEOPLE, TODAY, TOM
from tests.views.round_cases import PROPOSED, PUBLISHED, offered

WITH_MENTORS = replace(PROPOSED, state=RoundState.WITH_MENTORS, mentors_until=date(2026, 3, 20))
NOTHING = Why(rank=None, suggested=False, topics=(), languages=(), same_network=False, other_network=False)
REASONS = (
    replace(NOTHING, rank=1, topics=offered(LEA)[:2], languages=("de", "fr"), other_network=True),
    replace(NOTHING, rank=2, languages=("en",), same_network=True, other_entity=True),
    replace(NOTHING, topics=offered(LEA)[:1], other_network=True, more_senior=True),
    replace(NOTHING, suggested=True, languages=("fr",), other_network=True),
)
#: Each reason that a coordinator may read.
ALONE = (*(why.value for why in LeftOut), BROUGHT_BACK, GONE)


def a_review(**changes: object) -> Review:
    """A dozen people: two are without a mentor, one pair was moved by hand."""
    alone = [LeftOut.CHOICES_FULL, LeftOut.DID_NOT_ANSWER]
    rows = [
        *(without(one, why.value) for one, why in zip(MENTEES[6:], alone, strict=True)),
        *(
            Row(mentee=one, mentor=MENTORS[number], why=REASONS[number % 4], left_out=None)
            for number, one in enumerate(MENTEES[:6])
        ),
    ]
    rows[-1] = replace(rows[-1], by_hand=True, locked=True)
    found = Review(
        round=PROPOSED,
        rows=tuple(rows),
        withheld=Withheld(rows=1, seen_by=MENTORS[1:3]),
        counts=Counts(first=2, second=2, third=0, trusted=1, suggested=1, without=2, declined=1),
        ready=True,
        loads=tuple(a_load(one, number) for number, one in enumerate(MENTORS)),
        changes=2,
        may_publish=False,
    )
    return replace(found, **changes)


def without(mentee: Person, why: str) -> Row:
    return Row(mentee=mentee, mentor=None, why=NOTHING, left_out=why)


def a_load(mentor: Person, number: int) -> Load:
    """One would open too low, one has nobody, one was named too often, one has a place that was added."""
    now, coming, named, added = [(0, 1, 1, 0), (0, 0, 0, 0), (2, 2, 5, 0), (3, 2, 2, 1)][number % 4]
    return Load(mentor=mentor, places=4 + added, now=now, coming=coming, named=named, added=added, least=3)


def look_back() -> Review:
    found = a_review(round=PUBLISHED, may_publish=False)
    offers = (Offer.OPEN, Offer.ACCEPTED, Offer.DECLINED)
    rows = [
        replace(row, why=REASONS[3], offer=offer) for row, offer in zip(found.rows[2:], offers, strict=False)
    ]
    counts = replace(found.counts, accepted=1, refused=1, open=1)
    return replace(found, rows=(*found.rows[:2], *rows, *found.rows[5:]), counts=counts)


def everybody_alone() -> Review:
    people = [*MENTEES, *MENTORS]
    rows = tuple(without(one, why) for one, why in zip(people, ALONE, strict=False))
    counts = Counts(first=0, second=0, third=0, trusted=0, suggested=0, without=len(rows), declined=0)
    return a_review(rows=rows, counts=counts, may_publish=True, changes=0)


def many(pairs: int, alone: int) -> Review:
    """A large round: names are made up, and the faces are those of the cast, again and again."""
    names = [f"{first} {last}" for last in LAST for first in FIRST]
    people = [
        replace(FACES[number % len(FACES)], id=1000 + number, name=names[number % len(names)])
        for number in range(pairs + alone)
    ]
    rows = [
        *(without(one, ALONE[number % 3]) for number, one in enumerate(people[:alone])),
        *(
            Row(mentee=one, mentor=MENTORS[number % 6], why=REASONS[number % 4], left_out=None)
            for number, one in enumerate(people[alone:])
        ),
    ]
    mentors = [replace(one, id=5000 + number) for number, one in enumerate(people[: pairs // 4])]
    return a_review(
        rows=tuple(sorted(rows, key=lambda row: (row.mentor is not None, row.mentee.name.casefold()))),
        counts=replace(a_review().counts, first=pairs - 4, without=alone),
        loads=tuple(a_load(one, number) for number, one in enumerate(mentors)),
    )


FIRST = ("Aïcha", "Bruno", "Camille", "Diego", "Emily", "Farid", "Giulia", "Hugo", "Ingrid", "Julien")
LAST = tuple(
    f"{name}-{more}" for name in ("Arnaud", "Bernier", "Costa", "Duval") for more in ("Roy", "Petit")
)


FACES = sorted(PEOPLE.values(), key=lambda one: one.name)


def card(row: Row | None = None, *, aside: bool = False) -> MenteeCard:
    shown = row or Row(mentee=TOM, mentor=LEA, why=REASONS[0], left_out=None)
    return MenteeCard(round=PROPOSED, row=shown, seen=f"{LEA.id}-0-0", aside=aside)


def a_history(count: int = 5) -> History:
    kinds = [
        (AdjustmentKind.MOVE, True),
        (AdjustmentKind.LOCK, False),
        (AdjustmentKind.EXCLUDE, True),
        (AdjustmentKind.PLACE, True),
        (AdjustmentKind.LOCK, True),
        (AdjustmentKind.EXCLUDE, False),
    ]
    changes = [
        Change(
            id=count - number,
            kind=kinds[number % 6][0],
            person=MENTEES[number % 8],
            mentor=LEA if kinds[number % 6][0] is AdjustmentKind.MOVE else None,
            on=kinds[number % 6][1],
            by=INES,
            at=NOW - timedelta(minutes=7 * number),
        )
        for number in range(count)
    ]
    return History(
        round=PROPOSED, changes=tuple(changes), withheld=Withheld(rows=0, seen_by=()), last=count or None
    )


def a_supposition(*, helpful: bool = True) -> Supposition:
    changes = (
        Supposed(mentor=LEA, lifted=None, matched=2, first=1),
        Supposed(mentor=None, lifted=Bar.NETWORK, matched=1, first=-1),
        Supposed(mentor=None, lifted=Bar.TEAM, matched=1, first=0),
        Supposed(mentor=None, lifted=Bar.ENTITY, matched=0, first=1),
    )
    return Supposition(
        round=PROPOSED, changes=changes if helpful else (), cut=Cut(lists=412, let_in=36 if helpful else 0)
    )


def menu_of_mentors(t: Speech) -> list[Block]:
    """What the menu of mentors offers, laid open."""
    offered_ = [
        Candidate(mentor=MENTORS[0], free=2, rank=1, verdict=Verdict()),
        Candidate(mentor=MENTORS[1], free=0, rank=None, verdict=Verdict(breaks=(Bar.LANGUAGE, Bar.CAPACITY))),
        *(
            Candidate(mentor=one, free=1, rank=None, verdict=Verdict(never=never))
            for one, never in zip(MENTORS[2:], Never, strict=True)
        ),
    ]
    options = [adjusting.option_of(one, t) for one in offered_]
    found = [adjusting.option_to_find(LEA, "mentor", 1, t), adjusting.option_to_find(TOM, "mentee", 1, t)]
    return [actions(select("mentors", placeholder="…", options=[*options, *found]))]


def shown(found: Review, view: View = View.ROWS, page: int = 0) -> Callable[[Speech], Message]:
    return lambda t: review.reviewed(found, t, today=TODAY, view=view, page=page)


CASES = [
    Case("round", "Proposals are being made", lambda t: matching.wait(t("rounds.preparing"), 1, t)),
    Case("review", "A dozen people", shown(a_review())),
    Case("review", "Why somebody has no mentor", shown(everybody_alone())),
    Case("review", "Six hundred people", shown(many(560, 40))),
    Case("review", "A page of pairs among thirty", shown(many(560, 40), page=12)),
    Case("review", "What each mentor carries", shown(a_review(), View.LOAD)),
    Case("review", "Whose places were not enough", shown(a_review(), View.SHORT)),
    Case("review", "Nobody’s places were too few", shown(a_review(loads=()), View.SHORT)),
    Case(
        "review",
        "Mentors are reading",
        shown(a_review(round=WITH_MENTORS, heard=Heard(asked=6, answered=4, silent=MENTORS[4:]))),
    ),
    Case(
        "review",
        "Mentors have had their days",
        shown(
            a_review(
                round=WITH_MENTORS, heard=Heard(asked=6, answered=2, silent=MENTORS[2:]), may_publish=True
            )
        ),
    ),
    Case("review", "Looking back", shown(look_back())),
    Case(
        "review",
        "Published",
        lambda t: matching.published(
            Published(
                round=PUBLISHED,
                pairs=6,
                offered=1,
                without=2,
                lost=(Lost(mentee=PEOPLE["theo"], mentor=LEA),),
            ),
            t,
            today=TODAY,
        ),
    ),
    Case(
        "review",
        "Published already",
        lambda t: matching.published(
            Published(round=PUBLISHED, pairs=6, offered=0, without=2, lost=(), already=True), t, today=TODAY
        ),
    ),
    Case("adjusting", "One row", lambda t: adjusting.mentee_card(card(), t)),
    Case(
        "adjusting",
        "Moved",
        lambda t: adjusting.mentee_card(
            card(Row(mentee=TOM, mentor=LEA, why=REASONS[3], left_out=None, by_hand=True, locked=True)),
            t,
            note=t("adjusting.moved"),
        ),
    ),
    Case(
        "adjusting",
        "Taken out of the round",
        lambda t: adjusting.mentee_card(
            card(without(TOM, LeftOut.SET_ASIDE.value), aside=True), t, note=t("adjusting.excluded")
        ),
    ),
    Case(
        "adjusting",
        "Every rule that a move breaks",
        lambda t: adjusting.must_confirm(
            card(), MENTORS[1], tuple(adjusting.BREAKS), t, seen=f"{LEA.id}-0-0"
        ),
    ),
    Case(
        "adjusting",
        "Not available for this pair",
        lambda t: adjusting.cannot_move(card(), MENTORS[1], Never.NOT_FOR_THIS_PAIR, t),
    ),
    Case("adjusting", "The mentors offered", menu_of_mentors, drawn=False),
    Case(
        "adjusting",
        "One mentor",
        lambda t: adjusting.mentor_card(
            MentorCard(round=PROPOSED, load=a_load(LEA, 2), people=MENTEES[:2]),
            t,
            note=t("adjusting.place_added"),
        ),
    ),
    Case(
        "adjusting",
        "What was changed by hand",
        lambda t: adjusting.history(a_history(), t, today=TODAY, note=t("adjusting.undone")),
    ),
    Case("adjusting", "Nothing was changed", lambda t: adjusting.history(a_history(0), t, today=TODAY)),
    Case("adjusting", "What if", lambda t: what_if.supposed(a_supposition(), t)),
    Case("adjusting", "Nothing would help", lambda t: what_if.supposed(a_supposition(helpful=False), t)),
]
