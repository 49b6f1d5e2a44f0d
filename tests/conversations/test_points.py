"""What people add to their sheet: a topic of one's own, one that is shared, a promise; and lines of their own."""

from __future__ import annotations

from datetime import date, time

import pytest

from bot.domain.calendar import Period, at_local
from bot.domain.mentorships import Mentorship, SeatRole
from bot.domain.points import MOST_POINTS
from bot.programme import points
from bot.programme.points import Draft
from handlers import ids
from tests.conversations.given import an_active_pair, known
from tests.conversations.harness import Company, Someone, same, spoken

pytestmark = pytest.mark.long

SECRET = "Dire que le projet me pèse"


@pytest.fixture
def pair(company: Company) -> Mentorship:
    """Introduced on Monday 9 March; each half has the sheet since the day after."""
    found = an_active_pair(company, mentor="U0LEA", mentee="U0TOM", since="2026-03-09")
    company.travel("2026-03-10 10:30")
    company.tick()
    return found


def noted(company: Company, pair: Mentorship, by: str, words: str, *, promised: bool = False) -> int:
    """Somebody has added this to the first sheet."""
    with company.work() as work:
        person = work.people.by_slack_id(by)
        draft = Draft(words=words, owner_id=person.id if promised else None, shared=not promised)
        return points.add(work, person, pair.id, 0, draft).id


def next_month(company: Company) -> None:
    company.travel("2026-04-09 10:30")
    company.tick()


@pytest.mark.usefixtures("pair")
def test_a_topic_of_ones_own_is_read_by_nobody_else_until_it_is_shared(lea: Someone, tom: Someone) -> None:
    tom.presses("Open my sheet").presses("Add a topic or an action").sends(words=SECRET)

    assert same("Only you: nobody else sees these topics", spoken(tom.form())), "the sheet is there again"
    assert same(SECRET, spoken(tom.form()))
    tom.hears(f"*🔒 Only you*: nobody else sees these topics\n• {SECRET}")
    lea.presses("Ouvrir ma feuille")
    assert not same(SECRET, spoken(lea.form()))
    lea.never_heard(SECRET)
    assert all(not message.get("edited") for message in lea.messages()), "not even drawn again"

    assert same("Share this topic?", repr(tom.form())), "what was read cannot be unread"
    tom.presses("Share with Léa")

    assert same("suggested by you", spoken(tom.form()))
    lea.hears(f"• {SECRET} – _proposé par <@U0TOM>_")


@pytest.mark.usefixtures("pair")
def test_a_promise_that_was_not_kept_yet_comes_back_with_its_day_until_it_is_done(
    company: Company, lea: Someone, tom: Someone
) -> None:
    tom.presses("Add a topic or an action").sends(
        words="Send my outline", what="An action that I promise", day="2026-03-20"
    )
    lea.hears("• Send my outline – _promis par <@U0TOM>, pour le vendredi 20 mars_")

    next_month(company)

    lea.hears("• Send my outline – _promis par <@U0TOM> le mardi 10 mars, pour le vendredi 20 mars_")
    tom.presses("Open my sheet").sends(points_0=["Send my outline"])
    lea.hears("pour le vendredi 20 mars, fait_")

    company.travel("2026-05-11 10:30")
    company.tick()
    assert not same("Send my outline", spoken(lea.messages()[-1]))


def test_two_who_tick_at_once_keep_both_ticks_also_when_one_adds_something_meanwhile(
    company: Company, pair: Mentorship, lea: Someone, tom: Someone
) -> None:
    noted(company, pair, "U0LEA", "Parler de Karim")
    noted(company, pair, "U0TOM", "Send my outline", promised=True)
    tom.presses("Open my sheet")
    lea.presses("Ouvrir ma feuille").sends(
        points_0=["Parler de Karim"], boxes_0=["Se raconter deux moments de travail qui ont compté"]
    )

    tom.presses("Add a topic or an action").sends(words="One more")
    tom.sends(points_0=["Send my outline"], private_0=["One more"])

    lea.hears("Send my outline – _promis par <@U0TOM>, fait_")
    lea.hears("Parler de Karim – _proposé par vous, fait_")
    lea.hears("1 coché sur 8")
    tom.hears("• One more – _done_")


def test_what_was_taken_off_meanwhile_is_not_ticked(
    company: Company, pair: Mentorship, lea: Someone, tom: Someone
) -> None:
    noted(company, pair, "U0TOM", "Send my outline", promised=True)
    lea.presses("Ouvrir ma feuille")
    tom.presses("Open my sheet").presses("Arrange the sheet")

    tom.presses("Remove")
    tom.presses("Leave out")

    assert same("Left out", spoken(tom.form()))
    assert not lea.sends(
        points_0=["Send my outline"], boxes_0=["Se raconter deux moments de travail qui ont compté"]
    )
    assert lea.has_no_form()
    lea.hears("rien de coché sur 7")
    with company.work() as work:
        assert not work.points.seen(pair.id, reader_id=1, cycle=0)


def test_what_is_dropped_goes_from_the_messages_of_earlier_months_too(
    company: Company, pair: Mentorship, lea: Someone, tom: Someone
) -> None:
    noted(company, pair, "U0TOM", "Send my outline", promised=True)
    tom.presses("Open my sheet").sends()
    next_month(company)

    tom.presses("Open my sheet").presses("Arrange the sheet").presses("Remove")

    assert not any("Send my outline" in str(message) for message in [*lea.messages(), *tom.messages()])


def test_what_a_long_sheet_has_no_box_for_stays_done(
    company: Company, pair: Mentorship, lea: Someone
) -> None:
    with company.work() as work:
        tom = work.people.by_slack_id("U0TOM")
        wanted = [Draft(words=f"Sujet {number}", shared=True) for number in range(MOST_POINTS + 1)]
        done = points.add(work, tom, pair.id, 0, wanted[0]).id
        points.tick(work, tom, pair.id, 0, shown=(), chosen=[done])
        for draft in wanted[1:]:
            points.add(work, tom, pair.id, 0, draft)

    lea.presses("Ouvrir ma feuille").sends()

    with company.work() as work:
        kept = work.points.get(done, reader_id=tom.id)
        assert kept is not None
        assert kept.is_done


@pytest.mark.usefixtures("pair")
def test_a_pair_makes_the_sheet_its_own_and_the_next_ones_too(
    company: Company, lea: Someone, tom: Someone
) -> None:
    tom.presses("Open my sheet").presses("Arrange the sheet")
    tom.presses("Leave out").sends(line_0="One piece of good news each")

    assert same("added by you", spoken(tom.form()))
    lea.hears("• One piece of good news each")
    next_month(company)
    latest = spoken(lea.messages()[-1])
    assert same("One piece of good news each", latest)
    assert not same("deux moments de travail", latest)

    tom.presses("Open my sheet").presses("Arrange the sheet")
    tom.presses("Remove")
    assert not same("good news", spoken(tom.form()))
    assert not same("good news", spoken(lea.messages()[-1]))


@pytest.mark.usefixtures("pair")
def test_a_line_they_did_without_can_be_put_back(lea: Someone, tom: Someone) -> None:
    tom.presses("Open my sheet").presses("Arrange the sheet")
    tom.presses("Leave out").presses("Put back")

    assert not same("Left out", spoken(tom.form()))
    lea.hears("rien de coché sur 8")


def test_in_a_group_a_topic_of_ones_own_is_nobody_elses_and_a_promise_is_everybodys(
    company: Company, lea: Someone, tom: Someone, maya: Someone
) -> None:
    people = known(company, "U0LEA", "U0TOM", "U0MAYA")
    with company.work() as work:
        programme = work.programmes.start(
            type_key="long_term",
            name="Mentorat",
            language="fr",
            timezone="Europe/Paris",
            started_on=date(2026, 3, 9),
        )
        roles = (SeatRole.MENTOR, SeatRole.MENTEE, SeatRole.MENTEE)
        work.mentorships.link(
            programme.id,
            seats=[(person.id, role) for person, role in zip(people, roles, strict=True)],
            anchor=date(2026, 3, 9),
            period=Period(months=1),
            introduced_at=at_local(date(2026, 3, 9), time(9), programme.timezone),
        )
    tom.uses_shortcut("my_sheet")
    tom.presses("Add a topic or an action").sends(words=SECRET)
    tom.presses("Add a topic or an action").sends(
        words="Book the room", what="An action that Maya Cohen promises"
    )

    for other in (lea, maya):
        other.uses_shortcut("my_sheet")
        form = spoken(other.form())
        assert same("Book the room", form)
        assert same("promis par vous" if other is maya else "promis par Maya", form)
        assert not same(SECRET, form)
        assert same("Les coches sont communes au groupe", form)


@pytest.mark.usefixtures("pair")
def test_what_cannot_be_added_is_said_beside_the_answer(tom: Someone) -> None:
    tom.presses("Add a topic or an action")

    assert same("A date goes with an action", tom.sends(words="A topic", day="2026-03-20")["day"])
    past = tom.sends(words="Mine", what="An action that I promise", day="2026-03-09")
    assert same("That date has passed", past["day"])
    assert same("Write one line", tom.sends(words="  ", what="A topic, for me alone")["words"])


def test_nobody_shares_ticks_or_drops_what_is_not_theirs(
    company: Company, pair: Mentorship, lea: Someone, tom: Someone
) -> None:
    with company.work() as work:
        person = work.people.by_slack_id("U0TOM")
        his = points.add(work, person, pair.id, 0, Draft(words=SECRET)).id
    for name in (ids.POINT_SHARE, ids.POINT_DROP):
        lea.presses_forged(f"{name}:{his}", str(his))

    tom.presses("Open my sheet")
    assert same("Share with Léa", spoken(tom.form()))
    lea.never_heard(SECRET)
