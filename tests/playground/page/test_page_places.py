"""Who one is, where and when, on a desk and on a phone; and the promises of the page about itself."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from bot.playground import Playground
from tests.playground.local_slack import COMPANY, MANIFEST, until
from tests.playground.page import gallery
from tests.playground.page.script import Window, action, by, form_open, pick, post

PAGE = Path(__file__).parents[3] / "bot" / "playground" / "page"

pytestmark = pytest.mark.browser


def test_becoming_somebody_else_changes_the_language_and_what_is_seen(bot, window):
    post(bot, [gallery.section("Pour Léa")])
    page = window.open("as=U0LEA")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(by(page, "tab-home")).to_have_text("Accueil")
    by(page, "act-as").click()
    page.keyboard.type("tom")
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(by(page, "tab-home")).to_have_text("Home")
    expect(page.get_by_text("Pour Léa")).to_have_count(0)
    assert "as=U0TOM" in page.url
    page.reload()
    expect(by(page, "act-as")).to_contain_text("Tom Baker")


def test_what_is_unread_is_counted_until_it_is_read(bot, hand, window):
    page = window.open("as=U0LEA&c=C0GENERAL")
    hand.do("say", as_="U0TOM", channel="U0LEA", text="Bonjour")
    place = next(one["id"] for one in hand.get("conversations", as_="U0LEA") if one["user"] == "U0TOM")
    row = by(page, f"conversation-{place}")
    expect(row.locator(".badge")).to_have_text("1")
    row.click()
    expect(by(page, "message")).to_contain_text("Bonjour")
    expect(row.locator(".badge")).to_have_count(0)


def test_a_press_lands_even_when_a_message_comes_in_the_middle_of_it(bot, hand, window):
    page = window.open("as=U0LEA&c=C0GENERAL")
    by(page, "newcomer").hover()
    page.mouse.down()
    hand.do("say", as_="U0TOM", channel="U0LEA", text="Bonjour")
    expect(page.locator(".badge")).to_have_text("1")
    page.mouse.up()
    expect(by(page, "newcomer-name")).to_be_visible()


def test_the_home_tab_is_drawn_and_its_pickers_work(bot, window):
    page = window.open("as=U0LEA&tab=home")
    home = by(page, "home")
    expect(home.get_by_role("heading", name="Votre mentorat")).to_be_visible()
    action(page, "language").click()
    pick(page, "English")
    until(lambda: bot.said("action"))
    assert bot.said("action")[0]["selected_option"]["value"] == "en"
    by(page, "tab-messages").click()
    expect(by(page, "composer")).to_be_visible()


def test_a_newcomer_joins_and_we_become_them(bot, window):
    page = window.open("as=U0LEA")
    by(page, "newcomer").click()
    by(page, "newcomer-join").click()
    expect(by(page, "newcomer-dialog")).to_contain_text("Ce champ est obligatoire.")
    by(page, "newcomer-name").fill("Nora Quinn")
    by(page, "newcomer-language").select_option("en")
    by(page, "newcomer-join").click()
    expect(by(page, "act-as")).to_contain_text("Nora Quinn")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    until(lambda: bot.said("team_join"))


def test_a_press_lets_somebody_into_a_user_group_and_another_switches_it_off(bot, hand, window):
    page = window.open("as=U0LEA")
    row = by(page, "usergroup-S0COORD")
    expect(row).to_contain_text("@s0coord")
    row.click()
    by(page, "member-U0TOM").click()
    expect(row).to_contain_text("2")
    by(page, "group-power").click()
    expect(row).to_contain_text("désactivé")
    [group] = hand.get("workspace")["usergroups"]
    assert (group["members"], group["disabled"]) == (["U0INES", "U0TOM"], True)


def test_the_time_machine_moves_the_day_and_says_it_in_words(bot, window):
    page = window.open("as=U0LEA")
    expect(by(page, "time-now")).to_contain_text("Mardi 3 mars 2026, 09:12")
    by(page, "time-next-monday").click()
    expect(by(page, "time-now")).to_contain_text("Lundi 9 mars 2026, 11:00")
    expect(by(page, "time-next-morning")).to_be_enabled()


def test_without_a_clock_file_time_stays_still_and_a_missing_bot_is_said(browser):
    with Playground(manifest=MANIFEST, company=COMPANY) as alone:
        window = Window(browser, alone.url)
        page = window.open("as=U0TOM")
        for jump in ("time-next-morning", "time-next-monday", "time-next-month"):
            expect(by(page, jump)).to_be_disabled()
        expect(by(page, "bot-away")).to_contain_text("Binôme is not connected")
        window.close()


def test_behind_the_scenes_is_closed_until_asked_for(bot, window):
    post(bot, [gallery.section("Bonjour")])
    page = window.open("as=U0LEA")
    expect(page.locator("#inspector")).to_be_hidden()
    by(page, "inspector-toggle").click()
    entry = page.locator(".entry").filter(has_text="chat.postMessage")
    entry.locator("summary").click()
    expect(entry.locator("pre")).to_contain_text('"Un message"')


def test_on_a_phone_everything_fits_and_the_sidebar_is_a_drawer(bot, phone):
    for blocks in (gallery.TABLES, gallery.CHARTS[0], gallery.WELCOME):
        post(bot, blocks)
    page = phone.open("as=U0LEA")
    expect(by(page, "message")).to_have_count(3)
    assert page.evaluate("document.querySelector('.messages').scrollWidth <= innerWidth")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(by(page, "act-as")).to_be_hidden()
    by(page, "menu").click()
    by(page, "conversation-C0GENERAL").click()
    expect(by(page, "act-as")).to_be_hidden()
    expect(page.locator(".place-head h1")).to_have_text("général")
    with form_open(phone) as page:
        box = by(page, "modal").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert box["y"] + box["height"] <= 844


def test_the_page_speaks_both_languages_in_full(bot, window):
    page = window.open("as=U0LEA")
    words = page.evaluate(
        "async () => { const { WORDS } = await import('/page/words.js'); const told = (all) => Object.fromEntries("
        "Object.entries(all).map(([key, value]) => [key, typeof value === 'function' ? value('1', '2', '3') : value]));"
        "return { fr: told(WORDS.fr), en: told(WORDS.en) }; }"
    )
    assert words["fr"].keys() == words["en"].keys()
    wrong = [
        text
        for text in words["fr"].values()
        if re.search(r"(?<!\u202f)[;!?»]|[^\u202f\d]:(?!//)|«(?!\u202f)", text)
    ]
    assert wrong == []


def test_no_text_of_a_person_can_become_markup():
    for file in PAGE.rglob("*.js"):
        source = file.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", source), (
            file.name
        )


def test_every_file_of_the_page_stays_small():
    long = [
        file.name for file in PAGE.rglob("*.*") if len(file.read_text(encoding="utf-8").splitlines()) > 350
    ]
    assert long == []
