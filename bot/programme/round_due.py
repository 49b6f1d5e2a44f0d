"""The team hears when a round waits for them: answers are closed, or mentors have looked at their lists.

Everybody of the team is told, and each reads what is not about somebody close to them (`rounds.standing`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.domain.cadence import PromptDue, to_each
from bot.domain.kinds import PromptKind
from bot.domain.people import Person
from bot.domain.permissions import Act
from bot.domain.prompts import Prompt
from bot.domain.rounds import Round, RoundState
from bot.programme.choosing import takes_answers
from bot.programme.closeness import team_but
from bot.programme.inviting import period_of
from bot.programme.rounds import Standing, standing
from bot.programme.work import Work

#: Whoever looks later than that finds it in the menu.
STILL_NEWS = timedelta(days=30)


class Step(StrEnum):
    """What the round waits for, named in the ids of its prompt: proposals to prepare, or to publish. `DONE`: what one
    coordinator had asked for was cut short, and is done now.
    """

    ANSWERS = "answers"
    MENTORS = "mentors"
    DONE = "done"


#: The state in which a round waits for each; once it has moved on, there is nothing left to say.
WAITS_IN: Mapping[Step, RoundState] = {
    Step.ANSWERS: RoundState.COLLECTING,
    Step.MENTORS: RoundState.WITH_MENTORS,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class RoundDue:
    """`over` once somebody of the team has taken the round further."""

    prompt: Prompt
    standing: Standing
    step: Step
    over: bool


def to_tell(work: Work) -> Iterator[PromptDue]:
    """The campaign whose time to answer is over. Asked at every beat, it is told once."""
    programme = work.programme()
    found = work.rounds.latest(programme.id) if programme else None
    if found is not None and found.state is RoundState.COLLECTING and not takes_answers(work, found):
        yield from due(work, found, Step.ANSWERS)


def due(work: Work, found: Round, step: Step) -> Iterable[PromptDue]:
    """One message to each of the team."""
    return to_each(
        [one.id for one in team_but(work, frozenset())],
        PromptKind.ROUND_DUE,
        period=period_of(found.id),
        rung=step.value,
        now=work.now,
        until=work.now + STILL_NEWS,
        about={"round": found.id, step.value: 1},
    )


def facts(work: Work, prompt: Prompt, reader: Person) -> RoundDue:
    found = work.rounds.get(prompt.about.get("round", 0))
    if found is None:
        raise LookupError("round")
    step = next((step for step in WAITS_IN if step.value in prompt.about), Step.DONE)
    over = step in WAITS_IN and found.state is not WAITS_IN[step]
    return RoundDue(prompt=prompt, standing=standing(work, reader, found), step=step, over=over)


def why_moot(work: Work, prompt: Prompt, reader: Person) -> str | None:
    """Somebody of the team was faster, or the reader is of the team no more."""
    if not work.may(reader, Act.RUN_ROUND):
        return "left"
    found = work.rounds.get(prompt.about.get("round", 0))
    return "gone" if found is None else "done" if facts(work, prompt, reader).over else None
