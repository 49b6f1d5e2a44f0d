"""What is kept of people is theirs: to have, and to have erased, without asking anybody."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.mentorships import Mentorship
from bot.domain.refusals import AskedToBeForgotten
from bot.programme import joining
from handlers import ids
from storage import copies
from tests.conversations import forging
from tests.conversations.arriving import written_anywhere
from tests.conversations.given import an_active_pair, known
from tests.conversations.harness import Company, Someone
from tests.conversations.seen import spoken
from tests.conversations.test_canaries import files_of
from tests.conversations.test_certificates import content, files

pytestmark = pytest.mark.long

#: What Tom writes, no word of anything else.
GOAL, AIM = "Wendehals", "Zaunkoenig"


@pytest.fixture
def pair(company: Company) -> Mentorship:
    found = an_active_pair(company, mentor="U0LEA", mentee="U0TOM", since="2026-03-09")
    known(company, "U0INES", "U0MAYA")
    with company.work() as work:
        tom = work.people.by_slack_id("U0TOM")
        work.profiles.change(tom.id, goals=(f"to {AIM}",))
        work.goals.set(found.id, tom.id, words=f"Reach {GOAL}", target_on=None, progress=0, at=work.now)
    company.travel("2026-03-10 10:30")
    company.tick()
    return found


def given(company: Company, someone: Someone) -> Mapping[str, list[Mapping[str, object]]]:
    told: Mapping[str, list[Mapping[str, object]]] = json.loads(content(company, files(someone)[-1]))
    return told


def closes(who: Someone) -> None:
    while not who.has_no_form():
        who.company.post("close", {"as": who.slack_id, "view_id": who.form()["id"]})


def erases(who: Someone) -> None:
    who.types("/mentor privacy").presses("Erase everything")
    assert who.sends() == {}


def test_tom_is_given_all_that_is_kept_of_him_in_his_own_words_and_conversation(
    company: Company, pair: Mentorship, tom: Someone, lea: Someone
) -> None:
    lea.types("/mentor-log @tom hier 45 min visio")
    tom.types("/mentor privacy").presses("My data")

    told = given(company, tom)
    assert told["Your goals"][0]["your words"] == f"Reach {GOAL}"
    assert told["Your goals"][0]["with"] == "Léa Martin"
    assert told["Meetings"][0]["minutes"] == 45
    assert "First meeting" in [one["text"] for one in told["Steps"]], "in his language alone"
    assert "U0LEA" not in json.dumps(told), "nobody's account but his own"
    assert not files(lea)
    assert tom.hears("in your own words")
    with company.work() as work:
        assert len(work.retention.files(work.machine_now + timedelta(days=99), limit=9)) == 1


def test_tom_reads_what_goes_and_what_stays_before_everything_goes(
    company: Company, pair: Mentorship, tom: Someone
) -> None:
    tom.opens_home().presses("What I keep").presses("Erase everything")
    page = spoken(tom.form())
    assert "What others see" in page
    assert "What stays, without a name" in page
    assert tom.form()["private_metadata"] == str(known(company, "U0TOM")[0].id), "of his own, and no other"
    closes(tom)
    assert written_anywhere(company, "U0TOM"), "nothing has gone yet"


@pytest.mark.slow
def test_nothing_is_left_of_tom_anywhere_once_he_asked_for_it(
    company: Company, pair: Mentorship, tom: Someone, lea: Someone, ines: Someone, tmp_path: Path
) -> None:
    """In no row, no file, no copy; nor in what others have before their eyes, whose messages are drawn again."""
    tom.types("/mentor-log @lea hier 45 min")
    company.tick()
    assert "U0TOM" in "".join(map(spoken, lea.messages()))
    with company.work() as work:
        name = work.people.by_slack_id("U0TOM").name
    erases(tom)
    company.travel("2026-03-11 10:30")
    company.tick()
    company.settle()

    for word in (name, "U0TOM", GOAL, AIM):
        assert not written_anywhere(company, word), word
        assert word.encode() not in files_of(company), word
    url = company.settings.binome_database_url
    if url.startswith("sqlite"):
        copies.copy(Path(url.removeprefix("sqlite:///")), tmp_path / "copy.db")
        assert b"U0TOM" not in (tmp_path / "copy.db").read_bytes()
    seen = "".join(map(spoken, lea.messages())) + spoken(lea.opens_home().home())
    assert name not in seen
    assert "U0TOM" not in seen
    assert ines.hears("Quelqu’un m’a demandé de l’oublier")


@pytest.mark.slow
def test_lea_reads_that_it_is_over_and_not_whose_wish_it_was(
    company: Company, pair: Mentorship, tom: Someone, lea: Someone
) -> None:
    lea.listens_from_now()
    erases(tom)
    assert "(…)" not in spoken(lea.opens_home().home()), (
        "nothing is shown of a mentorship that nobody can name"
    )
    company.travel("2026-03-11 10:30")
    company.tick()
    heard = " ".join(lea.heard_since())
    assert "Votre mentorat commencé le 9 mars 2026 a pris fin" in heard, "he has not left the company"
    assert "U0TOM" not in heard


def test_looking_brings_nobody_back_and_writing_begins_anew(
    company: Company, pair: Mentorship, tom: Someone
) -> None:
    erases(tom)
    assert "I don’t know you any more" in spoken(tom.form())
    closes(tom)
    tom.opens_home()
    assert not written_anywhere(company, "U0TOM")
    tom.says("hello")
    assert written_anywhere(company, "U0TOM")
    tom.types("/mentor privacy").presses("My data")
    assert "Your goals" not in given(company, tom)


def test_whoever_presses_twice_is_forgotten_once_and_not_met_anew(
    company: Company, pair: Mentorship, tom: Someone
) -> None:
    """Nor by Slack, which sends a form again when it has heard no reply."""
    tom.types("/mentor privacy").presses("Erase everything")
    kept = tom.form()["private_metadata"]
    assert tom.sends() == {}
    forging.send(company, forging.submit("U0TOM", ids.PRIVACY_ERASE_FORM, kept))
    company.settle()
    assert not written_anywhere(company, "U0TOM")


@pytest.mark.slow
def test_nobody_brings_him_back_but_himself(
    company: Company, pair: Mentorship, tom: Someone, ines: Someone
) -> None:
    erases(tom)
    company.binome.scheduler._roll_call()
    profile = company.binome.house.messenger.profile("U0TOM")
    with company.work() as work, pytest.raises(AskedToBeForgotten):
        joining.expect(work, profile)
    assert not written_anywhere(company, "U0TOM")
