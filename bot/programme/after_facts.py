"""What the prompts about the end of a mentorship have to tell, gathered when they are about to be said or drawn."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.mentorships import Mentorship
from bot.domain.people import Person
from bot.domain.prompts import Prompt
from bot.programme import skills
from bot.programme.afterwards import AFTER_ALL, RENEWED, Question, standing
from bot.programme.skills import OwnSkills
from bot.programme.work import Work


@dataclass(frozen=True, kw_only=True, slots=True)
class EndNear:
    """The question itself; and to whoever noted where they started from, a way to see how far they have come."""

    prompt: Prompt
    question: Question
    skills: OwnSkills | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Wished:
    """What the other half would like, as things are by now; `renewed`, that the reader's group goes on."""

    prompt: Prompt
    question: Question
    renewed: bool


AfterFacts = EndNear | Wished


def near(work: Work, prompt: Prompt, reader: Person) -> EndNear:
    question = _drawn(work, prompt, reader)
    own = skills.of(work, reader, question.mentorship) if question.is_open else None
    return EndNear(prompt=prompt, question=question, skills=own)


def wished(work: Work, prompt: Prompt, reader: Person) -> Wished:
    return Wished(prompt=prompt, question=_drawn(work, prompt, reader), renewed=RENEWED in prompt.about)


def near_moot(work: Work, prompt: Prompt, mentorship: Mentorship, reader: Person) -> str | None:
    """Answered from Home, over, or asked with the news of what the other half would like."""
    question = standing(work, mentorship, reader)
    if not question.is_open:
        return "past"
    return "answered" if question.mine else "asked" if question.theirs else None


def wish_moot(work: Work, prompt: Prompt, mentorship: Mentorship, reader: Person) -> str | None:
    """Nobody is told of what has changed again since."""
    if RENEWED in prompt.about:
        return None
    question = standing(work, mentorship, reader)
    if not question.is_open:
        return "past"
    if AFTER_ALL in prompt.about:
        return "changed" if question.theirs else None
    return None if question.theirs else "withdrawn"


def _drawn(work: Work, prompt: Prompt, reader: Person) -> Question:
    mentorship = work.mentorships.get(prompt.mentorship_id or 0)
    if mentorship is None:
        raise LookupError("mentorship")
    return standing(work, mentorship, reader)
