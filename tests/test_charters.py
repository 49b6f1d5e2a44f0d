"""The charter is signed before a pair first meets, asked for twice at most, and asked again when its text changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from living import CUSTOMS, Programme, kinds, living

from bot.domain.kinds import PromptKind
from bot.domain.people import Person
from bot.domain.programmes import Charter, Expectation
from bot.domain.refusals import NotAllowed, Outdated
from bot.programme import charters, pausing
from bot.programme.charters import NotAllAgreed

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

LONG_TERM = CUSTOMS.types["long_term"]
RESPECT, SAFETY = (
    Expectation(key=key, title={"fr": key, "en": key}, texts={"fr": key, "en": key})
    for key in ("respect", "safety")
)


def in_version(version: int) -> Charter:
    return Charter(version=version, texts={"fr": f"Texte {version}", "en": f"Text {version}"})


@pytest.fixture
def programme(database_url: str) -> Iterator[Programme]:
    with living(database_url) as programme:
        holds(programme, in_version(1))
        yield programme


def holds(programme: Programme, charter: Charter | None) -> None:
    """The company's programme file, as it is from now on."""
    kind = replace(LONG_TERM, charter=charter, expectations=(RESPECT, SAFETY))
    programme.store.customs = replace(CUSTOMS, types={**CUSTOMS.types, "long_term": kind})


def introduced(programme: Programme, mentor: Person, mentee: Person, since: str) -> None:
    programme.pair(mentor, mentee, since=since)
    programme.travel(f"{since} 09:00")
    with programme.work() as work:
        dues = charters.reminders(work, work.programmes.get(programme.id), [mentor.id, mentee.id])
        work.prompts.plan(dues, now=work.now)


def signs(programme: Programme, person: Person, version: int = 1) -> None:
    with programme.work() as work:
        charters.agree(
            work,
            person,
            programme.id,
            version=version,
            language=person.language,
            agreed=["respect", "safety"],
        )


def asked(told: list[tuple[date, str, str]], name: str) -> list[date]:
    return [day for day, kind in kinds(told, name) if kind == "charter"]


def test_whoever_does_not_sign_is_reminded_twice_and_never_again(programme: Programme) -> None:
    introduced(programme, programme.lea, programme.tom, "2026-02-03")
    told = programme.live("2026-02-03 09:00", "2026-03-10 18:00")
    assert asked(told, "Tom") == [date(2026, 2, 6), date(2026, 3, 2)]
    assert asked(told, "Léa") == [date(2026, 2, 6), date(2026, 2, 24)]


def test_the_charter_takes_the_place_of_no_question_about_the_first_meeting(programme: Programme) -> None:
    introduced(programme, programme.lea, programme.tom, "2026-02-03")
    told = programme.live("2026-02-03 09:00", "2026-02-28 18:00")
    nudged = [kind for _, kind in kinds(told, "Tom") if kind in ("charter", "first_meeting")]
    assert nudged == ["charter", "first_meeting", "first_meeting"]


def test_whoever_has_signed_is_left_alone_even_in_a_second_mentorship(programme: Programme) -> None:
    introduced(programme, programme.lea, programme.tom, "2026-02-03")
    signs(programme, programme.lea)
    introduced(programme, programme.lea, programme.maya, "2026-02-04")
    told = programme.live("2026-02-04 09:00", "2026-03-10 18:00")
    assert asked(told, "Léa") == []
    assert len(asked(told, "Maya")) == 2


def test_signing_after_the_first_reminder_spares_the_second(programme: Programme) -> None:
    introduced(programme, programme.lea, programme.tom, "2026-02-03")
    before = programme.live("2026-02-03 09:00", "2026-02-10 18:00")
    signs(programme, programme.tom)
    after = programme.live("2026-02-11 09:00", "2026-03-10 18:00")
    assert (len(asked(before, "Tom")), asked(after, "Tom")) == (1, [])


def test_every_expectation_is_agreed_to_by_itself(programme: Programme) -> None:
    programme.pair(programme.lea, programme.tom, since="2026-02-03")
    with programme.work() as work, pytest.raises(NotAllAgreed):
        charters.agree(work, programme.tom, programme.id, version=1, language="en", agreed=["respect"])
    with programme.work() as work:
        assert work.signatures.of(programme.tom.id, programme.id) == []
        left = charters.agree(
            work, programme.tom, programme.id, version=1, language="en", agreed=["respect", "safety"]
        ).left
        signed = work.signatures.of(programme.tom.id, programme.id)
        assert left == ()
        assert [(one.what, one.version, one.language) for one in signed] == [
            ("respect", 1, "en"),
            ("safety", 1, "en"),
            ("charter", 1, "en"),
        ]


def test_a_new_text_is_asked_of_everybody_once_and_signed_anew(programme: Programme) -> None:
    programme.travel("2026-02-03 09:00")
    programme.tick()
    introduced(programme, programme.lea, programme.tom, "2026-02-03")
    signs(programme, programme.lea)
    signs(programme, programme.tom)
    holds(programme, in_version(2))
    told = programme.live("2026-02-24 09:00", "2026-03-20 18:00")
    assert (len(asked(told, "Tom")), len(asked(told, "Léa"))) == (1, 1)
    with programme.work() as work:
        assert charters.waiting(work, programme.tom) == programme.id
        with pytest.raises(Outdated):
            charters.agree(
                work, programme.tom, programme.id, version=1, language="en", agreed=["respect", "safety"]
            )
    signs(programme, programme.tom, version=2)
    with programme.work() as work:
        assert charters.waiting(work, programme.tom) is None


def test_pairs_that_met_before_there_was_a_charter_are_not_disturbed(programme: Programme) -> None:
    programme.pair(programme.lea, programme.tom, since="2026-02-03")
    told = programme.live("2026-02-03 09:00", "2026-03-10 18:00")
    assert asked(told, "Tom") == asked(told, "Léa") == []


def test_a_programme_without_a_charter_asks_nobody_to_sign(programme: Programme) -> None:
    holds(programme, None)
    introduced(programme, programme.lea, programme.tom, "2026-02-03")
    with programme.work() as work:
        assert charters.standing(work, work.programmes.get(programme.id)) is None
        assert charters.waiting(work, programme.tom) is None
        with pytest.raises(Outdated):
            charters.text(work, programme.tom, programme.id)
    assert asked(programme.live("2026-02-03 09:00", "2026-03-10 18:00"), "Tom") == []


def test_a_coordinator_reminds_once_and_learns_how_many_but_not_who(programme: Programme) -> None:
    introduced(programme, programme.lea, programme.tom, "2026-02-03")
    signs(programme, programme.lea)
    programme.travel("2026-03-20 09:00")
    with programme.work() as work:
        found = charters.standing(work, work.programmes.get(programme.id))
        assert found == charters.Standing(signed=1, waiting=1)
        assert charters.remind(work, programme.ines) == 1
        assert charters.remind(work, programme.ines) == 0, "a second press asks nobody twice"
        with pytest.raises(NotAllowed):
            charters.remind(work, programme.tom)
    assert asked(programme.live("2026-03-20 09:00", "2026-03-24 18:00"), "Tom") == [date(2026, 3, 20)]


def test_whoever_is_on_a_break_is_asked_when_they_are_back(programme: Programme) -> None:
    programme.pair(programme.lea, programme.tom, since="2026-02-03")
    programme.travel("2026-02-03 09:00")
    with programme.work() as work:
        work.enrolments.open_for(programme.tom.id, programme.id)
        pausing.rest_until(work, programme.tom, date(2026, 2, 16))
        assert charters.remind(work, programme.ines) == 2
    told = programme.live("2026-02-03 09:00", "2026-02-20 18:00")
    assert asked(told, "Tom") == [date(2026, 2, 16)]


def test_a_stranger_to_the_mentorship_has_nothing_to_sign(programme: Programme) -> None:
    programme.pair(programme.lea, programme.tom, since="2026-02-03")
    with programme.work() as work, pytest.raises(Outdated):
        charters.text(work, programme.maya, programme.id)


def test_a_text_that_changes_under_the_same_version_is_noticed(programme: Programme) -> None:
    programme.pair(programme.lea, programme.tom, since="2026-02-03")
    signs(programme, programme.tom)
    with programme.work() as work:
        assert charters.reworded(work) == []
    holds(programme, Charter(version=1, texts={"fr": "Texte 1", "en": "Another text"}))
    with programme.work() as work:
        assert [one.id for one in charters.reworded(work)] == [programme.id]
    holds(programme, Charter(version=2, texts={"fr": "Texte 1", "en": "Another text"}))
    with programme.work() as work:
        assert charters.reworded(work) == [], "a new version is asked for anyway"


def test_what_is_kept_is_the_text_that_was_read_whatever_language_they_chose_since(
    programme: Programme,
) -> None:
    programme.pair(programme.lea, programme.tom, since="2026-02-03")
    with programme.work() as work:
        work.people.change(programme.tom.id, language="fr", language_chosen=True)
        read = charters.agree(
            work,
            work.people.get(programme.tom.id),
            programme.id,
            version=1,
            language="en",
            agreed=["respect", "safety"],
        )
        assert read.left == ()
        assert {one.language for one in work.signatures.of(programme.tom.id, programme.id)} == {"en"}
        assert charters.reworded(work) == []


def test_whoever_does_not_want_such_messages_is_not_counted_among_those_who_will_hear(
    programme: Programme,
) -> None:
    introduced(programme, programme.lea, programme.tom, "2026-02-03")
    programme.travel("2026-03-20 09:00")
    with programme.work() as work:
        work.profiles.change(programme.tom.id, muted={PromptKind.CHARTER})
        assert charters.remind(work, programme.ines) == 1
        work.profiles.change(programme.tom.id, muted=set())
        assert charters.remind(work, programme.ines) == 1, "who wants them again can still be reminded"
