"""A step that two of a mentorship leave out: it counts neither for them nor against them (`field.md` G6).

One says that they would, the others are asked, and a second yes decides it. Until the certificates are issued anybody
of them may take it up again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.cadence import PromptDue
from bot.domain.kinds import PromptKind
from bot.domain.mentorships import Mentorship
from bot.domain.people import Person
from bot.domain.prompts import Prompt
from bot.domain.refusals import Outdated
from bot.domain.steps import StepState, StepTaken, TakenStep
from bot.programme import answers, steps
from bot.programme.others import Others, others_in
from bot.programme.steps import Progress, SeenStep
from bot.programme.work import Work

#: How long somebody may be asked: later, it still stands on the page of their mentorship.
STILL_ASKED = timedelta(days=14)
#: How the ledger files the question, before the step's key.
PERIOD = "step-"


@dataclass(frozen=True, kw_only=True, slots=True)
class LeaveOut:
    """For the others: somebody would leave a step out. `step` is None where there is no such step any more; `settled`
    once the certificates are issued.
    """

    prompt: Prompt
    partners: Others
    by: Person
    step: SeenStep | None
    settled: bool = False


def leave_out(work: Work, actor: Person, mentorship_id: int, key: str) -> Progress:
    """One of them would leave this step out, and the others are asked; said by a second one, it is left out.

    Raises `StepTaken` when it is done, `Outdated` for somebody else's mentorship or once the certificates are issued.
    """
    mentorship, step = _mine(work, actor, mentorship_id, key)
    if step.skip_by is None:
        work.steps.leave_out(mentorship.id, key, by=actor.id, agreed_by=None)
        _ask_the_others(work, mentorship, actor, step)
    elif step.skip_by != actor.id and step.skip_agreed_by is None:
        work.steps.leave_out(mentorship.id, key, by=step.skip_by, agreed_by=actor.id)
        _call_off(work, mentorship, key)
        steps.look(work, mentorship)
    return steps.progress(work, mentorship, actor)


def keep(work: Work, actor: Person, mentorship_id: int, key: str) -> Progress:
    """The step is to be taken after all, whoever would have left it out. Raises as `leave_out` does."""
    mentorship, step = _mine(work, actor, mentorship_id, key)
    if step.skip_by is not None:
        work.steps.leave_out(mentorship.id, key, by=None, agreed_by=None)
        _call_off(work, mentorship, key)
    return steps.progress(work, mentorship, actor)


def asked(work: Work, prompt: Prompt, reader: Person) -> LeaveOut:
    """What the question tells. Raises `LookupError` for one whose mentorship is gone."""
    mentorship = work.mentorships.get(prompt.mentorship_id) if prompt.mentorship_id else None
    if mentorship is None:
        raise LookupError("mentorship")
    seen = steps.progress(work, mentorship, reader)
    key = prompt.period.removeprefix(PERIOD)
    return LeaveOut(
        prompt=prompt,
        partners=others_in(work, mentorship, reader),
        by=work.people.get(prompt.about["person"]),
        step=next((one for one in seen.lines if one.key == key), None),
        settled=seen.settled,
    )


def why_moot(work: Work, prompt: Prompt, mentorship: Mentorship, reader: Person) -> str | None:
    """The step was taken, or two of them have decided, before this could be asked."""
    key = prompt.period.removeprefix(PERIOD)
    waits = (step.key == key and step.state is StepState.SUGGESTED for step in work.steps.of(mentorship.id))
    return None if any(waits) else "decided"


def _mine(work: Work, actor: Person, mentorship_id: int, key: str) -> tuple[Mentorship, TakenStep]:
    mentorship = answers.meant(work, actor, mentorship_id)
    step = next((one for one in steps.theirs(work, mentorship) if one.key == key), None)
    if step is None or work.certificates.in_mentorship(mentorship.id):
        raise Outdated
    if step.done_at is not None:
        raise StepTaken
    return mentorship, step


def _ask_the_others(work: Work, mentorship: Mentorship, actor: Person, step: TakenStep) -> None:
    questions = [
        PromptDue(
            kind=PromptKind.STEP_LEFT_OUT,
            mentorship_id=mentorship.id,
            recipient_id=seat.person_id,
            period=f"{PERIOD}{step.key}",
            rung=f"{work.now:%Y%m%dT%H%M%S}",
            not_before=work.now,
            expires_at=work.now + STILL_ASKED,
            about={"person": actor.id},
        )
        for seat in mentorship.others(actor.id)
    ]
    work.prompts.plan(questions, now=work.now)


def _call_off(work: Work, mentorship: Mentorship, key: str) -> None:
    work.prompts.cancel(
        reason="decided",
        mentorship_id=mentorship.id,
        kinds=[PromptKind.STEP_LEFT_OUT],
        period=f"{PERIOD}{key}",
    )
