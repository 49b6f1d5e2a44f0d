"""What must hold whatever people did and whenever a bot was killed: each check gives what it found wrong, in words of
the ledger. They read Slack's truth and what people did, and trust the bot's own reasons for nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.budget import NUDGES_A_MONTH
from bot.domain.calendar import is_open, local_day, month_of
from bot.domain.kinds import CLASS_OF, PromptClass, PromptKind
from bot.domain.mentorships import Mentorship
from bot.domain.prompts import Prompt, PromptState
from bot.simulation.acts import Act, Did
from bot.simulation.owed import left_waiting, not_heard, not_told
from bot.simulation.record import Record, Told

#: What asks of a pair whether it meets; other nudges ask for something else.
ABOUT_MEETING = frozenset({PromptKind.FIRST_MEETING, PromptKind.MISSING_MEETING, PromptKind.LAST_WORD})
#: What undoes an answer: whatever was said about the pair before, nothing is known for certain any more.
UNDOING = frozenset({Did.WITHDREW, Did.DENIED, Did.CHANGED_RHYTHM})
#: What takes the place of an answer: one date of another, and a date of "not this time".
INSTEAD: Mapping[Did, frozenset[Did]] = {
    Did.PLANNED: frozenset({Did.PLANNED, Did.MOVED, Did.CALLED_OFF}),
    Did.SKIPPED: frozenset({Did.PLANNED}),
}


Asked = Mapping[tuple[str | None, int | None], str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """One check: its name in the texts, over how many things it looked, and what is wrong."""

    name: str
    looked_at: int
    wrong: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return not self.wrong


def check(record: Record) -> list[Checked]:
    """All of them."""
    told = list(record.told())
    return [
        _checked("twice", len(record.shown), said_twice(record)),
        _checked("lost", len(record.acts), lost(record)),
        _checked("budget", len(told), above_the_budget(told)),
        _checked("hours", len(told), out_of_hours(record, told)),
        _checked("stale", len(told), stale(record, told)),
        _checked("called_off", record.how_many(Did.CALLED_OFF, Did.MOVED), not_told(record, told)),
        _checked("help", record.how_many(Did.REACHED_OUT), left_waiting(record)),
        _checked("not_well", record.how_many(Did.NOT_WELL), not_heard(record)),
    ]


def said_twice(record: Record) -> Iterator[str]:
    """A message whose marker Slack has twice, or that the ledger does not know; a row said to nobody."""
    markers = Counter(one.marker for one in record.shown if one.marker)
    known = {one.marker for one in record.ledger if one.marker}
    yield from (f"{marker}: {times} times" for marker, times in markers.items() if times > 1)
    yield from (f"{marker}: not in the ledger" for marker in markers if marker not in known)
    for prompt in record.ledger:
        if prompt.state is PromptState.SENT and prompt.marker not in markers:
            yield f"prompt {prompt.id}: sent, says the ledger, and nobody has it"
        if prompt.state in (PromptState.SENDING, PromptState.UNKNOWN):
            yield f"prompt {prompt.id}: still {prompt.state}"


def lost(record: Record) -> Iterator[str]:
    """A meeting that somebody noted, and that is nowhere."""
    held = {(one.mentorship_id, one.held_on) for one in record.meetings}
    by_pair = record.by_pair()
    for act in record.acts:
        if act.what is Did.MET and act.day is not None and act.partner is not None:
            pairs = by_pair.get(frozenset((act.who, act.partner)), ())
            if not any((one.id, act.day) in held for one in pairs):
                yield f"{act.who}: met {act.partner} on {act.day}, noted at {act.at}"


def above_the_budget(told: Iterable[Told]) -> Iterator[str]:
    """More than one release a day, or more nudges in a month than anybody has to bear."""
    days: dict[tuple[str, date], set[object]] = defaultdict(set)
    nudges: Counter[tuple[str, date]] = Counter()
    months: Counter[tuple[str, tuple[int, int]]] = Counter()
    for one in told:
        if one.is_answer:
            continue
        who, zone = one.person.slack_id, one.person.zone
        days[who, local_day(zone, one.at)].add(one.at)
        for prompt in one.prompts:
            if CLASS_OF[prompt.kind] is PromptClass.NUDGE:
                nudges[who, local_day(zone, one.at)] += 1
                months[who, month_of(zone, one.at)] += 1
    yield from (f"{who} on {day}: {len(times)} times" for (who, day), times in days.items() if len(times) > 1)
    yield from (f"{who} on {day}: {count} nudges" for (who, day), count in nudges.items() if count > 1)
    for (who, month), count in months.items():
        if count > NUDGES_A_MONTH:
            yield f"{who} in {month}: {count} nudges"


def out_of_hours(record: Record, told: Iterable[Told]) -> Iterator[str]:
    """Whatever is no answer comes while its reader is at work, in the hours that they named, on no holiday of theirs;
    and so does a contact's card, which is the answer to somebody else.
    """
    for one in told:
        person = one.person
        waits = not one.is_answer or any(prompt.kind is PromptKind.HELP_CARD for prompt in one.prompts)
        if waits and not is_open(record.hours(person, one.at), one.at):
            yield f"{person.slack_id} ({person.zone}, {person.country}) at {one.at}"


def stale(record: Record, told: Iterable[Told]) -> Iterator[str]:
    """A question about meeting, after either of the two had already said what became of it, or that they pause."""
    by_pair, asked = record.acts_by_pair(), _periods_asked(record)
    for one in told:
        for prompt in one.prompts:
            if prompt.kind in ABOUT_MEETING and prompt.mentorship_id is not None:
                pair = record.mentorships[prompt.mentorship_id]
                acts = by_pair.get(frozenset(record.slack_ids[seat.person_id] for seat in pair.seats), ())
                why = _why_stale(prompt, pair, one, acts, asked)
                if why:
                    about = f"{prompt.kind}, {prompt.period}, mentorship {prompt.mentorship_id}"
                    yield f"prompt {prompt.id} ({about}) to {one.person.slack_id} at {one.at}: {why}"


def _periods_asked(record: Record) -> Asked:
    """Which period of a mentorship each message asked about; an old one may be answered in the next."""
    return {
        (prompt.ts, prompt.mentorship_id): prompt.period
        for prompt in record.ledger
        if prompt.kind in ABOUT_MEETING and prompt.ts
    }


def _why_stale(prompt: Prompt, pair: Mentorship, told: Told, acts: Iterable[Act], asked: Asked) -> str | None:
    """What they had said before the hour in which it was shown; in that same hour the two may have crossed."""
    today = local_day(pair.timezone, told.at)
    before = [act for act in acts if act.at < told.at]
    undone = [place for place, act in enumerate(before) if act.what in UNDOING]
    since = before[undone[-1] + 1 if undone else 0 :]
    for place, act in enumerate(since):
        rule, instead = WHY.get(act.what), INSTEAD.get(act.what, frozenset())
        if rule is None or any(later.what in instead for later in since[place + 1 :]):
            continue
        if act.what is Did.SKIPPED and asked.get((act.ts, pair.id), prompt.period) != prompt.period:
            continue
        if rule(act, prompt, pair, today):
            return ", then ".join(map(_in_short, since[place:]))
    return None


def _in_short(act: Act) -> str:
    day = f" for {act.day}" if act.day else ""
    return f"{act.who} {act.what}{day} at {act.at:%Y-%m-%d %H:%M}"


def _met(act: Act, prompt: Prompt, pair: Mentorship, _today: date) -> bool:
    if prompt.kind is PromptKind.FIRST_MEETING:
        return True
    return act.day is not None and _asked_about(prompt, act.day, pair)


def _planned(act: Act, _prompt: Prompt, pair: Mentorship, today: date) -> bool:
    """A date of this cycle or of the next spares both; one that is further away does not."""
    return act.day is not None and today <= act.day and pair.cycle_on(act.day) <= pair.cycle_on(today) + 1


def _skipped(act: Act, prompt: Prompt, pair: Mentorship, _today: date) -> bool:
    """ "Not this month" was said of the cycle of that day at the latest."""
    return prompt.kind is PromptKind.MISSING_MEETING and act.ts is not None and _begun(prompt, act, pair)


def _paused(act: Act, _prompt: Prompt, _pair: Mentorship, today: date) -> bool:
    return act.day is not None and today < act.day


def _begun(prompt: Prompt, act: Act, pair: Mentorship) -> bool:
    """Whether the question is about the very cycle in which they said so, in its second half: they were asked then."""
    begins, ends = pair.bounds(_cycle(prompt))
    said = local_day(pair.timezone, act.at)
    return begins + (ends - begins) / 2 <= said < ends


def _asked_about(prompt: Prompt, day: date, pair: Mentorship) -> bool:
    begins, ends = pair.bounds(_cycle(prompt))
    return begins <= day < ends


def _cycle(prompt: Prompt) -> int:
    return int(prompt.period.removeprefix("cycle-"))


WHY: Mapping[Did, Callable[[Act, Prompt, Mentorship, date], bool]] = {
    Did.MET: _met,
    Did.PLANNED: _planned,
    Did.SKIPPED: _skipped,
    Did.PAUSED: _paused,
}


def _checked(name: str, looked_at: int, wrong: Iterable[str]) -> Checked:
    return Checked(name=name, looked_at=looked_at, wrong=tuple(wrong))
