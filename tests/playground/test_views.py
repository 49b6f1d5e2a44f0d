"""Forms and Home tabs: triggers of three seconds, piles of three, redraws that lose nothing."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from bot.playground.errors import SlackError
from bot.playground.triggers import ResponseAddresses, Triggers


def form(title: str = "One", **more: Any) -> dict[str, Any]:
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": title},
        "submit": {"type": "plain_text", "text": "Save"},
        "blocks": [
            {
                "type": "input",
                "block_id": "words",
                "label": {"type": "plain_text", "text": "Words"},
                "element": {"type": "plain_text_input", "action_id": "text", "max_length": 20},
            }
        ],
        **more,
    }


def refused(call, **args):
    with pytest.raises(SlackApiError) as caught:
        call(**args)
    return caught.value.response["error"]


@pytest.fixture
def trigger(pg):
    """A fresh trigger of Tom's."""
    return lambda user="U0TOM": pg.slack.triggers.give(user)


@pytest.fixture
def stack(hand):
    return lambda: [view["title"]["text"] for view in hand.get("modals", as_="U0TOM")["stack"]]


def test_a_trigger_opens_one_form_once(client, trigger, stack):
    used = trigger()
    client.views_open(trigger_id=used, view=form())
    assert stack() == ["One"]
    assert refused(client.views_open, trigger_id=used, view=form()) == "exchanged_trigger_id"
    assert refused(client.views_open, trigger_id="1.2.3", view=form()) == "invalid_trigger_id"


def test_a_trigger_is_good_for_three_seconds():
    now = [0.0]
    triggers = Triggers(now=lambda: now[0])
    in_time, too_late = triggers.give("U0TOM"), triggers.give("U0TOM")
    now[0] = 2.99
    assert triggers.exchange(in_time) == "U0TOM"
    now[0] = 3.01
    with pytest.raises(SlackError, match="expired_trigger_id"):
        triggers.exchange(too_late)


def test_a_response_address_works_five_times_within_thirty_minutes():
    now = [0.0]
    addresses = ResponseAddresses(now=lambda: now[0])
    key, other = addresses.give("U0TOM", "C0GENERAL", None), addresses.give("U0TOM", "C0GENERAL", None)
    for _ in range(5):
        addresses.use(key)
    with pytest.raises(SlackError, match="used_url"):
        addresses.use(key)
    now[0] = 30 * 60 + 1
    with pytest.raises(SlackError, match="expired_url"):
        addresses.use(other)


def test_a_bad_form_costs_no_trigger(client, trigger, stack):
    kept = trigger()
    assert refused(client.views_open, trigger_id=kept, view=form("x" * 25)) == "invalid_arguments"
    client.views_open(trigger_id=kept, view=form())
    assert stack() == ["One"]


def test_a_pile_holds_three_forms(client, trigger, stack):
    assert refused(client.views_push, trigger_id=trigger(), view=form()) == "not_found"
    client.views_open(trigger_id=trigger(), view=form("One"))
    client.views_push(trigger_id=trigger(), view=form("Two"))
    third = client.views_push(trigger_id=trigger(), view=form("Three"))["view"]
    assert stack() == ["One", "Two", "Three"]
    assert third["previous_view_id"] != third["root_view_id"] != third["id"]
    assert refused(client.views_push, trigger_id=trigger(), view=form("Four")) == "push_limit_reached"


def test_a_form_that_somebody_else_has_redrawn_is_not_overwritten(client, trigger, stack):
    view = client.views_open(trigger_id=trigger(), view=form())["view"]
    client.views_update(view_id=view["id"], hash=view["hash"], view=form("Two"))
    assert (
        refused(client.views_update, view_id=view["id"], hash=view["hash"], view=form("No"))
        == "hash_conflict"
    )
    client.views_update(view_id=view["id"], view=form("Three"))
    assert stack() == ["Three"]
    assert refused(client.views_update, view_id="V0", view=form()) == "not_found"


def test_what_was_typed_survives_a_redraw(client, trigger, hand):
    view = client.views_open(trigger_id=trigger(), view=form())["view"]
    hand.do("press", as_="U0TOM", view_id=view["id"], action_id="text", value="hello")
    redrawn = client.views_update(view_id=view["id"], view=form("Two"))["view"]
    assert redrawn["state"]["values"]["words"]["text"]["value"] == "hello"


def test_an_external_id_is_used_once_and_finds_the_form(client, trigger, stack):
    client.views_open(trigger_id=trigger(), view=form(external_id="mine"))
    assert (
        refused(client.views_push, trigger_id=trigger(), view=form(external_id="mine"))
        == "duplicate_external_id"
    )
    client.views_update(external_id="mine", view=form("Found"))
    assert stack() == ["Found"]


def test_a_view_above_250_kb_is_too_large(client, trigger):
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "é" * 3000}}
    huge = form(blocks=[section] * 50)
    assert refused(client.views_open, trigger_id=trigger(), view=huge) == "view_too_large"


def test_a_form_is_not_a_home_tab(client, trigger):
    home = {"type": "home", "blocks": []}
    assert refused(client.views_open, trigger_id=trigger(), view=home) == "invalid_arguments"
    assert refused(client.views_publish, user_id="U0TOM", view=form()) == "invalid_arguments"


def test_a_home_tab_is_published_per_person_and_guarded_by_its_hash(client, hand):
    header = {"type": "header", "text": {"type": "plain_text", "text": "Bonjour"}}
    first = client.views_publish(user_id="U0LEA", view={"type": "home", "blocks": [header]})["view"]
    assert hand.get("home", as_="U0TOM")["view"] is None
    second = client.views_publish(user_id="U0LEA", hash=first["hash"], view={"type": "home", "blocks": []})[
        "view"
    ]
    assert second["id"] == first["id"]
    late = refused(
        client.views_publish, user_id="U0LEA", hash=first["hash"], view={"type": "home", "blocks": []}
    )
    assert late == "hash_conflict"
    nobody = refused(client.views_publish, user_id="U0NOBODY", view={"type": "home", "blocks": []})
    assert nobody == "user_not_found"


def test_slack_checks_the_fields_before_the_bot_hears_anything(client, trigger, hand):
    view = client.views_open(trigger_id=trigger(), view=form())["view"]
    empty = hand.do("submit", as_="U0TOM", view_id=view["id"], values={})
    assert empty == {"ok": False, "acked": False, "errors": {"words": "Please complete this required field."}}
    long = hand.do("submit", as_="U0TOM", view_id=view["id"], values={"words": {"text": "x" * 21}})
    assert "20" in long["errors"]["words"]
    missing = hand.do("submit", as_="U0TOM", view_id=view["id"], values={"other": {"text": "x"}})
    assert missing["error"] == "no_such_element"


@pytest.mark.parametrize(
    ("element", "wrong", "right"),
    [
        ({"type": "email_text_input"}, "lea", "lea@exemple.test"),
        ({"type": "url_text_input"}, "exemple", "https://exemple.test"),
        ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "2"),
        ({"type": "number_input", "is_decimal_allowed": True, "max_value": "8"}, "9", "7.5"),
        ({"type": "number_input", "is_decimal_allowed": False, "min_value": "5"}, "4", "5"),
        ({"type": "number_input", "is_decimal_allowed": False}, "many", "1"),
        ({"type": "plain_text_input", "min_length": 3}, "ab", "abc"),
    ],
)
def test_each_kind_of_field_is_checked(client, trigger, hand, element, wrong, right):
    block = {
        "type": "input",
        "block_id": "field",
        "label": {"type": "plain_text", "text": "Field"},
        "element": {"action_id": "value", **element},
    }
    view = client.views_open(trigger_id=trigger(), view=form(blocks=[block]))["view"]
    place = {"as_": "U0TOM", "view_id": view["id"]}
    assert "field" in hand.do("submit", **place, values={"field": {"value": wrong}})["errors"]
    assert "errors" not in hand.do("submit", **place, values={"field": {"value": right}})


def opened(hand, app, bolt, ack_with):
    """A form whose submission the bot acknowledges in the given way."""

    @app.shortcut("log")
    def log(ack, client, body):
        client.views_open(trigger_id=body["trigger_id"], view=form(callback_id="form"))
        ack()

    @app.view("form")
    def saved(ack):
        ack(**ack_with)

    bolt()
    hand.do("shortcut", as_="U0TOM", callback_id="log")
    view = hand.get("modals", as_="U0TOM")["stack"][-1]
    return hand.do("submit", as_="U0TOM", view_id=view["id"], values={"words": {"text": "hello"}})


def test_a_submission_may_redraw_the_form(hand, app, bolt, stack):
    assert opened(hand, app, bolt, {"response_action": "update", "view": form("Next")})["ok"]
    assert stack() == ["Next"]


def test_a_submission_may_put_a_form_on_top(hand, app, bolt, stack):
    assert opened(hand, app, bolt, {"response_action": "push", "view": form("Top")})["ok"]
    assert stack() == ["One", "Top"]


def test_a_submission_may_close_everything(hand, app, bolt, stack):
    assert opened(hand, app, bolt, {"response_action": "clear"})["ok"]
    assert stack() == []


def test_errors_may_only_name_fields_of_the_form(hand, app, bolt, stack):
    refusal = opened(hand, app, bolt, {"response_action": "errors", "errors": {"elsewhere": "No"}})
    assert (refusal["ok"], refusal["error"]) == (False, "invalid_errors")
    assert stack() == ["One"]


def test_an_answer_of_an_unknown_kind_is_refused(hand, app, bolt, stack):
    refusal = opened(hand, app, bolt, {"response_action": "explode"})
    assert (refusal["ok"], refusal["error"]) == (False, "invalid_response_action")
    assert stack() == ["One"]


def test_a_bad_form_in_an_answer_leaves_the_person_where_they_were(hand, app, bolt, stack):
    refusal = opened(hand, app, bolt, {"response_action": "update", "view": form("x" * 25)})
    assert (refusal["ok"], refusal["error"]) == (False, "invalid_arguments")
    assert stack() == ["One"]


def test_closing_a_form_is_told_when_the_app_asked_for_it(hand, app, bolt, client, trigger, stack):
    seen = []

    @app.view_closed("form")
    def closed(ack, body):
        seen.append(body["is_cleared"])
        ack()

    bolt()
    silent = client.views_open(trigger_id=trigger(), view=form())["view"]
    assert hand.do("close", as_="U0TOM", view_id=silent["id"])["sent"] is False
    told = form(callback_id="form", notify_on_close=True)
    client.views_open(trigger_id=trigger(), view=form())
    top = client.views_push(trigger_id=trigger(), view=told)["view"]
    assert hand.do("close", as_="U0TOM", view_id=top["id"])["acked"]
    assert stack() == ["One"]
    top = client.views_push(trigger_id=trigger(), view=told)["view"]
    hand.do("close", as_="U0TOM", view_id=top["id"], all=True)
    assert stack() == []
    assert seen == [False, True]


def test_nobody_else_can_submit_a_persons_form(client, trigger, hand):
    view = client.views_open(trigger_id=trigger(), view=form())["view"]
    assert hand.do("submit", as_="U0LEA", view_id=view["id"], values={})["error"] == "no_such_view"
