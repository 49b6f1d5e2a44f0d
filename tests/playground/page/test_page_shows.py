"""What people see on the page, and what it never does with what they write."""

import re

import pytest
from playwright.sync_api import expect

from tests.playground.page import gallery
from tests.playground.page.script import by, post

pytestmark = pytest.mark.browser


def test_every_kind_of_block_is_drawn_and_none_is_left_out(bot, window):
    messages = [gallery.RICH, gallery.TABLES, *gallery.CHARTS, gallery.WELCOME]
    for blocks in messages:
        post(bot, blocks)
    page = window.open("as=U0LEA")
    expect(by(page, "message")).to_have_count(len(messages))
    for kind in {block["type"] for blocks in messages for block in blocks}:
        expect(page.locator(f".message .block-{kind}").first).to_be_visible()
    expect(page.locator(".unknown")).to_have_count(0)
    assert page.locator("svg.plot, svg.pie").count() == 4
    drawn = page.evaluate(
        "async () => { const { drawBlocks } = await import('/page/blocks/index.js');"
        " return drawBlocks([{type: 'hologram'}], null)[0].textContent; }"
    )
    assert "hologram" in drawn


def test_words_are_formatted_as_slack_formats_them(bot, window):
    bot.client.chat_postMessage(
        channel="U0LEA",
        text="*gras* _penché_ ~barré~ `code` :tada: &lt;b&gt; 2*3*4 a_b_c\n&gt; cité\n"
        "<@U0TOM> <#C0GENERAL> <https://x.test|lien>\n```brut *ici*```",
    )
    text = by(window.open("as=U0LEA"), "message").locator(".text")
    expect(text).to_contain_text("gras penché barré code 🎉 <b> 2*3*4 a_b_c")
    for tag, words in {
        "strong": "gras",
        "em": "penché",
        "s": "barré",
        "blockquote": "cité",
        "pre": "brut *ici*",
    }.items():
        expect(text.locator(tag)).to_have_text(words)
    expect(text.locator(".mention").first).to_have_text("@Tom Baker")
    expect(text.locator("a:not(.mention)")).to_have_attribute("href", "https://x.test/")


def test_what_people_write_is_never_run(bot, hand, window):
    evil = (
        "<script>window.hurt=1</script><img src=x onerror=window.hurt=1> <!channel> <javascript:hurt()|clic>"
    )
    hand.do("say", as_="U0LEA", channel="U0BINOME", text=evil)
    escaped = evil.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    raw = {"type": "section", "text": gallery.plain(evil)}
    link = gallery.section('<javascript:window.hurt=1|clic> <https://x.test/"onclick=hurt|ici>')
    post(
        bot,
        [
            raw,
            gallery.section(escaped),
            link,
            {"type": "markdown", "text": f"{escaped} [clic](javascript:hurt())"},
        ],
    )
    post(bot, [gallery.actions(gallery.button("Partir", "leave", url="https://x.test/"))])
    page = window.open("as=U0LEA")
    expect(by(page, "message")).to_have_count(3)
    expect(by(page, "message").first).to_contain_text(
        "<script>window.hurt=1</script><img src=x onerror=window.hurt=1> <!channel>"
    )
    expect(page.locator(".message .mention-all")).to_have_count(0)
    assert page.locator(".message script, .message img, .message a[href^='javascript']").count() == 0
    by(page, "act-as").click()
    by(page, "person-U0EVE").click()
    expect(by(page, "act-as")).to_contain_text("<script>")
    assert page.evaluate("window.hurt") is None


def test_a_message_for_one_person_says_so_and_reaches_nobody_else(bot, window):
    bot.client.chat_postEphemeral(channel="C0MENTORAT", user="U0LEA", text="Le rapport est prêt")
    page = window.open("as=U0LEA&c=C0MENTORAT")
    expect(by(page, "message")).to_contain_text("Visible de vous seul·e")
    window.open("as=U0INES&c=C0MENTORAT")
    expect(by(page, "act-as")).to_contain_text("Inès")
    expect(by(page, "message")).to_have_count(0)


def test_pictures_and_files_are_shown_with_their_words(bot, window):
    channel = bot.client.conversations_open(users="U0LEA")["channel"]["id"]
    svg = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>'
    )
    for name, content, alt in (("courbe.svg", svg, "La courbe du mois"), ("binomes.csv", b"a,b\n", None)):
        bot.client.files_upload_v2(channel=channel, filename=name, content=content, alt_txt=alt)
    page = window.open("as=U0LEA")
    expect(page.get_by_alt_text("La courbe du mois")).to_be_visible()
    expect(page.get_by_role("link", name="Ouvrir binomes.csv")).to_be_visible()


def test_messages_carry_the_programme_s_day_in_the_reader_s_own_time(bot, hand, window):
    post(bot, [gallery.section("Bonjour")], user="U0TOM")
    hand.do("time", to="next_morning")
    post(bot, [gallery.section("Encore")], user="U0TOM")
    page = window.open("as=U0TOM")
    expect(page.locator(".day-divider")).to_have_text(["Yesterday", "Today"])
    expect(page.locator(".message .when")).to_have_text(["8:12", "10:00"])


def test_a_data_table_sorts_by_number_and_turns_its_pages(bot, window):
    post(bot, gallery.TABLES)
    page = window.open("as=U0LEA")
    table = page.locator(".data-table")
    expect(table.locator("tbody th")).to_have_text(["Finance", "Achats", "Data", "Juridique"])
    expect(table).to_contain_text("1 à 4 sur 6")
    table.get_by_role("button", name="Page suivante").click()
    expect(table.locator("tbody th")).to_have_text(["Usines", "Ventes"])
    table.get_by_role("button", name="Trier par Rencontres").click()
    expect(table.locator("thead th").nth(1)).to_have_attribute("aria-sort", "ascending")
    expect(table.locator("tbody th")).to_have_text(["Juridique", "Achats", "Finance", "Ventes"])


def test_a_chart_can_be_read_without_seeing_it(bot, window):
    post(bot, gallery.CHARTS[0])
    chart = window.open("as=U0LEA").locator(".chart").first
    expect(chart.get_by_role("img")).to_have_attribute(
        "aria-label", re.compile(r"Prévues : Janv\. 18.*Tenues : Janv\. 12")
    )
    expect(chart.locator(".legend li")).to_have_text(["Prévues", "Tenues"])
    chart.get_by_text("Voir les chiffres").click()
    expect(chart.locator("tbody tr").first).to_have_text("Janv.1812")
