"""What somebody wrote is gone once they ask for it, and nobody else's words with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine, make_url

from bot.domain.certificates import CertificateKind, Named, Page
from bot.domain.mentorships import Mentorship, SeatRole
from bot.domain.people import Workspace
from bot.domain.stories import Audience, Proposal, StoryKind, Wording
from bot.programme import erasing
from bot.programme.work import Work
from storage import rotation
from storage.store import Store
from tests.storage import sealed_rows
from tests.storage.stage import NOON, Cast
from tests.storage.test_walls import stranger as stranger

#: Nobody can tell whose these are.
NOBODYS = {"topic_suggestion.words", "circle_question.words", "suggestion.words", "pulse_ballot.words"}
#: Not of the company of the walls: `test_forgetting.py`, and the tests of pulses.
ELSEWHERE = {"forgotten.whom", "suggestion.words"}


def by_column(engine: Engine) -> dict[str, list[str]]:
    """What is sealed, and where."""
    found = {
        f"{column.table.name}.{column.column}": [record for _, record in sealed_rows.records(engine, column)]
        for column in rotation.COLUMNS
    }
    return {name: kept for name, records in found.items() if (kept := [one for one in records if one])}


def on_disk(database_url: str) -> bytes:
    path = Path(make_url(database_url).database or "")
    return b"".join(part.read_bytes() for part in path.parent.glob(f"{path.name}*"))


def the_rest(work: Work, cast: Cast, mentorship: Mentorship) -> None:
    """What the company of the walls has not written."""
    place = work.enrolments.open_for(cast.tom.id, cast.programme.id)
    work.enrolments.change(place.id, expectation="Oser")
    work.profiles.change(cast.tom.id, experience="Dix ans", goals=("Oser",))
    work.avoided.keep(cast.tom.id, [cast.ines.id])
    asked = work.applications.open(place.id, NOON)
    work.applications.decide(asked.id, approved=False, by=cast.ines.id, at=NOON, words="Parlons-en")
    wording = Wording(words="Merci", named=True, people=(cast.tom.id, cast.lea.id))
    thanks = Proposal(kind=StoryKind.THANKS, audience=Audience.TEAM, wording=wording)
    work.stories.propose(mentorship, thanks, by=cast.tom.id, channel=None, at=NOON)
    for person, other, role in ((cast.tom, cast.lea, SeatRole.MENTEE), (cast.lea, cast.tom, SeatRole.MENTOR)):
        page = Page(
            who=Named(id=person.id, name=person.name, handle=person.handle),
            partners=(Named(id=other.id, name=other.name, handle=other.handle),),
            role=role,
            programme="Mentorat",
            company="Atelier",
            since=NOON.date(),
            until=NOON.date(),
        )
        issued = {"programme_id": cast.programme.id, "mentorship_id": mentorship.id, "language": "fr"}
        about = f"mentorship-{mentorship.id}"
        kind = CertificateKind.MENTORSHIP
        work.certificates.issue(person.id, kind=kind, about=about, at=NOON, page=page, **issued)


@pytest.mark.long
def test_nothing_is_left_of_what_they_wrote_nor_of_what_they_were_answered(
    store: Store,
    workspace: Workspace,
    cast: Cast,
    mentorship: Mentorship,
    stranger: Workspace,
    database_url: str,
) -> None:
    """There is a text wherever one may be; of SQLite's file, what was there is overwritten."""
    with store.work(workspace) as work:
        the_rest(work, cast, mentorship)
    written = by_column(store.engine)
    everywhere = {f"{column.table.name}.{column.column}" for column in rotation.COLUMNS}
    assert everywhere - set(written) <= ELSEWHERE

    with store.work(workspace) as work:
        erasing.erase(work, cast.tom)
        erasing.erase(work, cast.lea)
    assert set(by_column(store.engine)) == NOBODYS & set(written)
    if database_url.startswith("sqlite"):
        store.engine.dispose()
        kept = on_disk(database_url)
        assert b"Tom Baker" in kept, "the file was read at all"
        theirs = (one for name, records in written.items() if name not in NOBODYS for one in records)
        assert not [record for record in theirs if record.encode() in kept]


@pytest.mark.long
def test_the_words_of_others_stay(
    store: Store, workspace: Workspace, cast: Cast, mentorship: Mentorship, stranger: Workspace
) -> None:
    """Also of the same number, in another company."""
    with store.work(workspace) as work:
        the_rest(work, cast, mentorship)
    written = by_column(store.engine)
    with store.work(stranger) as work:
        erasing.erase(work, cast.tom)
    assert by_column(store.engine) == written


@pytest.mark.long
def test_whoever_keeps_what_people_write_can_erase_it(store: Store, workspace: Workspace) -> None:
    """All that seals, but the catalogue of topics, what tells by the keys what was said, what nobody can tell whose it
    is, and what reads and forgets whole people.
    """
    with store.look(workspace) as work:
        keepers = {type(one) for one in erasing.keepers(work)}
        sealing = {type(one) for one in vars(work).values() if hasattr(one, "sealer")}
    assert {one.__name__ for one in sealing - keepers} == {
        *("Topics", "Recollections", "Pulses", "Personal", "Forgotten"),
    }
