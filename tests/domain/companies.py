"""Companies to match: people said in a line, small random companies, and one as large as you like."""

from __future__ import annotations

import random

from hypothesis import strategies as st

from bot.domain.matching import Mentee, Mentor, Outcome, Request

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


@st.composite
def companies(draw: st.DrawFn, most_mentees: int = 5, most_mentors: int = 4) -> Request:
    """A small company; one of its mentors may be a mentee as well."""
    mentors = [
        Mentor(
            id=id,
            free_places=draw(st.integers(-1, 3)),
            topics=draw(topics),
            languages=draw(languages),
            network=draw(networks),
            mentees_now=draw(st.integers(0, 2)),
        )
        for id in range(1, 1 + draw(st.integers(0, most_mentors)))
    ]
    someone = st.sampled_from([*(mentor.id for mentor in mentors), 99])
    mentees = [
        Mentee(
            id=id,
            choices=tuple(draw(st.lists(someone, max_size=3, unique=draw(st.integers(0, 9)) > 0))),
            choose_for_me=draw(st.booleans()),
            topics=draw(topics),
            languages=draw(languages),
            network=draw(networks),
            left_out_before=draw(st.integers(0, 3)),
            manager_line=draw(st.frozensets(someone, max_size=1)),
            apart_from=draw(st.frozensets(someone, max_size=1)),
        )
        for id in range(draw(st.integers(1, 9)), 10)[:most_mentees]
    ]
    return Request(mentees=tuple(mentees), mentors=tuple(mentors), seed=draw(st.integers(0, 99)))


def company_of(mentees: int, mentors: int, *, choose_for_me: float, seed: int = 1) -> Request:
    rng = random.Random(seed)
    subjects, places = [f"topic {n}" for n in range(12)], [f"network {n}" for n in range(6)]
    tongues = [frozenset({"fr"}), frozenset({"en"}), frozenset({"fr", "en"})]
    volunteers = tuple(
        Mentor(
            id=1_000_000 + n,
            free_places=rng.randint(1, 8),
            topics=frozenset(rng.sample(subjects, rng.randint(1, 4))),
            languages=rng.choice(tongues),
            network=rng.choice(places),
            mentees_now=rng.randint(0, 2),
        )
        for n in range(mentors)
    )

    def learner(id: int) -> Mentee:
        chooses = rng.random() >= choose_for_me
        return Mentee(
            id=id,
            choices=tuple({volunteer.id: None for volunteer in rng.choices(volunteers, k=3)})
            if chooses
            else (),
            choose_for_me=not chooses,
            topics=frozenset(rng.sample(subjects, 3)),
            languages=rng.choice(tongues),
            network=rng.choice(places),
            left_out_before=rng.choice([0, 0, 0, 0, 1, 2]),
            manager_line=frozenset(volunteer.id for volunteer in rng.choices(volunteers, k=3)),
        )

    return Request(mentees=tuple(map(learner, range(mentees))), mentors=volunteers, seed=seed)
