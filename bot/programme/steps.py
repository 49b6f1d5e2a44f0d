"""The steps of a mentorship: copied when it begins, and looked at after whatever may have taken one.

`look` is called in the transaction of what may have changed something; what it finds done stays done. Once the share
that the type asks for is reached, everybody who is in it then gets a certificate (`certificates.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain import steps as rules
from bot.domain.charter import still_to_sign
from bot.domain.mentorships import Mentorship
from bot.domain.people import Person
from bot.domain.programmes import ProgrammeType
from bot.domain.steps import LEAST_SHARE, Lived, Step, StepState, TakenStep, What
from bot.programme import certificates
from bot.programme.work import Work


@dataclass(frozen=True, kw_only=True, slots=True)
class SeenStep:
    """A step as it is read. `by` would leave it out; `mine` when that is the reader."""

    key: str
    texts: Mapping[str, str]
    state: StepState
    by: Person | None = None
    mine: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """How far a mentorship is: `done` of `of` steps, and `share` percent are a certificate; `certificate` is the number
    of the reader's row once they have theirs. `settled` when nothing can be left out any more: everybody has one.
    """

    mentorship_id: int
    done: int
    of: int
    left_out: int
    share: int
    lines: tuple[SeenStep, ...]
    certificate: int | None = None
    settled: bool = False

    @property
    def needed(self) -> int:
        """How many steps the certificate takes."""
        return -(-self.of * self.share // 100)


def begin(work: Work, mentorship: Mentorship) -> None:
    """Copy the steps of its type, once: a later edit of the file adds none and takes none away."""
    work.steps.begin(mentorship.id, expected(_type(work, mentorship), mentorship))


def expected(kind: ProgrammeType, mentorship: Mentorship) -> Sequence[Step]:
    """The steps that a type asks of a mentorship; whoever stands in for somebody who is away has none to take."""
    stands_in = mentorship.temporary and not kind.temporary
    return () if stands_in else kind.steps


def look(work: Work, mentorship: Mentorship, *, after: What | None = None) -> None:
    """Write down which steps they have taken by now, and issue the certificates when there are enough of them.

    Whatever may take a step ends with this: a meeting told or agreed to, a line ticked, the charter signed, a goal set.
    `after` names it, and nothing else is looked up then; None looks at all of them.
    """
    steps, held = _with_meetings(work, mentorship)
    newly = rules.newly_done(steps, _lived(work, mentorship, steps, held, after))
    if newly:
        work.steps.done(mentorship.id, newly, at=work.now)
    _reward(work, mentorship, rules.taken(steps, newly, work.now))


def theirs(work: Work, mentorship: Mentorship) -> Sequence[TakenStep]:
    """Their steps; those that ran before steps were counted get them at first look."""
    return _with_meetings(work, mentorship)[0]


def progress(work: Work, mentorship: Mentorship, reader: Person | None = None) -> Progress:
    """How far they are, for one of them to read. Nothing is written: it may be asked under `look()`."""
    steps = work.steps.of(mentorship.id) or _untouched(work, mentorship)
    names = work.people.many({step.skip_by for step in steps if step.skip_by is not None})
    counted, issued = rules.count(steps), work.certificates.in_mentorship(mentorship.id)
    return Progress(
        mentorship_id=mentorship.id,
        done=counted.done,
        of=counted.of,
        left_out=counted.left_out,
        share=_type(work, mentorship).certificate,
        lines=tuple(_seen(step, names, reader) for step in steps),
        certificate=issued.get(reader.id) if reader else None,
        settled=bool(issued),
    )


def _reward(work: Work, mentorship: Mentorship, steps: Sequence[TakenStep]) -> None:
    counted = rules.count(steps)
    if counted.reaches(LEAST_SHARE) and counted.reaches(_type(work, mentorship).certificate):
        certificates.issue(work, mentorship, counted, [step for step in steps if step.done_at is not None])


def _with_meetings(work: Work, mentorship: Mentorship) -> tuple[Sequence[TakenStep], int]:
    """Their steps, and how many meetings they have held."""
    found, held = work.steps.with_meetings(mentorship.id)
    if found or not expected(_type(work, mentorship), mentorship):
        return found, held
    begin(work, mentorship)
    return work.steps.with_meetings(mentorship.id)


def _untouched(work: Work, mentorship: Mentorship) -> Sequence[TakenStep]:
    asked_for = expected(_type(work, mentorship), mentorship)
    return [TakenStep(key=step.key, texts=step.texts, asks=step.asks) for step in asked_for]


def _lived(
    work: Work, mentorship: Mentorship, steps: Sequence[TakenStep], held: int, after: What | None
) -> Lived:
    """Only what the steps still to be taken ask about is looked up."""
    waiting = {step.asks.what for step in steps if step.done_at is None}
    asked = waiting if after is None else waiting & {after}
    return Lived(
        meetings=held if What.MEETING in asked else 0,
        ticked=work.steps.ticked(mentorship.id) if What.LINE in asked else frozenset(),
        charter=What.CHARTER in asked and _all_signed(work, mentorship),
        goals=_goals_set(work, mentorship) if What.GOAL in asked else 0,
    )


def _goals_set(work: Work, mentorship: Mentorship) -> int:
    """Of whoever set most of them: in a group nobody waits for the others."""
    return max(work.goals.count(mentorship.id).values(), default=0)


def _all_signed(work: Work, mentorship: Mentorship) -> bool:
    kind, programme_id = _type(work, mentorship), mentorship.programme_id
    if kind.charter is None:
        return False
    signed = (work.signatures.of(seat.person_id, programme_id) for seat in mentorship.seats)
    return all(not still_to_sign(kind, theirs) for theirs in signed)


def _seen(step: TakenStep, names: Mapping[int, Person], reader: Person | None) -> SeenStep:
    by = names.get(step.skip_by) if step.skip_by is not None else None
    return SeenStep(
        key=step.key,
        texts=step.texts,
        state=step.state,
        by=by,
        mine=reader is not None and by is not None and by.id == reader.id,
    )


def _type(work: Work, mentorship: Mentorship) -> ProgrammeType:
    """As its file has it: what coordinators make of its topics does not matter here."""
    return work.customs.types[work.programmes.get(mentorship.programme_id).type_key]
