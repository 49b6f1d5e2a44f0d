"""Pressing, choosing, filling in and writing on the page, with a real Bolt app behind it."""

import re

import pytest
from playwright.sync_api import expect

from tests.playground.local_slack import until
from tests.playground.page import gallery
from tests.playground.page.form import form
from tests.playground.page.script import action, by, form_open, pick, post

pytestmark = pytest.mark.browser


def test_a_pressed_button_reaches_the_bot_and_its_answer_takes_the_place(bot, window):
    post(bot, gallery.WELCOME)
    page = window.open("as=U0LEA")
    action(page, "met").click()
    expect(by(page, "message")).to_contain_text("Noté, merci.")
    expect(action(page, "met")).to_have_count(0)
    assert bot.said("action")[0]["value"] == "m1"


def test_a_button_that_asks_first_does_nothing_until_the_answer_is_yes(bot, window):
    post(bot, gallery.WELCOME)
    page = window.open("as=U0LEA")
    action(page, "skip").click()
    expect(by(page, "confirm")).to_contain_text("Votre binôme sera prévenu.")
    page.keyboard.press("Escape")
    expect(by(page, "confirm")).to_have_count(0)
    assert bot.heard == []
    action(page, "skip").click()
    by(page, "confirm-yes").click()
    until(lambda: bot.said("action"))
    assert bot.said("action")[0]["action_id"] == "skip"


def test_menus_and_pickers_in_a_message_send_what_was_chosen(bot, window):
    post(bot, gallery.WELCOME)
    page = window.open("as=U0LEA")
    action(page, "more").click()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    action(page, "length").click()
    page.keyboard.type("45")
    pick(page, "45 minutes")
    action(page, "day").click()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    until(lambda: len(bot.said("action")) == 3)
    more, length, day = bot.said("action")
    assert more["selected_option"]["value"] == "help"
    assert length["selected_option"]["value"] == "45"
    assert day["selected_date"] == "2026-03-10"
    expect(action(page, "day")).to_contain_text("10 mars 2026")


def test_open_your_conversation_opens_it_on_the_page(bot, window):
    post(bot, gallery.WELCOME)
    page = window.open("as=U0LEA")
    action(page, "open").click()
    expect(page.locator(".place-head h1")).to_have_text("Tom Baker")
    by(page, "composer").fill("Un café jeudi ?")
    by(page, "send").click()
    expect(by(page, "message")).to_contain_text("Un café jeudi ?")
    assert re.search(r"#as=U0LEA&c=D\w+", page.url)
    assert not bot.said("message")


def test_a_silent_bot_is_told_to_the_person_in_their_language(bot, slack, window, monkeypatch):
    monkeypatch.setattr(slack.slack.deliveries, "ack_seconds", 0.2)
    post(bot, [gallery.actions(gallery.button("Essayer", "silent"))])
    page = window.open("as=U0LEA")
    action(page, "silent").click()
    expect(by(page, "toast")).to_have_text("Binôme n’a pas répondu. Réessayez dans un instant.")


def test_a_form_says_what_is_wrong_beside_each_field_and_loses_nothing(bot, window):
    with form_open(window) as page:
        by(page, "modal-submit").click()
        expect(page.locator(".trouble:visible")).to_have_count(3)
        assert not bot.said("form"), "An unfinished form is not sent."
        action(page, "pick").click()
        page.keyboard.type("ami")
        pick(page, "Amina Diallo")
        action(page, "minutes").fill("2")
        page.get_by_label("En visio").check()
        by(page, "modal-submit").click()
        expect(page.locator("[data-input-block=minutes] .trouble")).to_have_text("Au moins 5.")
        action(page, "minutes").fill("6")
        by(page, "modal-submit").click()
        expect(page.locator("[data-input-block=minutes] .trouble")).to_have_text("Six minutes, vraiment ?")
        expect(action(page, "pick")).to_contain_text("Amina Diallo")
        action(page, "minutes").fill("45")
        by(page, "modal-submit").click()
        expect(by(page, "modal")).to_have_count(0)
    values = bot.said("form")[-1]
    assert values["partner"]["pick"]["selected_option"]["value"] == "U0AMI"
    assert values["minutes"]["minutes"]["value"] == "45"
    assert values["form"]["form"]["selected_option"]["value"] == "video"
    assert "ami" in bot.said("options")


def test_every_kind_of_field_hands_over_what_was_put_in_it(bot, window):
    with form_open(window) as page:
        action(page, "pick").click()
        pick(page, "Tom Baker")
        page.locator('[data-action-id=moment][data-part="time"]').fill("9h30")
        page.keyboard.press("Enter")
        action(page, "minutes").fill("30")
        page.get_by_label("En personne").check()
        page.get_by_label("Choisir un objectif").check()
        action(page, "topics").click()
        pick(page, "Méthode")
        pick(page, "Réseau")
        pick(page, "Prise de parole")
        page.keyboard.press("Escape")
        expect(page.locator(".chip")).to_have_text(["Méthode", "Réseau"])
        put_in(page, "wrong.csv", b"no")
        page.get_by_label("Retirer wrong.csv").click()
        put_in(page, "people.csv", b"slack_id\nU0TOM\n")
        expect(page.locator(".chosen-file-name")).to_have_text(["people.csv"])
        action(page, "wish").fill("Oser")
        expect(page.locator(".counter")).to_have_text("296")
        by(page, "modal-submit").click()
        expect(by(page, "modal")).to_have_count(0)
    values = bot.said("form")[0]
    assert values["day"]["day"]["selected_date"] == "2026-03-03"
    assert values["moment"]["moment"]["selected_date_time"] == 1772785800, "9:30 on 6 March in Paris"
    assert [one["value"] for one in values["items"]["items"]["selected_options"]] == ["goal"]
    assert [one["value"] for one in values["topics"]["topics"]["selected_options"]] == ["how", "net"]
    assert values["wish"]["wish"]["value"] == "Oser"
    [paper] = values["paper"]["paper"]["files"]
    assert (paper["name"], paper["size"], paper["user"]) == ("people.csv", 15, "U0LEA")


def put_in(page, name, content):
    """Choose a file as the computer's own window gives it."""
    action(page, "paper").set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})


def test_a_form_on_top_of_another_goes_back_to_it_and_an_update_keeps_what_was_typed(bot, hand, window):
    with form_open(window) as page:
        action(page, "wish").fill("Oser")
        view = hand.get("modals", as_="U0LEA")["stack"][0]
        bot.client.views_update(view_id=view["id"], view=form(title=gallery.plain("Deux sur trois")))
        expect(by(page, "modal").get_by_role("heading")).to_have_text("Deux sur trois")
        expect(action(page, "wish")).to_have_value("Oser")
        page.keyboard.press("Escape")
        expect(by(page, "modal")).to_have_count(0)
    assert hand.get("modals", as_="U0LEA")["stack"] == []


def test_a_command_is_completed_explained_and_answered_to_its_author_alone(bot, window):
    page = window.open("as=U0LEA&c=C0GENERAL")
    page.keyboard.type("/mentor-l")
    expect(by(page, "suggestions")).to_contain_text("@lea 45 min")
    page.keyboard.press("Tab")
    page.keyboard.type("@to")
    expect(by(page, "suggestions")).to_contain_text("Tom Baker")
    page.keyboard.press("Enter")
    page.keyboard.type("45 min")
    page.keyboard.press("Enter")
    expect(by(page, "message")).to_contain_text("Compris : @Tom Baker 45 min")
    expect(by(page, "message")).to_contain_text("Visible de vous seul·e")
    assert bot.said("command")[0]["text"] == "<@U0TOM|tom> 45 min"
    by(page, "composer").fill("/inconnue")
    by(page, "send").click()
    expect(by(page, "toast")).to_contain_text("/inconnue")
    expect(by(page, "composer")).to_have_value("/inconnue")


def test_a_shortcut_opens_its_form(bot, window):
    page = window.open("as=U0TOM")
    by(page, "shortcuts").click()
    by(page, "shortcut-log").click()
    expect(by(page, "modal")).to_contain_text("Noter une rencontre")
    by(page, "modal-close").click()
    expect(by(page, "modal")).to_have_count(0)
