"""A browser, a local Slack whose clock is a file, and a scripted bot: one of each for all the page's tests."""

import threading

import pytest

from bot.playground import Playground
from tests.playground.local_slack import COMPANY, MANIFEST, Hand, connected
from tests.playground.page.script import Script, Window, living

PEOPLE = [
    *COMPANY["people"],
    {"id": "U0AMI", "name": "Amina Diallo", "handle": "amina", "title": "Qualité", "locale": "fr-FR"},
    {"id": "U0EVE", "name": "<script>window.hurt=1</script>", "handle": "eve", "locale": "en-GB"},
]


@pytest.fixture(scope="package")
def browser(chromium):
    return chromium


@pytest.fixture(scope="package")
def clock(tmp_path_factory):
    file = tmp_path_factory.mktemp("clock") / "clock"
    stop = threading.Event()
    file.write_text("2026-03-03T08:12:00+00:00")
    thread = threading.Thread(target=living, args=(file, stop))
    thread.start()
    yield file
    stop.set()
    thread.join()


@pytest.fixture(scope="package")
def slack(clock):
    company = {**COMPANY, "people": PEOPLE}
    with Playground(manifest=MANIFEST, company=company, clock_file=clock) as playground:
        yield playground


@pytest.fixture(scope="package")
def script(slack):
    script = Script(slack)
    with connected(slack, script.app):
        yield script


@pytest.fixture
def bot(slack, script, clock):
    clock.write_text("2026-03-03T08:12:00+00:00")
    slack.reset()
    script.heard.clear()
    return script


@pytest.fixture
def hand(slack):
    return Hand(slack.url)


@pytest.fixture(scope="package")
def desk(browser, slack):
    desk = Window(browser, slack.url)
    yield desk
    desk.close()


@pytest.fixture
def window(desk, bot):
    yield desk
    desk.leave()


@pytest.fixture
def phone(browser, slack, bot):
    phone = Window(browser, slack.url, width=390, height=844)
    yield phone
    phone.close()
