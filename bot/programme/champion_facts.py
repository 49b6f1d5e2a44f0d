"""What a champion's page has to tell, gathered when it is about to be said or drawn again."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.people import Person
from bot.domain.periods import Month, Span
from bot.domain.permissions import Right
from bot.domain.prompts import Prompt
from bot.programme import champions
from bot.programme.champions import ChampionPage
from bot.programme.work import Work


@dataclass(frozen=True, kw_only=True, slots=True)
class PageOfTheMonth:
    """A month of a programme, for one champion of it."""

    prompt: Prompt
    page: ChampionPage


def page_of_the_month(work: Work, prompt: Prompt, reader: Person) -> PageOfTheMonth:
    """Raises `LookupError` for a programme that is not there."""
    programme = work.programmes.get(prompt.about["programme"])
    span = Span(Month(prompt.about["year"], prompt.about["month"]))
    return PageOfTheMonth(prompt=prompt, page=champions.page(work, programme, span))


def why_moot(work: Work, prompt: Prompt, reader: Person) -> str | None:
    """They are not its champion any more."""
    rights = work.rights_of(reader, prompt.about.get("programme"))
    return None if Right.CHAMPION in rights else "left"
