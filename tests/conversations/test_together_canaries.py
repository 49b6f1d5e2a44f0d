"""What a pair makes of itself is theirs: every word of it is looked for wherever it might have gone, and found only
where it may be; and once its author asks for it, nowhere.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import String, cast, select
from sqlmodel import SQLModel

from bot.domain.enrolments import Part
from bot.domain.mentorships import Mentorship
from bot.programme import erasing, exporting
from handlers import ids
from storage import copies, rotation
from storage.engine import open_engine
from storage.sealing import SEALED, Sealer, new_key
from tests.conversations.arriving import written_anywhere
from tests.conversations.conftest import KEY
from tests.conversations.given import an_active_pair, known
from tests.conversations.harness import Company, Someone
from tests.conversations.seen import spoken
from tests.conversations.test_canaries import files_of
from tests.conversations.test_canaries import logged as logged

pytestmark = pytest.mark.long

EVERYBODY = ("U0LEA", "U0TOM", "U0INES", "U0MAYA", "U0OMAR")
PAIR = {"U0TOM", "U0LEA"}
#: What Tom writes, each word no word of anything else.
EXPECTED, AIM, GOAL, PRIVATE, SHARED = "Zilpzalp", "Zaunkoenig", "Wendehals", "Wiedehopf", "Kleiber"
PROMISED, OURS, STORY, LEFT_OVER = "Gimpel", "Stieglitz", "Goldammer", "Pirol"
#: Who else may ever read it.
READERS = {
    EXPECTED: {"U0TOM"},
    AIM: PAIR,
    GOAL: PAIR,
    PRIVATE: {"U0TOM"},
    SHARED: PAIR,
    PROMISED: PAIR,
    OURS: PAIR,
    STORY: PAIR,  # nobody has agreed to it
    LEFT_OVER: set[str](),
}


@pytest.fixture
def pair(company: Company, logged: Callable[[], str]) -> Mentorship:
    """Introduced on Monday 9 March; each half has the sheet since the day after."""
    company.restart()
    found = an_active_pair(company, mentor="U0LEA", mentee="U0TOM", since="2026-03-09")
    known(company, *EVERYBODY)
    with company.work() as work:
        tom = work.people.by_slack_id("U0TOM")
        place = work.enrolments.open_for(tom.id, found.programme_id)
        arrived = {"part": Part.MENTEE, "topics_answered": True, "completed_at": work.now}
        work.enrolments.change(place.id, expectation=f"I expect {EXPECTED}", **arrived)
        work.profiles.change(tom.id, goals=(f"to {AIM}",))
    company.travel("2026-03-10 10:30")
    company.tick()
    return found


class Looked:
    """What each of them has had before their eyes, and what travelled with it unseen."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self.seen: dict[str, str] = dict.fromkeys(EVERYBODY, "")
        self.unseen = ""

    def at_form(self, who: Someone) -> Looked:
        view = who.form()
        self.seen[who.slack_id] += repr(view["blocks"])
        self.unseen += str(view.get("private_metadata"))
        return self

    def at_all_that_came(self) -> None:
        for slack_id in EVERYBODY:
            someone = self.company.someone(slack_id).opens_home()
            self.seen[slack_id] += " ".join([*map(spoken, someone.messages()), spoken(someone.home())])
        for post in self.company.get("truth"):
            self.unseen += json.dumps(post["metadata"])

    def readers(self, word: str) -> set[str]:
        return {slack_id for slack_id, all_of_it in self.seen.items() if word in all_of_it}


def closes(who: Someone) -> None:
    while not who.has_no_form():
        who.company.post("close", {"as": who.slack_id, "view_id": who.form()["id"]})


def writes_everywhere(company: Company, tom: Someone, mentorship: Mentorship, looked: Looked) -> None:
    """Tom writes wherever a mentorship lets him, and Léa logs a meeting with words too many."""
    tom.presses("Set my goals")
    looked.at_form(tom)
    assert tom.sends(goal_1=f"Reach {GOAL}", goal_2=f"to {AIM}") == {}
    closes(tom)
    tom.presses("Add a topic or an action").sends(words=f"My {PRIVATE}")
    closes(tom)
    tom.presses("Add a topic or an action").sends(words=f"Our {SHARED}", what="A topic to share with Léa")
    closes(tom)
    tom.presses("Add a topic or an action").sends(words=PROMISED, what="An action that I promise")
    closes(tom)
    tom.presses("Open my sheet").presses("Arrange the sheet").sends(line_0=f"A {OURS} each")
    looked.at_form(tom)
    closes(tom)
    tom.presses_forged(ids.STORY_OPEN, str(mentorship.id))
    words = f"With Léa I have found {STORY}"
    assert tom.sends(story_kind="success", story_words=words, story_names="yes", story_readers="team") == {}
    looked.at_form(tom)
    assert tom.sends() == {}
    closes(tom)
    company.someone("U0LEA").types(f"/mentor-log @tom 45 min {LEFT_OVER} veut partir")
    tom.types(f"/mentor-log {LEFT_OVER}")
    closes(tom)


def everybody_looks_around(company: Company, looked: Looked) -> None:
    lea, tom, ines = (company.someone(slack_id) for slack_id in ("U0LEA", "U0TOM", "U0INES"))
    for who, sheet, page in (
        (lea, "Ouvrir ma feuille", "Notre mentorat"),
        (tom, "Open my sheet", "Our mentorship"),
    ):
        who.presses(sheet)
        looked.at_form(who)
        closes(who)
        who.opens_home().presses(page)
        looked.at_form(who)
        closes(who)
    for label in ("Goals and topics", "See my answers"):
        tom.types("/mentor profile").presses(label)
        looked.at_form(tom)
        closes(tom)
    for typed in ("/mentor-admin people", "/mentor-admin besoins", "/mentor-report", "/mentor-admin"):
        ines.types(typed)
        if not ines.has_no_form():
            looked.at_form(ines)
        closes(ines)
    with company.binome.store.look(company.workspace) as work:
        actor = work.people.by_slack_id("U0INES")
        looked.seen["U0INES"] += exporting.mentorships(work, actor).content.decode()


def sealed_columns(company: Company) -> set[str]:
    """Wherever something sealed stands, found in the rows themselves."""
    found = set()
    with company.binome.engine.connect() as connection:
        for table in SQLModel.metadata.sorted_tables:
            for column in table.columns:
                holds = select(table).where(cast(column, String).contains(SEALED)).limit(1)
                if connection.execute(holds).first():
                    found.add(f"{table.name}.{column.name}")
    return found


def records_of(company: Company) -> list[bytes]:
    with company.binome.engine.connect() as connection:
        texts = [connection.execute(select(one.table.c[one.column])).scalars() for one in rotation.COLUMNS]
        return [record.encode() for records in texts for record in records if record]


def copied(company: Company, folder: Path) -> bytes:
    """A backup of it."""
    url = company.settings.binome_database_url
    if not url.startswith("sqlite"):
        return b""
    copies.copy(Path(url.removeprefix("sqlite:///")), folder / "copy.db")
    return (folder / "copy.db").read_bytes()


def test_every_word_of_a_pair_is_found_only_where_it_may_be(
    company: Company, pair: Mentorship, tom: Someone, logged: Callable[[], str], tmp_path: Path
) -> None:
    looked = Looked(company)
    writes_everywhere(company, tom, pair, looked)
    company.travel("2026-04-09 10:30")
    company.tick()
    everybody_looks_around(company, looked)
    looked.at_all_that_came()

    on_disk, copy, log = files_of(company), copied(company, tmp_path), logged()
    assert "action=" in log, "something was logged"
    for word, readers in READERS.items():
        assert looked.readers(word) == readers, word
        assert word not in looked.unseen, "nothing travels beside what is shown"
        assert not written_anywhere(company, word)
        assert word.encode() not in on_disk
        assert word.encode() not in copy
        assert word not in log
    assert sealed_columns(company) <= {f"{one.table.name}.{one.column}" for one in rotation.COLUMNS}


@pytest.mark.slow
def test_once_they_are_erased_they_are_gone(
    company: Company, pair: Mentorship, lea: Someone, tom: Someone
) -> None:
    """From the rows, from the file, and from what others have on their screen."""
    writes_everywhere(company, tom, pair, Looked(company))
    theirs = records_of(company)
    lea.hears(PROMISED)
    assert len(theirs) == 9

    with company.work() as work:
        erasing.erase(work, work.people.by_slack_id("U0TOM"))
    company.tick()

    assert records_of(company) == []
    for word in READERS:
        lea.never_heard(word)
    lea.presses("Ouvrir ma feuille")
    assert not [word for word in READERS if word in repr(lea.form())]
    company.binome.engine.dispose()
    on_disk = files_of(company)
    assert not [record for record in theirs if record in on_disk]


@pytest.mark.slow
def test_after_a_new_key_they_read_their_words_as_before_and_the_former_key_opens_none(
    company: Company, pair: Mentorship, lea: Someone, tom: Someone
) -> None:
    looked, new = Looked(company), new_key()
    writes_everywhere(company, tom, pair, looked)
    company.stop()
    engine = open_engine(company.settings.binome_database_url, pool_size=1)
    assert sum(rotation.seal_anew(engine, Sealer([new, KEY]))) == 9
    engine.dispose()
    company.settings = company.settings.model_copy(update={"binome_secret_keys": new})
    company.start()

    company.travel("2026-04-09 10:30")
    company.tick()
    everybody_looks_around(company, looked)
    looked.at_all_that_came()
    assert {word: looked.readers(word) for word in READERS} == READERS
    with company.binome.engine.connect() as connection:
        assert rotation.look(connection, Sealer([KEY])).closed == 9


def test_nothing_of_this_is_proved_by_words_that_nobody_writes() -> None:
    """Each canary is a word that the bot never says by itself."""
    texts = "".join(
        file.read_text(encoding="utf-8")
        for folder in ("texts", "programmes")
        for file in (Path(erasing.__file__).parents[1] / folder).rglob("*.[ty][oa]ml")
    )
    assert not [word for word in READERS if word in texts]
