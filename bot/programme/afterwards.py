"""The end of a mentorship comes near: each half says whether it closes, goes on, or they keep in touch (`field.md` C4).

What is shared is told to the other half, who may say the same; "it closes" is never told. Of what does not come about
they read, as anybody, that it ended as planned. Answers may be changed until the last day, and nobody of the team sees
them. In a group the mentors are asked, whether it goes on; whoever learns there may leave it on any day.

Whoever stands in for a mentor is not asked: they were there until the mentor was back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.afterwards import ASKED_BEFORE, SHARED, After, agreed, goes_on_until
from bot.domain.cadence import PromptDue
from bot.domain.calendar import DAY, MIDNIGHT, add_working_days, at_local, local_day
from bot.domain.enrolments import Programme
from bot.domain.kinds import PromptKind
from bot.domain.mentorships import Mentorship, MentorshipState, SeatRole
from bot.domain.people import Person
from bot.domain.preferences import NotOffered
from bot.domain.prompts import Prompt
from bot.domain.refusals import Outdated
from bot.programme import answers
from bot.programme.others import Others, others_in
from bot.programme.untold import as_they_know
from bot.programme.work import Work

#: What is said about the end of a mentorship before it comes.
ABOUT_THE_END = (PromptKind.END_NEAR, PromptKind.AFTER_WISH)
#: How the ledger names what an answer of the other half means: they go on no more; the group goes on.
AFTER_ALL, RENEWED = "after_all", "renewed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What comes after the end, as one of those who are asked sees it. `ends` is the last day, `until` the new one if
    they go on, None where nothing would have an end.

    `mine` is the reader's own answer; `theirs` the other half's, where it is told; `together` when everybody who is
    asked would like what the reader does. `offered` are the answers, none once the question is closed.
    """

    mentorship: Mentorship
    partners: Others
    ends: date
    until: date | None
    mine: After | None
    theirs: After | None
    together: bool
    offered: tuple[After, ...]

    @property
    def is_open(self) -> bool:
        return bool(self.offered)


# -- asking --------------------------------------------------------------------------------------------------------


def to_ask(work: Work) -> Iterator[PromptDue]:
    """Everybody who has a say in a mentorship that ends within ten working days of the programme; each end is asked
    about once. Who rests or waits for a decision is asked when that is over.
    """
    for programme in work.programmes.running():
        today = local_day(programme.timezone, work.now)
        last = add_working_days(work.team_hours(programme.timezone), today, ASKED_BEFORE)
        temporary = work.type_of(programme).temporary
        for found in work.after_wishes.to_ask(programme.id, first=today, last=last, temporary=temporary):
            mentorship = work.mentorships.get(found)
            if mentorship is not None:
                work.mentorships.change(mentorship.id, end_asked_on=mentorship.ends_on)
                yield from (
                    _due(work, PromptKind.END_NEAR, mentorship, one, rung="asked")
                    for one in asked_of(mentorship)
                )


def asked_of(mentorship: Mentorship) -> tuple[int, ...]:
    """Both halves of a pair; the mentors of a group, whose time it takes; all where nobody mentors."""
    mentors = mentorship.with_role(SeatRole.MENTOR) if mentorship.is_group else ()
    return tuple(seat.person_id for seat in mentors or mentorship.seats)


def rests_until(work: Work, prompt: Prompt) -> date | None:
    """The local day until which the question waits: a break is over then; a decision may be by tomorrow."""
    mentorship = work.mentorships.get(prompt.mentorship_id or 0) if prompt.kind in ABOUT_THE_END else None
    if mentorship is None:
        return None
    today = local_day(mentorship.timezone, work.now)
    if mentorship.paused_until is not None and today < mentorship.paused_until:
        return mentorship.paused_until
    return today + DAY if work.changes.open_in(mentorship.id) else None


# -- answering -----------------------------------------------------------------------------------------------------


def say(work: Work, actor: Person, mentorship_id: int, wish: str) -> Question:
    """What this person would like, in the place of what they said before; said twice, it is said once.

    Raises `Outdated` once the last day is over and for whoever is not asked, `NotOffered` for a forged answer.
    """
    mentorship = answers.meant(work, actor, mentorship_id)
    work.changes.held(mentorship.id)  # the other half who answers, and the end itself, wait
    mentorship = answers.meant(work, actor, mentorship_id)
    if not _is_open(work, mentorship) or actor.id not in asked_of(mentorship):
        raise Outdated
    question = standing(work, mentorship, actor)
    if wish not in [one.value for one in question.offered]:
        raise NotOffered
    if question.mine != wish:
        work.after_wishes.say(mentorship.id, actor.id, After(wish))
        work.prompts.cancel(
            reason="answered",
            mentorship_id=mentorship.id,
            recipient_id=actor.id,
            kinds=[PromptKind.END_NEAR],
        )
        _tell(work, mentorship, question, After(wish), actor)
        _show_again(work, mentorship)
    return standing(work, mentorship, actor)


def open_to(work: Work, reader: Person) -> tuple[Question, ...]:
    """What this person may answer now, the nearest end first."""
    asked = [one for one in as_they_know(work, reader) if _is_open(work, one) and reader.id in asked_of(one)]
    found = [standing(work, one, reader) for one in asked]
    return tuple(sorted(found, key=lambda one: (one.ends, one.mentorship.id)))


def standing(work: Work, mentorship: Mentorship, reader: Person) -> Question:
    """The question as this reader sees it, also once it is closed. Raises `LookupError` where there never was one."""
    ends = mentorship.ends_on or mentorship.end_asked_on
    if ends is None:
        raise LookupError("end")
    asked = asked_of(mentorship)
    wishes = work.after_wishes.of(mentorship.id)
    mine = wishes.get(reader.id)
    return Question(
        mentorship=mentorship,
        partners=others_in(work, mentorship, reader),
        ends=ends,
        until=goes_on_until(ends, work.type_of(_programme(work, mentorship)).duration),
        mine=mine,
        theirs=_theirs(mentorship, wishes, reader.id),
        together=mine in SHARED and agreed(wishes, asked) is mine,
        offered=_offered(mentorship) if _is_open(work, mentorship) and reader.id in asked else (),
    )


# -- the end -------------------------------------------------------------------------------------------------------


def goes_on(work: Work, mentorship: Mentorship) -> bool:
    """Its last day is over: it goes on for another term if everybody who was asked would like that. True also for
    whoever finds that it does already.
    """
    work.changes.held(mentorship.id)
    found = work.mentorships.get(mentorship.id) or mentorship
    if found.ends_on is None or found.ends_on >= local_day(found.timezone, work.now):
        return True
    _show_again(work, found)
    wishes = work.after_wishes.of(found.id)
    if found.end_asked_on != found.ends_on or agreed(wishes, asked_of(found)) is not After.GO_ON:
        return False
    until = goes_on_until(found.ends_on, work.type_of(_programme(work, found)).duration)
    work.mentorships.change(found.id, ends_on=until)
    work.after_wishes.forget(found.id)
    work.mentorships.look_again({found.id: work.now})
    told = [seat.person_id for seat in found.seats if seat.person_id not in asked_of(found)]
    news = (_due(work, PromptKind.AFTER_WISH, found, one, rung=RENEWED, about={RENEWED: 1}) for one in told)
    work.prompts.plan(list(news), now=work.now)
    return True


# -- what is told --------------------------------------------------------------------------------------------------


def _tell(work: Work, mentorship: Mentorship, before: Question, wish: After, actor: Person) -> None:
    """The other half of a pair reads a wish that is shared; and that they do not go on, if they believed so."""
    if mentorship.is_group:
        return
    work.prompts.cancel(reason="changed", mentorship_id=mentorship.id, kinds=[PromptKind.AFTER_WISH])
    if wish not in SHARED and not before.together:
        return
    about = {} if wish in SHARED else {AFTER_ALL: 1}
    rung = f"{work.now:%Y%m%dT%H%M%S%f}"
    work.prompts.plan(
        [
            _due(work, PromptKind.AFTER_WISH, mentorship, seat.person_id, rung=rung, about=about)
            for seat in mentorship.others(actor.id)
        ],
        now=work.now,
    )


def _show_again(work: Work, mentorship: Mentorship) -> None:
    """Every message in which the question stands shows it as it is; in one order, so that two acts never wait for each
    other.
    """
    said = [
        one
        for person_id in asked_of(mentorship)
        for kind in ABOUT_THE_END
        for one in work.prompts.series(person_id, kind)
        if one.mentorship_id == mentorship.id
    ]
    for channel, ts in sorted({(one.channel, one.ts) for one in said if one.channel and one.ts}):
        work.delivery.retouch(channel, ts)


def _theirs(mentorship: Mentorship, wishes: Mapping[int, After], reader_id: int) -> After | None:
    """What the other half of a pair would like, if it is told at all."""
    if mentorship.is_group:
        return None
    said = [wishes.get(seat.person_id) for seat in mentorship.others(reader_id)]
    return next((one for one in said if one in SHARED), None)


def _offered(mentorship: Mentorship) -> tuple[After, ...]:
    """A word each quarter to eight people would not be light: a group closes or goes on."""
    return (After.GO_ON, After.CLOSE) if mentorship.is_group else (After.GO_ON, After.IN_TOUCH, After.CLOSE)


def _is_open(work: Work, mentorship: Mentorship) -> bool:
    """Asked about, and not over."""
    ends = mentorship.ends_on
    return (
        ends is not None
        and ends == mentorship.end_asked_on
        and mentorship.state is not MentorshipState.ENDED
        and local_day(mentorship.timezone, work.now) <= ends
    )


def _programme(work: Work, mentorship: Mentorship) -> Programme:
    return work.programmes.get(mentorship.programme_id)


def _due(
    work: Work,
    kind: PromptKind,
    mentorship: Mentorship,
    person_id: int,
    *,
    rung: str,
    about: Mapping[str, int] | None = None,
) -> PromptDue:
    """Worth saying until the last day is over; that a group goes on, for a while after it."""
    return PromptDue(
        kind=kind,
        mentorship_id=mentorship.id,
        recipient_id=person_id,
        period=f"end-{mentorship.ends_on}",
        rung=rung,
        not_before=work.now,
        expires_at=_worth_until(work, mentorship, about or {}),
        about=about or {},
    )


def _worth_until(work: Work, mentorship: Mentorship, about: Collection[str]) -> datetime:
    if RENEWED in about or mentorship.ends_on is None:
        return work.now + 30 * DAY
    return at_local(mentorship.ends_on + DAY, MIDNIGHT, mentorship.timezone)
