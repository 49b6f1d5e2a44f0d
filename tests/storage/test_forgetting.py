"""Whoever asks to be forgotten is: nothing tells of them any more, and nothing brings them back but themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.kinds import PromptKind
from bot.domain.mentorships import Mentorship, MentorshipState
from bot.domain.people import Person, SlackProfile, Standing, Workspace
from bot.domain.permissions import Grant, Right
from bot.domain.refusals import AskedToBeForgotten
from bot.programme import departures, forgetting, joining, privacy, rights
from bot.programme.types import load_types
from storage.convention import SQLModel
from storage.engine import open_engine
from storage.fates import BLANKS, FATES, Fate
from storage.forgotten import imprint_anew
from storage.given import GIVEN
from storage.personal import points_to_people
from storage.sealing import Sealer, new_key
from storage.store import Store
from tests.storage.stage import CUSTOMS, NOON, Cast, StoppedClock, due_to
from tests.storage.test_erasing import on_disk, the_rest
from tests.storage.test_walls import stranger as stranger

pytestmark = pytest.mark.long

TABLES = SQLModel.metadata.tables
#: Numbers of people that no foreign key tells of.
UNTYPED = {"audit.subject_id", "round.wanted_by"}
TOM = SlackProfile(
    slack_id="U0TOM",
    name="Tom Baker",
    handle="tom",
    standing=Standing.EMPLOYEE,
    language="en",
    timezone="Europe/Paris",
)


def everywhere(store: Store, *words: str) -> set[str]:
    """The tables in which any of these can be read."""
    with store.engine.connect() as connection:
        rows = {one.name: repr(connection.execute(select(one)).all()) for one in TABLES.values()}
    return {name for name, told in rows.items() if any(word in told for word in words)}


def those_of(store: Store, person: Person, *, workspace: Workspace) -> Iterator[tuple[str, int]]:
    """Every column that points to this person, and in how many rows."""
    with store.engine.connect() as connection:
        for name in sorted({*points_to_people(), *UNTYPED}):
            table = TABLES[name.partition(".")[0]]
            column = table.c[name.partition(".")[2]]
            mine = (column == person.id, table.c.workspace_id == workspace.id)
            yield name, len(connection.execute(select(table.c.id).where(*mine)).all())


def test_what_becomes_of_every_column_that_points_to_a_person_is_decided() -> None:
    """Whoever adds one decides, in `storage/fates.py`."""
    assert set(FATES) == {*points_to_people(), *UNTYPED}


def test_everything_that_is_named_about_people_is_there() -> None:
    """And nobody is given a column with what somebody else wrote about them."""
    for name, (by, values) in BLANKS.items():
        assert {by, *values} <= set(TABLES[name].c.keys())
    for name, one in GIVEN.items():
        assert set(one.columns) <= set(TABLES[name].c.keys())
    theirs_alone = {"application": {"words", "reason"}, "proposal": {"reason", "mentor_says", "left_out"}}
    assert not [name for name, columns in theirs_alone.items() if columns & set(GIVEN[name].columns)]


def test_nothing_tells_of_whoever_was_forgotten(
    store: Store,
    workspace: Workspace,
    cast: Cast,
    mentorship: Mentorship,
    stranger: Workspace,
    database_url: str,
) -> None:
    """Neither their name nor their Slack id, in any column; and of SQLite's files, once its log is folded in."""
    store.customs = replace(CUSTOMS, types=load_types(None))
    with store.work(workspace) as work:
        the_rest(work, cast, mentorship)
        work.people.change(cast.tom.id, dm="D0TOM", manager_id=cast.ines.id, network="Sud", title="Chimiste")
        work.people.change(cast.lea.id, manager_id=cast.tom.id)
        work.prompts.plan([due_to(cast.tom, mentorship, period="x")], now=NOON)
        work.inbox.first_time("not_for_you:U0TOM:2026", NOON)
        work.inbox.first_time("needs:D0TOM:1710061200.000100:1", NOON)
    assert "person" in everywhere(store, "Tom Baker")

    with store.work(workspace) as work:
        forgetting.forget(work, cast.tom)
        forgetting.forget(work, cast.tom)  # twice is once
    store.fold()

    assert everywhere(store, "Tom Baker", "U0TOM", "D0TOM", "Chimiste") == set()
    counts = dict(those_of(store, cast.tom, workspace=workspace))
    assert not [name for name, fate in FATES.items() if fate is not Fate.STAYS and counts[name]]
    with store.look(workspace) as work:
        nobody, lea = work.people.get(cast.tom.id), work.people.get(cast.lea.id)
        assert nobody.is_forgotten
        assert not nobody.is_welcome
        assert nobody.network is None
        assert lea.manager_id == cast.ines.id, "nobody is matched within a line of management because of it"
        ended = work.mentorships.get(mentorship.id)
        assert ended is not None
        assert ended.state is MentorshipState.ENDED
        assert [one.answer for one in work.prompts.pending() if one.recipient_id == cast.tom.id] == []
    if database_url.startswith("sqlite"):
        kept = on_disk(database_url)
        assert "Inès".encode() in kept, "the file was read at all"
        assert b"Tom Baker" not in kept
        assert b"D0TOM" not in kept
        assert b"Chimiste" not in kept


def test_nobody_else_loses_a_row(
    store: Store, workspace: Workspace, cast: Cast, mentorship: Mentorship, stranger: Workspace
) -> None:
    """Not even who has the same number in another company."""
    with store.work(stranger) as work:
        work.personal.sweep(cast.tom.id)
        work.personal.sweep(cast.lea.id)
    counts = dict(those_of(store, cast.tom, workspace=workspace))
    assert counts["point.by_id"] == 1
    assert counts["seat.person_id"] == 1


def test_nothing_brings_them_back_but_themselves(store: Store, workspace: Workspace, cast: Cast) -> None:
    """No list of everybody, no file and no event; and when they write, they are somebody new."""
    with store.work(workspace) as work:
        forgetting.forget(work, cast.tom)
    with store.work(workspace) as work:
        departures.learn(work, [TOM])
        with pytest.raises(AskedToBeForgotten):
            joining.meet(work, TOM)
        assert work.people.by_slack_id("U0TOM") is None
    with store.work(workspace) as work:
        again = joining.meet(work, TOM, by_themselves=True)
        assert again.id != cast.tom.id
        assert again.welcomed_at is None
        assert joining.meet(work, TOM) == again, "from now on like anybody"


def test_a_user_group_that_names_them_still_does_not_bring_them_back(
    store: Store, workspace: Workspace, cast: Cast
) -> None:
    """Slack goes on naming them, every two minutes and whenever a group is bound."""
    grant = Grant(right=Right.VIEWER)
    store.customs = replace(CUSTOMS, owners=frozenset({"U0INES"}))
    with store.work(workspace) as work:
        work.bound_groups.bind("S1", "sponsors", grant, ["U0LEA", "U0TOM"], at=work.machine_now)
        forgetting.forget(work, cast.tom)
    with store.work(workspace) as work:
        rights.read(work, "S1", ["U0LEA", "U0TOM"])
        rights.bind(work, cast.ines, "S2", "friends", grant, ["U0LEA", "U0TOM"])
        assert [one.members for one in work.bound_groups.all()] == [("U0LEA",), ("U0LEA",)]
    assert everywhere(store, "U0TOM") == set()


def test_a_new_key_forgets_nobody_it_had_forgotten(
    store: Store, workspace: Workspace, cast: Cast, database_url: str, clock: StoppedClock, key: str
) -> None:
    """Also once the former key is let go of."""
    with store.work(workspace) as work:
        forgetting.forget(work, cast.tom)
    new = new_key()
    with store.engine.begin() as connection:
        assert imprint_anew(connection, Sealer([new, key])) == 1
        assert imprint_anew(connection, Sealer([new, key])) == 0
    engine = open_engine(database_url, pool_size=1)
    later = Store(engine, sealer=Sealer([new]), clock=clock, customs=CUSTOMS)
    with later.look(workspace) as work:
        assert work.forgotten.knows("U0TOM")
        assert not work.forgotten.knows("U0LEA")
    engine.dispose()


def test_messages_of_others_that_may_show_them_are_drawn_again(
    store: Store, workspace: Workspace, cast: Cast, mentorship: Mentorship
) -> None:
    with store.work(workspace) as work:
        work.people.change(cast.tom.id, dm="D0TOM")
        for person, channel in ((cast.lea, "D0LEA"), (cast.tom, "D0TOM")):
            sheet = due_to(person, mentorship, kind=PromptKind.TOMORROW, period="said")
            work.prompts.plan([sheet], now=NOON)
            said = work.prompts.waiting_for(person.id, NOON + timedelta(days=1))
            claimed = work.prompts.claim([said[0].id], marker=channel, lease_until=NOON)
            work.prompts.mark_sent(
                channel, generation=claimed[0].generation, channel=channel, ts="1", at=NOON
            )
    with store.work(workspace) as work:
        assert work.personal.read_by_others(cast.tom.id) == [("D0LEA", "1")]
        forgetting.forget(work, cast.tom)
    with store.work(workspace) as work:
        taken = work.delivery.take_retouches(until=NOON + timedelta(days=9), limit=9)
        assert [one.channel for one in taken] == ["D0LEA"]
    assert "retouch" not in everywhere(store, "D0TOM"), "not even for a moment"


def test_people_are_given_their_own_words_and_nobody_elses(
    store: Store,
    workspace: Workspace,
    cast: Cast,
    mentorship: Mentorship,
    stranger: Workspace,
) -> None:
    with store.work(workspace) as work:
        the_rest(work, cast, mentorship)
        work.points.add(
            mentorship.id,
            by=cast.lea.id,
            words="Bergeronnette",
            owner_id=None,
            due_on=None,
            kind=work.points.seen(mentorship.id, reader_id=cast.tom.id, cycle=0)[0].kind,
            shared=True,
            cycle=0,
            at=NOON,
        )
    with store.look(workspace) as work:
        kept = privacy.kept_of(work, cast.tom)
        toms, leas = repr(kept.tables), repr(privacy.kept_of(work, cast.lea).tables)
    assert kept.tables["goal"][0]["words"] == "Oser"
    assert kept.tables["avoided"][0]["people"] == [cast.ines.name]
    assert kept.tables["seat"][0]["mentorship_id"] == "Léa Martin"
    assert "Dix ans" in toms
    assert "Dix ans" not in leas
    assert "Bergeronnette" in leas
    assert "Bergeronnette" not in toms
    assert "Parlons-en" not in toms, "what the team wrote to him is the team's"
