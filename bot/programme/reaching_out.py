"""Reaching out: somebody would like to talk, chooses with whom, and is not left waiting (`field.md` W13, design §8).

Nobody is asked why, and nothing says why: a request holds two people and a date, and goes once it is taken care of.
No screen of the team, report or record of acts tells who asked. Whoever is close to the asker never has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from bot.domain.cadence import PromptDue
from bot.domain.calendar import next_open
from bot.domain.kinds import PromptKind
from bot.domain.people import Person
from bot.domain.prompts import Prompt
from bot.domain.reaching_out import SAID_IS_KEPT, Kind, NotToThem, Request, answer_by
from bot.domain.refusals import Outdated
from bot.programme.closeness import coordinators
from bot.programme.team import owners
from bot.programme.work import LONG_TERM, Work

#: Who has it now is worth knowing after a leave, too.
STILL_NEWS = timedelta(days=14)
DONE = "done"


@dataclass(frozen=True, kw_only=True, slots=True)
class Offered:
    """Whom this asker can turn to for one thing; `withheld` are too close to them, and are said to be."""

    kind: Kind
    people: tuple[Person, ...]
    withheld: tuple[Person, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """A request under way, for its asker's eyes."""

    request: Request
    contact: Person


@dataclass(frozen=True, kw_only=True, slots=True)
class Doors:
    """Everybody this person can turn to, and whom they wait for. `emergency` is the company's own text, by language."""

    offered: tuple[Offered, ...]
    waiting: tuple[Waiting, ...] = ()
    emergency: Mapping[str, str] = field(default_factory=dict)

    @property
    def people(self) -> tuple[Person, ...]:
        """Each once, the first of every kind before the second of any."""
        rows = max((len(one.people) for one in self.offered), default=0)
        ordered = [one.people[n] for n in range(rows) for one in self.offered if n < len(one.people)]
        return tuple({person.id: person for person in ordered}.values())


# -- whoever asks ------------------------------------------------------------------------------------------------


def doors(work: Work, actor: Person) -> Doors:
    """Whom they can turn to, kind by kind; a kind for which nobody is there is not shown."""
    found = (_offered(work, actor, kind) for kind in Kind)
    return Doors(
        offered=tuple(one for one in found if one.people or one.withheld),
        waiting=tuple(_waiting(work, request) for request in work.reaching_out.of(actor.id)),
        emergency=work.customs.types[LONG_TERM].emergency or {},
    )


def ask(work: Work, actor: Person, kind: Kind, contact_id: int) -> Waiting:
    """They would like to talk with this contact, who is told so in their next working moment, and nothing else.

    Asked again while the first request stands, it is the same one; asked for something else, it goes the other way from
    now on. Raises `NotToThem`.
    """
    work.people.held(actor.id)  # two presses at once are one request
    contact = next((one for one in _offered(work, actor, kind).people if one.id == contact_id), None)
    if contact is None:
        raise NotToThem
    standing = next((one for one in work.reaching_out.of(actor.id) if one.contact_id == contact_id), None)
    if standing is not None and standing.kind is kind and not standing.has_run_out:
        return Waiting(request=standing, contact=contact)
    if standing is not None:
        _close(work, standing)
    request = work.reaching_out.open(
        person_id=actor.id,
        contact_id=contact.id,
        kind=kind,
        at=work.now,
        pass_on_at=answer_by(work.hours(contact), work.now),
    )
    work.prompts.plan([_card(work, request, contact)], now=work.now)
    return Waiting(request=request, contact=contact)


def withdraw(work: Work, actor: Person, request_id: int) -> None:
    """No longer needed: the card says so, without a name. Raises `Outdated` for somebody else's; done twice is done."""
    request = work.reaching_out.get(request_id)
    if request is None:
        return
    if request.person_id != actor.id:
        raise Outdated
    _close(work, request)


# -- the contact -------------------------------------------------------------------------------------------------


def been_in_touch(work: Work, contact: Person, prompt: Prompt) -> None:
    """They have talked, or will: the request is forgotten. One that was passed on or taken back stays as it is, and so
    does one of somebody whom they have come too close to since: it is the next one's.
    """
    request = work.reaching_out.get(prompt.about.get("request", 0))
    if request is not None and request.contact_id == contact.id and may_have(work, request):
        work.prompts.answer(prompt.id, DONE)
        _close(work, request)


# -- the heart's beat ----------------------------------------------------------------------------------------------


def pass_on(work: Work) -> None:
    """Whoever was not answered in time, or whose contact has left or come too close, is given to the next one.

    For a coordinator that is another coordinator, then an owner. For a contact outside the programme it is another
    of the same kind and nobody else: what somebody tells of harassment is not the programme's to hear.
    """
    for request in work.reaching_out.all():
        asker = work.people.get(request.person_id)
        if work.now >= request.end or not asker.is_welcome:
            _close(work, request)
        elif not request.has_run_out and (work.now >= request.pass_on_at or not may_have(work, request)):
            _to_the_next(work, request, asker)


def forget(work: Work) -> int:
    """What was said about requests that are over leaves the ledger long before everything else does."""
    return work.reaching_out.forget_said(work.now - SAID_IS_KEPT)


def may_have(work: Work, request: Request) -> bool:
    """Whether the contact is still one, and still far enough from the asker."""
    return any(one.id == request.contact_id for one in _in_turn(work, request.person_id, request.kind))


def _to_the_next(work: Work, request: Request, asker: Person) -> None:
    work.people.held(asker.id)
    following = _next(work, request)
    if following is None:
        if work.reaching_out.run_out(request):
            _tell(work, request, "nobody")
        return
    by = answer_by(work.hours(following), work.now)
    if work.reaching_out.pass_to(request, following.id, pass_on_at=by):
        work.prompts.plan([_card(work, request, following)], now=work.now)
        _tell(work, request, f"to-{following.id}")


def _next(work: Work, request: Request) -> Person | None:
    """The next who has not had it, and whom the asker has not asked for themselves."""
    had = {*request.asked, *(one.contact_id for one in work.reaching_out.of(request.person_id))}
    following = (one for one in _in_turn(work, request.person_id, request.kind) if one.id not in had)
    return next((one for one in following if answer_by(work.hours(one), work.now) < request.end), None)


def _tell(work: Work, request: Request, rung: str) -> None:
    told = PromptDue(
        kind=PromptKind.HELP_PASSED,
        mentorship_id=None,
        recipient_id=request.person_id,
        period=f"help-{request.id}",
        rung=rung,
        not_before=work.now,
        expires_at=work.now + STILL_NEWS,
        about={"request": request.id},
    )
    work.prompts.plan([told], now=work.now)
    _draw_again(work, request)


# -- who, and in which order ---------------------------------------------------------------------------------------


def _offered(work: Work, actor: Person, kind: Kind) -> Offered:
    """Owners are there for whoever finds no coordinator."""
    named = coordinators(work) if kind is Kind.COORDINATION else _named(work, kind)
    close = _too_close(work, actor.id, kind)
    people = tuple(one for one in named if one.id not in close)
    withheld = tuple(one for one in named if one.id in close and one.id != actor.id)
    if kind is Kind.COORDINATION and not people:
        people = tuple(one for one in owners(work) if one.id not in close)
    return Offered(kind=kind, people=people, withheld=withheld)


def _in_turn(work: Work, asker_id: int, kind: Kind) -> Iterator[Person]:
    """Whoever may have a request of this kind, in the order in which they are asked."""
    close = _too_close(work, asker_id, kind)
    named = [*coordinators(work), *owners(work)] if kind is Kind.COORDINATION else _named(work, kind)
    yield from {one.id: one for one in named if one.id not in close}.values()


def _named(work: Work, kind: Kind) -> list[Person]:
    return _here(work, work.reaching_out.contacts().get(kind, ()))


def _here(work: Work, person_ids: Iterable[int]) -> list[Person]:
    known = work.people.many(ids := list(person_ids))
    return [known[one] for one in ids if one in known and known[one].is_welcome]


def _too_close(work: Work, person_id: int, kind: Kind) -> frozenset[int]:
    """`closeness.close_to` of one person, asked for every open request at every beat. Somebody of human resources may
    well mentor; one's manager is never the way to speak of one's manager.
    """
    line = work.shelf.line_of(person_id) | {person_id}
    if kind is not Kind.COORDINATION:
        return line
    return line | {seat.person_id for one in work.mentorships.of(person_id) for seat in one.seats}


# -- writing -------------------------------------------------------------------------------------------------------


def _waiting(work: Work, request: Request) -> Waiting:
    return Waiting(request=request, contact=work.people.get(request.contact_id))


def _card(work: Work, request: Request, contact: Person) -> PromptDue:
    """An answer to somebody's own act, so that it waits for no turn; but for the contact's working hours it does."""
    return PromptDue(
        kind=PromptKind.HELP_CARD,
        mentorship_id=None,
        recipient_id=contact.id,
        period=f"help-{request.id}",
        rung="card",
        not_before=next_open(work.hours(contact), work.now),
        expires_at=request.end,
        about={"request": request.id},
    )


def _close(work: Work, request: Request) -> None:
    if work.reaching_out.close(request.id):
        _draw_again(work, request)


def _draw_again(work: Work, request: Request) -> None:
    """Every message that was sent about it, to whomever."""
    contacts = dict.fromkeys((*request.asked, request.contact_id))
    said = [prompt for one in contacts for prompt in work.prompts.series(one, PromptKind.HELP_CARD)]
    said += work.prompts.series(request.person_id, PromptKind.HELP_PASSED)
    for prompt in said:
        if prompt.about.get("request") == request.id and prompt.channel and prompt.ts:
            work.delivery.retouch(prompt.channel, prompt.ts)
