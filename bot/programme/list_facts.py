"""What a mentor's list and a suggestion have to tell, and why they need not be said any more."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.people import Person
from bot.domain.prompts import Prompt
from bot.domain.refusals import Outdated
from bot.programme import offering, with_mentors
from bot.programme.offering import RECALLS, Suggestion
from bot.programme.with_mentors import MentorList
from bot.programme.work import Work


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """Who would be the reader's, as things stand."""

    prompt: Prompt
    list: MentorList


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggested:
    """Somebody who is suggested to the reader, and what became of it; `recalls` when they were told before."""

    prompt: Prompt
    suggestion: Suggestion
    recalls: bool


ListFacts = Listed | Suggested


def listed(work: Work, prompt: Prompt, reader: Person) -> Listed:
    try:
        return Listed(prompt=prompt, list=with_mentors.mine(work, reader, prompt.about["round"]))
    except Outdated as gone:
        raise LookupError("list") from gone


def suggested(work: Work, prompt: Prompt, reader: Person) -> Suggested:
    try:
        suggestion = offering.mine(work, reader, prompt.about["round"])
    except Outdated as gone:
        raise LookupError("suggestion") from gone
    return Suggested(prompt=prompt, suggestion=suggestion, recalls=RECALLS in prompt.about)


def list_moot(work: Work, prompt: Prompt, reader: Person) -> str | None:
    """Nobody is on it any more, all is said, or it takes no more words."""
    try:
        found = with_mentors.mine(work, reader, prompt.about.get("round", 0))
    except Outdated:
        return "left"
    return None if found.waits else "closed"


def suggestion_moot(work: Work, prompt: Prompt, reader: Person) -> str | None:
    try:
        return None if offering.mine(work, reader, prompt.about.get("round", 0)).is_open else "answered"
    except Outdated:
        return "left"
