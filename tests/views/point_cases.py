"""What people add to their sheet, and how they arrange it: in the message, in the form, in the small forms."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.domain.points import LONGEST_POINT, Point, PointKind
from bot.domain.sheets import LONGEST_OWN, Item
from bot.programme.arranging import Arrangement
from bot.programme.sheets import Page
from bot.texts import Speech
from handlers.views import arranging, points, sheets
from handlers.views.blocks import Block
from tests.views.cases import Case
from tests.views.cast import LEA, NOW, PEOPLE, TOM
from tests.views.month_cases import page, sheet
from tests.views.round_cases import told

LAST_MONTH = NOW - timedelta(days=35)


def point(number: int, words: str, by: int = TOM.id, **said: object) -> Point:
    made = Point(
        id=number,
        mentorship_id=3,
        kind=PointKind.TOPIC,
        by_id=by,
        shared=True,
        words=words,
        owner_id=None,
        due_on=None,
        first_cycle=2,
        at=NOW,
        done_at=None,
        done_by=None,
    )
    return replace(made, **said)


def promised(number: int, words: str, by: int, due_on: date | None = None, **said: object) -> Point:
    return point(number, words, by, kind=PointKind.ACTION, owner_id=by, due_on=due_on, **said)


def written(t: Speech) -> tuple[Point, ...]:
    """What Tom sees in the second month: promises and topics of both, and two topics that are his alone."""
    fr = t.language == "fr"
    earlier = {"first_cycle": 1, "at": LAST_MONTH}
    return (
        promised(
            1,
            "Présenter Tom à Karim, des données" if fr else "Introduce Tom to Karim, from data",
            LEA.id,
            date(2026, 3, 20),
            **earlier,
        ),
        promised(2, "Envoyer mon plan de présentation" if fr else "Send the outline of my talk", TOM.id),
        point(3, "Comment préparer l’entretien annuel ?" if fr else "How to prepare a yearly review?"),
        point(
            5,
            "Dire que le projet actuel me pèse" if fr else "Say that the current project weighs on me",
            shared=False,
        ),
        point(
            6,
            "Demander comment Léa a quitté son premier métier"
            if fr
            else "Ask how Léa left her first line of work",
            shared=False,
            **earlier,
        ),
        promised(
            4,
            "Lire l’article sur les revues de code" if fr else "Read the article on code reviews",
            TOM.id,
            done_at=NOW,
            done_by=TOM.id,
            **earlier,
        ),
    )


def with_points(t: Speech, number: int = 6) -> Page:
    return replace(page(carried=3, ticked=1), points=written(t)[:number])


def one_private(t: Speech) -> Page:
    return replace(with_points(t), points=(written(t)[3],))


def arranged(t: Speech) -> Arrangement:
    items = with_points(t).sheet.items
    words = "Une bonne nouvelle chacun·e" if t.language == "fr" else "One piece of good news each"
    own = replace(items[-1], id=90, key="own-1", texts={"fr": words, "en": words}, ticked_at=None)
    seen = with_points(t)
    shown = replace(seen, sheet=replace(seen.sheet, items=(*items[:1], *items[2:], own)))
    return Arrangement(page=shown, without=items[1:2])


def crowded() -> Page:
    """As much as a sheet can hold: sixty topics in the longest words, in a group of a dozen with the longest names."""
    words, dozen = "<&é>" * 50, [replace(one, name="N" * 80) for one in list(PEOPLE.values())[:12]]
    many = [
        promised(100 + n, words[:LONGEST_POINT], dozen[n % 12].id, date(2026, 9, 30), first_cycle=0)
        if n % 3
        else point(100 + n, words[:LONGEST_POINT], TOM.id, shared=n % 2 == 0, first_cycle=0)
        for n in range(60)
    ]
    items = [
        Item(
            id=n,
            key=f"own-{n}" if n % 2 else f"line{n}",
            texts=dict.fromkeys(("fr", "en"), "<&é>" * 20)
            if n % 2 == 0
            else dict.fromkeys(("fr", "en"), "x" * LONGEST_OWN),
            carried_since=n % 3 or None,
            ticked_at=None,
            ticked_by=None,
        )
        for n in range(1, 46)
    ]
    seen = page(carried=3)
    return replace(
        seen,
        sheet=replace(seen.sheet, items=tuple(items)),
        partners=tuple(dozen),
        people={one.id: one for one in (*dozen, TOM)},
        points=tuple(many),
    )


def dropping_all(t: Speech) -> Block:
    """Everything on it is the reader's own."""
    full = crowded()
    mine = replace(full, points=tuple(replace(one, by_id=TOM.id) for one in full.points))
    return arranging.form(Arrangement(page=mine, without=full.sheet.items[:20]), TOM, t, kept="3:2::")


CASES = [
    Case(
        "sheets",
        "A sheet with topics and actions, two of them for oneself",
        lambda t: told("", sheet(with_points(t))).draw(t),
    ),
    Case("sheets", "Ticking them, and sharing", lambda t: sheets.form(with_points(t), t)),
    Case("sheets", "One topic for oneself", lambda t: sheets.form(one_private(t), t)),
    Case(
        "sheets",
        "Adding a topic or an action",
        lambda t: points.form(with_points(t), TOM, t, kept="3:2::"),
    ),
    Case("sheets", "Arranging a sheet", lambda t: arranging.form(arranged(t), TOM, t, kept="3:2::")),
    Case("sheets", "The fullest sheet", lambda t: sheets.lines(crowded(), t), drawn=False),
    Case("sheets", "The fullest form", lambda t: sheets.form(crowded(), t), drawn=False),
    Case("sheets", "Adding in a large group", lambda t: points.form(crowded(), TOM, t, kept="3:2"), False),
    Case("sheets", "Arranging the fullest sheet", dropping_all, drawn=False),
]
