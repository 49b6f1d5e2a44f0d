"""Whatever anybody makes of a button, a form or a menu: a kind answer or none, and nobody's things are touched.

Every routed name is tried, so that a new one cannot be forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from bot.domain.changes import Motive, Wish
from bot.programme import changing, goals, points, setting_goals, sheets
from bot.programme.points import Draft
from handlers import ids, routes
from tests.conversations import forging
from tests.conversations.arriving import joins
from tests.conversations.given import an_active_pair, known
from tests.conversations.harness import Company
from tests.conversations.replies import CountedReplies

pytestmark = [pytest.mark.long, pytest.mark.usefixtures("unechoed")]

#: One more than any id can be: where SQLite finds nothing, PostgreSQL refuses to look.
TOO_LARGE = str(2**31)
NEVER_MADE = ("", "garbage", TOO_LARGE, "٣:x:", "\0<!channel>'; DROP TABLE meeting")

#: Names after which the whole database is looked at.
AT_ONCE = 20

#: Needs no value: whoever presses it acts on themselves alone, so only their own two rows may change.
OWN = {
    ids.ARRIVAL_START: "begins their own questions",
    ids.ARRIVAL_SKIP: "leaves their own sentence out",
    ids.ARRIVAL_RESTART: "takes their own answers back",
    ids.ARRIVAL_EXPECTATION_FORM: "keeps their own sentence, sealed",
    ids.ARRIVAL_MINE_FORM: "keeps their own answers, those that are offered",
    ids.ARRIVAL_LATER: "puts their own questions off",
    ids.ARRIVAL_LATER_FORM: "puts their own questions off",
    ids.ABOUT_FORM: "keeps their own lines, those that are offered",
    ids.AVOID_FORM: "keeps their own discreet wishes",
    ids.WANTED_FORM: "keeps which messages they want themselves",
    ids.HOURS_FORM: "keeps their own working hours",
    ids.PRIVACY_FILE: "is given their own data, in a file that goes again",
}

FILES = ("roster", "mentorships")
#: Rows that are the intruder's own.
OF_ONESELF = ("person", "enrolment", "profile", "avoided", "given_file")
BOXES = (
    *(
        "topics",
        "boxes_0",
        "points_0",
        "private_0",
        "other_networks",
        "roles",
        "languages",
        "topics_to_give",
        "days",
        "wanted",
    ),
    *("people", "back", "mentees"),
)
TYPED = ("expectation", "words", "line_0")
DATES = ("day", "until", "pause", "target_1")
CHOSEN = (
    "mentor",
    "form",
    "whom",
    "minutes",
    "how",
    "what",
    "first",
    "second",
    "third",
    "language",
    "part",
    "network",
    "capacity",
    "why",
    "told_by",
    "contact",
    "far_1",
    "skill_1",
)


@dataclass(frozen=True, kw_only=True)
class World:
    """Maya's mentorship with Léa, with all that hangs on it, and two who have nothing to do with it."""

    company: Company
    intruder: str
    theirs: tuple[str, ...]
    maya: dict[str, int]

    def values(self, number: int) -> tuple[str, ...]:
        """What the intruder tries with the name of that number: what is theirs with each, and of what is nonsense
        whoever asks, one kind in turn. A stranger, whom the slow set knows, tries all of it.
        """
        some = NEVER_MADE[number % 5 :] + NEVER_MADE[: number % 5]
        return (*(some[:1] if self.intruder == "U0TOM" else some), *self.theirs)


def world(company: Company, intruder: str) -> World:
    """Tom learns with Omar; Maya with Léa, who have met, set a date, ticked a sheet and been invited to a round."""
    company.travel("2026-02-20 09:00")
    joined = joins(company, "Nina Neuve", locale="fr-FR").slack_id
    mine = an_active_pair(company, mentor="U0OMAR", mentee="U0TOM", since="2026-02-20")
    hers = an_active_pair(company, mentor="U0LEA", mentee="U0MAYA", since="2026-02-20")
    known(company, "U0INES", joined)
    company.travel("2026-03-02 11:00")
    company.tick()
    company.someone("U0MAYA").presses("Fixer une date").sends()
    company.someone("U0MAYA").types("/mentor-log @lea 45 min")
    with company.work() as work:
        person, learner = work.people.by_slack_id("U0MAYA"), work.people.by_slack_id("U0TOM")
        opened = work.rounds.open(
            hers.programme_id,
            person_ids=[person.id],
            opened_by=person.id,
            opened_at=work.now,
            closes_on=work.today(person),
        )
        page = sheets.opened(work, person, hers.id)
        asked = changing.ask(
            work, person, hers.id, why=Motive.PREFER_NOT_TO_SAY, wish=Wish.MEDIATION, until=None
        ).asked
        setting_goals.keep(work, person, hers.id, [setting_goals.Wish(words="Oser", target_on=None)])
        (goal,) = goals.opened(work, person, hers.id).mine
        her_prompts = work.prompts.messages_to(person.id, hers.introduced_at)
        his_prompts = work.prompts.messages_to(learner.id, hers.introduced_at)
        work.mentorships.change(hers.id, ends_on=date(2026, 12, 31), end_asked_on=date(2026, 12, 31))
        things = {
            "mentorship": hers.id,
            "meeting": work.meetings.last_held(hers.id).id,
            "round": opened.id,
            "item": page.sheet.items[0].id,
            "prompt": her_prompts[0].id,
            "person": person.id,
            "change": asked.id,
            "goal": goal.goal.id,
            "point": points.add(work, person, hers.id, page.sheet.cycle, Draft(words="Hers alone")).id,
        }
    own = {mine.id, *(prompt.id for prompt in his_prompts)}
    plain = {str(one) for one in things.values() if one not in own}
    pairs = {
        f"{things['prompt']}:{hers.id}",
        f"{his_prompts[0].id}:{hers.id}",
        f"{hers.id}:0:{things['item']}",
        f"{hers.id}:0::{things['point']}",
        f"{things['round']}:0",
        f"{things['meeting']}:0",
        f"{things['prompt']}:busy",
        f"{hers.id}:in_touch",
    }
    who = joined if intruder == "stranger" else "U0TOM"
    company.someone(who).opens_home()
    return World(company=company, intruder=who, theirs=(*sorted(plain), *sorted(pairs)), maya=things)


@pytest.fixture(params=["mentee", pytest.param("stranger", marks=pytest.mark.slow)])
def stage(request: pytest.FixtureRequest, company: Company) -> World:
    return world(company, request.param)


def of_others(row: str) -> bool:
    """A reminder of one's own questions waits anew with each of one's own answers."""
    return "'unfinished'" not in row


def hold_still(stage: World, names: Iterable[str], act: Callable[[str, int], None]) -> Iterator[str]:
    """Do it with each name and its number, and tell what changed that had to stay.

    Names of which nothing may change are looked at some at a time: what changed names its table, and that its maker.
    """
    names = list(names)
    numbers = {name: number for number, name in enumerate(names)}
    own = [(name,) for name in names if name in OWN]
    for some in (*own, *batched([name for name in names if name not in OWN], AT_ONCE)):
        before = forging.rows(stage.company)
        for name in some:
            act(name, numbers[name])
        stage.company.settle()
        after = forging.changed(before, forging.rows(stage.company))
        if some in own:
            others = {table: rows for table, rows in after.items() if table not in OF_ONESELF}
            after = {table: left for table, rows in others.items() if (left := set(filter(of_others, rows)))}
        if after:
            yield f"{', '.join(some)} changed {after}"


def batched(names: list[str], number: int) -> Iterator[tuple[str, ...]]:
    yield from (tuple(names[start : start + number]) for start in range(0, len(names), number))


def test_a_forged_button_is_answered_and_changes_nothing(stage: World) -> None:
    def act(name: str, number: int) -> None:
        for value in stage.values(number):
            forging.send(stage.company, forging.press(stage.intruder, f"{name}:1", value))
        forging.send(stage.company, forging.pick(stage.intruder, name, "garbage"))

    with forging.nothing_breaks(stage.company):
        assert list(hold_still(stage, routes.ACTIONS, act)) == []


def test_a_forged_form_is_answered_and_changes_nothing(stage: World) -> None:
    def act(name: str, number: int) -> None:
        for kept in stage.values(number):
            forging.send(stage.company, forging.submit(stage.intruder, name, kept, true_to(stage)))
        for kept in ("", str(stage.maya["meeting"])):
            for answers in (None, nothing_chosen(), filled("garbage"), filled(TOO_LARGE)):
                forging.send(stage.company, forging.submit(stage.intruder, name, kept, answers))

    with forging.nothing_breaks(stage.company):
        assert list(hold_still(stage, routes.VIEWS, act)) == []


def test_a_forged_search_finds_nobody_and_changes_nothing(stage: World) -> None:
    def act(name: str, number: int) -> None:
        for kept in stage.values(number):
            for letters in ("", "léa", "%\0", "x" * 3000):
                body = forging.search(stage.intruder, f"{name}:first", letters, kept)
                found = repr(forging.send(stage.company, body).body)
                assert "Martin" not in found, f"{name} shows mentors to {stage.intruder}"

    with forging.nothing_breaks(stage.company):
        assert list(hold_still(stage, routes.OPTIONS, act)) == []


@pytest.mark.parametrize(
    ("slack_id", "told"),
    [("U0MAYA", "Ce bouton date d'un ancien message"), ("U0ZOE", "ouvert aux salarié·es")],
)
def test_a_name_that_was_never_routed_gets_a_sentence(company: Company, slack_id: str, told: str) -> None:
    """The routing table has a kind answer for what it does not know, of every kind; also for a guest."""
    with forging.nothing_breaks(company):
        forging.send(company, forging.press(slack_id, "of_another_age", "1"))
        forging.send(company, forging.submit(slack_id, "of_another_age"))
        forging.send(company, forging.search(slack_id, "of_another_age", ""))
        forging.send(company, forging.shortcut(slack_id, "of_another_age"))
        forging.send(company, forging.command(slack_id, "/of-another-age"))

    assert company.someone(slack_id).times_heard(told) == 3, (
        "the form says it itself, and the menu stays empty"
    )


def test_a_guest_hears_first_that_they_are_one_however_fast_the_message_is_drawn_again(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An old button is drawn again on another thread, which here is as fast as can be."""
    monkeypatch.setattr(CountedReplies, "submit", lambda _self, act, *given: act(*given))

    with forging.nothing_breaks(company):
        forging.send(company, forging.press("U0ZOE", "of_another_age", "1"))

    assert company.someone("U0ZOE").times_heard("ouvert aux salarié·es") == 1


# -- what a form can be made to say ------------------------------------------------------------------------------


def nothing_chosen() -> dict[str, Any]:
    """Every question is there, and none is answered."""
    return {
        **{block: {"type": "multi_static_select", "selected_options": []} for block in BOXES},
        **{block: {"type": "datepicker", "selected_date": None} for block in DATES},
        **{block: {"type": "static_select", "selected_option": None} for block in CHOSEN},
        **{block: {"type": "file_input", "files": []} for block in FILES},
        "when": {"type": "datetimepicker", "selected_date_time": None},
        **{block: {"type": "plain_text_input", "value": None} for block in TYPED},
    }


def filled(words: str) -> dict[str, Any]:
    """Every question is answered with something that was never offered."""
    return {
        **{block: {"type": "checkboxes", "selected_options": [option(words)]} for block in BOXES},
        **{block: {"type": "datepicker", "selected_date": words} for block in DATES},
        **{block: {"type": "external_select", "selected_option": option(words)} for block in CHOSEN},
        **{block: {"type": "file_input", "files": [{"id": words}]} for block in FILES},
        "when": {"type": "datetimepicker", "selected_date_time": words},
        **{block: {"type": "plain_text_input", "value": words} for block in TYPED},
    }


def true_to(stage: World) -> dict[str, Any]:
    """Answers as the form offers them, about somebody else's mentorship."""
    offered = {"whom": str(stage.maya["mentorship"]), "minutes": "45", "how": "video", "what": "pause"}
    offered |= {"far_1": f"{stage.maya['goal']}:0:100", "skill_1": "speaking:3"}
    return {
        **nothing_chosen(),
        **{
            block: {"type": "static_select", "selected_option": option(value)}
            for block, value in offered.items()
        },
        **{block: {"type": "datepicker", "selected_date": "2026-03-01"} for block in DATES},
        "first": {"type": "external_select", "selected_option": option(str(stage.maya["person"]))},
        "boxes_0": {"type": "checkboxes", "selected_options": [option(str(stage.maya["item"]))]},
        "private_0": {"type": "checkboxes", "selected_options": [option(str(stage.maya["point"]))]},
        "goal_1": {"type": "plain_text_input", "value": "forged"},
        "when": {"type": "datetimepicker", "selected_date_time": 1_780_000_000},
    }


def option(value: str) -> dict[str, Any]:
    return {"text": {"type": "plain_text", "text": "forged"}, "value": value}
