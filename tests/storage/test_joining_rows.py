"""What people add about themselves, apply for, sign and wish is kept as they said it, and no more than that."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from bot.domain.enrolments import Application, Part
from bot.domain.kinds import PromptKind
from bot.domain.meetings import Form
from bot.domain.people import Workspace
from bot.domain.profiles import Profile
from bot.domain.programmes import Kind
from bot.domain.surveys import Need
from bot.programme.work import Work
from storage.store import Store
from tests.storage.stage import NOON, Cast, at_once


def test_a_profile_keeps_each_line_and_leaves_the_others_alone(
    store: Store, workspace: Workspace, cast: Cast
) -> None:
    with store.work(workspace) as work:
        assert work.profiles.of(cast.tom.id) == Profile(person_id=cast.tom.id)
        work.profiles.change(cast.tom.id, languages=("de", "it"), goals=("Oser parler",), form=Form.VIDEO)
        work.profiles.change(
            cast.tom.id, days=(0, 4), muted=frozenset({PromptKind.SHEET}), quiet_until=date(2026, 12, 1)
        )
        work.profiles.change(cast.lea.id, experience="Dix ans de chantiers")
    with store.look(workspace) as work:
        assert work.profiles.of(cast.tom.id) == Profile(
            person_id=cast.tom.id,
            languages=("de", "it"),
            goals=("Oser parler",),
            form=Form.VIDEO,
            days=(0, 4),
            muted=frozenset({PromptKind.SHEET}),
            quiet_until=date(2026, 12, 1),
        )
        assert work.profiles.many([cast.tom.id, cast.lea.id, cast.ines.id]).keys() == {
            cast.tom.id,
            cast.lea.id,
        }


def test_what_is_taken_back_from_a_profile_is_gone(store: Store, workspace: Workspace, cast: Cast) -> None:
    with store.work(workspace) as work:
        work.profiles.change(cast.tom.id, goals=("Oser",), experience="Dix ans", languages=("de",))
        work.profiles.change(cast.tom.id, goals=(), experience=None, languages=())
        assert work.profiles.of(cast.tom.id) == Profile(person_id=cast.tom.id)


SECRETS: list[tuple[str, Callable[[Work, Cast], object]]] = [
    ("profile", lambda work, cast: work.profiles.change(cast.tom.id, goals=("Zébulon",))),
    ("profile", lambda work, cast: work.profiles.change(cast.tom.id, experience="Zébulon")),
    ("topic_suggestion", lambda work, cast: work.topics.suggest("Zébulon", "fr")),
    ("application", lambda work, cast: _declined(work, cast, words="Zébulon")),
]


@pytest.mark.parametrize(("table", "say"), SECRETS)
def test_what_people_write_cannot_be_read_in_the_database(
    store: Store, workspace: Workspace, cast: Cast, table: str, say: Callable[[Work, Cast], object]
) -> None:
    with store.work(workspace) as work:
        say(work, cast)
    with store.engine.connect() as connection:
        rows = repr(connection.execute(text(f"SELECT * FROM {table}")).fetchall())
    assert "v1." in rows
    assert "bulon" not in rows


def test_whom_somebody_avoids_is_known_to_the_matcher_and_readable_by_nobody_else(
    store: Store, workspace: Workspace, cast: Cast
) -> None:
    with store.work(workspace) as work:
        work.avoided.keep(cast.tom.id, [cast.lea.id])
        work.avoided.keep(cast.ines.id, [cast.tom.id])
    with store.engine.connect() as connection:
        (sealed,) = connection.execute(
            text("SELECT people FROM avoided WHERE person_id = :tom"), {"tom": cast.tom.id}
        ).one()
        assert sealed.startswith("v1.")
    with store.work(workspace) as work:
        assert work.avoided.by(cast.tom.id) == {cast.lea.id}
        assert work.avoided.by(cast.lea.id) == frozenset(), "it was not she who said so"
        assert work.avoided.around(cast.lea.id) == {cast.tom.id}
        assert work.avoided.around(cast.tom.id) == {cast.lea.id, cast.ines.id}
        work.avoided.keep(cast.tom.id, [])
        assert work.avoided.around(cast.lea.id) == frozenset()


def test_an_application_waits_until_one_coordinator_answers(
    store: Store, workspace: Workspace, cast: Cast
) -> None:
    with store.work(workspace) as work:
        place = work.enrolments.open_for(cast.lea.id, cast.programme.id)
        work.enrolments.change(place.id, part=Part.MENTOR, application=Application.APPLIED)
        first = work.applications.open(place.id, NOON)
        assert work.applications.open(place.id, NOON + timedelta(days=1)) == first, "once is enough"
        assert work.applications.waiting(cast.programme.id) == [(cast.lea.id, first)]
        assert work.applications.decide(first.id, approved=True, by=cast.ines.id, at=NOON)
        assert not work.applications.decide(first.id, approved=False, by=cast.tom.id, at=NOON)
        assert work.applications.waiting(cast.programme.id) == []
        assert work.applications.open(place.id, NOON).id != first.id, "they may apply again"


def test_the_team_hears_of_an_application_once_and_only_when_it_is_complete(
    store: Store, workspace: Workspace, cast: Cast
) -> None:
    with store.work(workspace) as work:
        place = work.enrolments.open_for(cast.lea.id, cast.programme.id)
        work.enrolments.change(place.id, part=Part.MENTOR, application=Application.APPLIED)
        one = work.applications.open(place.id, NOON)
        assert work.applications.untold(cast.programme.id) == [], "a question is still open"
        work.enrolments.change(place.id, completed_at=NOON)
        assert work.applications.untold(cast.programme.id) == [(cast.lea.id, one)]
        work.applications.tell(one.id)
        assert work.applications.untold(cast.programme.id) == []
        assert work.applications.get(one.id) == (cast.lea.id, one)


def test_who_no_longer_volunteers_waits_for_nothing(store: Store, workspace: Workspace, cast: Cast) -> None:
    with store.work(workspace) as work:
        place = work.enrolments.open_for(cast.lea.id, cast.programme.id)
        work.applications.open(place.id, NOON)
        work.enrolments.change(place.id, part=Part.MENTEE, application=Application.APPLIED)
        assert work.applications.waiting(cast.programme.id) == []


def test_the_parts_that_somebody_took_are_remembered_in_order(
    store: Store, workspace: Workspace, cast: Cast
) -> None:
    with store.work(workspace) as work:
        place = work.enrolments.open_for(cast.lea.id, cast.programme.id)
        for days, part in enumerate((Part.MENTEE, Part.BOTH)):
            work.applications.took(place.id, part, NOON + timedelta(days=days))
        assert [part for part, _ in work.applications.history(place.id)] == [Part.MENTEE, Part.BOTH]


def test_a_topic_keeps_its_key_when_it_is_reworded_or_withdrawn(
    store: Store, workspace: Workspace, cast: Cast
) -> None:
    with store.work(workspace) as work:
        work.topics.offer("writing", {"fr": "Écrire", "en": "Writing"})
        work.topics.offer("writing", {"fr": "Bien écrire", "en": "Writing well"}, withdrawn=True)
        (only,) = work.topics.changes()
        assert (only.key, only.texts["en"], only.withdrawn) == ("writing", "Writing well", True)


def test_a_suggestion_is_settled_once_and_has_no_author(
    store: Store, workspace: Workspace, cast: Cast
) -> None:
    with store.work(workspace) as work:
        work.topics.suggest("Écrire", "fr")
        (only,) = work.topics.suggestions()
        assert (only.words, only.language) == ("Écrire", "fr")
        assert work.topics.settle(only.id)
        assert not work.topics.settle(only.id)
        assert work.topics.suggestions() == []


def test_signed_twice_is_signed_once_and_a_new_version_is_signed_anew(
    store: Store, workspace: Workspace, cast: Cast
) -> None:
    with store.work(workspace) as work:

        def sign(what: str, version: int, days: int = 0) -> None:
            work.signatures.sign(
                cast.tom.id,
                cast.programme.id,
                what=what,
                version=version,
                language="en",
                digest="abc",
                at=NOON + timedelta(days=days),
            )

        sign("respect", 1)
        sign("respect", 1, days=3)
        assert [one.signed_at for one in work.signatures.of(cast.tom.id, cast.programme.id)] == [NOON]
        sign("charter", 1)
        assert work.signatures.complete(cast.programme.id, version=1, parts=2) == {cast.tom.id}
        assert work.signatures.complete(cast.programme.id, version=2, parts=2) == frozenset()
        sign("charter", 2)
        latest = work.signatures.latest(cast.programme.id)
        assert latest is not None
        assert latest.version == 2


def test_an_answer_about_needs_is_counted_once_and_linked_to_nobody(
    store: Store, workspace: Workspace, cast: Cast
) -> None:
    with store.work(workspace) as work:
        survey = work.surveys.ask(
            cast.programme.id,
            person_ids=[cast.tom.id, cast.lea.id],
            networks=("Produit",),
            by=cast.ines.id,
            at=NOON,
            closes_on=date(2026, 12, 1),
        )
        assert work.surveys.answer(survey.id, cast.tom.id, Need(topics=("a", "b"), form=Kind.PAIR))
        assert not work.surveys.answer(survey.id, cast.tom.id, Need(topics=("c",), form=None)), "only once"
        assert not work.surveys.answer(survey.id, cast.ines.id, Need(topics=("c",), form=None)), "not asked"
        found = work.surveys.get(survey.id)
        assert found is not None
        assert (found.asked, found.answered) == (2, 1)
        assert work.surveys.needs(survey.id) == [Need(topics=("a", "b"), form=Kind.PAIR)]
    with store.engine.connect() as connection:
        columns = connection.execute(text("SELECT * FROM need")).keys()
    assert set(columns) == {"id", "workspace_id", "survey_id", "topics", "form"}


def test_two_devices_answer_about_needs_once(store: Store, workspace: Workspace, cast: Cast) -> None:
    with store.work(workspace) as work:
        survey = work.surveys.ask(
            cast.programme.id,
            person_ids=[cast.tom.id],
            networks=(),
            by=cast.ines.id,
            at=NOON,
            closes_on=date(2026, 12, 1),
        )

    def answers(which: int) -> bool:
        with store.work(workspace) as work:
            return work.surveys.answer(survey.id, cast.tom.id, Need(topics=(str(which),), form=None))

    assert sorted(at_once(4, answers)) == [False, False, False, True]
    with store.look(workspace) as work:
        assert len(work.surveys.needs(survey.id)) == 1


def _declined(work: Work, cast: Cast, *, words: str) -> None:
    place = work.enrolments.open_for(cast.lea.id, cast.programme.id)
    one = work.applications.open(place.id, NOON)
    work.applications.decide(one.id, approved=False, by=cast.ines.id, at=NOON, reason="topics", words=words)
    latest = work.applications.latest(place.id)
    assert latest is not None
    assert (latest.words, latest.reason, latest.approved) == (words, "topics", False)
