"""`binome prompts`: what waits to be said, what nobody knows of, what was given up; and setting it right by hand.

Of what passes between somebody who asked for a hand and whom they asked, only how much there is: no kind, no person.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.clock import SystemClock
from bot.commands.opening import opened_without_slack
from bot.commands.reasons import in_words
from bot.commands.trouble import NotNow, explained
from bot.domain.people import Person
from bot.domain.prompts import PromptState
from bot.programme import ledger
from bot.programme.ledger import Fate
from bot.programme.ledger_ports import Entry, Heap
from bot.programme.work import Work
from bot.settings import read_settings
from bot.texts import Speech

#: What is not at its end, and what of it wants somebody.
OPEN = (PromptState.PLANNED, PromptState.SENDING, PromptState.UNKNOWN, PromptState.DEAD)
WANTING = (PromptState.UNKNOWN, PromptState.DEAD)
#: Columns where nobody looks: a line of a pipe is a line.
PIPE = 200
#: Messages shown one by one.
MOST = 200
#: In place of a kind that is nobody's business.
PRIVATE = "private"
DONE = frozenset({Fate.AGAIN, Fate.LOOKED_UP, Fate.CANCELLED})


def show(*, states: Sequence[str], person: str, everything: bool, as_json: bool) -> None:
    """How much there is of what, and one by one what wants somebody; `everything` shows the rest one by one too."""
    with explained(), opened_without_slack() as (store, workspace, t):
        chosen = tuple(_state(name, t) for name in states) or OPEN
        with store.look(workspace) as work:
            whose = _person(work, person, t) if person else None
            heaps = work.ledger.heaps(chosen, person_id=whose)
            each = chosen if everything or states else WANTING
            entries = work.ledger.listed(each, person_id=whose, limit=MOST + 1)
            people = work.people.many(one.prompt.recipient_id for one in entries)
        if as_json:
            print(json.dumps(_data(heaps, entries[:MOST], people), ensure_ascii=False, indent=2))
            return
        _show(heaps, entries, people, t)


def retry(prompt_ids: Sequence[int], *, dead: bool) -> None:
    """Have what was given up said after all, and what is unknown looked for now; exit code 1 if any could not be."""
    with explained(), opened_without_slack() as (store, workspace, t):
        if dead == bool(prompt_ids):
            raise NotNow(t.plain("ledger.which"))
        wait = timedelta(seconds=read_settings().binome_reconcile_after)
        late = 0
        with store.work(workspace) as work:
            if dead:
                fates: Mapping[int, Fate] = {}
                count = ledger.retry_dead(work, wait=wait)
                late = sum(heap.count for heap in work.ledger.heaps([PromptState.DEAD]))
            else:
                fates = ledger.retry(work, prompt_ids, wait=wait)
                count = sum(fate in DONE for fate in fates.values())
        _tell(fates, t)
        print(t.plain("ledger.retried", count=count))
        if late:
            print(t.plain("ledger.left_late", count=late))
    _leave(fates)


def cancel(prompt_ids: Sequence[int]) -> None:
    """Call these off; exit code 1 if any could not be."""
    with explained(), opened_without_slack() as (store, workspace, t):
        with store.work(workspace) as work:
            fates = ledger.cancel(work, prompt_ids)
        _tell(fates, t)
    _leave(fates)


def _state(name: str, t: Speech) -> PromptState:
    try:
        return PromptState(name)
    except ValueError:
        raise NotNow(t.plain("ledger.no_state", found=name, states=", ".join(PromptState))) from None


def _person(work: Work, wanted: str, t: Speech) -> int:
    """Somebody by Slack id, by @name, or by a part of their name that is nobody else's."""
    if (found := work.people.by_slack_id(wanted)) is not None:
        return found.id
    word = wanted.removeprefix("@").casefold()
    everybody = work.people.employees()
    named = [one for one in everybody if one.handle.casefold() == word] or [
        one for one in everybody if word in one.name.casefold()
    ]
    if len(named) != 1:
        key = "ledger.several" if named else "ledger.nobody"
        names = ", ".join(f"{one.name} ({one.slack_id})" for one in named)
        raise NotNow(t.plain(key, found=wanted, **({"names": names} if named else {})))
    return named[0].id


# -- on the screen -----------------------------------------------------------------------------------------------


def _show(heaps: Sequence[Heap], entries: Sequence[Entry], people: Mapping[int, Person], t: Speech) -> None:
    if not heaps:
        print(t.plain("ledger.nothing"))
        return
    console = Console(width=None if sys.stdout.isatty() else PIPE, highlight=False, markup=False, emoji=False)
    console.print(_summary(heaps, t))
    if not entries:
        print(t.plain("ledger.all_is_well"))
        return
    console.print(_one_by_one(entries[:MOST], people, t))
    if len(entries) > MOST:
        print(t.plain("ledger.more", count=MOST))
    if any(one.prompt.state in WANTING for one in entries):
        print(t.plain("ledger.what_to_do"))


def _summary(heaps: Sequence[Heap], t: Speech) -> Table:
    table = _table()
    for name in ("ledger.state", "ledger.kind", "ledger.why"):
        table.add_column(t.plain(name), overflow="fold")
    table.add_column(t.plain("ledger.count"), justify="right", no_wrap=True)
    order = list(PromptState)
    for one in sorted(heaps, key=lambda one: (order.index(one.state), -one.count, one.kind or "")):
        why = in_words(one.reason, t) if one.reason else ""
        table.add_row(_state_in_words(one.state, t), _kind(one, t), Text(why), t.number(one.count))
    return table


def _one_by_one(entries: Sequence[Entry], people: Mapping[int, Person], t: Speech) -> Table:
    table = _table()
    table.add_column(t.plain("ledger.id"), justify="right", no_wrap=True)
    table.add_column(t.plain("ledger.kind"), no_wrap=True)
    table.add_column(t.plain("ledger.person"), overflow="fold")
    table.add_column(t.plain("ledger.since"), no_wrap=True)
    table.add_column(t.plain("ledger.why"), overflow="fold")
    for one in entries:
        prompt = one.prompt
        table.add_row(
            str(prompt.id),
            str(prompt.kind),
            Text(people[prompt.recipient_id].name),
            _moment(one, t),
            Text("; ".join(_why_and_next(one, t))),
        )
    return table


def _table() -> Table:
    return Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")


def _kind(heap: Heap, t: Speech) -> str:
    return str(heap.kind) if heap.kind else t.plain("ledger.private")


def _state_in_words(state: PromptState, t: Speech) -> str:
    return t.plain(f"ledger.state_{state}")


def _moment(entry: Entry, t: Speech) -> str:
    """Since when it is so: the last attempt, or when it was due."""
    return f"{t.local(entry.prompt.tried_at or entry.prompt.not_before):%Y-%m-%d %H:%M}"


def _why_and_next(entry: Entry, t: Speech) -> Iterator[str]:
    if entry.prompt.reason:
        yield in_words(entry.prompt.reason, t)
    if entry.prompt.state is PromptState.UNKNOWN and entry.held_until is not None:
        later = max(entry.held_until, SystemClock().machine_now())
        yield t.plain("ledger.next_look_up", time=t.time(later))
    if entry.prompt.state is PromptState.PLANNED:
        yield t.plain("ledger.next_from", when=f"{t.local(entry.prompt.not_before):%Y-%m-%d %H:%M}")


def _tell(fates: Mapping[int, Fate], t: Speech) -> None:
    for prompt_id, fate in fates.items():
        print(t.plain("ledger.line", id=str(prompt_id), words=t.plain(f"ledger.fate_{fate}")))


def _leave(fates: Mapping[int, Fate]) -> None:
    if any(fate not in DONE for fate in fates.values()):
        sys.exit(1)


# -- for programs ------------------------------------------------------------------------------------------------


def _data(heaps: Sequence[Heap], entries: Sequence[Entry], people: Mapping[int, Person]) -> dict[str, object]:
    return {
        "counts": [
            {"state": one.state, "kind": one.kind or PRIVATE, "reason": one.reason, "count": one.count}
            for one in heaps
        ],
        "messages": [_one(one, people[one.prompt.recipient_id]) for one in entries],
    }


def _one(entry: Entry, reader: Person) -> dict[str, object]:
    prompt = entry.prompt
    instants = {
        "not_before": prompt.not_before,
        "expires_at": prompt.expires_at,
        "tried_at": prompt.tried_at,
        "held_until": entry.held_until,
    }
    return {
        "id": prompt.id,
        "state": prompt.state,
        "kind": prompt.kind,
        "person": {"slack_id": reader.slack_id, "name": reader.name},
        "reason": prompt.reason,
        "attempts": prompt.attempts,
        **{name: at.isoformat() if at else None for name, at in instants.items()},
    }
