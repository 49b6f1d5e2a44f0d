"""Goals: set in one form, read by the mentee and the mentor alone, moved on at each sheet; and where one stands."""

from __future__ import annotations

from datetime import date, time

import pytest

from bot.domain.calendar import Period, at_local
from bot.domain.mentorships import EndedWhy, Mentorship, SeatRole
from bot.programme import goals, setting_goals, skills
from handlers import ids
from tests.conversations import forging
from tests.conversations.given import an_active_pair, known
from tests.conversations.harness import Company, Someone, same, spoken

pytestmark = pytest.mark.long

SPEAK, SAY_NO = "Speak up in front of fifty people", "Say no, and offer something else"


@pytest.fixture
def pair(company: Company) -> Mentorship:
    """Introduced on Monday 9 March, with their first sheet the day after; Tom wrote down a goal when he arrived."""
    pair = an_active_pair(company, mentor="U0LEA", mentee="U0TOM", since="2026-03-09")
    with company.work() as work:
        tom = work.people.by_slack_id("U0TOM")
        work.profiles.change(tom.id, goals=(SPEAK,))
        work.people.change(tom.id, topics=("speaking", "next_step"))
    company.travel("2026-03-10 10:30")
    company.tick()
    return pair


def far(who: Someone, number: int = 1) -> dict[str, str]:
    """The choices of the menu that asks how far a goal is, by their words."""
    block = next(one for one in who.form()["blocks"] if one.get("block_id") == f"far_{number}")
    return {one["text"]["text"]: one["value"] for one in block["element"]["options"]}


def test_a_mentee_sets_goals_from_the_first_sheet_and_the_mentor_reads_them(
    pair: Mentorship, lea: Someone, tom: Someone
) -> None:
    tom.hears("Something to aim for, if you like")
    lea.never_heard("Un cap")

    tom.presses("Set my goals")
    assert same(SPEAK, repr(tom.form())), "what he wrote on arrival is proposed"
    assert tom.sends(goal_1=SPEAK, goal_2=SAY_NO, target_2="2026-06-30") == {}

    tom.hears(f"• {SPEAK} – _not begun yet_")
    lea.hears("*Objectifs* – <@U0TOM>")
    lea.hears(f"• {SAY_NO} – _pas encore commencé, d'ici le mardi 30 juin_")
    lea.presses("Ouvrir ma feuille")
    assert same(SPEAK, spoken(lea.form()))
    assert not [one for one in lea.form()["blocks"] if str(one.get("block_id", "")).startswith("far_")]


def test_how_far_they_are_is_said_at_each_sheet_and_reaching_one_is_celebrated(
    company: Company, pair: Mentorship, lea: Someone, tom: Someone
) -> None:
    tom.presses("Set my goals").sends(goal_1=SPEAK)
    tom.presses("Open my sheet").sends(far_1="Half-way")
    tom.hears(f"• {SPEAK} – _half-way_")

    company.travel("2026-04-09 10:30")
    company.tick()
    tom.presses("Open my sheet").sends(far_1="Nearly there")
    lea.hears(f"• {SPEAK} – _presque atteint_ (la dernière fois : à mi-chemin)")

    tom.presses("Open my sheet").sends(far_1="Reached")
    assert same(f"Goal reached:* {SPEAK}", spoken(tom.form()))
    lea.hears(f"• {SPEAK} – _atteint le jeudi 9 avril_")
    tom.opens_home()
    tom.presses("Our mentorship")
    assert same("Tuesday 10 March: half-way", spoken(tom.form()))
    assert not same("9 April: reached", spoken(tom.form())), "once is enough"
    tom.presses("Open my sheet").sends(far_1="Nearly there")
    lea.hears(f"• {SPEAK} – _presque atteint_ (la dernière fois : à mi-chemin)")


def test_other_words_keep_the_former_ones_and_a_goal_given_up_leaves_nothing(
    company: Company, pair: Mentorship, tom: Someone
) -> None:
    tom.presses("Set my goals").sends(goal_1="Speek up", goal_2=SAY_NO)
    tom.presses("Open my sheet").presses("Review my goals").sends(goal_1=SPEAK)
    company.travel("2026-03-25 10:30")
    tom.presses("Open my sheet").presses("Review my goals").sends(goal_1="Give a talk in English")
    tom.hears("• Give a talk in English")

    def earlier() -> list[tuple[str, tuple[str, ...]]]:
        with company.work() as work:
            mine = goals.standing(work, work.people.by_slack_id("U0LEA"), pair)
        return [(one.goal.words, one.earlier) for one in mine.seen]

    assert earlier() == [("Give a talk in English", (SPEAK,)), (SAY_NO, ())], "a slip of the pen is forgotten"
    tom.presses("Open my sheet").presses("Review my goals").sends(goal_1="")
    assert earlier() == [(SAY_NO, ())]
    assert len(forging.rows(company)["goal"]) == 1


def test_two_forms_open_at_once_lose_nothing(company: Company, pair: Mentorship, tom: Someone) -> None:
    tom.presses("Set my goals").sends(goal_1=SPEAK)
    company.travel("2026-03-25 10:30")
    tom.presses("Open my sheet").presses("Review my goals")
    with company.work() as work:
        person = work.people.by_slack_id("U0TOM")
        (mine,) = goals.standing(work, person, pair).seen
        setting_goals.keep(
            work,
            person,
            pair.id,
            [setting_goals.Wish(words=SAY_NO, target_on=None, goal_id=mine.goal.id, ref=mine.goal.ref)],
        )

    errors = tom.sends(goal_1="Something else", far_1="Half-way")
    assert same("This goal has changed", errors["goal_1"])
    assert same("Something else", repr(tom.form())), "the form stays, with what was typed"

    told = far(tom)["Half-way"]
    answers = {"far_1": {"type": "static_select", "selected_option": option(told)}}
    forging.send(company, forging.submit("U0TOM", ids.SHEET_FORM, f"{pair.id}:0:", answers))
    company.settle()
    tom.hears(f"• {SAY_NO} – _half-way_")


def test_no_more_than_three_and_no_day_that_has_gone(
    company: Company, pair: Mentorship, tom: Someone
) -> None:
    tom.presses("Set my goals")
    assert same("Choose a day to come", tom.sends(goal_1=SPEAK, target_1="2026-03-01")["target_1"])
    tom.sends(goal_1=SPEAK, target_1="2026-04-01", goal_2=SAY_NO, goal_3="A third")
    again = forging.submit("U0TOM", ids.GOALS_FORM, f"{pair.id}:0:0,0,0", {"goal_1": written("A fourth")})
    assert same("3 goals at most", repr(forging.send(company, again).body))
    assert len(forging.rows(company)["goal"]) == 3


def test_only_whoever_learns_writes_goals_and_others_of_a_group_never_read_them(
    company: Company, lea: Someone, tom: Someone, maya: Someone, omar: Someone
) -> None:
    group = a_group(company, mentor="U0LEA", mentees=("U0TOM", "U0MAYA"))
    company.travel("2026-03-10 10:30")
    company.tick()
    tom.presses("Set my goals").sends(goal_1=SPEAK)
    lea.hears(f"• {SPEAK}")
    maya.never_heard(SPEAK)
    maya.presses("Ouvrir ma feuille")
    assert not same(SPEAK, repr(maya.form()))

    with company.work() as work:
        (mine,) = goals.standing(work, work.people.by_slack_id("U0TOM"), group).seen
    before = forging.rows(company)
    told = {"far_1": {"type": "static_select", "selected_option": option(f"{mine.goal.id}:0:100")}}
    for who in ("U0LEA", "U0MAYA", "U0OMAR"):
        kept = f"{group.id}:0:{mine.goal.id}-{mine.goal.ref},0,0"
        forging.send(company, forging.press(who, ids.GOALS_OPEN, str(group.id))) if who != "U0MAYA" else None
        forging.send(
            company, forging.submit(who, ids.GOALS_FORM, kept, {"goal_1": written("Mine now"), **told})
        )
        forging.send(company, forging.submit(who, ids.SHEET_FORM, f"{group.id}:0:", told))
        rated = {"skill_1": {"type": "static_select", "selected_option": option("speaking:3")}}
        forging.send(company, forging.submit(who, ids.SKILLS_FORM, f"{group.id}:start", rated))
    company.settle()
    assert forging.changed(before, forging.rows(company)) == {}


def test_once_it_has_ended_nothing_is_written_any_more(
    company: Company, pair: Mentorship, tom: Someone
) -> None:
    (omar,) = known(company, "U0OMAR")
    tom.presses("Set my goals").sends(goal_1=SPEAK)
    tom.presses("Open my sheet").presses("Review my goals")
    with company.work() as work:
        work.mentorships.end(pair.id, EndedWhy.STOPPED, at=work.now, ends_on=date(2026, 3, 10))
    before = forging.rows(company)
    tom.sends(goal_1="Something else", far_1="Reached")
    assert forging.changed(before, forging.rows(company)) == {}

    with company.work() as work:
        person = work.people.by_slack_id("U0TOM")
        seats = [(omar.id, SeatRole.MENTOR), (person.id, SeatRole.MENTEE)]
        rhythm = {"anchor": date(2026, 3, 10), "period": Period(months=1), "introduced_at": work.now}
        anew = work.mentorships.link(pair.programme_id, seats=seats, **rhythm, replaces=pair.id)
        assert goals.opened(work, person, anew.id).proposed == (SPEAK,), (
            "they are his, also with another mentor"
        )
        assert not goals.standing(work, omar, anew).seen, "who reads them once he has set them"


def test_where_one_starts_is_for_ones_own_eyes_and_comes_back_at_the_end(
    company: Company, pair: Mentorship, lea: Someone, tom: Someone
) -> None:
    tom.presses("Set my goals").sends(goal_1=SPEAK)
    tom.presses("Note where I start").sends(skill_1="I know the basics")
    assert same("I know the basics", spoken(tom.form()))
    tom.opens_home().presses("Our mentorship")
    assert same("Review where I stand", spoken(tom.form()))
    with company.work() as work:
        assert skills.of(work, work.people.by_slack_id("U0LEA"), pair) is None
        work.mentorships.change(pair.id, ends_on=date(2026, 5, 8))
    company.travel("2026-04-09 10:30")
    company.tick()

    tom.hears("you noted where you stood")
    tom.presses("See how far I have come")
    assert same("At the start: I know the basics", repr(tom.form()))
    tom.sends(skill_1="I could teach it")
    assert same("I know the basics → I could teach it", spoken(tom.form()))
    lea.never_heard("I know the basics")
    with company.work() as work:
        assert set(skills.rates(work, pair.programme_id).values()) == {None}


def a_group(company: Company, *, mentor: str, mentees: tuple[str, ...]) -> Mentorship:
    people = known(company, mentor, *mentees, "U0OMAR")[:-1]
    roles = (SeatRole.MENTOR, *(SeatRole.MENTEE for _ in mentees))
    with company.work() as work:
        programme = work.programmes.start(
            type_key="long_term",
            name="Mentorat",
            language="fr",
            timezone="Europe/Paris",
            started_on=date(2026, 3, 9),
        )
        return work.mentorships.link(
            programme.id,
            seats=[(person.id, role) for person, role in zip(people, roles, strict=True)],
            anchor=date(2026, 3, 9),
            period=Period(months=1),
            introduced_at=at_local(date(2026, 3, 9), time(9), "Europe/Paris"),
            name="Cap",
        )


def option(value: str) -> dict[str, object]:
    return {"text": {"type": "plain_text", "text": "forged"}, "value": value}


def written(words: str) -> dict[str, object]:
    return {"type": "plain_text_input", "value": words}
