"""The power goes while the bot writes: whatever had been committed is there when it comes back (reliability.md §7, 17).

The bot's own store and engine work on a disk that remembers everything; what each of many cuts would have left is then
read by the SQLite that the bot runs with.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

import storage.engine
from bot.domain import pacing
from bot.programme import delivering, joining
from storage.engine import open_engine, reading
from storage.migrate import bring_up_to_date
from storage.sealing import Sealer, new_key
from storage.store import Store
from tests.faults.apsw_driver import SCHEME
from tests.faults.chaos import KILLS, ON_SQLITE, Chaos, newcomers
from tests.faults.power import Disk, Happened, power_goes
from tests.living import CUSTOMS, MovedClock

pytestmark = [pytest.mark.slow, ON_SQLITE]

#: Enough for SQLite to bring what it wrote into its log into the file itself, several times.
PIECES = 400
AT_ANY_PACE = pacing.of_a_workspace(6000)


@dataclass(frozen=True, kw_only=True)
class Cut:
    """What was left: the pieces of work that were there, in order, and how many had ended, and had begun, by then."""

    there: list[int]
    ended: int
    begun: int
    sound: bool
    whole: bool

    @property
    def lost(self) -> int:
        return len(set(range(self.ended)) - set(self.there))


@pytest.mark.chaos("power-cut")
def test_whatever_was_committed_outlives_a_power_cut_at_any_moment(
    new_database: Callable[[], str], tmp_path: Path, chaos: Chaos
) -> None:
    story, ended = a_morning(new_database(), tmp_path)
    cuts = list(cut(story, ended, tmp_path, chaos, times=4 * KILLS))

    lost = [f"{one.lost} of {one.ended}" for one in cuts if one.lost]
    chaos.ends(lost, [], commits=PIECES)
    assert all(one.sound for one in cuts), "every file can be read, and none contradicts itself"
    assert all(one.whole for one in cuts), "no piece of work is there in part"
    assert all(one.there == list(range(len(one.there))) for one in cuts), (
        "nothing is there without what came before"
    )
    assert all(len(one.there) <= one.begun for one in cuts)


@pytest.mark.chaos("power-cut-control")
def test_a_bot_that_did_not_wait_for_its_disk_would_lose_some_and_this_would_show(
    new_database: Callable[[], str], tmp_path: Path, chaos: Chaos, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle = storage.engine._settle_sqlite

    def hasty(connection: object, record: object) -> None:
        settle(connection, record)
        connection.execute("PRAGMA synchronous=NORMAL")  # type: ignore[attr-defined]

    monkeypatch.setattr(storage.engine, "_settle_sqlite", hasty)
    story, ended = a_morning(new_database(), tmp_path)
    cuts = list(cut(story, ended, tmp_path, chaos, times=max(40, 2 * KILLS)))

    chaos.ends([], [], would_lose=f"{sum(one.lost > 0 for one in cuts)}/{len(cuts)}")
    assert any(one.lost for one in cuts)
    assert all(one.sound for one in cuts)


def a_morning(url: str, folder: Path) -> tuple[list[Happened], list[int]]:
    """Many pieces of work; returns what the disk saw, and how much of it when each had ended."""
    disk = Disk(f"disk-{folder.name}")
    path = make_url(url).database or ""
    engine = open_engine(f"{SCHEME}:///{path}?vfs={disk.name}", pool_size=2)
    store = Store(engine, sealer=Sealer([new_key()]), clock=MovedClock(), customs=CUSTOMS)
    workspace = store.workspace("T0BINOME", "Atelier", "U0BINOME")
    before = Path(path).read_bytes(), Path(f"{path}-wal").read_bytes()
    disk.story[:0] = [
        one
        for name, data in zip((Path(path).name, f"{Path(path).name}-wal"), before, strict=True)
        for one in (Happened(name, 0, data), Happened(name))
    ]
    ended = [len(disk.story)]
    for number, one in enumerate(newcomers(PIECES)):
        with store.work(workspace) as work:
            work.inbox.first_time(f"power:{number}", work.now)
            joining.expect(work, one)
            if number % 5 == 4:
                for away in delivering.claim(work, AT_ANY_PACE, AT_ANY_PACE).departures:
                    delivering.sent(work, away.parcel, f"D{number}", f"{number}.0001")
        ended.append(len(disk.story))
    story = list(disk.story)
    engine.dispose()
    return story, ended


def cut(story: list[Happened], ended: list[int], folder: Path, chaos: Chaos, *, times: int) -> Iterator[Cut]:
    """Half of the cuts come while SQLite brings its log into the file, which is rare and where most can go wrong."""
    main = {number for number, one in enumerate(story) if number > ended[0] and not one.file.endswith("-wal")}
    assert main, "SQLite has brought its log into the file meanwhile"
    for number in range(times):
        left = folder / f"left-{number}"
        left.mkdir()
        anywhere = chaos.dice.random() < 0.5
        at = chaos.dice.randrange(ended[0], len(story)) if anywhere else chaos.dice.choice(sorted(main))
        power_goes(story, at, left, random.Random(chaos.dice.random()))
        chaos.strikes()
        yield what_is_left(left, sum(one <= at for one in ended) - 1)


def what_is_left(folder: Path, ended: int) -> Cut:
    """Read by the bot's own engine, as when it starts again."""
    (path,) = (one for one in folder.iterdir() if one.suffix == ".db")
    engine = open_engine(f"sqlite:///{path}", pool_size=1)
    bring_up_to_date(engine)
    with reading(engine).begin() as connection:

        def every(query: str) -> list[str]:
            return [str(value) for value in connection.execute(text(query)).scalars()]

        keys = every("SELECT key FROM inbox WHERE key LIKE 'power:%'")
        there = sorted(int(one.removeprefix("power:")) for one in keys)
        greeted = every(
            "SELECT slack_id FROM prompt JOIN person ON person.id = recipient_id WHERE kind = 'welcome'"
        )
        half_said = every(
            "SELECT id FROM prompt WHERE state = 'sending' OR (state = 'sent') <> (ts IS NOT NULL)"
        )
        sound = every("PRAGMA integrity_check") == ["ok"] and not every("PRAGMA foreign_key_check")
    engine.dispose()
    whole = sorted(greeted) == [one.slack_id for one in newcomers(len(there))] and not half_said
    return Cut(there=there, ended=ended, begun=ended + 1, sound=sound, whole=whole)
