"""Home as people see it: every part, every state of a pair, both languages, the longest names."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.calendar import Period
from bot.domain.enrolments import Enrolment, Part
from bot.domain.mentorships import Mentorship, MentorshipState, Seat, SeatRole
from bot.domain.preferences import next_question
from bot.domain.rounds import Answer, RoundState
from bot.playground.blockkit import problems
from bot.programme.home import Home, Pair, Team
from bot.programme.joining import Arrival
from bot.programme.outcomes import Became
from bot.programme.types import load_types
from bot.texts import LANGUAGES, Speech
from handlers.views import home as views
from handlers.views import mine
from handlers.views.wording import names
from tests.somebody import a_round, place
from tests.views.test_prompts import HELD, LONG, OUTCOMES, PLANNED, WORKSPACE, someone

TODAY = date(2026, 3, 17)
NOW = datetime(2026, 3, 17, 9, tzinfo=UTC)
TYPE = load_types()["long_term"]
READER = replace(
    someone(1, LONG),
    network="N" * 75,
    network_confirmed=True,
    language_chosen=True,
    topics=tuple(topic.key for topic in TYPE.topics[:5]),
)
ROUND = a_round(id=4, opened_at=NOW, closes_on=date(2026, 3, 31))
ENROLMENT = place(
    part=Part.BOTH, capacity=8, expectation_skipped=True, topics_answered=True, completed_at=NOW
)


def pair(number: int, became: Became, role: SeatRole) -> Pair:
    seats = (Seat(id=1, person_id=1, role=role), Seat(id=2, person_id=2, role=SeatRole.MENTEE))
    return Pair(
        mentorship=Mentorship(
            id=number,
            programme_id=1,
            state=MentorshipState.ACTIVE,
            temporary=False,
            anchor=TODAY,
            period=Period(),
            timezone="Europe/Paris",
            introduced_at=NOW,
            ends_on=None,
            paused_until=None,
            seats=seats,
        ),
        role=role,
        partners=tuple(someone(n, LONG) for n in range(2, 7)),
        since=date(2025, 12, 12),
        ends=date(2026, 4, 11),
        last=HELD if number % 2 else None,
        planned=PLANNED if number % 3 else None,
        outcome=OUTCOMES[became],
        ticked=3,
        items=0 if number % 2 else 8,
        chooses_rhythm=True,
    )


def home(
    enrolment: Enrolment | None = ENROLMENT,
    *,
    pairs: int = 0,
    shown: tuple[Pair, ...] = (),
    **more: object,
) -> Home:
    states, roles = list(Became), list(SeatRole)
    found = list(shown) or [pair(n, states[n % len(states)], roles[n % len(roles)]) for n in range(pairs)]
    arrival = Arrival(
        person=READER,
        enrolment=enrolment,
        type=TYPE,
        networks=("Produit",),
        progress=next_question(READER, enrolment),
        open_round=ROUND,
        linked=bool(found),
        today=TODAY,
    )
    known = {
        "arrival": arrival,
        "today": TODAY,
        "pairs": tuple(found),
        "carried": 5,
        "answer": None,
        "team": None,
    }
    return Home(**{**known, **more})


@pytest.fixture(params=LANGUAGES)
def t(request: pytest.FixtureRequest) -> Speech:
    return Speech(request.param)


@pytest.mark.parametrize("part", [None, *Part])
@pytest.mark.parametrize("state", [None, *RoundState])
def test_slack_takes_every_home(t: Speech, part: Part | None, state: RoundState | None) -> None:
    team = Team(
        runs=state is not None, round=replace(ROUND, state=state) if state else None, invited=3, answered=1
    )
    for shown in (
        home(replace(ENROLMENT, part=part), team=team),
        home(replace(ENROLMENT, part=part, topics_answered=False, capacity=None), team=team),
        home(replace(ENROLMENT, part=part), answer=Answer.CHOICES, pairs=3),
        home(None, team=team),
    ):
        assert problems(views.page(shown, WORKSPACE, t), "home") == []


def test_a_mentor_of_very_many_has_a_home_that_fits_and_says_who_is_missing(t: Speech) -> None:
    shown = views.page(home(pairs=87), WORKSPACE, t)

    assert problems(shown, "home") == []
    assert shown["blocks"][-1]["type"] == "context", "the end of the page is not cut off"
    assert t("home.more_pairs", count=7) in str(shown)


def test_nobody_reads_that_all_is_well_while_they_do_not_agree_about_a_meeting(t: Speech) -> None:
    disputed = replace(pair(1, Became.DISPUTED, SeatRole.MENTEE), planned=None)

    shown = views.page(home(replace(ENROLMENT, part=Part.MENTOR), shown=(disputed,)), WORKSPACE, t)

    day = t.date(HELD.held_on, today=TODAY)
    said = t("home.disagreed", partner=names(disputed.partners, t), day=day)
    assert shown["blocks"][1]["text"]["text"] == said
    assert problems(shown, "home") == []


def test_the_other_pages_fit_too(t: Speech) -> None:
    assert problems(views.kept(t), "modal") == []
    assert problems(views.not_for_you(t), "home") == []


@pytest.mark.parametrize("pairs", [1, 8, 40])
def test_slack_takes_the_space_of_a_mentor_of_many(t: Speech, pairs: int) -> None:
    said = mine.space(home(pairs=pairs), WORKSPACE, t, unread=True)

    assert problems({"text": said.text, "blocks": said.blocks}, "message") == []


def test_a_round_whose_answers_are_closed_is_not_called_open() -> None:
    day_after = ROUND.closes_on + timedelta(days=1)
    team = Team(runs=True, round=ROUND, invited=3, answered=1)

    assert "Round open until" in str(
        views.page(home(team=team, today=ROUND.closes_on), WORKSPACE, Speech("en"))
    )
    assert "Round open until" not in str(
        views.page(home(team=team, today=day_after), WORKSPACE, Speech("en"))
    )


def test_whoever_runs_the_programme_without_being_in_it_finds_their_work_first() -> None:
    team = Team(runs=True, round=ROUND, invited=3, answered=1)

    stranger = str(views.page(home(replace(ENROLMENT, part=None), team=team), WORKSPACE, Speech("en")))
    mentor = str(views.page(home(team=team), WORKSPACE, Speech("en")))

    assert stranger.index("For the programme team") < stranger.index("Take part")
    assert mentor.index("You take part") < mentor.index("For the programme team")
