"""How people see themselves is theirs: what they may rate, and what may be counted of it."""

from __future__ import annotations

import pytest

from bot.domain.refusals import Outdated
from bot.domain.skills import Moment, Rating, TooManySkills, check, rates


def test_who_went_up_is_counted_once_and_never_among_few() -> None:
    def rated(person: int, start: int, end: int | None) -> list[tuple[int, Rating]]:
        values = {Moment.START: start, **({Moment.END: end} if end is not None else {})}
        return [
            (person, Rating(person_id=person, skill="x", moment=moment, value=value))
            for moment, value in values.items()
        ]

    ratings = [one for person in range(1, 11) for one in rated(person, 2, 4)]
    ratings += [one for person in range(11, 17) for one in rated(person, 3, None)]
    assert rates(ratings) == {
        "rated": 16,
        "both": 10,
        "up": 10,
        "same": 0,
        "down": 0,
        "start_only": 6,
    }
    one_down = [*ratings, *rated(17, 4, 1)]
    assert rates(one_down)["both"] == 11
    assert rates(one_down)["up"] is None, "else everybody would know that one went down"


def test_three_skills_are_rated_from_one_to_five_among_those_offered() -> None:
    check({"a": 1, "b": 5, "c": 3}, "abcd")
    with pytest.raises(TooManySkills):
        check(dict.fromkeys("abcd", 1), "abcd")
    for wrong in ({"z": 1}, {"a": 6}, {"a": 0}):
        with pytest.raises(Outdated):
            check(wrong, "abcd")
