"""Asking for a change, as people live it in Slack: whoever asks, the half who learns nothing, and the team."""

from __future__ import annotations

import json
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.domain.calendar import Period
from bot.domain.changes import Motive, Wish
from bot.domain.mentorships import Mentorship, MentorshipState, SeatRole
from bot.domain.permissions import Right
from bot.programme import changing, newcomers, prompts
from handlers import ids
from handlers.turn import speech_for
from handlers.views import prompts as views
from tests.conversations.given import an_active_pair, known
from tests.conversations.harness import Company, Someone
from tests.conversations.seen import same, spoken
from tests.conversations.test_canaries import files_of

pytestmark = pytest.mark.long


def picks(who: Someone, words: str) -> None:
    """A line of a menu behind three dots in Home."""
    who.opens_home()
    home = who.home()
    for block in home["blocks"]:
        menu = block.get("accessory", {})
        for line in menu.get("options", []):
            if same(words, line["text"]["text"]):
                who.company.post(
                    "press",
                    {
                        "as": who.slack_id,
                        "view_id": home["id"],
                        "block_id": block.get("block_id"),
                        "action_id": menu["action_id"],
                        "selected_option": line,
                    },
                )
                return who.company.settle()
    raise AssertionError(f"no line of a menu reads {words!r}")


def in_the_form(who: Someone) -> str:
    return spoken({"blocks": who.form()["blocks"]})


def closes(who: Someone) -> None:
    who.company.post("close", {"as": who.slack_id, "view_id": who.form()["id"]})


def everything_seen_by(who: Someone) -> str:
    """Home, every command that is theirs, and all that was ever said to them: as Slack was given it."""
    who.opens_home()
    who.listens_from_now()
    for typed in ("/mentor", "/mentor help", "/mentor change", "/mentor-report"):
        who.types(typed)
    said = who.heard_since()
    return json.dumps([_timeless(who.home()["blocks"]), said, _drawn_again(who)], sort_keys=True)


def _drawn_again(who: Someone) -> list[Any]:
    """What was said to them on the bot's own initiative, as the next press would draw it."""
    house = who.company.binome.house
    with who.company.work() as work:
        kept = [prompts.message_at(work, one["channel"], one["ts"]) for one in who.messages()]
    return [views.bundle(one, speech_for(house.customs, one.recipient)).blocks for one in kept if one]


def _timeless(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: value for name, value in block.items() if name != "block_id"} for block in blocks]


def the_mentorship(company: Company, pair: Mentorship) -> Mentorship:
    with company.work() as work:
        found = work.mentorships.get(pair.id)
        assert found is not None
        return found


@pytest.fixture
def pair(company: Company) -> Mentorship:
    """Léa mentors Tom, and Maya besides; nobody has met yet in this period."""
    made = an_active_pair(company, mentor="U0LEA", mentee="U0TOM", since="2026-02-20")
    an_active_pair(company, mentor="U0LEA", mentee="U0MAYA", since="2026-02-20")
    known(company, "U0INES")
    company.travel("2026-03-10 09:00")
    return made


def test_tom_asks_in_three_presses_and_lea_sees_everything_as_it_was(
    company: Company, pair: Mentorship, tom: Someone, lea: Someone, ines: Someone
) -> None:
    company.travel("2026-03-09 11:00")
    company.tick()  # what Léa reads on that morning, and what she may answer to it, stays as it is
    lea.hears("Le point sur vos mentoré·es")
    company.travel("2026-03-10 09:00")
    before, heard = everything_seen_by(lea), lea.messages()
    with capture_logs() as logs:
        picks(tom, "Change something")
        assert "Inès" in in_the_form(tom) or "U0INES" in in_the_form(tom)
        assert tom.sends(what="new_mentor", why="no_connection") == {}
        assert same("You will have an answer by Tuesday 17 March", in_the_form(tom))
        company.tick()
    closes(tom)
    said = [one for one in lea.messages() if one["ts"] in {known["ts"] for known in heard}]
    assert [one["blocks"] for one in said][: len(heard)] == [one["blocks"] for one in heard]
    assert everything_seen_by(lea) == before
    assert "no_connection" not in str(logs)
    assert b"no_connection" not in files_of(company)
    assert same("You asked for a change", spoken({"blocks": tom.opens_home().home()["blocks"]}))


def test_ines_decides_in_one_form_and_each_half_is_told_what_is_theirs(
    company: Company, pair: Mentorship, tom: Someone, lea: Someone, ines: Someone
) -> None:
    picks(tom, "Change something")
    tom.sends(what="new_mentor", why="prefer_not_to_say")
    company.travel("2026-03-10 11:00")
    company.tick()
    told = spoken(ines.hears("Un changement est demandé dans un mentorat."))
    assert same("À décider d'ici au mardi 17 mars", told)
    assert same("Avoir un·e autre mentor", told)
    assert same("non précisée", told)
    ines.presses("Nous leur parlons")
    ines.hears("Quelqu'un de l'équipe parle avec ces personnes, jusqu'au mardi 24 mars")
    ines.presses("Décider")
    assert same("Votre mentorat avec <@U0TOM> a pris fin.", in_the_form(ines)), "what Léa will read"
    assert ines.sends(what="new_mentor") == {}
    assert the_mentorship(company, pair).state is MentorshipState.ENDED
    company.travel("2026-03-11 11:00")
    company.tick()
    tom.hears("The programme team has answered: you can have another mentor")
    lea.hears("Votre mentorat avec <@U0TOM> a pris fin.")
    lea.never_heard("demandé")
    ines.hears("Toutes les demandes de changement ont leur réponse.")
    ines.presses_forged(ids.CHANGE_DECIDE, str(pair.id))
    ines.hears("La décision est déjà prise par Inès Moreau")


@pytest.mark.slow
def test_whoever_coordinates_newcomers_alone_decides_on_what_is_asked_for_there(
    company: Company, tom: Someone, omar: Someone, ines: Someone
) -> None:
    mentor, newcomer, coordinator, owner = known(company, "U0LEA", "U0TOM", "U0OMAR", "U0INES")
    with company.work() as work:
        welcoming = newcomers.start(work, owner)
        work.rights.grant(coordinator.id, Right.COORDINATOR, programme_id=welcoming.id)
        pair = work.mentorships.link(
            welcoming.id,
            seats=[(mentor.id, SeatRole.MENTOR), (newcomer.id, SeatRole.MENTEE)],
            anchor=work.now.date(),
            period=Period(months=1),
            introduced_at=work.now,
        )
        changing.ask(work, newcomer, pair.id, why=Motive.NO_CONNECTION, wish=Wish.STOP, until=None)
    company.travel("2026-03-10 11:00")
    company.tick()
    omar.hears("Un changement est demandé dans un mentorat.")
    omar.presses("Décider")
    assert omar.sends(what="stop") == {}
    with company.work() as work:
        ended = work.mentorships.get(pair.id)
        assert ended is not None
        assert ended.state is MentorshipState.ENDED


def test_where_both_asked_nobody_is_left_to_tell_first(
    company: Company, pair: Mentorship, tom: Someone, lea: Someone, ines: Someone
) -> None:
    for one in (tom, lea):
        one.types("/mentor change")
        one.presses_forged(ids.CHANGE_OPEN, str(pair.id))
        assert one.sends(what="stop", why="no_time") == {}
        closes(one)
    ines.types("/mentor-admin changements").presses("Décider")
    assert "told_by" not in {block.get("block_id") for block in ines.form()["blocks"]}
    for said in ("l'annonce", "annonce la fin d'abord", "lira si le mentorat prend fin", "seule la personne"):
        assert not same(said, in_the_form(ines)), said
    assert same("Les deux personnes ont demandé", in_the_form(ines))
    assert ines.sends(what="stop") == {}
    assert the_mentorship(company, pair).state is MentorshipState.ENDED


def test_a_word_is_enough_and_it_may_be_taken_back(
    company: Company, pair: Mentorship, lea: Someone, tom: Someone
) -> None:
    lea.types("/mentor pause").hears("Que souhaitez-vous changer ?")
    lea.presses_forged(ids.CHANGE_OPEN, str(pair.id))
    assert lea.sends(what="stop") == {}
    lea.presses("Retirer ma demande")
    assert same("Demande retirée.", in_the_form(lea))
    closes(lea)
    lea.presses_forged(ids.CHANGE_WITHDRAW, "1").hears("la demande était déjà retirée")
    assert the_mentorship(company, pair) == pair


def test_a_pause_begins_at_once_and_ends_when_either_says_so(
    company: Company, pair: Mentorship, tom: Someone, lea: Someone
) -> None:
    tom.types("/mentor change").presses("My mentorship with Léa Martin")
    assert "until" in tom.sends(what="pause")
    assert tom.sends(what="pause", until="2026-06-01") == {}
    assert same("On a break until Monday 1 June.", in_the_form(tom))
    closes(tom)
    assert str(the_mentorship(company, pair).paused_until) == "2026-06-01"
    picks(lea, "Reprendre maintenant")
    assert str(the_mentorship(company, pair).paused_until) == "2026-03-10"


def test_where_nobody_may_read_it_the_form_says_so_and_leaves_a_break(
    company: Company, pair: Mentorship, tom: Someone, ines: Someone
) -> None:
    with company.work() as work:
        boss = work.people.by_slack_id("U0INES")
        him = work.people.by_slack_id("U0TOM")
        assert boss is not None
        assert him is not None
        before = him.manager_id
        work.people.change(him.id, manager_id=boss.id)
    picks(tom, "Change something")
    assert same("Ask an owner of the programme to name somebody else", in_the_form(tom))
    with company.work() as work:
        work.people.change(him.id, manager_id=before)
    closes(tom)
    picks(tom, "Change something")
    with company.work() as work:
        work.people.change(him.id, manager_id=boss.id)
    assert tom.sends(what="stop", why="no_time") == {}
    assert same("I have sent nothing.", in_the_form(tom)), "also who had opened the form before"
    closes(tom)
    picks(tom, "Change something")
    assert tom.sends(what="pause", until="2026-06-01") == {}
    assert str(the_mentorship(company, pair).paused_until) == "2026-06-01"


def test_the_page_says_how_many_wait_and_that_somebody_talks_with_them(
    company: Company, pair: Mentorship, tom: Someone, ines: Someone
) -> None:
    picks(tom, "Change something")
    tom.sends(what="mediation")
    ines.types("/mentor-admin").presses("Demandes de changement (1)")
    ines.presses("Nous leur parlons").hears("La décision peut attendre jusqu'au mardi 24 mars")
    ines.types("/mentor-admin changements")
    ines.hears("Quelqu'un de l'équipe parle avec ces personnes, jusqu'au mardi 24 mars")
