"""What a programme file may say besides its sheets: read as it was meant, and refused where it cannot be."""

from __future__ import annotations

import pytest

from bot.domain.enrolments import Part
from bot.domain.programmes import Audience, Matching, Mode, Moment, ProgrammeType
from bot.domain.questions import Question
from bot.domain.resources import at_moment, on_shelf
from bot.domain.rounds import Rules
from bot.programme.types import load_types, parse_type
from tests.test_programme_files import SMALLEST, complaints

SHIPPED = load_types()
TYPES = pytest.mark.parametrize("programme", SHIPPED.values(), ids=list(SHIPPED))

#: Stands below the fourteen lines of the smallest file.
WHOLE = """
mentors: {approval: false}
preparation:
  required: true
  cards:
    - {key: role, title: {fr: Place, en: Place}, text: {fr: Être là, en: Be there}}
    - {key: end, title: {fr: Fin, en: End}, text: {fr: Bien finir, en: End well}}
expectations: [{key: secret, title: {fr: Secret, en: Secret}, text: {fr: Chut, en: Hush}}]
resources:
  - {key: map, title: {fr: Plan, en: Map}, text: {fr: Voici, en: Here}, moment: joining, audience: everyone}
  - key: book
    title: {fr: Livre, en: Book}
    text: {fr: À lire, en: To read}
    link: https://example.org/book
    moment: midway
    audience: mentors
roles: [{key: pilot, fr: Pilote, en: Pilot}]
why:
  company: {fr: Ensemble, en: Together}
values: {fr: Confiance, en: Trust}
arrival:
  - {ask: topics, after: capacity}
  - {ask: expectation, after: topics}
matching: {other_team: true, mentors_days: 0}
networks:
  - {network: Conseil, items: [{key: clients, fr: Rencontrer un client, en: Meet a client}]}
"""


def read(more: str) -> ProgrammeType:
    return parse_type(SMALLEST + more, "ours.yaml")[0]


def order(*entries: str) -> list[str]:
    """The questions after the language and the part, which always come first."""
    asked = read("arrival: [" + ", ".join(f"{{{entry}}}" for entry in entries) + "]").arrival
    assert asked[:2] == (Question.LANGUAGE, Question.PART)
    assert set(asked) == set(Question)
    return [question.value for question in asked[2:]]


def test_a_file_that_says_nothing_more_promises_nothing_more() -> None:
    coffee = read("")
    assert coffee.approval
    assert coffee.matching == Matching()
    assert (coffee.preparation, coffee.values, coffee.why) == (None, None, {})
    assert (coffee.expectations, coffee.resources, coffee.roles) == ((), (), ())
    assert coffee.arrival == tuple(Question)


def test_all_that_a_company_writes_is_read() -> None:
    ours = read(WHOLE)
    assert not ours.approval
    assert ours.preparation is not None
    assert ours.preparation.required
    assert [card.title["en"] for card in ours.preparation.cards] == ["Place", "End"]
    assert ours.expectations[0].texts == {"fr": "Chut", "en": "Hush"}
    assert [resource.link for resource in ours.resources] == [None, "https://example.org/book"]
    assert ours.roles[0].texts["fr"] == "Pilote"
    assert dict(ours.why) == {Audience.COMPANY: {"fr": "Ensemble", "en": "Together"}}
    assert ours.values == {"fr": "Confiance", "en": "Trust"}
    assert ours.matching == Matching(other_team=True, mentors_days=0)
    assert [question.value for question in ours.arrival[2:]] == [
        "network",
        "capacity",
        "topics",
        "expectation",
    ]


def test_a_round_begins_as_the_programme_file_says() -> None:
    assert Rules.usual(read(WHOLE)) == Rules(mode=Mode.BY_COORDINATOR, other_team=True, mentors_days=0)
    assert Rules.usual(SHIPPED["newcomer"]).mode is Mode.THREE_CHOICES, "nobody opens a round of newcomers"


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        (
            "mentors_days: 0",
            "mentors_days: 11",
            "line 38: matching.mentors_days must be a whole number from 0 to 10, and is 11.",
        ),
        (
            "approval: false",
            "approval: maybe",
            "line 16: mentors.approval must be true or false, and is 'maybe'.",
        ),
        ("required: true", "required: 1", "line 18: preparation.required must be true or false, and is 1."),
        (
            "    - {key: end, title: {fr: Fin, en: End}, text: {fr: Bien finir, en: End well}}\n",
            "",
            "line 19: preparation.cards must have 2 to 10 entries, and has 1.",
        ),
        (
            "text: {fr: Être là, en: Be there}",
            "text: {fr: Être là}",
            "line 20: preparation.cards[1].text.en is missing",
        ),
        (
            "en: Be there",
            f"en: {'y' * 2001}",
            "preparation.cards[1].text.en must have at most 2000 characters",
        ),
        (
            "key: end",
            "key: role",
            "line 21: preparation.cards[2].key must be a key of its own; 'role' stands",
        ),
        (
            "moment: midway",
            "moment: someday",
            "line 29: resources[2].moment must be one of 'joining', 'choosing'",
        ),
        (
            "audience: mentors",
            "audience: company",
            "line 30: resources[2].audience must be one of 'everyone',",
        ),
        (
            "https://example.org",
            "http://example.org",
            "line 28: resources[2].link must be an address that begins with",
        ),
        ("company: {fr", "boss: {fr", "line 33: why.boss is not a field known here; known are 'everyone',"),
        ("en: Together}", "en: ''}", "line 33: why.company.en must be a text that is not empty."),
        ("ask: topics", "ask: shoe_size", "line 36: arrival[1].ask must be one of 'network', 'topics',"),
        ("ask: topics", "ask: part", "line 36: arrival[1].ask must be one of 'network', 'topics',"),
        ("after: capacity", "after: language", "line 36: arrival[1].after must be one of 'part', 'network',"),
        (
            "ask: expectation",
            "ask: topics",
            "line 37: arrival[2].ask must be a question that no other entry places",
        ),
        (
            "after: capacity",
            "after: topics",
            "line 36: arrival[1].after makes a question that loops ('topics' after 'topics')",
        ),
        (
            "after: capacity",
            "after: expectation",
            "line 36: arrival[1].after makes a question that loops ('topics' after 'expectation' after 'topics')",
        ),
    ],
)
def test_what_cannot_be_meant_is_told_with_its_line_and_what_is_expected(
    before: str, after: str, complaint: str
) -> None:
    assert before in WHOLE
    told = complaints(SMALLEST + WHOLE.replace(before, after))
    assert len(told) == 1, told
    assert complaint in told[0]


def test_a_company_may_ask_in_another_order() -> None:
    usual = ["network", "topics", "expectation", "capacity"]
    assert order("ask: network, after: part") == usual
    assert order("ask: network, after: capacity") == ["topics", "expectation", "capacity", "network"]
    assert order("ask: capacity, after: part", "ask: topics, after: part") == [
        "capacity",
        "topics",
        "network",
        "expectation",
    ]


def test_a_question_that_waits_for_one_that_loops_is_not_blamed_for_it() -> None:
    loop = "{ask: topics, after: network}, {ask: network, after: topics}, {ask: capacity, after: topics}"
    told = complaints(f"{SMALLEST}arrival: [{loop}]")
    assert [sentence.split(" makes ")[0] for sentence in told] == ["ours.yaml, line 15: arrival[1].after"]


# --- what is shipped -------------------------------------------------------------------------------------


@TYPES
def test_mentors_are_approved_and_prepared_in_ten_minutes(programme: ProgrammeType) -> None:
    """At 120 words a minute, which leaves time to think."""
    assert programme.approval is (programme.key == "long_term"), (
        "whoever welcomes newcomers was approved there"
    )
    assert programme.preparation is not None
    assert not programme.preparation.required
    for language in ("fr", "en"):
        words = sum(len(card.texts[language].split()) for card in programme.preparation.cards)
        assert 150 <= words <= 1200


@TYPES
def test_a_pair_expects_confidentiality_respect_and_safety_of_each_other(programme: ProgrammeType) -> None:
    assert [one.key for one in programme.expectations] == ["confidentiality", "respect", "safety"]


@TYPES
def test_nobodys_reasons_or_values_are_made_up(programme: ProgrammeType) -> None:
    assert (programme.why, programme.values) == ({}, None)


def test_each_reads_what_is_written_for_them_when_it_helps() -> None:
    long_term = SHIPPED["long_term"]

    def shown(moment: Moment, part: Part | None) -> list[str]:
        return [resource.key for resource in at_moment(long_term, moment, part)]

    assert shown(Moment.CHOOSING, Part.MENTEE) == ["three_names"]
    assert shown(Moment.CHOOSING, Part.MENTOR) == []
    assert shown(Moment.FIRST_MEETING, Part.MENTOR) == ["four_moments", "open_questions"]
    assert shown(Moment.FIRST_MEETING, Part.MENTEE) == ["four_moments"]
    assert len(on_shelf(long_term, Part.BOTH)) == len(long_term.resources)
    for part in (None, Part.NOT_FOR_ME):
        assert {one.audience for one in on_shelf(long_term, part)} == {Audience.EVERYONE}


def test_the_roles_of_the_company_are_those_that_it_names() -> None:
    assert [role.key for role in SHIPPED["long_term"].roles] == [
        "business_developer",
        "delivery_manager",
        "network_contact",
        "consultant",
        "specialist",
    ]


def test_the_first_sheet_helps_people_into_their_networks() -> None:
    coffee = read(WHOLE)
    assert [item.texts["fr"] for item in coffee.lines_of(["Produit", "conseil", "CONSEIL"])] == [
        "Rencontrer un client"
    ]
    assert read("").lines_of(["Conseil"]) == ()


def test_a_network_that_is_named_twice_is_told() -> None:
    twice = """networks:
  - {network: Conseil, items: [{key: one, fr: Un, en: One}]}
  - {network: conseil, items: [{key: two, fr: Deux, en: Two}]}
"""
    assert any("'conseil' stands already" in told for told in complaints(SMALLEST + twice))
