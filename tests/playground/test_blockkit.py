"""What Slack would refuse is found before Slack sees it: every rule of the validator, broken once (slack.md §2.1)."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.blockkit import problems
from tests.playground.payloads import BAD, GOOD, Json, actions, message, option, plain, section, select


@pytest.mark.parametrize(("surface", "payload"), [case[1:] for case in GOOD], ids=[case[0] for case in GOOD])
def test_what_slack_accepts_is_accepted(surface, payload):
    assert problems(payload, surface) == []


@pytest.mark.parametrize(("surface", "payload", "sentence"), BAD)
def test_what_slack_refuses_is_refused_with_a_sentence(surface, payload, sentence):
    found = problems(payload, surface)
    assert any(sentence in one for one in found), found


def test_every_sentence_begins_with_the_path_to_the_problem():
    found = problems(message(section(), actions(select(options=[option(), option("x" * 76)]))), "message")
    assert found == ["blocks[1].elements[0].options[1].text.text: has 76 characters, and 75 are allowed"]


def test_names_are_unique_within_containers_and_carousels_too():
    inner = {"type": "container", "title": plain(), "child_blocks": [section(block_id="a")]}
    assert problems(message(section(block_id="a"), inner), "message") == [
        "blocks: two blocks have the block_id “a”"
    ]


def test_an_unknown_surface_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="no surface"):
        problems({}, "canvas")


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=5)
    | st.sampled_from(["section", "plain_text"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["type", "text", "blocks", "elements", "options", "rows", "element", "chart", "title"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["type", "text", "blocks", "title"]), ANYTHING, max_size=4))
def test_no_payload_however_odd_breaks_the_validator(payload):
    for surface in ("message", "modal", "home"):
        assert all(isinstance(one, str) for one in problems(payload, surface))


def paths(value: Any, path: tuple[Any, ...] = ()) -> Any:
    if isinstance(value, dict | list):
        yield path
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from paths(inner, (*path, key))


def replaced(payload: Json, path: tuple[Any, ...], odd: Any) -> Json:
    copy = json.loads(json.dumps(payload))
    place = copy
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = odd
    return copy


@given(st.sampled_from(GOOD), st.data(), ANYTHING)
def test_a_good_payload_with_one_odd_part_never_breaks_the_validator(case, data, odd):
    _, surface, payload = case
    inner = [path for path in paths(payload) if path]
    if inner:
        problems(replaced(payload, data.draw(st.sampled_from(inner)), odd), surface)
