"""The playground starts and stops in a blink, says which port is taken, and answers this machine only."""

import socket
import subprocess
import sys
import time
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from slack_sdk import WebClient

from bot.playground import Playground, PortTaken
from bot.playground.pages import PAGE
from tests.playground.local_slack import COMPANY, MANIFEST, Hand, until


def status(url, **headers):
    try:
        with urlopen(Request(url, headers=headers)) as answer:
            return answer.status
    except HTTPError as refusal:
        refusal.close()
        return refusal.code


def test_starting_resetting_and_stopping_take_less_than_a_tenth_of_a_second_each():
    fastest = {"start": 1.0, "reset": 1.0, "stop": 1.0}
    for _ in range(3):
        pg = Playground(manifest=MANIFEST, company=COMPANY)
        for name in fastest:
            began = time.perf_counter()
            getattr(pg, name)()
            fastest[name] = min(fastest[name], time.perf_counter() - began)
    assert max(fastest.values()) < 0.1, fastest


def test_a_call_takes_a_few_milliseconds(client):
    taken = []
    for _ in range(50):
        began = time.perf_counter()
        client.chat_postMessage(channel="U0LEA", text="x")
        taken.append(time.perf_counter() - began)
    # 0.6 ms on a quiet machine; this bound only notices a sleep or a poll.
    assert sorted(taken)[10] < 0.02


def test_a_taken_port_says_so():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortTaken, match=f"Port {port} on 127.0.0.1 is taken"):
            Playground(manifest=MANIFEST, port=port).start()


def test_stopping_twice_or_before_the_start_is_harmless():
    pg = Playground(manifest=MANIFEST)
    pg.stop()
    pg.start()
    pg.stop()
    pg.stop()
    pg.start()
    assert WebClient(token=pg.bot_token, base_url=pg.api_url).auth_test()["ok"]
    pg.stop()


def test_a_playground_that_is_not_running_cannot_be_reset():
    with pytest.raises(RuntimeError, match="not running"):
        Playground(manifest=MANIFEST).reset()


def test_a_reset_goes_back_to_the_company(client, hand, pg):
    client.chat_postMessage(channel="U0LEA", text="Gone soon")
    hand.do("join", name="Nina Novak")
    hand.do("leave", user="U0TOM")
    hand.do("faults", kind="500")
    hand.do("say", as_="U0LEA", channel="U0BINOME", text="Still on its way to the bot")
    pg.reset()
    assert hand.texts("U0LEA") == []
    people = {one["id"]: one["deleted"] for one in hand.get("workspace")["people"]}
    assert len(people) == 6
    assert not people["U0TOM"]
    assert hand.do("quiet")["ok"]
    assert client.auth_test()["ok"]
    assert hand.get("truth") == []


def test_another_web_site_cannot_act_here(pg):
    assert status(f"{pg.url}/play/workspace") == 200
    assert status(f"{pg.url}/play/workspace", Origin=pg.url) == 200
    assert status(f"{pg.url}/play/workspace", Origin="https://evil.test") == 403
    assert status(f"{pg.url}/play/workspace", Host="evil.test") == 403


def test_the_page_is_served_fresh_and_nothing_outside_it(pg, tmp_path, monkeypatch):
    monkeypatch.setattr("bot.playground.pages.PAGE", tmp_path)
    (tmp_path / "index.html").write_text("<title>Binôme</title>", encoding="utf-8")
    (tmp_path / "app.js").write_text("export {};", encoding="utf-8")
    (tmp_path.parent / "secret.txt").write_text("no", encoding="utf-8")
    with urlopen(f"{pg.url}/") as answer:
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        assert answer.headers["Cache-Control"] == "no-store"
    with urlopen(f"{pg.url}/page/app.js") as answer:
        assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert status(f"{pg.url}/page/none.js") == 404
    assert status(f"{pg.url}/page/../secret.txt") == 404
    assert status(f"{pg.url}/page/%2e%2e/secret.txt") == 404
    assert PAGE.name == "page"


def test_every_file_of_the_page_has_a_type_that_browsers_accept(pg):
    for path in (one for one in PAGE.rglob("*") if one.is_file()):
        with urlopen(f"{pg.url}/page/{path.relative_to(PAGE).as_posix()}") as answer:
            assert answer.headers.get_content_type() != "application/octet-stream", path


def test_the_workspace_says_all_that_the_page_needs(hand):
    workspace = hand.get("workspace")
    assert workspace["team"]["name"] == "Wega Exemple"
    assert workspace["app"]["commands"][0] == {
        "command": "/mentor-log",
        "description": "Log",
        "usage_hint": "@lea 45 min",
    }
    assert workspace["app"]["shortcuts"][0]["callback_id"] == "log"
    assert workspace["app"]["bot_connected"] is False
    assert workspace["clock"] == "system"
    lea = workspace["people"][0]
    assert (lea["initials"], lea["handle"], lea["tz"]) == ("LM", "lea", "Europe/Paris")
    assert lea["color"].startswith("#")
    assert {one["id"]: len(one["members"]) for one in workspace["channels"]}["C0GENERAL"] == 3


def test_waiting_for_a_bot_that_does_not_come_ends(pg):
    with pytest.raises(TimeoutError, match="No bot has connected"):
        pg.wait_for_bot(0.01)


def test_the_inspector_shows_what_passed_and_no_token(client, hand, pg):
    client.chat_postMessage(channel="U0LEA", text="Bonjour")
    client.api_call("users.info", data={"user": "U0LEA", "token": pg.bot_token})
    hand.do("command", as_="U0LEA", channel="U0BINOME", text="/mentor-log")
    entries = hand.get("inspector")
    assert [(one["direction"], one["kind"], one["status"]) for one in entries] == [
        ("from_bot", "chat.postMessage", "ok"),
        ("from_bot", "users.info", "ok"),
        ("to_bot", "slash_commands", "dispatch_failed"),
    ]
    assert "xoxb" not in str(entries)


def test_the_inspector_keeps_the_last_two_hundred(client, hand):
    for _ in range(205):
        client.auth_test()
    assert len(hand.get("inspector")) == 200


def test_a_request_that_is_not_json_is_told_so(pg):
    hand = Hand(pg.url)
    request = Request(f"{pg.url}/play/say", data=b"{", headers={"Content-Type": "application/json"})
    assert hand._asked(request)["error"] == "invalid_json"
    request = Request(f"{pg.url}/play/say", data=b"[]", headers={"Content-Type": "application/json"})
    assert hand._asked(request)["error"] == "invalid_json"


def test_the_package_is_light_until_a_playground_is_asked_for():
    code = (
        "import sys, bot.playground, bot.playground.blockkit as blockkit;"
        "assert 'aiohttp' not in sys.modules;"
        "bot.playground.Playground; assert 'aiohttp' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_workspace_with_a_memory_goes_on_where_it_ended(tmp_path):
    memory = tmp_path / "workspace.json"
    with Playground(manifest=MANIFEST, company=COMPANY, memory=memory) as pg:
        client, hand = WebClient(token=pg.bot_token, base_url=pg.api_url), Hand(pg.url)
        nina = hand.do("join", name="Nina Novak")["id"]
        hand.do("leave", user="U0TOM")
        header = {"type": "header", "text": {"type": "plain_text", "text": "Bonjour"}}
        channel = client.chat_postMessage(channel=nina, text="Welcome", blocks=[header])["channel"]
        client.files_upload_v2(channel=channel, content=b"a,b", filename="pairs.csv")
        client.views_publish(user_id=nina, view={"type": "home", "blocks": [header]})
        before = hand.messages(nina), hand.get("home", as_=nina), hand.get("workspace")["people"]
    with Playground(manifest=MANIFEST, company=COMPANY, memory=memory) as pg:
        client, hand = WebClient(token=pg.bot_token, base_url=pg.api_url), Hand(pg.url)
        assert (hand.messages(nina), hand.get("home", as_=nina), hand.get("workspace")["people"]) == before
        [file] = hand.messages(nina)[-1]["files"]
        with urlopen(pg.url + file["url"]) as answer:
            assert answer.read() == b"a,b"
        assert client.chat_postMessage(channel=channel, text="Again")["ok"]
        pg.reset()
        assert hand.messages("U0LEA") == []


def test_a_memory_is_kept_while_it_runs_and_a_broken_one_is_a_new_beginning(tmp_path, monkeypatch):
    monkeypatch.setattr("bot.playground.server.KEEP_SECONDS", 0.01)
    memory = tmp_path / "workspace.json"
    for broken in ("{", '{"version": 0}', '{"version": 1}'):
        memory.write_text(broken, encoding="utf-8")
        with Playground(manifest=MANIFEST, company=COMPANY, memory=memory) as pg:
            WebClient(token=pg.bot_token, base_url=pg.api_url).chat_postMessage(channel="U0LEA", text="Kept")
            until(lambda: "Kept" in memory.read_text(encoding="utf-8"))


def test_a_company_comes_from_a_file_too(tmp_path):
    file = tmp_path / "company.yaml"
    file.write_text(
        "team: {id: T1, name: Un, domain: un}\n"
        "people:\n  - {id: U1, name: Anne Petit, start_date: 2024-01-08}\n"
        "channels:\n  - {id: C1, name: tous}\n",
        encoding="utf-8",
    )
    with Playground(manifest=MANIFEST, company=file) as pg:
        [anne] = [one for one in Hand(pg.url).get("workspace")["people"] if one["id"] == "U1"]
        assert anne["handle"] == "anne"
        profile = WebClient(token=pg.bot_token, base_url=pg.api_url).users_info(user="U1")["user"]["profile"]
        assert profile["start_date"] == "2024-01-08"
        until(lambda: Hand(pg.url).get("workspace")["channels"][0]["members"] == ["U1"])
