"""What has been kept for long enough is taken away, every few hours, some rows at a time (design §8).

Words, meetings and answers by programme time, since they end with a mentorship; what Slack told us and the record by
the machine's. Figures of months of which something is gone already are refused, and not wrong (`looking_back.py`).
"""

from __future__ import annotations

from datetime import timedelta

from bot.domain.retention import FILES
from bot.programme import forgetting
from bot.programme.work import Work

#: Rows of one table in one transaction: the write lock is held for moments, and the next one goes on.
AT_ONCE = 500
#: People who left and are let go of, in one transaction.
PEOPLE_AT_ONCE = 20


def take_away(work: Work) -> int:
    """Some of what has been kept for long enough; returns how much that was. None is left once it is 0."""
    keep, now, machine = work.customs.retention, work.now, work.machine_now
    words, meetings = now - timedelta(days=keep.words), now - timedelta(days=keep.meetings)
    store = work.retention
    return sum(
        (
            store.words(words, limit=AT_ONCE),
            store.profiles(words, limit=AT_ONCE),
            store.unfinished(now - timedelta(days=keep.unfinished), limit=AT_ONCE),
            store.meetings(meetings),
            store.rounds(meetings),
            store.answers(meetings.date(), limit=AT_ONCE),
            _let_go(work),
            store.prompts(now - timedelta(days=keep.prompts), limit=AT_ONCE),
            store.audit(machine - timedelta(days=keep.audit), limit=AT_ONCE),
            work.inbox.forget(machine - timedelta(days=keep.inbox)),
        )
    )


def sweep_again(work: Work) -> None:
    """Of whoever was forgotten, take away what was under way at that very moment and was written after it."""
    work.personal.sweep(*work.retention.forgotten())


def old_files(work: Work) -> list[tuple[int, str]]:
    """Files that were given long enough ago to be taken away again, by number and by Slack's id."""
    return list(work.retention.files(work.machine_now - timedelta(days=FILES), limit=AT_ONCE))


def _let_go(work: Work) -> int:
    meetings = work.now - timedelta(days=work.customs.retention.meetings)
    people = work.people.many(work.retention.gone(meetings, limit=PEOPLE_AT_ONCE))
    for person in people.values():
        forgetting.let_go(work, person)
    return len(people)
