"""From any state, any sequence of clicks, typed words, restarts and language changes ends well: never a dead end, never
a question that was answered, never a promise broken.

The long runs are those of `make slow`.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.enrolments import Part
from bot.domain.kinds import PromptKind
from bot.domain.people import Person
from bot.domain.preferences import Question, is_answered, question_before
from bot.domain.prompts import PromptState
from bot.domain.refusals import Refusal
from bot.playground.blockkit import problems
from bot.programme import joining, profile, reminding
from bot.programme.joining import Arrival
from bot.programme.work import Work
from bot.texts import Speech
from handlers import typed
from handlers.views import onboarding
from handlers.views.blocks import Block, Message, message
from handlers.wishes import read_wish
from storage.store import Store
from tests.conversations import forging
from tests.conversations.harness import Company, Someone
from tests.conversations.seen import elements
from tests.databases import SQLite
from tests.living import Programme, arrive, living

pytestmark = pytest.mark.long
FAST_OR_LONG = pytest.mark.parametrize("run", ["short", pytest.param("long", marks=pytest.mark.slow)])
#: Words of every kind, right and wrong for whatever question waits.
WORDS = (
    *(
        "mentor",
        "mentoré·e",
        "les deux",
        "pas pour moi",
        "stop",
        "plus tard",
        "next week",
        "recommencer",
        "aide",
    ),
    *("retour", "back", "english", "français", "oui", "passer", "4", "99", "3 personnes", "Produit", "prod"),
    *("Prendre la parole", "prendre la par, manager", "leadership and nonsense", "R&amp;D", "<!channel>", ""),
)
NUMBERS = count(1)

presses = st.one_of(
    st.tuples(st.just(profile.choose_language), st.sampled_from(["fr", "en", "xx"])),
    st.tuples(st.just(profile.choose_part), st.sampled_from(Part)),
    st.tuples(st.just(profile.confirm_network), st.sampled_from(["Produit", "Conseil", "Nowhere", None])),
    st.tuples(
        st.just(profile.choose_topics),
        st.lists(st.sampled_from(["speaking", "expertise", "managing", "salary"]), max_size=3),
    ),
    st.tuples(st.just(profile.say_expectation), st.sampled_from([None, "Oser", "<!channel>"])),
    st.tuples(st.just(profile.offer_places), st.integers(-1, 12)),
)
steps = st.one_of(
    st.tuples(st.just("press"), presses),
    st.tuples(st.just("press"), presses),
    st.tuples(st.just("answer"), st.integers(0, 3)),
    st.tuples(st.just("type"), st.sampled_from(WORDS) | st.text(max_size=20)),
    st.tuples(st.just("later"), st.integers(-1, 95)),
    st.tuples(st.just("back"), st.sampled_from(Question)),
    st.tuples(st.just("home_language"), st.sampled_from(["fr", "en"])),
    st.tuples(st.just("start_over"), st.none()),
    st.tuples(st.just("restart"), st.none()),
    st.tuples(st.just("wait"), st.integers(1, 15)),
)


@pytest.fixture(scope="module")
def firm(sqlite_server: SQLite) -> Iterator[Programme]:
    with living(sqlite_server.fresh()) as programme:
        programme.store.customs = _with_networks(programme)
        yield programme


@dataclass
class Walk:
    """One person who does whatever comes to them; what must hold is checked after each step."""

    firm: Programme
    person: Person
    quiet_until: date = date.min

    def __post_init__(self) -> None:
        self.arrival = self._where()

    @property
    def today(self) -> date:
        return self.firm.clock.time.date()

    def step(self, what: str, given: Any) -> None:
        before = self.arrival
        with suppress(Refusal), self.firm.work() as work:
            getattr(self, f"_{what}")(work, given)
        if what == "wait":
            self.firm.release()
        self.arrival = after = self._where()
        asked_anew = what in ("start_over", "type") or _changed_sides(before, after)
        if not asked_anew:
            gone = _answered(before) & set(after.asked) - _answered(after)
            assert gone == set(), f"{what} {given}: asked again for {gone}"
            assert after.progress.answered >= min(before.progress.answered, after.progress.total)
        self._holds(after)

    def _press(self, work: Work, given: tuple[Callable[..., Any], Any]) -> None:
        use_case, value = given
        use_case(work, self.person, value)

    def _answer(self, work: Work, number: int) -> None:
        """Whatever is asked, answered as the buttons would."""
        values: dict[Question, tuple[Callable[..., Any], list[Any]]] = {
            Question.LANGUAGE: (profile.choose_language, ["fr", "en"]),
            Question.PART: (profile.choose_part, list(Part)),
            Question.NETWORK: (profile.confirm_network, ["Produit", None]),
            Question.TOPICS: (profile.choose_topics, [["speaking"], ["speaking", "expertise"]]),
            Question.EXPECTATION: (profile.say_expectation, [None, "Oser"]),
            Question.CAPACITY: (profile.offer_places, [3, 8]),
        }
        current = joining.where(work, work.people.get(self.person.id)).current
        if current is not None:
            use_case, offered = values[current]
            use_case(work, self.person, offered[number % len(offered)])

    def _type(self, work: Work, words: str) -> None:
        wish = read_wish(words) if words.strip() else None
        typed.answer(work, joining.where(work, work.people.get(self.person.id)), words, wish)

    def _later(self, work: Work, days: int) -> None:
        self.quiet_until = reminding.put_off(work, self.person, self.today + timedelta(days=days)).until

    def _back(self, work: Work, asked: Question) -> None:
        arrival = joining.where(work, work.people.get(self.person.id))
        earlier = question_before(asked, arrival.asked)
        assert (earlier is None) is (asked not in arrival.asked or asked is arrival.asked[0])
        if earlier is not None:
            _can_be_pressed(message(*onboarding.turned_back(earlier, arrival, _speech(arrival))))

    def _home_language(self, work: Work, language: str) -> None:
        profile.choose_language(work, self.person, language, arriving=False)

    def _start_over(self, work: Work, _: None) -> None:
        profile.start_over(work, self.person)

    def _restart(self, work: Work, _: None) -> None:
        """Whatever the bot remembers, it remembers in its database."""
        old = self.firm.store
        self.firm.store = Store(old.engine, sealer=old.sealer, clock=old.clock, customs=old.customs)

    def _wait(self, work: Work, days: int) -> None:
        self.firm.clock.time += timedelta(days=days)

    def _where(self) -> Arrival:
        with self.firm.store.look(self.firm.workspace) as work:
            return joining.where(work, work.people.get(self.person.id))

    def _holds(self, arrival: Arrival) -> None:
        enrolment, current = arrival.enrolment, arrival.current
        if enrolment is not None:
            assert (enrolment.completed_at is not None) is (current is None)
            part, bounds = enrolment.part, arrival.type.capacity
            assert (Question.CAPACITY in arrival.asked) is (part is not None and part.mentors)
            assert enrolment.capacity is None or bounds.allows(enrolment.capacity)
        _can_be_pressed(_next_message(arrival))
        self._is_reminded_as_promised(arrival)

    def _is_reminded_as_promised(self, arrival: Arrival) -> None:
        with self.firm.store.look(self.firm.workspace) as work:
            series = work.prompts.series(self.person.id, PromptKind.UNFINISHED)
            mentors = {one.person_id for one in work.enrolments.mentors(self.firm.id)}
        states = [one.state for one in series]
        waits, said = states.count(PromptState.PLANNED), states.count(PromptState.SENT)
        assert said <= 2, "twice at most, ever"
        assert waits + said <= 2
        assert not waits or arrival.current is not None, "nobody is reminded of nothing"
        assert all(one.not_before.date() >= self.quiet_until for one in series if one.state == "planned")
        part = arrival.enrolment.part if arrival.enrolment else None
        if self.person.id in mentors:
            assert part is not None
            assert part.mentors


@FAST_OR_LONG
@given(st.lists(steps, min_size=3, max_size=12))
def test_whatever_somebody_does_ends_well(firm: Programme, run: str, sequence: list[tuple[str, Any]]) -> None:
    number = next(NUMBERS)
    with firm.work() as work:
        person = arrive(work, f"U1{number}", f"Nora {number}", "fr")
    walk = Walk(firm, person)
    for what, given_ in sequence:
        walk.step(what, given_)


@FAST_OR_LONG
def test_whatever_is_pressed_in_slack_there_is_always_something_to_press_next(
    company: Company, tom: Someone, run: str
) -> None:
    """Any button of any message, old or new, and words in between; the bot breaks over none of it."""
    for seed in range(1 if run == "short" else 15):
        chance = random.Random(seed)
        tom.says("recommencer" if seed else "hello")
        with forging.nothing_breaks(company):
            for _ in range(14 if run == "short" else 40):
                _does_something(company, tom, chance)
        tom.says("hm")
        assert tom.messages()[-1] in _with_something_to_press(tom), "a word always leads back to the question"
        arrival = _arrival(company, tom)
        finished = arrival.enrolment is not None and arrival.enrolment.completed_at is not None
        assert finished is (arrival.current is None)


def _does_something(company: Company, who: Someone, chance: random.Random) -> None:
    if chance.random() < 0.15:
        who.says(chance.choice(WORDS[:-1]))
        return
    if chance.random() < 0.1:
        company.restart()
    said = _with_something_to_press(who)
    pressed = chance.choice(said[-3:] if chance.random() < 0.8 else said)
    element = chance.choice(list(_elements(pressed["blocks"])))
    state: dict[str, Any] = {}
    if "select" in element["type"]:
        options = element.get("options") or []
        chosen = chance.choice(options) if options else None
        state = (
            {"selected_options": [chosen]}
            if element["type"].startswith("multi")
            else {"selected_option": chosen}
        )
    place = {"as": who.slack_id, "channel": pressed["channel"], "ts": pressed["ts"]}
    company.post("press", {**place, "action_id": element["action_id"], **state})
    company.settle()
    for form in company.get("modals", **{"as": who.slack_id})["stack"]:
        company.post("close", {"as": who.slack_id, "view_id": form["id"]})


def _with_something_to_press(who: Someone) -> list[dict[str, Any]]:
    return [one for one in who.messages() if list(_elements(one.get("blocks") or []))]


def _arrival(company: Company, who: Someone) -> Arrival:
    with company.work() as work:
        return joining.where(work, work.people.by_slack_id(who.slack_id))


def _elements(blocks: list[Block]) -> Iterator[Block]:
    """What can be pressed or picked; a link only leads away."""
    for block in blocks:
        yield from (one for one in elements(block) if one.get("action_id") and not one.get("url"))


def _next_message(arrival: Arrival) -> Message:
    """What they are asked, or what comes next."""
    t = _speech(arrival)
    if arrival.current is None:
        return onboarding.next_step(arrival, t)
    assert not is_answered(arrival.current, arrival.person, arrival.enrolment)
    return message(*onboarding.question(arrival.current, arrival, t))


def _can_be_pressed(said: Message) -> None:
    assert list(_elements(said.blocks)), "a dead end"
    assert problems({"text": said.text, "blocks": said.blocks}, "message") == []


def _speech(arrival: Arrival) -> Speech:
    return Speech("fr" if arrival.person.language == "fr" else "en")


def _answered(arrival: Arrival) -> set[Question]:
    return {one for one in arrival.asked if is_answered(one, arrival.person, arrival.enrolment)}


def _changed_sides(before: Arrival, after: Arrival) -> bool:
    """Another part asks other questions."""
    return (before.enrolment and before.enrolment.part) != (after.enrolment and after.enrolment.part)


def _with_networks(programme: Programme) -> Any:
    return replace(programme.store.customs, networks=("Produit", "Conseil", "R&D"))
