"""How somebody becomes known and is welcomed, and where they are in the questions of their arrival."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from bot.domain.cadence import PromptDue, PromptKind
from bot.domain.calendar import MIDNIGHT, at_local, local_day, next_open, next_window
from bot.domain.enrolments import Enrolment, Part, Programme
from bot.domain.people import Person, SlackProfile
from bot.domain.preferences import Progress, Question, next_question, questions_for
from bot.domain.programmes import ProgrammeType
from bot.domain.prompts import PromptState
from bot.domain.refusals import AskedToBeForgotten
from bot.domain.rounds import Round
from bot.programme import choosing
from bot.programme.feasts import country_of
from bot.programme.untold import untold
from bot.programme.work import LONG_TERM, Work

#: After this a welcome is no longer one: the person will be greeted when they come by themselves.
WELCOME_LASTS = timedelta(days=30)
EVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrival:
    """What is known of somebody's arrival: enough to ask the next question, or to say what comes next.

    `open_round` is the one that waits for this person's three names, once they have heard why they are asked;
    `linked`, whether they have a mentorship. `knows_what_is_kept`: the ledger has told them, or they have answered
    since; a reply may be lost on its way.
    `today` is the programme's own date.
    """

    person: Person
    enrolment: Enrolment | None
    type: ProgrammeType
    networks: tuple[str, ...]
    progress: Progress
    open_round: Round | None
    linked: bool
    today: date
    knows_what_is_kept: bool = False

    @property
    def current(self) -> Question | None:
        return self.progress.current

    @property
    def away_until(self) -> date | None:
        """The day on which they are back from their break; None for whoever is here."""
        return self.enrolment.away_until(self.today) if self.enrolment else None

    @property
    def asked(self) -> tuple[Question, ...]:
        return questions_for(self.enrolment, networks=bool(self.networks), order=self.type.arrival)


def meet(work: Work, profile: SlackProfile, *, by_themselves: bool = False) -> Person:
    """Write down what Slack says of somebody; what they told us themselves is kept. Whoever moved to another time zone
    is told at their new hours what waited for the old ones.

    Whoever asked to be forgotten is brought back by nobody but themselves, as somebody new: raises
    `AskedToBeForgotten`.
    """
    customs = work.customs
    country = country_of(profile.timezone, company=customs.timezone, country=customs.country)
    known = work.people.by_slack_id(profile.slack_id)
    if known is None and work.forgotten.knows(profile.slack_id):
        if not by_themselves:
            raise AskedToBeForgotten
        work.forgotten.drop(profile.slack_id)
    person = work.people.save(profile, language=customs.language, timezone=customs.timezone, country=country)
    if known is not None and known.timezone != person.timezone:
        work.prompts.look_anew(person.id, now=work.now)
    return person


def lose(work: Work, profile: SlackProfile, marker: str, generation: int) -> None:
    """Somebody turns out to have left, or to be a guest by now: nothing that waits is said to them any more, nor what
    was about to be, under this claim.
    """
    person = meet(work, profile)
    work.prompts.mark(marker, generation=generation, state=PromptState.CANCELLED, reason="not_here")
    work.prompts.cancel(reason="not_here", recipient_id=person.id)


def programme_of(work: Work) -> Programme:
    """The company's long-term programme, started today if none runs yet: the first answer needs a place."""
    return work.programme() or started_today(work, LONG_TERM)


def started_today(work: Work, type_key: str) -> Programme:
    """A programme of this type, in the company's language and by its clock."""
    customs = work.customs
    return work.programmes.start(
        type_key=type_key,
        name=customs.types[type_key].name[customs.language],
        language=customs.language,
        timezone=customs.timezone,
        started_on=local_day(customs.timezone, work.now),
    )


def expect(work: Work, profile: SlackProfile) -> Person:
    """Somebody joined the workspace: greet them now, or on the first working morning from their start date on.

    The greeting is a row of the ledger, so that a crash loses nothing. Guests and bots are only written down.
    """
    person = meet(work, profile)
    if person.is_welcome and person.welcomed_at is None:
        starts = _first_morning(work, person)
        work.prompts.plan([_welcome_to(person, starts)], now=work.now)
    return person


def greet_unasked(work: Work, person: Person) -> None:
    """Somebody is introduced who may never have heard of the bot: greet them when they are at work. A greeting that was
    planned before stays as it was.
    """
    if person.welcomed_at is None:
        work.prompts.plan([_welcome_to(person, next_open(work.hours(person), work.now))], now=work.now)


def greet(work: Work, person: Person, *, dm: str | None = None) -> bool:
    """True for the one visit that is to be answered with the welcome; whatever greeting waited is called off.

    `dm` is the conversation in which they wrote or looked.
    """
    person = work.people.held(person.id)
    if dm is not None and dm != person.dm:
        work.people.change(person.id, dm=dm)
    if person.welcomed_at is not None:
        return False
    work.prompts.cancel(reason="greeted", recipient_id=person.id, kinds=[PromptKind.WELCOME])
    work.people.change(person.id, welcomed_at=work.now)
    return not _greeted_by_the_ledger(work, person)


def where(work: Work, person: Person) -> Arrival:
    """Where this person is: derived from what is known, never stored, so that it resumes after anything."""
    programme = work.programme()
    enrolment = work.enrolments.of(person.id, programme.id) if programme else None
    networks = known_networks(work)
    kind = work.kind()
    not_told = untold(work, person)
    asked = choosing.open_for(work, person, programme.id) if programme else None
    progress = next_question(person, enrolment, networks=bool(networks), order=kind.arrival)
    return Arrival(
        person=person,
        enrolment=enrolment,
        type=kind,
        networks=networks,
        progress=progress,
        open_round=None if asked is not None and asked.solo and not_told else asked,
        linked=bool(work.mentorships.of(person.id) or not_told),
        today=local_day(programme.timezone, work.now) if programme else work.today(person),
        knows_what_is_kept=bool(progress.answered) or _greeted_by_the_ledger(work, person),
    )


def answered_for(work: Work, enrolment: Enrolment) -> Part | None:
    """The part for which somebody gave their answers: "not for me" leaves them as they were."""
    if enrolment.part is not Part.NOT_FOR_ME:
        return enrolment.part
    taken = [part for part, _ in work.applications.history(enrolment.id) if part is not Part.NOT_FOR_ME]
    return taken[-1] if taken else None


def _greeted_by_the_ledger(work: Work, person: Person) -> bool:
    return any(said.kind == PromptKind.WELCOME for said in work.prompts.said_to(person.id, EVER))


def known_networks(work: Work) -> tuple[str, ...]:
    """The company's list as it was written, then those that only the roster knows."""
    return tuple(_once_each([*work.customs.networks, *work.people.networks()]))


def _once_each(names: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(name for name in names if name)


def _first_morning(work: Work, person: Person) -> datetime:
    """Now for who has started; for the others, when they first open their computer (C14: nobody is hurried)."""
    if person.joined_on is None or person.joined_on <= work.today(person):
        return work.now
    return next_window(work.hours(person), at_local(person.joined_on, MIDNIGHT, person.timezone))[0]


def _welcome_to(person: Person, starts: datetime) -> PromptDue:
    return PromptDue(
        kind=PromptKind.WELCOME,
        mentorship_id=None,
        recipient_id=person.id,
        period="arrival",
        rung="welcome",
        not_before=starts,
        expires_at=starts + WELCOME_LASTS,
    )
