"""Asking people what they need, before a programme takes its form (`field.md` F7), and what came of it.

Each is asked once, as a nudge within their budget, and answers once. The coordinators see how many have answered while
the survey runs, and what is needed once it is closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.cadence import to_each
from bot.domain.calendar import DAY, end_of, local_day
from bot.domain.enrolments import Programme
from bot.domain.kinds import PromptKind
from bot.domain.people import Person
from bot.domain.permissions import Act
from bot.domain.preferences import NotOffered
from bot.domain.programmes import Kind, Topic
from bot.domain.prompts import Prompt
from bot.domain.refusals import Outdated
from bot.domain.rounds import USUAL_WINDOW, check_closing
from bot.domain.surveys import (
    AlreadyAnswered,
    Need,
    Result,
    Survey,
    SurveyClosed,
    SurveyRunning,
    check_asked,
    ranked,
    tally,
)
from bot.programme.joining import known_networks, programme_of
from bot.programme.work import Work

#: What the ledger notes of somebody who would rather not say.
NOT_INTERESTED = "not_interested"


class Reply(StrEnum):
    """Where one person is with the question."""

    OPEN = "open"
    ANSWERED = "answered"
    NOT_INTERESTED = NOT_INTERESTED
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What a coordinator chooses from, and the usual last day: a local date of the programme's zone."""

    networks: tuple[str, ...]
    closes_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """Where a survey is. `result` is None while it runs and below five answers; `topics` gives words to its topics."""

    survey: Survey
    is_open: bool
    result: Result | None
    topics: Mapping[str, Topic]


@dataclass(frozen=True, kw_only=True, slots=True)
class Asking:
    """The question as its message tells it: who asks, until when, and whether it is answered."""

    prompt: Prompt
    survey: Survey
    by: Person
    reply: Reply


@dataclass(frozen=True, kw_only=True, slots=True)
class Blank:
    """The form that somebody fills in."""

    survey: Survey
    topics: tuple[Topic, ...]


# -- the coordinators --------------------------------------------------------------------------------------------


def draft(work: Work, actor: Person) -> Draft:
    """Raises `SurveyRunning` while another one takes answers, and `NotAllowed`."""
    work.check(actor, Act.ASK_NEEDS)
    programme = work.programme()
    if programme is not None:
        _none_open(work, programme, work.surveys.latest(programme.id))
    today = local_day(programme.timezone if programme else work.customs.timezone, work.now)
    return Draft(networks=known_networks(work), closes_on=today + USUAL_WINDOW)


def ask(work: Work, actor: Person, *, networks: Sequence[str], closes_on: date) -> Survey:
    """Ask these networks, or everybody, until the end of `closes_on`. It may be the first thing that a programme does:
    then the programme begins here.

    Raises `SurveyRunning`, `TooFewAsked`, `ClosesTooSoon`, `ClosesTooLate`, `NotOffered` and `NotAllowed`.
    """
    work.authorise(actor, Act.ASK_NEEDS)
    programme = programme_of(work)
    _none_open(work, programme, work.surveys.held(programme.id))
    if not set(networks) <= set(known_networks(work)):
        raise NotOffered
    check_closing(closes_on, today=local_day(programme.timezone, work.now))
    people = work.surveys.population(programme.id, networks)
    check_asked(people)
    survey = work.surveys.ask(
        programme.id, person_ids=people, networks=networks, by=actor.id, at=work.now, closes_on=closes_on
    )
    questions = to_each(
        people,
        PromptKind.SURVEY,
        period=_period(survey.id),
        rung="asked",
        now=work.now,
        until=end_of(closes_on, programme.timezone),
        about={"survey": survey.id},
    )
    work.prompts.plan(questions, now=work.now)
    return survey


def see(work: Work, actor: Person, survey_id: int | None = None) -> Standing | None:
    """The survey of this id, or the latest; None before the first. Raises `Outdated` and `NotAllowed`."""
    work.check(actor, Act.ASK_NEEDS)
    if survey_id is None:
        programme = work.programme()
        found = work.surveys.latest(programme.id) if programme else None
        return _standing(work, found) if found else None
    return _standing(work, _known(work, survey_id))


def close(work: Work, actor: Person, survey_id: int) -> Standing:
    """Answers are closed from now on; who has not been asked yet is spared. Closing twice is closing once.

    Raises `Outdated` and `NotAllowed`.
    """
    work.authorise(actor, Act.ASK_NEEDS)
    survey = _known(work, survey_id)
    if _is_open(work, survey):
        work.surveys.close(survey_id, _today(work, survey) - DAY)
        work.prompts.cancel(reason="closed", kinds=[PromptKind.SURVEY], period=_period(survey_id))
    return _standing(work, _known(work, survey_id))


def publish(work: Work, actor: Person, survey_id: int) -> Standing:
    """The result, to be read by anybody. Raises `Outdated` while there is none, and `NotAllowed`."""
    work.authorise(actor, Act.ASK_NEEDS)
    found = _standing(work, _known(work, survey_id))
    if found.result is None:
        raise Outdated
    return found


# -- those who are asked -----------------------------------------------------------------------------------------


def blank(work: Work, actor: Person, survey_id: int) -> Blank:
    """Raises `Outdated` for whoever is not asked, `AlreadyAnswered` and `SurveyClosed`."""
    survey = _known(work, survey_id)
    match _reply(work, actor, survey):
        case Reply.ANSWERED:
            raise AlreadyAnswered
        case Reply.CLOSED:
            raise SurveyClosed(day=survey.closes_on)
    return Blank(survey=survey, topics=work.kind().topics)


def answer(
    work: Work, actor: Person, survey_id: int, *, topics: Sequence[str | None], form: Kind | None
) -> None:
    """Count one answer, which nothing links to its author from here on.

    Raises `TopicTwice`, `NotOffered`, and what `blank` raises.
    """
    open_now = blank(work, actor, survey_id)
    need = Need(topics=ranked(topics), form=form)
    if not need.topics or not set(need.topics) <= {topic.key for topic in open_now.topics}:
        raise NotOffered
    if not work.surveys.answer(survey_id, actor.id, need):
        raise AlreadyAnswered


def not_interested(work: Work, actor: Person, prompt_id: int) -> None:
    """They would rather not say. They may still answer while it is open.

    Raises `Outdated` for a message that is not theirs.
    """
    prompt = work.prompts.get(prompt_id)
    if prompt is None or prompt.recipient_id != actor.id or prompt.kind is not PromptKind.SURVEY:
        raise Outdated
    work.prompts.answer(prompt_id, NOT_INTERESTED)


def asking(work: Work, prompt: Prompt, reader: Person) -> Asking:
    """What the message tells. Raises `LookupError` for a question that was never put to them."""
    survey = work.surveys.get(prompt.about.get("survey", 0))
    if survey is None or not work.surveys.is_asked(survey.id, reader.id):
        raise LookupError("survey")
    reply = _reply(work, reader, survey)
    if reply is Reply.OPEN and prompt.answer == NOT_INTERESTED:
        reply = Reply.NOT_INTERESTED
    return Asking(prompt=prompt, survey=survey, by=work.people.get(survey.asked_by), reply=reply)


def why_moot(work: Work, prompt: Prompt, reader: Person) -> str | None:
    """Closed early, or answered from elsewhere."""
    survey = work.surveys.get(prompt.about.get("survey", 0))
    if survey is None or not work.surveys.is_asked(survey.id, reader.id):
        return "left"
    reply = _reply(work, reader, survey)
    return None if reply is Reply.OPEN else reply.value


def _reply(work: Work, person: Person, survey: Survey) -> Reply:
    if not work.surveys.is_asked(survey.id, person.id):
        raise Outdated
    if work.surveys.has_answered(survey.id, person.id):
        return Reply.ANSWERED
    return Reply.OPEN if _is_open(work, survey) else Reply.CLOSED


def _standing(work: Work, survey: Survey) -> Standing:
    is_open = _is_open(work, survey)
    words = [*_of_every_file(work), *work.kind().topics]
    return Standing(
        survey=survey,
        is_open=is_open,
        result=None if is_open else tally(work.surveys.needs(survey.id)),
        topics={topic.key: topic for topic in words},
    )


def _of_every_file(work: Work) -> Iterable[Topic]:
    """A topic that was withdrawn since may still be what people need."""
    yield from (topic for kind in work.customs.types.values() for topic in kind.topics)
    yield from (Topic(key=change.key, texts=change.texts) for change in work.topics.changes())


def _known(work: Work, survey_id: int) -> Survey:
    survey = work.surveys.get(survey_id)
    if survey is None:
        raise Outdated
    return survey


def _none_open(work: Work, programme: Programme, latest: Survey | None) -> None:
    if latest is not None and latest.takes_answers(local_day(programme.timezone, work.now)):
        raise SurveyRunning(day=latest.closes_on)


def _is_open(work: Work, survey: Survey) -> bool:
    return survey.takes_answers(_today(work, survey))


def _today(work: Work, survey: Survey) -> date:
    return local_day(work.programmes.get(survey.programme_id).timezone, work.now)


def _period(survey_id: int) -> str:
    return f"survey-{survey_id}"
