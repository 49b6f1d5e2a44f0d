"""The mentors' preparation: a few pages to read before the first mentee comes (`field.md` I5), at one's own pace.

Where somebody is, is how many pages they have read; nothing else is kept of it. Whoever has volunteered may read
already while the team answers, and read again whenever they like.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.enrolments import Enrolment
from bot.domain.kinds import PromptKind
from bot.domain.people import Person
from bot.domain.programmes import Card
from bot.domain.refusals import Outdated, Refusal
from bot.programme.mentors import own_place
from bot.programme.work import Work


class NothingToPrepare(Refusal):
    """Somebody who is no mentor."""

    key = "preparation.nothing"


class NoPreparation(NothingToPrepare):
    """A mentor, in a programme that has nothing for them to read first."""

    key = "preparation.none"


@dataclass(frozen=True, kw_only=True, slots=True)
class Path:
    """The pages, and how far this mentor is. `page` counts from 0; it is the number of pages when all are read."""

    cards: tuple[Card, ...]
    page: int
    read: int
    finished: bool
    required: bool

    @property
    def ended(self) -> bool:
        return self.page >= len(self.cards)


def resume(work: Work, actor: Person) -> Path:
    """The first page that is not read; the first of all for whoever has read them all. Raises `NothingToPrepare`."""
    enrolment, path = _path(work, actor, page=0)
    return path if enrolment.prepared_at else _path(work, actor, page=path.read)[1]


def turn_to(work: Work, actor: Person, page: int) -> Path:
    """Another page; to go on from a page is to have read it, and nobody reads two at once.

    After the last page they are prepared, and nothing reminds them any more. Raises `NothingToPrepare`.
    """
    enrolment, path = _path(work, actor, page=page)
    if page > path.read + 1:
        return resume(work, actor)
    if page > path.read:
        ended = page >= len(path.cards) and enrolment.prepared_at is None
        at = {"prepared_at": work.now} if ended else {}
        work.enrolments.change(enrolment.id, preparation_step=page, **at)
        if ended:
            work.prompts.cancel(reason="prepared", recipient_id=actor.id, kinds=[PromptKind.PREPARATION])
    return _path(work, actor, page=page)[1]


def _path(work: Work, actor: Person, *, page: int) -> tuple[Enrolment, Path]:
    try:
        enrolment, programme = own_place(work, actor)
    except Outdated:
        raise NothingToPrepare from None
    preparation = work.type_of(programme).preparation
    if enrolment.part is None or not enrolment.part.mentors:
        raise NothingToPrepare
    if preparation is None:
        raise NoPreparation
    cards = preparation.cards
    return enrolment, Path(
        cards=cards,
        page=min(page, len(cards)),
        read=min(enrolment.preparation_step, len(cards)),
        finished=enrolment.prepared_at is not None,
        required=preparation.required,
    )
