"""What is owed to whoever waits for a word: a contact who answers, or the next one; the news that a date holds no more;
and at once, whom to turn to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time, timedelta

from bot.domain.calendar import DAY, at_local
from bot.domain.kinds import PromptKind
from bot.domain.prompts import Prompt
from bot.domain.reaching_out import answer_by
from bot.simulation.acts import Act, Did
from bot.simulation.record import Record, Told

#: What tells somebody what became of a date that they know.
NEWS_OF_A_DATE = frozenset({PromptKind.DATE_NEWS, PromptKind.DATE_SOON, PromptKind.PARTNER_PLAN})
#: What makes such news needless: by then both have something newer to say about the pair.
NEWER = frozenset(
    {
        Did.PLANNED,
        Did.MET,
        Did.CALLED_OFF,
        Did.PAUSED,
        Did.SKIPPED,
        Did.SUITS,
        Did.CHANGED_RHYTHM,
        Did.WITHDREW,
    }
)
#: Dates begin at ten or later; nobody lives at night or at the weekend, and what is due then follows on Monday.
EARLIEST, NEXT_BEAT = time(10), timedelta(days=3)
AT_ONCE = timedelta(minutes=10)


def left_waiting(record: Record) -> Iterator[str]:
    """Somebody asked for a hand, and their contact was silent for two working days, or was not given them."""
    cards, passed = _of_requests(record, PromptKind.HELP_CARD), _of_requests(record, PromptKind.HELP_PASSED)
    asked = [act for act in record.acts if act.what is Did.REACHED_OUT]
    if len(asked) != len(cards):
        yield f"{len(asked)} asked for somebody to talk with, and {len(cards)} have a card"
        return
    for act, number in zip(asked, cards, strict=True):
        yield from _left_waiting(record, act, cards[number], passed.get(number, ()))


def _left_waiting(
    record: Record, act: Act, cards: Sequence[Prompt], passed: Sequence[Prompt]
) -> Iterator[str]:
    over, since = _over(record, act), act.at
    for card, following in zip(cards, [*cards[1:], None], strict=True):
        contact = record.people.get(record.slack_ids[card.recipient_id])
        if contact is None or _left(record, contact.slack_id):
            return
        due = answer_by(record.hours(contact, since), since)
        who = f"{act.who}, who asked at {act.at:%Y-%m-%d %H:%M}"
        if following is not None and following.not_before < due:
            yield f"{who}, was passed on before {due:%Y-%m-%d %H:%M}"
        if following is None and over > due + NEXT_BEAT and len(passed) < len(cards):
            yield f"{who}, has waited for {contact.slack_id} since {due:%Y-%m-%d %H:%M}"
        since = following.not_before if following is not None else since


def not_told(record: Record, told: Iterable[Told]) -> Iterator[str]:
    """A date that both knew was called off or moved, and the other half was not told before it would have begun."""
    news: dict[tuple[str, int], list[datetime]] = defaultdict(list)
    for one in told:
        for prompt in one.prompts:
            if prompt.kind in NEWS_OF_A_DATE and prompt.mentorship_id is not None:
                news[one.person.slack_id, prompt.mentorship_id].append(one.at)
    pairs, by_pair = record.by_pair(), record.acts_by_pair()
    for act in record.acts:
        partner = act.partner or ""
        if act.what in (Did.CALLED_OFF, Did.MOVED) and partner in record.people and act.day is not None:
            both = frozenset((act.who, partner))
            heard = [at for pair in pairs.get(both, ()) for at in news[partner, pair.id]]
            if _is_owed(record, act, by_pair[both]) and not any(act.at <= at for at in heard):
                yield f"{partner}: {act.who} {act.what} {act.day} at {act.at:%Y-%m-%d %H:%M}"


def not_heard(record: Record) -> Iterator[str]:
    """Somebody wrote that they are not well, and was shown nobody."""
    answers: dict[str, list[datetime]] = defaultdict(list)
    for one in record.shown:
        if one.marker is None:
            answers[one.slack_id].append(one.at)
    for act in record.acts:
        if act.what is Did.NOT_WELL and not any(act.at <= at <= act.at + AT_ONCE for at in answers[act.who]):
            yield f"{act.who} at {act.at:%Y-%m-%d %H:%M}"


def _of_requests(record: Record, kind: PromptKind) -> dict[int, list[Prompt]]:
    """By the request's number, which tells nothing; in the order in which they were asked."""
    found: dict[int, list[Prompt]] = defaultdict(list)
    for prompt in sorted(record.ledger, key=lambda one: one.id):
        if prompt.kind is kind:
            found[prompt.about["request"]].append(prompt)
    return found


def _over(record: Record, asked: Act) -> datetime:
    """When nobody had to be found any more: a contact was in touch, the asker needs nobody, or has left."""
    ends = [
        act.at
        for act in record.acts
        if act.at >= asked.at
        and (
            (act.what is Did.HELPED and act.partner == asked.who)
            or (act.what in (Did.TOOK_BACK, Did.LEFT) and act.who == asked.who)
        )
    ]
    return min(ends, default=record.ends)


def _is_owed(record: Record, act: Act, acts: Sequence[Act]) -> bool:
    """Whether the other half knew of the date, could still be told, and nothing newer came between."""
    assert act.day is not None
    partner = record.people[act.partner or ""]
    zones = {partner.zone, record.people[act.who].zone}
    begins = min(at_local(act.day, EARLIEST, zone) for zone in zones)
    knew = any(
        one.who == act.partner
        and one.day == act.day
        and one.what in (Did.PLANNED, Did.SUITS)
        and one.at < act.at
        for one in acts
    )
    # Of a date that was moved, the one that takes its place is the news, and set in the same moment.
    newer = any(
        one.what in NEWER and act.at <= one.at <= begins + DAY and (one.at > act.at or one.who != act.who)
        for one in acts
    )
    in_time = act.at < begins < record.ends
    return knew and not newer and in_time and not _left(record, act.who, partner.slack_id)


def _left(record: Record, *slack_ids: str) -> bool:
    return any(act.what is Did.LEFT and act.who in slack_ids for act in record.acts)
