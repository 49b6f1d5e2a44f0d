"""What the messages about certificates have to tell, gathered when they are about to be said or drawn again."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.certificates import Certificate
from bot.domain.people import Person
from bot.domain.prompts import Prompt
from bot.programme.work import Work


@dataclass(frozen=True, kw_only=True, slots=True)
class Earned:
    """A certificate for the reader, of a mentorship or of a year as a mentor; its button gives the file."""

    prompt: Prompt
    certificate: Certificate


def earned(work: Work, prompt: Prompt, reader: Person) -> Earned:
    """Raises `LookupError` for one that is gone, or somebody else's."""
    certificate = work.certificates.get(prompt.about["certificate"])
    if certificate is None or certificate.person_id != reader.id:
        raise LookupError("certificate")
    return Earned(prompt=prompt, certificate=certificate)


def why_moot(work: Work, prompt: Prompt, reader: Person) -> str | None:
    """It was forgotten with everything else that was known of somebody."""
    return None if work.certificates.get(prompt.about.get("certificate", 0)) else "erased"
