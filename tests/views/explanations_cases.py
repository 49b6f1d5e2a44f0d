"""Explanations: each page as it is typed for and as it is opened, with everything written and with nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from bot.domain.enrolments import Part
from bot.domain.programmes import Audience, Moment, ProgrammeType
from bot.domain.resources import at_moment
from bot.programme.joining import Arrival
from bot.texts import Speech
from handlers.views import explanations as views
from handlers.views.explanations import Page
from tests.views.cases import Case
from tests.views.cast import TYPE
from tests.views.test_onboarding import arrival

REASON = {
    "fr": "Parce qu’un regard d’ailleurs fait gagner des mois, et que personne ne devrait chercher sans aide.",
    "en": "Because a view from elsewhere saves months, and nobody should have to search alone.",
}


def reader(part: Part | None = Part.BOTH, *, kind: ProgrammeType = TYPE) -> Arrival:
    return arrival(part, answered=part is not None, kind=kind)


RICH = reader(kind=replace(TYPE, why=dict.fromkeys(Audience, REASON)))
BARE = reader(kind=replace(TYPE, why={}, resources=()))


def cases() -> Iterator[Case]:
    for page in Page:
        name = Speech("en").plain(f"explanations.title.{page}")
        yield Case("explanations", f"{name}, typed", partial(views.page, page, RICH))
        yield Case("explanations", f"{name}, pressed", partial(views.opened, page, RICH))
    yield Case("explanations", "Something to read", partial(views.resource, TYPE.resources[1]))
    yield Case("explanations", "At the moment of choosing", lambda t: views.resources(CHOOSING, t))
    yield Case("explanations", "No reasons written", partial(views.page, Page.WHY, BARE))
    yield Case("explanations", "Nothing to read", partial(views.page, Page.SHELF, BARE))


CHOOSING = at_moment(TYPE, Moment.CHOOSING, Part.MENTEE)
CASES = list(cases())
