"""Looking around among the mentors: what a card says, and what becomes of each choice, wherever it is made."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from bot.domain.people import Person
from bot.domain.rounds import Answer
from bot.programme import joining
from tests.conversations import forging
from tests.conversations.given import linked
from tests.conversations.harness import Company, Someone, same, spoken
from tests.conversations.round_scenes import MENTEES, MENTORS, enrolled, opens_a_round

pytestmark = pytest.mark.long


@pytest.fixture
def people(company: Company, ines: Someone) -> dict[str, Person]:
    """Léa has one place and Omar three; Tom and Maya are looking for a mentor, and have been invited to choose."""
    people = enrolled(company, {**MENTORS, **MENTEES})
    opens_a_round(company, ines)
    return people


def shown(who: Someone) -> str:
    """The words of the page, without what makes some of them bold."""
    return spoken({"blocks": who.form()["blocks"]}).replace("*", "")


def puts(who: Someone, mentor: Person, rank: int) -> str:
    """Pick a rank beside a mentor's name; returns what the page then says."""
    view = who.form()
    card = next(block for block in view["blocks"] if block["block_id"] == f"card:{mentor.id}")
    place = {"view_id": view["id"], "block_id": card["block_id"], "action_id": card["accessory"]["action_id"]}
    pick = {"selected_option": f"{mentor.id}:{rank}"}
    assert who.company.post("press", {"as": who.slack_id, **place, **pick})["acked"]
    who.company.settle()
    return shown(who)


def narrows(who: Someone, menu: str, value: str) -> str:
    """Choose in one of the three menus above the cards."""
    who.presses(menu, selected_option=value)
    return shown(who)


def closes(who: Someone) -> None:
    who.company.post("close", {"as": who.slack_id, "view_id": who.form()["id"]})


def saved(company: Company, who: Person) -> tuple[Answer | None, list[int]]:
    with company.work() as work:
        latest = work.rounds.latest(joining.programme_of(work).id)
        invitation = work.rounds.invitation(latest.id, who.id)
        return invitation.answer, list(invitation.choices)


def cards(who: Someone) -> list[str]:
    """The ids of the mentors on the page, in order."""
    ids = [block["block_id"].partition(":") for block in who.form()["blocks"]]
    return [rest for kind, _, rest in ids if kind == "card"]


def test_a_card_says_in_words_why_somebody_could_suit_and_each_choice_is_saved_as_it_is_made(
    company: Company, tom: Someone, people: dict[str, Person]
) -> None:
    lea, omar = people["U0LEA"], people["U0OMAR"]
    with company.work() as work:
        work.profiles.change(lea.id, experience="J'ai appris <!here> sur le tard.", languages=("en",))
    tom.presses("Look around")
    page = shown(tom)
    assert cards(tom) == [str(lea.id), str(omar.id)], "who shares a topic comes first"
    for words in (
        "Léa Martin · Architecte",
        "Speaks French and English · 1 place",
        "Can help with “Speaking in public”",
        "> J'ai appris &lt;!here&gt; sur le tard.",
        "a topic you are looking for (“Speaking in public”) · a network other than yours · you both speak English",
    ):
        assert same(words, page), words

    assert same("Your choices: 1. <@U0OMAR>", puts(tom, omar, 1))
    assert same("Your choices: 1. <@U0LEA> 2. <@U0OMAR>", puts(tom, lea, 1))
    assert same("Your choices: 1. <@U0OMAR> 2. <@U0LEA>", puts(tom, lea, 3)), "no gap is left"
    assert saved(company, people["U0TOM"]) == (Answer.CHOICES, [omar.id, lea.id])
    tom.hears("Noted. Your choices, in order:\n1. <@U0OMAR>\n2. <@U0LEA>")
    tom.presses("Take Omar off")
    closes(tom)
    tom.hears("Noted. Your choices, in order:\n1. <@U0LEA>")

    tom.presses("Look around").presses("Take Léa off")
    assert saved(company, people["U0TOM"]) == (None, [])
    assert same("nobody yet", shown(tom))
    tom.hears("whom would you like to meet?")


def test_the_list_is_narrowed_searched_and_shown_again(
    company: Company, tom: Someone, people: dict[str, Person]
) -> None:
    tom.presses("Look around")
    assert same("2 mentors, page 1 of 1", shown(tom))
    assert same("1 mentor.", narrows(tom, "All topics", "managing"))
    assert cards(tom) == [str(people["U0OMAR"].id)]
    tom.presses("Show everybody")
    assert len(cards(tom)) == 2

    view = tom.form()
    tom.sends(**{block["block_id"]: "ARCHI lea" for block in view["blocks"] if block["type"] == "input"})
    assert cards(tom) == [str(people["U0LEA"].id)]
    assert tom.form()["id"] == view["id"]
    assert same("Your choices: 1. <@U0LEA>", puts(tom, people["U0LEA"], 1))
    assert cards(tom) == [str(people["U0LEA"].id)], "what was searched stays searched"


def test_whoever_is_looked_for_by_name_and_cannot_be_chosen_is_explained_and_not_silently_missing(
    company: Company, tom: Someone, people: dict[str, Person]
) -> None:
    enrolled(company, {"U0INES": {**MENTORS["U0OMAR"], "capacity": 2}})
    with company.work() as work:
        work.people.change(people["U0TOM"].id, manager_id=people["U0OMAR"].id)
        linked(work, people["U0LEA"], people["U0MAYA"], since=work.today(people["U0LEA"]))
        work.enrolments.change(
            work.enrolments.of(people["U0TOM"].id, joining.programme_of(work).id).id, part="both", capacity=2
        )
    tom.presses("Choose my three mentors")
    assert tom.searches("first") == ["Inès Moreau"]
    assert tom.searches("first", "léa") == ["Léa Martin"]
    assert same("has no place left", tom.sends(first="Léa Martin")["first"])
    assert same("line of management", tom.sends(first="Omar Haddad")["first"])

    tom.presses("Look around")
    for name, why in (
        ("OMAR", "Omar Haddad is in your line of management"),
        ("lea", "Léa Martin has no place left"),
        ("becker", "Tom Becker is you"),
    ):
        box = next(block["block_id"] for block in tom.form()["blocks"] if block["type"] == "input")
        tom.sends(**{box: name})
        assert same(why, shown(tom))
        assert "Nobody matches" not in shown(tom)


def test_a_page_that_outlives_its_round_says_so_with_the_day_and_an_invitation_pressed_then_is_drawn_again(
    company: Company, tom: Someone, people: dict[str, Person]
) -> None:
    tom.presses("Look around")
    company.travel("2026-03-25 09:00")
    assert same("Answers to this round closed on Tuesday 24 March", puts(tom, people["U0LEA"], 1))
    assert saved(company, people["U0TOM"]) == (None, [])
    closes(tom)

    tom.presses("Choose my three mentors").hears("Answers to this round closed on Tuesday 24 March")
    invitation = tom.hears("This round closed on Tuesday 24 March")
    assert "Choose my three mentors" not in spoken(invitation)


def test_a_mentor_who_filled_up_meanwhile_is_told_in_the_page_and_nothing_else_is_lost(
    company: Company, tom: Someone, people: dict[str, Person]
) -> None:
    lea, omar = people["U0LEA"], people["U0OMAR"]
    tom.presses("Look around")
    puts(tom, omar, 1)
    with company.work() as work:
        linked(work, lea, people["U0MAYA"], since=work.today(lea))

    said = puts(tom, lea, 1)
    assert same("Léa Martin has no place left at the moment.", said)
    assert same("Your choices: 1. <@U0OMAR>", said)
    assert saved(company, people["U0TOM"]) == (Answer.CHOICES, [omar.id])


def test_the_three_menus_underneath_show_what_was_chosen_in_the_page(
    company: Company, tom: Someone, people: dict[str, Person]
) -> None:
    tom.presses("Not this time").presses("Change my answer").presses("Look around")
    puts(tom, people["U0OMAR"], 1)
    closes(tom)

    assert tom.sends() == {}, "sent as it stands, it says what was chosen, and no more what was said before"
    assert saved(company, people["U0TOM"]) == (Answer.CHOICES, [people["U0OMAR"].id])
    tom.hears("1. <@U0OMAR>")


def a_pick(who: Someone, view: dict[str, Any], mentor: Person, rank: int) -> dict[str, Any]:
    """The press of another device, whose page is as old as it is."""
    body = forging.pick(who.slack_id, "browse_put", f"{mentor.id}:{rank}")
    return {**body, "view": view, "container": {"type": "view", "view_id": view["id"]}}


def test_two_devices_and_double_clicks_end_in_one_answer_that_every_page_shows(
    company: Company, tom: Someone, people: dict[str, Person]
) -> None:
    lea, omar = people["U0LEA"], people["U0OMAR"]
    tom.presses("Look around")
    phone = tom.form()
    closes(tom)
    tom.presses("Look around")
    laptop = tom.form()

    with forging.nothing_breaks(company), ThreadPoolExecutor(4) as devices:
        presses = [a_pick(tom, laptop, lea, 1), a_pick(tom, laptop, lea, 1), a_pick(tom, phone, omar, 1)]
        for done in [devices.submit(forging.send, company, press) for press in presses]:
            done.result()
        company.settle()
        answer, chosen = saved(company, people["U0TOM"])
        forging.send(company, a_pick(tom, laptop, omar, 2))

    assert (answer, sorted(chosen)) == (Answer.CHOICES, sorted([lea.id, omar.id]))
    company.settle()
    assert saved(company, people["U0TOM"])[1] == [lea.id, omar.id]
    assert same("Your choices: 1. <@U0LEA> 2. <@U0OMAR>", shown(tom))
    tom.hears("1. <@U0LEA>\n2. <@U0OMAR>")


def test_home_leads_to_the_page_too_and_shows_what_was_answered(
    company: Company, tom: Someone, people: dict[str, Person]
) -> None:
    with company.work() as work:
        programme = joining.programme_of(work)
        enrolment = work.enrolments.of(people["U0TOM"].id, programme.id)
        work.people.change(people["U0TOM"].id, language_chosen=True, network_confirmed=True)
        work.enrolments.change(enrolment.id, topics_answered=True, expectation_skipped=True)
    tom.opens_home()
    button = next(
        element
        for block in tom.home()["blocks"]
        for element in block.get("elements") or []
        if same("Look around", repr(element))
    )
    place = {"as": "U0TOM", "view_id": tom.home()["id"], "action_id": button["action_id"]}
    assert company.post("press", place)["acked"]
    company.settle()
    puts(tom, people["U0LEA"], 1)

    tom.hears("Noted. Your choices, in order:\n1. <@U0LEA>")
    assert tom.times_heard("Noted.") == 1, "the invitation shows it, and nothing is said twice"
    assert "answer" in spoken({"blocks": tom.home()["blocks"]})
