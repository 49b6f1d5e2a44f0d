"""Bots, and people of another company who may see ours: whichever door they try, nothing happens behind it."""

from __future__ import annotations

import pytest

from handlers import routes
from tests.conversations import forging
from tests.conversations.arriving import joins
from tests.conversations.harness import Company

pytestmark = [pytest.mark.long, pytest.mark.slow]


@pytest.mark.parametrize("who", ["stranger", "is_bot"])
def test_whoever_is_not_of_this_company_finds_every_door_closed_and_leaves_nothing(
    company: Company, who: str
) -> None:
    slack_id = joins(company, "Zed Else", locale="en-GB", **{who: True}).slack_id
    before = forging.rows(company)

    with forging.nothing_breaks(company):
        for name in routes.ACTIONS:
            forging.send(company, forging.press(slack_id, name, "1"))
            forging.send(company, forging.pick(slack_id, name, "1"))
        for name in routes.VIEWS:
            forging.send(company, forging.submit(slack_id, name, "1"))
        for name in routes.OPTIONS:
            answer = forging.send(company, forging.search(slack_id, name, ""))
            assert '"options": [{' not in (answer.body or ""), name
        for name in routes.COMMANDS:
            forging.send(company, forging.command(slack_id, name, "people"))

    assert forging.changed(before, forging.rows(company)) == {}
