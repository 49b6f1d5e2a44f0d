"""What the messages about reaching out have to tell when they are said or drawn again. They look, and only look.

A name is shown to one contact, while the request is theirs: before and after, the card holds nobody's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.people import Person
from bot.domain.prompts import Prompt
from bot.domain.reaching_out import Request
from bot.programme.reaching_out import DONE, may_have
from bot.programme.work import Work


class Card(StrEnum):
    """What became of a request, as one contact may know it."""

    THEIRS = "theirs"
    DONE = "done"
    PASSED = "passed"
    OVER = "over"


@dataclass(frozen=True, kw_only=True, slots=True)
class HelpCard:
    """To the contact. `person` and `by`, the last moment to get in touch, are there while it is theirs."""

    prompt: Prompt
    became: Card
    person: Person | None = None
    by: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class HelpPassed:
    """To the asker: who has it now, until when. Without a contact nobody is left to ask; without a request it is
    over.
    """

    prompt: Prompt
    request: Request | None
    contact: Person | None = None
    by: datetime | None = None


HelpFacts = HelpCard | HelpPassed


def card(work: Work, prompt: Prompt, reader: Person) -> HelpCard:
    if prompt.answer == DONE:
        return HelpCard(prompt=prompt, became=Card.DONE)
    request = _of(work, prompt)
    if request is None:
        return HelpCard(prompt=prompt, became=Card.OVER)
    if request.contact_id != reader.id or not may_have(work, request):
        return HelpCard(prompt=prompt, became=Card.PASSED)
    return HelpCard(
        prompt=prompt,
        became=Card.THEIRS,
        person=work.people.get(request.person_id),
        by=min(request.pass_on_at, request.end),
    )


def passed(work: Work, prompt: Prompt, reader: Person) -> HelpPassed:
    request = _of(work, prompt)
    if request is None or request.has_run_out:
        return HelpPassed(prompt=prompt, request=request)
    return HelpPassed(
        prompt=prompt,
        request=request,
        contact=work.people.get(request.contact_id),
        by=request.pass_on_at,
    )


def card_moot(work: Work, prompt: Prompt, reader: Person) -> str | None:
    """Taken back before it was read, or somebody else's by now."""
    became = card(work, prompt, reader).became
    return None if became is Card.THEIRS else "withdrawn" if became is Card.OVER else "passed"


def passed_moot(work: Work, prompt: Prompt, reader: Person) -> str | None:
    """It is taken care of, or taken back."""
    return "withdrawn" if _of(work, prompt) is None else None


def _of(work: Work, prompt: Prompt) -> Request | None:
    return work.reaching_out.get(prompt.about.get("request", 0))
