"""Explanations: each page as it is typed for and as it is opened, with everything written and with nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.domain.enrolments import Part
from bot.domain.programmes import Audience, Moment, ProgrammeType, Resource
from bot.domain.resources import at_moment
from bot.programme.joining import Arrival
from handlers.views import explanations as views
from handlers.views.explanations import Page
from tests.views.cases import Case
from tests.views.cast import TYPE
from tests.views.test_onboarding import arrival

#: As long as a programme file allows, with what Slack would take for more than words.
LONGEST = dict.fromkeys(("fr", "en"), ("<!channel> & *gras* " * 200)[:2000])
TITLE = dict.fromkeys(("fr", "en"), ("Un titre, " * 6)[:60])
MANY = tuple(
    Resource(
        key=f"k{number:039}",
        title=TITLE,
        texts=LONGEST,
        link="https://example.com/" + "a" * 200,
        moment=Moment.CHOOSING,
        audience=Audience.EVERYONE,
    )
    for number in range(20)
)
REASON = {
    "fr": "Parce qu’un regard d’ailleurs fait gagner des mois, et que personne ne devrait chercher sans aide.",
    "en": "Because a view from elsewhere saves months, and nobody should have to search alone.",
}


def reader(part: Part | None = Part.BOTH, *, kind: ProgrammeType = TYPE) -> Arrival:
    return arrival(part, answered=part is not None, kind=kind)


RICH = reader(kind=replace(TYPE, why=dict.fromkeys(Audience, REASON)))
BARE = reader(kind=replace(TYPE, why={}, resources=()))
LONG = reader(kind=replace(TYPE, why=dict.fromkeys(Audience, LONGEST), resources=MANY))


def cases() -> Iterator[Case]:
    for page in Page:
        yield Case("explanations", f"{page}, typed", lambda t, page=page: views.page(page, RICH, t))
        yield Case("explanations", f"{page}, pressed", lambda t, page=page: views.opened(page, RICH, t))
    for page in (Page.WHY, Page.SHELF):
        yield Case("explanations", f"{page}, unwritten", lambda t, page=page: views.page(page, BARE, t))
        yield Case(
            "explanations", f"{page}, as long as may be", lambda t, page=page: views.opened(page, LONG, t)
        )
    yield Case("explanations", "something to read", lambda t: views.resource(MANY[0], t))
    yield Case(
        "explanations",
        "at the moment of choosing",
        lambda t: views.resources(at_moment(LONG.type, Moment.CHOOSING, Part.MENTEE)[:2], t, of="newcomer"),
    )


CASES = list(cases())
