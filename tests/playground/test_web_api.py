"""The Web API is as strict as Slack's: each rule here is broken once and refused in Slack's own words."""

import json
from urllib.request import Request, urlopen

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground import Playground
from tests.playground.local_slack import COMPANY, MANIFEST

TEXT = {"type": "section", "text": {"type": "mrkdwn", "text": "Bonjour"}}


def refused(call, **args):
    """The error that the real client raises."""
    with pytest.raises(SlackApiError) as caught:
        call(**args)
    return caught.value.response


def test_the_token_says_who_the_bot_is(client):
    who = client.auth_test()
    assert (who["user_id"], who["bot_id"], who["team_id"]) == ("U0BINOME", "B0BINOME", "T0BINOME")
    assert "chat:write" in who.headers["X-OAuth-Scopes"]


def test_a_wrong_token_a_missing_one_and_the_wrong_kind_are_refused(pg, client):
    def error(token, method):
        return refused(WebClient(token=token, base_url=pg.api_url).api_call, api_method=method)["error"]

    assert error("xoxb-wrong", "auth.test") == "invalid_auth"
    assert error(None, "auth.test") == "not_authed"
    assert error(pg.bot_token, "apps.connections.open") == "not_allowed_token_type"
    assert error(pg.app_token, "chat.postMessage") == "not_allowed_token_type"


def test_a_method_that_slack_does_not_have_is_unknown(client):
    assert refused(client.api_call, api_method="chat.shout")["error"] == "unknown_method"


def test_a_scope_that_the_manifest_does_not_ask_for_is_missing(client):
    refusal = refused(client.conversations_history, channel="C0MENTORAT")
    assert (refusal["error"], refusal["needed"]) == ("missing_scope", "channels:history")
    assert "im:history" in refusal["provided"]
    im = client.conversations_open(users="U0LEA")["channel"]["id"]
    assert refused(client.conversations_info, channel=im)["needed"] == "im:read"
    assert refused(client.team_info)["needed"] == "team:read"
    assert (
        refused(client.chat_postMessage, channel="U0LEA", text="x", username="Boss")["error"]
        == "missing_scope"
    )


def test_an_optional_scope_may_have_been_declined():
    with Playground(manifest=MANIFEST, company=COMPANY, without_scopes=["users:read.email"]) as pg:
        client = WebClient(token=pg.bot_token, base_url=pg.api_url)
        assert refused(client.users_lookupByEmail, email="lea@exemple.test")["needed"] == "users:read.email"
        assert "email" not in client.users_info(user="U0LEA")["user"]["profile"]


def test_a_message_to_a_person_opens_their_direct_messages_and_says_which(client, hand):
    posted = client.chat_postMessage(channel="U0LEA", text="Bonjour Léa")
    assert posted["channel"].startswith("D")
    assert client.conversations_open(users="U0LEA")["channel"]["id"] == posted["channel"]
    assert hand.texts("U0LEA") == ["Bonjour Léa"]
    assert client.chat_postMessage(channel=posted["channel"], text="Again")["channel"] == posted["channel"]


def test_an_old_direct_message_id_still_works_after_a_restart(client, pg):
    channel = client.chat_postMessage(channel="U0LEA", text="Before")["channel"]
    pg.reset()
    assert client.chat_postMessage(channel=channel, text="After")["ok"]


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        ("U0NOBODY", "channel_not_found"),
        ("C0NOWHERE", "channel_not_found"),
        ("C0GENERAL", "not_in_channel"),
        ("C0OLD", "is_archived"),
        ("U0BINOME", "cannot_dm_bot"),
        ("USLACKBOT", "cannot_dm_bot"),
        ("", "channel_not_found"),
    ],
)
def test_a_message_goes_only_where_the_bot_may_write(client, channel, error):
    assert refused(client.chat_postMessage, channel=channel, text="x")["error"] == error


def test_the_bot_cannot_read_or_write_in_a_conversation_of_two_others(client, hand, pg):
    hand.do("say", as_="U0LEA", channel="U0TOM", text="Between us")
    private = pg.slack.workspace.im("U0LEA", "U0TOM").id
    assert refused(client.chat_postMessage, channel=private, text="x")["error"] == "channel_not_found"
    assert refused(client.conversations_history, channel=private)["error"] == "channel_not_found"
    assert hand.texts("U0TOM", "U0LEA") == ["Between us"]


@pytest.mark.filterwarnings("ignore:The top-level `text` argument")
def test_a_message_says_something(client):
    assert refused(client.chat_postMessage, channel="U0LEA", text="")["error"] == "no_text"


@pytest.mark.filterwarnings("ignore:The top-level `text` argument")
def test_blocks_without_a_text_are_refused_because_screen_readers_read_the_text(client):
    refusal = refused(client.chat_postMessage, channel="U0LEA", blocks=[TEXT])
    assert refusal["error"] == "invalid_blocks"
    assert "text" in refusal["response_metadata"]["messages"][0]


def test_bad_blocks_come_back_with_a_sentence_and_a_path(client):
    bad = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}]
    refusal = refused(client.chat_postMessage, channel="U0LEA", text="x", blocks=bad)
    assert refusal["error"] == "invalid_blocks"
    assert refusal["response_metadata"]["messages"] == [
        "[ERROR] blocks[0].text.text: has 3001 characters, and 3000 are allowed"
    ]


def test_a_long_text_is_cut_at_forty_thousand_characters(client, hand):
    client.chat_postMessage(channel="U0LEA", text="x" * 40_001)
    assert len(hand.texts("U0LEA")[0]) == 40_000


def test_metadata_is_kept_and_shown_only_to_who_asks_for_it(client):
    key = {"event_type": "prompt", "event_payload": {"key": "abc"}}
    channel = client.chat_postMessage(channel="U0LEA", text="x", metadata=key)["channel"]
    [bare] = client.conversations_history(channel=channel)["messages"]
    [whole] = client.conversations_history(channel=channel, include_all_metadata=True)["messages"]
    assert bare["metadata"] == {"event_type": "prompt"}
    assert whole["metadata"] == key
    broken = {"event_type": "prompt"}
    refusal = refused(client.chat_postMessage, channel="U0LEA", text="x", metadata=broken)
    assert refusal["error"] == "invalid_metadata_format"


def test_history_is_newest_first_and_comes_in_pages_between_two_instants(client):
    posts = [client.chat_postMessage(channel="U0LEA", text=str(n)) for n in range(5)]
    channel = posts[0]["channel"]
    first = client.conversations_history(channel=channel, limit=2)
    assert [one["text"] for one in first["messages"]] == ["4", "3"]
    cursor = first["response_metadata"]["next_cursor"]
    second = client.conversations_history(channel=channel, limit=3, cursor=cursor)
    assert [one["text"] for one in second["messages"]] == ["2", "1", "0"]
    assert not second["has_more"]
    bounds = {"oldest": posts[1]["ts"], "latest": posts[3]["ts"]}
    assert [one["text"] for one in client.conversations_history(channel=channel, **bounds)["messages"]] == [
        "2"
    ]
    both = client.conversations_history(channel=channel, inclusive=True, **bounds)["messages"]
    assert [one["text"] for one in both] == ["3", "2", "1"]
    assert refused(client.conversations_history, channel=channel, limit=1000)["error"] == "invalid_limit"
    assert (
        refused(client.conversations_history, channel=channel, oldest="soon")["error"] == "invalid_ts_oldest"
    )


def test_timestamps_are_never_the_same_twice(client):
    seen = [client.chat_postMessage(channel="U0LEA", text="x")["ts"] for _ in range(50)]
    assert seen == sorted(set(seen))


def test_a_message_is_changed_in_place_and_a_text_alone_takes_the_blocks_away(client, hand):
    posted = client.chat_postMessage(channel="U0LEA", text="One", blocks=[TEXT])
    place = {"channel": posted["channel"], "ts": posted["ts"]}
    changed = {"type": "section", "text": {"type": "mrkdwn", "text": "Changed"}}
    client.chat_update(**place, text="Two", blocks=[changed])
    [message] = hand.messages("U0LEA")
    assert (message["text"], message["blocks"][0]["text"]["text"], message["edited"]) == (
        "Two",
        "Changed",
        False,
    )
    client.chat_update(**place, text="Three")
    [message] = hand.messages("U0LEA")
    assert (message["text"], message["blocks"], message["edited"]) == ("Three", [], True)


def test_only_ones_own_message_is_changed_or_taken_back_by_its_channels_own_id(client, hand, pg):
    said = hand.do("say", as_="U0LEA", channel="U0BINOME", text="Mine")["ts"]
    channel = pg.slack.bot_im("U0LEA").id
    assert refused(client.chat_update, channel=channel, ts=said, text="x")["error"] == "cant_update_message"
    assert refused(client.chat_delete, channel=channel, ts=said)["error"] == "cant_delete_message"
    assert refused(client.chat_update, channel=channel, ts="1.1", text="x")["error"] == "message_not_found"
    own = client.chat_postMessage(channel="U0LEA", text="Bot's")
    assert (
        refused(client.chat_update, channel="U0LEA", ts=own["ts"], text="x")["error"] == "channel_not_found"
    )
    client.chat_delete(channel=channel, ts=own["ts"])
    assert hand.texts("U0LEA") == ["Mine"]


def test_an_ephemeral_message_is_seen_by_one_and_cannot_be_changed(client, hand):
    sent = client.chat_postEphemeral(channel="C0MENTORAT", user="U0INES", text="For you")
    assert hand.texts("U0INES", "C0MENTORAT") == ["For you"]
    assert hand.messages("U0INES", "C0MENTORAT")[0]["ephemeral"]
    assert hand.texts("U0LEA", "C0MENTORAT") == []
    change = refused(client.chat_update, channel="C0MENTORAT", ts=sent["message_ts"], text="x")
    assert change["error"] == "message_not_found"
    stranger = refused(client.chat_postEphemeral, channel="C0MENTORAT", user="U0TOM", text="x")
    assert stranger["error"] == "user_not_in_channel"
    outside = refused(client.chat_postEphemeral, channel="C0GENERAL", user="U0TOM", text="x")
    assert outside["error"] == "not_in_channel"


def test_everybody_is_listed_page_by_page_the_deactivated_and_the_bots_too(client):
    first = client.users_list(limit=2)
    assert [one["id"] for one in first["members"]] == ["U0LEA", "U0TOM"]
    rest = client.users_list(cursor=first["response_metadata"]["next_cursor"])["members"]
    assert {one["id"]: one["deleted"] for one in rest} == {
        "U0INES": False,
        "U0GONE": True,
        "USLACKBOT": False,
        "U0BINOME": False,
    }
    assert [one["id"] for one in rest if one["is_bot"]] == ["U0BINOME"]
    assert refused(client.users_list, limit=1001)["error"] == "invalid_limit"


def test_a_persons_language_is_told_only_when_asked_and_a_missing_zone_stays_missing(client):
    assert "locale" not in client.users_info(user="U0LEA")["user"]
    user = client.users_info(user="U0LEA", include_locale=True)["user"]
    assert (user["locale"], user["tz"], user["profile"]["start_date"]) == (
        "fr-FR",
        "Europe/Paris",
        "2024-01-08",
    )
    assert user["profile"]["email"] == "lea@exemple.test"
    assert "tz" not in client.users_info(user="U0GONE")["user"]
    assert refused(client.users_info, user="U0NOBODY")["error"] == "user_not_found"


def test_an_address_finds_active_people_only(client):
    assert client.users_lookupByEmail(email="LEA@exemple.test")["user"]["id"] == "U0LEA"
    assert refused(client.users_lookupByEmail, email="guy@exemple.test")["error"] == "users_not_found"


def test_the_members_of_a_group_are_listed(client):
    assert client.usergroups_users_list(usergroup="S0COORD")["users"] == ["U0INES"]
    assert refused(client.usergroups_users_list, usergroup="S0NONE")["error"] == "no_such_subteam"


def test_a_group_that_is_switched_off_is_shown_only_to_who_asks_for_those_too(client, hand):
    hand.do("usergroup", group="S0COORD", members=["U0INES", "U0LEA"])
    [shown] = client.usergroups_list(include_users=True, include_count=True)["usergroups"]
    assert (shown["handle"], shown["users"], shown["user_count"]) == ("s0coord", ["U0INES", "U0LEA"], 2)
    assert "users" not in client.usergroups_list()["usergroups"][0]
    hand.do("usergroup", group="S0COORD", disabled=True)
    assert client.usergroups_list()["usergroups"] == []
    assert len(client.usergroups_list(include_disabled=True)["usergroups"]) == 1
    assert refused(client.usergroups_users_list, usergroup="S0COORD")["error"] == "no_such_subteam"
    members = client.usergroups_users_list(usergroup="S0COORD", include_disabled=True)["users"]
    assert members == ["U0INES", "U0LEA"]


def test_direct_messages_are_opened_with_people_who_work_here(client):
    opened = client.conversations_open(users="U0LEA", return_im=True)["channel"]
    assert opened["user"] == "U0LEA"
    assert refused(client.conversations_open, users="U0GONE")["error"] == "user_disabled"
    assert refused(client.conversations_open, users="U0NOBODY")["error"] == "user_not_found"
    assert refused(client.conversations_open, users="U0BINOME")["error"] == "cannot_dm_bot"
    assert refused(client.conversations_open, users="U0LEA,U0TOM")["needed"] == "mpim:write"
    assert refused(client.conversations_open, users="")["error"] == "users_list_not_supplied"


def test_a_message_to_somebody_who_left_still_succeeds_as_it_does_in_slack(client):
    assert client.chat_postMessage(channel="U0GONE", text="x")["ok"]


def test_a_workspace_without_the_messages_tab_takes_no_direct_message():
    features = {
        **MANIFEST["features"],
        "app_home": {"home_tab_enabled": False, "messages_tab_enabled": False},
    }
    with Playground(manifest={**MANIFEST, "features": features}, company=COMPANY) as pg:
        client = WebClient(token=pg.bot_token, base_url=pg.api_url)
        assert refused(client.chat_postMessage, channel="U0LEA", text="x")["error"] == "messages_tab_disabled"
        home = {"type": "home", "blocks": [TEXT]}
        assert refused(client.views_publish, user_id="U0LEA", view=home)["error"] == "not_enabled"


def test_arguments_come_as_json_as_a_form_or_in_the_address(client):
    as_form = client.api_call("chat.postMessage", data={"channel": "U0LEA", "text": "form", "blocks": "[]"})
    assert as_form["ok"]
    assert client.api_call("users.info", http_verb="GET", params={"user": "U0LEA"})["user"]["id"] == "U0LEA"
    wrong = refused(client.api_call, api_method="chat.postMessage", data={"channel": "U0LEA", "blocks": "[{"})
    assert wrong["error"] == "invalid_blocks_format"


def test_calls_that_make_no_sense_are_refused(client, pg):
    attachments = [{"fallback": "x", "text": "x"}] * 101
    post = client.chat_postMessage
    assert (
        refused(post, channel="U0LEA", text="x", attachments=attachments)["error"] == "too_many_attachments"
    )
    assert refused(client.users_list, cursor="elsewhere")["error"] == "invalid_cursor"
    channel = post(channel="U0LEA", text="x")["channel"]
    assert (
        refused(client.conversations_history, channel=channel, cursor="elsewhere")["error"]
        == "invalid_cursor"
    )
    headers = {"Authorization": f"Bearer {pg.bot_token}", "Content-Type": "application/json"}
    for body, error in ((b"{", "invalid_json"), (b"[]", "json_not_object")):
        with urlopen(Request(f"{pg.api_url}auth.test", data=body, headers=headers)) as answer:
            assert json.load(answer)["error"] == error


def test_the_truth_knows_every_accepted_post_and_no_refused_one(client, hand):
    key = {"event_type": "prompt", "event_payload": {"key": "abc"}}
    posted = client.chat_postMessage(channel="U0LEA", text="Once", metadata=key)
    refused(client.chat_postMessage, channel="C0GENERAL", text="x")
    [post] = hand.get("truth")
    assert (post["method"], post["user"], post["ts"]) == ("chat.postMessage", "U0LEA", posted["ts"])
    assert post["metadata"] == key
