"""Companies to match: people said in a line, small random companies, and one as large as you like."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

from hypothesis import strategies as st

from bot.domain.matching import Mentee, Mentor, Outcome, Request
from bot.domain.meetings import Form
from bot.domain.programmes import Mode
from bot.domain.suitability import NO_RULES, PairRules

FRENCH = frozenset({"fr"})
TOPICS = ("data", "lead", "sales", "teach")
LEA, NOE, ADA = 101, 102, 103
TOM, MIA, SAM = 1, 2, 3


def mentor(id: int, free_places: int = 3, **more: object) -> Mentor:
    return Mentor(**({"id": id, "free_places": free_places, "languages": FRENCH} | more))  # type: ignore[arg-type]


def mentee(id: int, *choices: int, **more: object) -> Mentee:
    return Mentee(**({"id": id, "choices": choices, "languages": FRENCH} | more))  # type: ignore[arg-type]


def ask(*people: Mentee | Mentor, seed: int = 1) -> Request:
    return Request(
        mentees=tuple(person for person in people if isinstance(person, Mentee)),
        mentors=tuple(person for person in people if isinstance(person, Mentor)),
        seed=seed,
    )


def mentors_of(outcome: Outcome) -> dict[int, int]:
    return {proposal.mentee_id: proposal.mentor_id for proposal in outcome.proposals}


languages = st.frozensets(st.sampled_from(["fr", "en"]), min_size=1)
topics = st.frozensets(st.sampled_from(TOPICS))
networks = st.sampled_from([None, "domain", "knowledge"])
#: What both halves are: where, in which team, since when, and how they like to meet.
TRAITS = {
    "network": networks,
    "entity": st.sampled_from([None, "north", "south"]),
    "team": st.sampled_from([None, 201, 202]),
    "zone": st.sampled_from([None, -660, -480, 0, 60, 330, 720]),
    "joined_on": st.sampled_from(
        [None, date(2015, 3, 31), date(2021, 1, 1), date(2023, 1, 1), date(2026, 2, 1)]
    ),
    "form": st.sampled_from([None, Form.VIDEO, Form.PHONE]),
}
ROUND_MODES = (Mode.THREE_CHOICES, Mode.THREE_CHOICES, Mode.SUGGESTED, Mode.BY_COORDINATOR)
rules = st.builds(
    PairRules, other_team=st.booleans(), other_entity=st.booleans(), other_network=st.booleans()
)


@st.composite
def companies(draw: st.DrawFn, most_mentees: int = 5, most_mentors: int = 4) -> Request:
    """A small company; one of its mentors may be a mentee as well, and some pairs are locked together."""
    traits = st.fixed_dictionaries(TRAITS)
    mentors = [
        Mentor(
            id=id,
            free_places=draw(st.integers(-1, 3)),
            topics=draw(topics),
            languages=draw(languages),
            mentees_now=draw(st.integers(0, 2)),
            **draw(traits),
        )
        for id in range(1, 1 + draw(st.integers(0, most_mentors)))
    ]
    someone = st.sampled_from([*(mentor.id for mentor in mentors), 99])
    mode = draw(st.sampled_from(ROUND_MODES))
    named = st.lists(someone, max_size=3, unique=draw(st.integers(0, 9)) > 0)
    mentees = [
        Mentee(
            id=id,
            choices=tuple(draw(named)) if mode is Mode.THREE_CHOICES else (),
            choose_for_me=draw(st.booleans()),
            topics=draw(topics),
            languages=draw(languages),
            own_language=draw(st.sampled_from([None, "fr", "en"])),
            reads=draw(st.sampled_from([frozenset(), FRENCH])),
            left_out_before=draw(st.integers(0, 3)),
            manager_line=draw(st.frozensets(someone, max_size=1)),
            apart_from=draw(st.frozensets(someone, max_size=1)),
            locked_to=draw(st.one_of(st.none(), st.none(), someone)),
            set_aside=draw(st.integers(0, 9)) == 0,
            **draw(traits),
        )
        for id in range(draw(st.integers(1, 9)), 10)[:most_mentees]
    ]
    return Request(
        mentees=tuple(mentees),
        mentors=tuple(mentors),
        seed=draw(st.integers(0, 99)),
        rules=draw(rules),
        mode=mode,
        least=draw(st.integers(0, 3)),
    )


def company_of(
    mentees: int, mentors: int, *, choose_for_me: float, seed: int = 1, rules: PairRules = NO_RULES
) -> Request:
    rng = random.Random(seed)
    subjects, places = [f"topic {n}" for n in range(12)], [f"network {n}" for n in range(6)]
    tongues = [frozenset({"fr"}), frozenset({"en"}), frozenset({"fr", "en"})]

    def traits() -> dict[str, Any]:
        return {
            "network": rng.choice(places),
            "entity": rng.choice(["north", "south", "east", None]),
            "team": 2_000_000 + rng.randrange(1 + mentees // 8),
            "zone": rng.choice([-300, 0, 60, 60, 60, 120, 330]),
            "joined_on": date(rng.randint(2010, 2025), rng.randint(1, 12), 1),
            "form": rng.choice([None, *Form]),
        }

    volunteers = tuple(
        Mentor(
            id=1_000_000 + n,
            free_places=rng.randint(1, 8),
            topics=frozenset(rng.sample(subjects, rng.randint(1, 4))),
            languages=rng.choice(tongues),
            mentees_now=rng.randint(0, 2),
            **traits(),
        )
        for n in range(mentors)
    )

    def learner(id: int) -> Mentee:
        chooses = rng.random() >= choose_for_me
        spoken = rng.choice(tongues)
        return Mentee(
            id=id,
            choices=tuple({volunteer.id: None for volunteer in rng.choices(volunteers, k=3)})
            if chooses
            else (),
            choose_for_me=not chooses,
            topics=frozenset(rng.sample(subjects, 3)),
            languages=spoken,
            own_language=min(spoken),
            left_out_before=rng.choice([0, 0, 0, 0, 1, 2]),
            manager_line=frozenset(volunteer.id for volunteer in rng.choices(volunteers, k=3)),
            **traits(),
        )

    return Request(mentees=tuple(map(learner, range(mentees))), mentors=volunteers, seed=seed, rules=rules)
