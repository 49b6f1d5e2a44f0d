"""The arrival as people see it: what is kept, one question at a time, each answer said back with a way to change it.

Every block of a question or of an answer has a name that begins with `arrival`, so that an answered question is
redrawn in its own place, whatever else the message tells.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.domain.enrolments import Part
from bot.domain.mentors import has_applied
from bot.domain.preferences import (
    LONGEST_EXPECTATION,
    MOST_TOPICS,
    Question,
    is_answered,
    meetings_a_month,
    question_before,
)
from bot.domain.programmes import Moment
from bot.domain.resources import at_moment
from bot.programme.facts import Welcome
from bot.programme.joining import Arrival
from bot.programme.prompts import Bundle
from bot.texts import LANGUAGES, Markup, Speech, escape
from handlers import ids
from handlers.views import explanations
from handlers.views.blocks import (
    SECTION,
    Block,
    Message,
    actions,
    ask,
    button,
    message,
    modal,
    plain,
    quiet,
    section,
    select,
    text_input,
)
from handlers.views.mentors import meanwhile, standing
from handlers.views.menus import LONGEST_MENU as LONGEST_MENU
from handlers.views.menus import capacity_options, network_menu, places, topic_menu
from handlers.views.menus import digest_of as digest_of

OURS, WELCOME = "arrival", "welcome"
#: The name of what was turned back to: another question still waits.
TURNED_BACK = f"{OURS}_back"
#: More numbers than this are a menu, not a row of buttons.
MOST_BUTTONS = 8


def welcome(arrival: Arrival, t: Speech) -> Message:
    """The first thing anybody hears: what is kept, who sees it, for how long; then the first question."""
    greeting = section(t("prompts.greeting", name=arrival.person.first_name))
    return message(greeting, *_welcome(arrival, t))


def welcome_prompt(facts: Welcome, _: Bundle, t: Speech) -> list[Block]:
    """The same, when the bot speaks first: under the greeting that every message of the ledger begins with."""
    return _welcome(facts.arrival, t)


def what_is_kept(t: Speech, *, title: Markup | None = None) -> Block:
    """What, who sees it, for how long; under a title, except in a form that has its own."""
    kept = [t("onboarding.kept_what"), t("onboarding.kept_who"), t("onboarding.kept_long")]
    return section(Markup.joined([title, *kept] if title else kept))


def question(asked: Question, arrival: Arrival, t: Speech, *, changing: bool = False) -> list[Block]:
    """One question with its answers to press, and the ways back and later. One that is asked again can be left as it
    was.
    """
    blocks = QUESTIONS[asked](arrival, t)
    if changing:
        return named([*blocks, actions(_keep(asked, t))])
    later = button(t.plain("onboarding.later.open"), ids.ARRIVAL_LATER, value=asked.value)
    return named([_position(asked, arrival, t), *blocks, actions(_back(asked, arrival, t), later)])


def turned_back(asked: Question, arrival: Arrival, t: Speech) -> list[Block]:
    """An earlier question, with what was answered; that answer is kept until it is changed."""
    so_far = [quiet(said(asked, arrival, t))] if is_answered(asked, arrival.person, arrival.enrolment) else []
    ways = actions(_back(asked, arrival, t), _keep(asked, t))
    return named(
        [_position(asked, arrival, t), *QUESTIONS[asked](arrival, t), *so_far, ways], as_=TURNED_BACK
    )


def asked_again(asked: Question, arrival: Arrival, t: Speech) -> list[Block]:
    """The same question in a reminder: besides, "not now" and "not for me", which the first of all offers anyway."""
    later = button(t.plain("onboarding.reminder.not_now"), ids.ARRIVAL_LATER, value=asked.value)
    never = button(
        t.plain(f"onboarding.part_{Part.NOT_FOR_ME}"),
        f"{ids.ARRIVAL_PART}:never",
        value=Part.NOT_FOR_ME.value,
    )
    ways = [_back(asked, arrival, t), later, None if asked is Question.PART else never]
    return named([_position(asked, arrival, t), *QUESTIONS[asked](arrival, t), actions(*ways)])


def answered(asked: Question, arrival: Arrival, t: Speech) -> list[Block]:
    """The answer in words, in the place of its question, with a small button to change it."""
    change = button(
        t.plain("onboarding.said.change"), f"{ids.ARRIVAL_CHANGE}:{asked.value}", value=asked.value
    )
    return named([section(said(asked, arrival, t), button=change), *_own_words(asked, arrival)])


def redrawn(blocks: Sequence[Block], part: Sequence[Block]) -> Message:
    """The message with this part in the place of its question or answer; everything else stays."""
    ours = [place for place, block in enumerate(blocks) if is_ours(block)]
    if not ours:
        return message(*part)
    rest = [block for place, block in enumerate(blocks) if place > ours[0] and place not in ours]
    return message(*blocks[: ours[0]], *part, *rest)


def is_ours(block: Block) -> bool:
    """Whether this block is part of a question or of an answer."""
    return str(block.get("block_id", "")).startswith(OURS)


def is_turned_back(block: Block) -> bool:
    return str(block.get("block_id", "")).startswith(TURNED_BACK)


def named(blocks: Sequence[Block], *, as_: str = OURS) -> list[Block]:
    """The same blocks, to be found again in their message."""
    return [{**block, "block_id": f"{as_}_{place}"} for place, block in enumerate(blocks)]


def said(asked: Question, arrival: Arrival, t: Speech) -> Markup:
    """What was answered, in a sentence."""
    person, enrolment = arrival.person, arrival.enrolment
    match asked:
        case Question.LANGUAGE:
            return t("onboarding.said.language")
        case Question.PART:
            return t(f"onboarding.said.part_{part_of(arrival)}")
        case Question.NETWORK if person.network:
            return t("onboarding.said.network", network=person.network)
        case Question.NETWORK:
            return t("onboarding.said.network_none")
        case Question.TOPICS:
            chosen = [topic for key in person.topics if (topic := arrival.type.topic(key))]
            topics = Markup.joined([escape(topic.texts[t.language]) for topic in chosen], " · ")
            return t(f"onboarding.said.topics_{side(arrival)}", topics=topics)
        case Question.EXPECTATION if enrolment is None or enrolment.expectation is None:
            return t("onboarding.said.expectation_skipped")
        case Question.EXPECTATION:
            return t("onboarding.said.expectation")
        case Question.CAPACITY:
            return t(
                "onboarding.said.capacity", **_places((enrolment and enrolment.capacity) or 0, arrival, t)
            )


def next_step(arrival: Arrival, t: Speech) -> Message:
    """All is answered: thanks, and what happens next, in a sentence."""
    part, name = part_of(arrival), arrival.person.first_name
    thanks = {
        Part.MENTOR: t("onboarding.next.thanks_mentor", name=name),
        Part.NOT_FOR_ME: Markup(),
    }.get(part, t("onboarding.next.thanks", name=name))
    mine = button(t.plain("onboarding.mine.open"), ids.ARRIVAL_MINE)
    words = Markup(f"{thanks} {what_next(arrival, t)}".strip())
    waits = arrival.enrolment is not None and has_applied(arrival.enrolment, arrival.type)
    to_read = at_moment(arrival.type, Moment.JOINING, part) if part is not Part.NOT_FOR_ME else ()
    return message(
        section(words),
        *(meanwhile(arrival.type, t) if waits else ()),
        *explanations.resources(to_read, t),
        actions(mine),
    )


def what_next(arrival: Arrival, t: Speech) -> Markup:
    """Empty for whoever only has to answer a round: it is shown by itself, right below."""
    part = part_of(arrival)
    if part is Part.NOT_FOR_ME:
        return t("onboarding.next.not_for_me_linked" if arrival.linked else "onboarding.next.not_for_me")
    stands = standing(arrival, t)
    if arrival.open_round and part.learns:
        return stands or t("onboarding.next.mentor") if part.mentors else Markup()
    if stands:
        return Markup(f"{t('onboarding.next.mentee')} {stands}") if part.learns else stands
    return t("onboarding.next.linked") if arrival.linked else t(f"onboarding.next.{part}")


def expectation_form(arrival: Arrival, t: Speech, *, kept: str) -> Block:
    """One expectation, in a sentence or two. `kept` is the place of the message to redraw."""
    known = (arrival.enrolment.expectation if arrival.enrolment else None) or ""
    return modal(
        t.plain("onboarding.expectation_title"),
        expectation_input(arrival, t, initial=known),
        callback_id=ids.ARRIVAL_EXPECTATION_FORM,
        submit=t.plain("common.save"),
        close=t.plain("common.cancel"),
        kept=kept,
    )


def expectation_input(arrival: Arrival, t: Speech, *, initial: str, optional: bool = False) -> Block:
    return ask(
        t.plain(f"onboarding.expectation_label_{_asks_for(arrival)}"),
        text_input("words", multiline=True, most=LONGEST_EXPECTATION, initial=initial),
        block_id=Question.EXPECTATION.value,
        hint=t.plain("onboarding.expectation_hint", most=LONGEST_EXPECTATION),
        optional=optional,
    )


def part_of(arrival: Arrival) -> Part:
    return (arrival.enrolment and arrival.enrolment.part) or Part.MENTEE


def side(arrival: Arrival) -> str:
    """Whether topics are learnt, offered, or both."""
    return {Part.MENTOR: "offer", Part.BOTH: "both"}.get(part_of(arrival), "learn")


def _position(asked: Question, arrival: Arrival, t: Speech) -> Block:
    place = arrival.asked.index(asked) + 1
    return quiet(t("onboarding.progress", position=place, total=len(arrival.asked)))


def _back(asked: Question, arrival: Arrival, t: Speech) -> Block | None:
    if question_before(asked, arrival.asked) is None:
        return None
    return button(t.plain("onboarding.back"), ids.ARRIVAL_BACK, value=asked.value)


def _keep(asked: Question, t: Speech) -> Block:
    return button(t.plain("onboarding.said.keep"), ids.ARRIVAL_KEEP, value=asked.value)


def _welcome(arrival: Arrival, t: Speech) -> list[Block]:
    """The message of the first question, before and after it is answered."""
    first = section(t("onboarding.welcome", summary=arrival.type.summary[t.language]), block_id=WELCOME)
    asked = Question.LANGUAGE
    part = (answered if arrival.person.language_chosen else question)(asked, arrival, t)
    kept = what_is_kept(t, title=t("onboarding.kept_title"))
    return [first, kept, section(t("onboarding.start")), *part]


def _ask_language(arrival: Arrival, t: Speech) -> list[Block]:
    """Asked in every language, the person's own first."""
    others = [language for language in LANGUAGES if language != t.language]
    speeches = [t, *(Speech(language, t.address, t.zone) for language in others)]
    asked = Markup("\n".join(one("onboarding.ask_language") for one in speeches))
    buttons = [
        button(one.plain("onboarding.language"), f"{ids.ARRIVAL_LANGUAGE}:{one.language}", value=one.language)
        for one in speeches
    ]
    return [section(asked), actions(*buttons)]


def _ask_part(arrival: Arrival, t: Speech) -> list[Block]:
    parts = [
        button(t.plain(f"onboarding.part_{part}"), f"{ids.ARRIVAL_PART}:{part}", value=part.value)
        for part in Part
    ]
    return [section(t("onboarding.ask_part")), actions(*parts)]


def _ask_network(arrival: Arrival, t: Speech) -> list[Block]:
    known = arrival.person.network
    menu = network_menu(ids.ARRIVAL_NETWORK_PICK, arrival, t)
    if known is None:
        return [section(t("onboarding.ask_network")), actions(menu)]
    yes = button(
        t.plain("onboarding.network_yes"), ids.ARRIVAL_NETWORK, value=digest_of(known), style="primary"
    )
    return [section(t("onboarding.ask_network_known", network=known)), actions(yes, menu)]


def _ask_topics(arrival: Arrival, t: Speech) -> list[Block]:
    menu = topic_menu(ids.ARRIVAL_TOPICS_PICK, arrival, t)
    save = button(t.plain("common.save"), ids.ARRIVAL_TOPICS, style="primary")
    words = t(f"onboarding.ask_topics_{side(arrival)}", most=MOST_TOPICS)
    return [section(words, button=menu), actions(save)]


def _ask_expectation(arrival: Arrival, t: Speech) -> list[Block]:
    write = button(t.plain("onboarding.expectation_write"), ids.ARRIVAL_EXPECTATION, style="primary")
    skip = button(t.plain("onboarding.expectation_skip"), ids.ARRIVAL_SKIP)
    return [section(t(f"onboarding.ask_expectation_{_asks_for(arrival)}")), actions(write, skip)]


def _ask_capacity(arrival: Arrival, t: Speech) -> list[Block]:
    words = t("onboarding.ask_capacity", **_places(arrival.type.capacity.default, arrival, t))
    numbers = places(arrival)
    if len(numbers) > MOST_BUTTONS:
        options = capacity_options(arrival, t)
        menu = select(
            ids.ARRIVAL_CAPACITY, placeholder=t.plain("onboarding.capacity_choose"), options=options
        )
        return [section(words), actions(menu)]
    buttons = [
        button(t.plain("onboarding.people", count=number), f"{ids.ARRIVAL_CAPACITY}:{number}", value=number)
        for number in numbers
    ]
    return [section(words), actions(*buttons)]


QUESTIONS: Mapping[Question, Callable[[Arrival, Speech], list[Block]]] = {
    Question.LANGUAGE: _ask_language,
    Question.PART: _ask_part,
    Question.NETWORK: _ask_network,
    Question.TOPICS: _ask_topics,
    Question.EXPECTATION: _ask_expectation,
    Question.CAPACITY: _ask_capacity,
}


def _asks_for(arrival: Arrival) -> str:
    """Whoever learns says what they expect, even if they also mentor."""
    return "learn" if part_of(arrival).learns else "offer"


def _places(people: int, arrival: Arrival, t: Speech) -> dict[str, Markup]:
    """People, and what they mean in meetings a month (`field.md` W19)."""
    return {
        "people": t("onboarding.people", count=people),
        "meetings": t("onboarding.meetings", count=meetings_a_month(people, arrival.type.period)),
    }


def _own_words(asked: Question, arrival: Arrival) -> list[Block]:
    """People's own words as plain text: nothing in them is a mention, a channel call or bold."""
    words = arrival.enrolment.expectation if arrival.enrolment else None
    if asked is not Question.EXPECTATION or not words:
        return []
    return [{"type": "section", "text": {**plain(words, SECTION), "emoji": False}}]
