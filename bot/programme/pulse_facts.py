"""What the messages of a pulse tell, and when they need not be said any more."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.mentorships import SeatRole
from bot.domain.people import Person
from bot.domain.prompts import Prompt
from bot.domain.pulses import PulseKind, Wave
from bot.programme.closeness import close_to, team_but
from bot.programme.pulses import Reply, reply_of, today_in
from bot.programme.work import Work


@dataclass(frozen=True, kw_only=True, slots=True)
class Asking:
    """The questions as their message tells of them."""

    prompt: Prompt
    wave: Wave
    side: SeatRole
    reply: Reply


@dataclass(frozen=True, kw_only=True, slots=True)
class Talk:
    """Whom somebody who was drawn may talk with; None once nobody is there for it."""

    prompt: Prompt
    coordinator: Person | None


PulseFacts = Asking | Talk


def asking(work: Work, prompt: Prompt, reader: Person) -> Asking:
    """Raises `LookupError` for questions that were never put to them."""
    wave, side = _asked(work, prompt, reader)
    if wave is None or side is None:
        raise LookupError("pulse")
    return Asking(prompt=prompt, wave=wave, side=side, reply=reply_of(work, reader, wave))


def talk(work: Work, prompt: Prompt, reader: Person) -> Talk:
    return Talk(prompt=prompt, coordinator=_coordinator(work, prompt, reader))


def why_moot(work: Work, prompt: Prompt, reader: Person) -> str | None:
    """Answered or closed meanwhile; or the mentorship has ended, or rests."""
    wave, side = _asked(work, prompt, reader)
    if wave is None or side is None:
        return "left"
    reply = reply_of(work, reader, wave)
    if reply is not Reply.OPEN:
        return reply.value
    return _not_running(work, wave, reader) if wave.kind is PulseKind.PULSE else None


def talk_moot(work: Work, prompt: Prompt, reader: Person) -> str | None:
    """Whether or not they have answered: a talk is something else."""
    wave, side = _asked(work, prompt, reader)
    if wave is None or side is None or _coordinator(work, prompt, reader) is None:
        return "left"
    if not wave.takes_answers(today_in(work, wave)):
        return "closed"
    return _not_running(work, wave, reader)


def _asked(work: Work, prompt: Prompt, reader: Person) -> tuple[Wave | None, SeatRole | None]:
    wave = work.pulses.get(prompt.about.get("pulse", 0))
    return wave, work.pulses.side_of(wave.id, reader.id) if wave else None


def _not_running(work: Work, wave: Wave, reader: Person) -> str | None:
    theirs = [one for one in work.mentorships.of(reader.id) if one.programme_id == wave.programme_id]
    lasting = [one for one in theirs if not one.temporary]
    if not lasting:
        return "ended"
    today = today_in(work, wave)
    resting = [one for one in lasting if one.paused_until is not None and today < one.paused_until]
    return "paused" if len(resting) == len(lasting) else None


def _coordinator(work: Work, prompt: Prompt, reader: Person) -> Person | None:
    """One of those who are not close to them, the same whenever the message is drawn again."""
    wave = work.pulses.get(prompt.about.get("pulse", 0))
    team = team_but(work, close_to(work, reader), wave.programme_id if wave else None)
    return team[reader.id % len(team)] if team else None
