"""The plain rules of joining: topics, needs, signatures, and what makes somebody a mentor."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.charter import CHARTER, Signature, digest_of, still_to_sign, to_sign
from bot.domain.enrolments import Application, Enrolment, EnrolmentState, Part
from bot.domain.mentors import has_applied, may_mentor
from bot.domain.profiles import SEEN_BY, Line
from bot.domain.programmes import Charter, Expectation, Preparation, Topic
from bot.domain.topics import TopicChange, catalogue
from bot.programme.types import load_types
from tests.somebody import place

LONG_TERM = load_types(None)["long_term"]
NOON = datetime(2026, 3, 10, 11, tzinfo=UTC)
FILE = tuple(Topic(key=key, texts={"fr": key, "en": key}) for key in ("a", "b", "c"))
MENTOR = place(
    part=Part.MENTOR,
    capacity=4,
    expectation_skipped=True,
    topics_answered=True,
    completed_at=NOON,
    application=Application.APPROVED,
)


def change(key: str, *, to: str = "", withdrawn: bool = False) -> TopicChange:
    return TopicChange(key=key, texts={"fr": to or key, "en": to or key}, withdrawn=withdrawn)


def test_topics_keep_the_order_of_the_file_and_new_ones_come_last() -> None:
    offered = catalogue(FILE, [change("z"), change("b", to="B!"), change("a", withdrawn=True)])
    assert [topic.key for topic in offered] == ["b", "c", "z"]
    assert offered[0].texts["en"] == "B!"


def test_a_catalogue_that_nobody_changed_is_the_files() -> None:
    assert catalogue(FILE, []) == FILE


@given(st.lists(st.builds(change, st.sampled_from("abcdef"), withdrawn=st.booleans()), max_size=8))
def test_no_topic_is_ever_offered_twice_or_once_it_is_withdrawn(changes: list[TopicChange]) -> None:
    offered = [topic.key for topic in catalogue(FILE, changes)]
    last = {one.key: one.withdrawn for one in changes}
    assert len(offered) == len(set(offered))
    assert set(offered) == {key for key in {*"abc", *last} if not last.get(key, False)}


@pytest.mark.parametrize(
    ("enrolment", "kind", "may"),
    [
        (MENTOR, LONG_TERM, True),
        (replace(MENTOR, application=Application.APPLIED), LONG_TERM, False),
        (replace(MENTOR, application=Application.DECLINED), LONG_TERM, False),
        (replace(MENTOR, application=None), replace(LONG_TERM, approval=False), True),
        (replace(MENTOR, part=Part.MENTEE), LONG_TERM, False),
        (replace(MENTOR, capacity=None), LONG_TERM, False),
        (MENTOR, replace(LONG_TERM, preparation=Preparation(required=True, cards=())), False),
        (MENTOR, replace(LONG_TERM, preparation=Preparation(required=False, cards=())), True),
        (
            replace(MENTOR, prepared_at=NOON),
            replace(LONG_TERM, preparation=Preparation(required=True, cards=())),
            True,
        ),
    ],
)
def test_a_mentor_volunteers_is_approved_and_where_it_is_asked_prepared(
    enrolment: Enrolment, kind: object, may: bool
) -> None:
    assert may_mentor(enrolment, kind) is may  # type: ignore[arg-type]


def test_an_application_waits_only_while_its_author_still_volunteers() -> None:
    applied = replace(MENTOR, application=Application.APPLIED)
    assert has_applied(applied, LONG_TERM)
    assert not has_applied(replace(applied, part=Part.MENTEE), LONG_TERM)
    assert not has_applied(replace(applied, state=EnrolmentState.LEFT), LONG_TERM)
    assert not has_applied(applied, replace(LONG_TERM, approval=False))
    assert not has_applied(MENTOR, LONG_TERM)


def test_every_line_of_a_profile_says_who_sees_it() -> None:
    assert SEEN_BY.keys() == set(Line)


def signed(what: str, version: int = 1) -> Signature:
    return Signature(what=what, version=version, language="fr", digest="d", signed_at=NOON)


KIND = replace(
    LONG_TERM,
    charter=Charter(version=2, texts={"fr": "Nous…", "en": "We…"}),
    expectations=(Expectation(key="respect", title={}, texts={}),),
)


def test_each_expectation_is_acknowledged_and_then_the_charter_is_signed() -> None:
    assert to_sign(KIND) == ("respect", CHARTER)
    assert still_to_sign(KIND, [signed("respect", 2)]) == (CHARTER,)
    assert still_to_sign(KIND, [signed("respect", 2), signed(CHARTER, 2)]) == ()


def test_a_new_version_is_signed_anew() -> None:
    assert still_to_sign(KIND, [signed("respect", 1), signed(CHARTER, 1)]) == ("respect", CHARTER)


def test_without_a_charter_nothing_is_signed() -> None:
    assert still_to_sign(replace(KIND, charter=None), []) == ()


def test_another_wording_is_noticed() -> None:
    assert KIND.charter is not None
    reworded = replace(KIND.charter, texts={"fr": "Nous !", "en": "We…"})
    assert digest_of(reworded, "fr") != digest_of(KIND.charter, "fr")
    assert digest_of(reworded, "en") == digest_of(KIND.charter, "en")
