"""Asking what people need: the coordinators ask and read the result, everybody else answers once."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.preferences import NotOffered
from bot.domain.programmes import Kind
from bot.domain.refusals import Outdated
from bot.domain.rounds import ClosesTooLate, ClosesTooSoon
from bot.domain.surveys import TooFewAsked, TopicTwice
from bot.programme import surveys
from bot.programme.joining import known_networks
from bot.programme.work import Work
from handlers.finding import with_letters
from handlers.turn import Turn, day_in, number_in, say_refusal, speech_for
from handlers.views import surveys as views
from handlers.views.blocks import Message
from handlers.views.common import notice
from handlers.views.onboarding import digest_of

# -- the coordinators --------------------------------------------------------------------------------------------


def panel(turn: Turn) -> Message:
    """The latest question and how it stands."""
    with turn.look() as work:
        found = surveys.see(work, turn.actor)
        return views.panel(found, turn.t, today=turn.today(work), in_channel=_is_in_a_channel(turn))


def see(turn: Turn) -> None:
    turn.replace(panel(turn))


def open_draft(turn: Turn) -> None:
    with turn.look() as work:
        draft = surveys.draft(work, turn.actor)
    turn.open(views.draft_form(draft, turn.t))


def draft_sent(turn: Turn) -> None:
    """Ask them; what cannot be is told beside its question, before anybody is asked."""
    try:
        with turn.work() as work:
            networks = _networks(work, turn.form.get("networks") or [])
            survey = surveys.ask(work, turn.actor, networks=networks, closes_on=day_in(turn.form.get("day")))
            today = turn.today(work)
    except (ClosesTooSoon, ClosesTooLate) as refusal:
        return turn.correct(day=say_refusal(refusal, turn.t).text)
    except TooFewAsked as refusal:
        if turn.form.get("networks"):
            return turn.correct(networks=say_refusal(refusal, turn.t).text)
        raise
    turn.show_instead(notice(turn.t, views.asked(survey, turn.t, today=today)))


def search_networks(turn: Turn) -> None:
    """Networks that hold these letters, where there are too many for a menu."""
    with turn.look() as work:
        known = surveys.draft(work, turn.actor).networks
    turn.offer(views.network_options(with_letters(turn.text, known)))


def close(turn: Turn) -> None:
    with turn.work() as work:
        found = surveys.close(work, turn.actor, turn.number())
        shown = views.panel(found, turn.t, today=turn.today(work), in_channel=_is_in_a_channel(turn))
    turn.replace(shown)


def publish(turn: Turn) -> None:
    """ "Publish here": once for each message, however often it is pressed, in the programme's language."""
    survey_id = turn.number()
    with turn.work() as work:
        found = surveys.publish(work, turn.actor, survey_id)
        programme = work.programmes.get(found.survey.programme_id)
        first = work.inbox.first_time(_press(turn, survey_id), work.machine_now)
    if not turn.body.get("response_url"):
        raise Outdated
    everybody = replace(turn.actor, language=programme.language, timezone=programme.timezone)
    if first:
        turn.publish(views.published(found, speech_for(turn.house.customs, everybody)))


# -- those who are asked -----------------------------------------------------------------------------------------


def open_form(turn: Turn) -> None:
    with turn.look() as work:
        blank = surveys.blank(work, turn.actor, turn.number())
    turn.open(views.answer_form(blank, turn.t))


def form_sent(turn: Turn) -> None:
    """One answer, linked to nobody from here on; the form turns into thanks."""
    topics = [turn.form.get(place) for place in views.PLACES]
    try:
        with turn.work() as work:
            survey_id, form = number_in(turn.kept), _kind(turn.form.get("form"))
            surveys.answer(work, turn.actor, survey_id, topics=topics, form=form)
    except TopicTwice as refusal:
        return turn.correct(**{views.PLACES[refusal.place]: say_refusal(refusal, turn.t).text})
    except NotOffered as refusal:
        return turn.correct(first=say_refusal(refusal, turn.t).text)
    turn.show_instead(notice(turn.t, views.thanks(turn.t)))


def decline(turn: Turn) -> None:
    """Not interested: the message says so, and how to answer after all."""
    with turn.work() as work:
        surveys.not_interested(work, turn.actor, turn.number())


# -- reading -----------------------------------------------------------------------------------------------------


def _networks(work: Work, digests: list[str]) -> tuple[str, ...]:
    """The networks that were picked; none picked is everybody."""
    named = {digest_of(name): name for name in known_networks(work)}
    return tuple(named.get(digest, "") for digest in digests)


def _kind(given: str | None) -> Kind | None:
    if given is None:
        return None
    if given not in list(Kind):
        raise NotOffered
    return Kind(given)


def _is_in_a_channel(turn: Turn) -> bool:
    box = turn.body.get("container") or turn.body
    return str(box.get("channel_id", "D")).startswith(("C", "G"))


def _press(turn: Turn, survey_id: int) -> str:
    """A message's button publishes once, however often it is pressed."""
    box = turn.body.get("container", {})
    return f"needs:{box.get('channel_id')}:{box.get('message_ts')}:{survey_id}"
