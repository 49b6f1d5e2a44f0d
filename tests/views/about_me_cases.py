"""What is merely offered: the pages of "about me", discreet preferences, the messages somebody wants."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.domain.enrolments import Enrolment, Part
from bot.domain.meetings import Form
from bot.domain.mentorships import SeatRole
from bot.domain.people import Person
from bot.domain.profiles import Line, Profile
from bot.domain.wanted import GROUPS, Group
from bot.programme.about_me import AboutMe
from bot.programme.avoiding import Wishes
from bot.programme.facts import Introduction
from bot.programme.round_facts import Habits
from bot.texts import Speech
from handlers.views import about_me as views
from handlers.views import avoiding, messages_wanted
from handlers.views.about_me import Page
from handlers.views.blocks import Block
from handlers.views.common import notice
from tests.views.cases import Case
from tests.views.cast import LEA, PEOPLE, TODAY, TOM, TYPE
from tests.views.home_cases import enrolled
from tests.views.round_cases import introduced, told, why

NETWORKS = ("Données & IA", "Mobilité & Énergie", "Numérique sobre", "Personnes & Finances")
BACK_ON = date(2026, 4, 20)
GOALS = {
    "fr": ("Présenter seul un projet au comité", "Relire le code des autres sans m’excuser"),
    "en": ("Present a project to the committee by myself", "Review other people’s code without apologising"),
}
EXPERIENCE = {
    "fr": "Quinze ans d’architecture, deux changements de métier, un grand projet raté dont je parle volontiers.",
    "en": "Fifteen years of architecture, two changes of career, and one big failed project I gladly talk about.",
}


def mine(person: Person, enrolment: Enrolment | None, **lines: object) -> AboutMe:
    profile = Profile(person_id=person.id, **lines)  # type: ignore[arg-type]
    return AboutMe(
        person=person, profile=profile, enrolment=enrolment, type=TYPE, networks=NETWORKS, today=TODAY
    )


def tom(t: Speech, *, away: bool = False) -> AboutMe:
    place = replace(enrolled(TOM, Part.MENTEE), paused_until=BACK_ON if away else None)
    return mine(
        TOM,
        place,
        languages=("de", "es"),
        seniority="3–5 ans" if t.language == "fr" else "3–5 years",
        goals=GOALS[t.language],
        days=(1, 3),
        form=Form.VIDEO,
    )


def lea(t: Speech) -> AboutMe:
    person = replace(LEA, other_networks=NETWORKS[:2])
    return mine(
        person,
        enrolled(LEA, Part.BOTH, capacity=3),
        roles=tuple(role.key for role in TYPE.roles[:2]),
        languages=("it",),
        topics_to_give=tuple(topic.key for topic in TYPE.topics[:3]),
        experience=EXPERIENCE[t.language],
    )


def stranger(t: Speech) -> AboutMe:
    return mine(replace(TOM, site=None, entity=None), None)


def saved(t: Speech, *changed: Line, away: bool = False, suggested: bool = False) -> Block:
    return notice(t, views.saved(changed, tom(t, away=away), t, suggested=suggested))


AVOIDED = Wishes(people=(PEOPLE["karim"], PEOPLE["helene"]))
NO_REMINDERS = frozenset(GROUPS) - {Group.REMINDERS}


def told_of_tom() -> Introduction:
    """What Tom added about himself, as Léa reads it when they are introduced."""
    return replace(
        introduced(TOM, SeatRole.MENTOR, why()),
        aims=GOALS["en"],
        habits=Habits(days=(1, 3), form=Form.VIDEO),
    )


CASES = [
    told("Léa meets a mentee who told his goals", told_of_tom(), reader=LEA, conversation="pair"),
    Case("about me", "The doors, from a typed word", views.doors),
    Case("about me", "Tom: who I am here", lambda t: views.form(Page.ABOUT, tom(t), t)),
    Case(
        "about me", "Léa, who mentors and learns: who I am here", lambda t: views.form(Page.ABOUT, lea(t), t)
    ),
    Case("about me", "Nothing told yet", lambda t: views.form(Page.ABOUT, stranger(t), t)),
    Case("about me", "Tom: what I am aiming for", lambda t: views.form(Page.AIMS, tom(t), t)),
    Case("about me", "Léa: what I aim for and offer", lambda t: views.form(Page.AIMS, lea(t), t)),
    Case("about me", "Tom: when and how", lambda t: views.form(Page.RHYTHM, tom(t), t)),
    Case(
        "about me", "Tom, on a break: when and how", lambda t: views.form(Page.RHYTHM, tom(t, away=True), t)
    ),
    Case("about me", "Saved", lambda t: saved(t, Line.SITE, Line.GOALS, suggested=True)),
    Case("about me", "Gone on a break", lambda t: saved(t, Line.PAUSE, away=True)),
    Case("about me", "Back from a break", lambda t: saved(t, Line.PAUSE)),
    Case("about me", "Saved without a change", saved),
    Case("discreet", "Nobody yet", lambda t: avoiding.form(Wishes(people=()), t)),
    Case("discreet", "Two people", lambda t: avoiding.form(AVOIDED, t)),
    Case("discreet", "Noted", lambda t: notice(t, avoiding.noted(AVOIDED, t))),
    Case("discreet", "Nobody any more", lambda t: notice(t, avoiding.noted(Wishes(people=()), t))),
    Case(
        "discreet",
        "Noted, with a partner and a choice among them",
        lambda t: notice(
            t, avoiding.noted(replace(AVOIDED, partners=(PEOPLE["karim"],), chosen=(PEOPLE["helene"],)), t)
        ),
    ),
    Case("messages", "Which messages I want", lambda t: messages_wanted.form(frozenset(GROUPS), t)),
    Case("messages", "Without reminders", lambda t: messages_wanted.form(NO_REMINDERS, t)),
    Case("messages", "Noted: all", lambda t: notice(t, messages_wanted.noted(frozenset(GROUPS), t))),
    Case("messages", "Noted: without reminders", lambda t: notice(t, messages_wanted.noted(NO_REMINDERS, t))),
    Case("messages", "Noted: none", lambda t: notice(t, messages_wanted.noted(frozenset(), t))),
]
