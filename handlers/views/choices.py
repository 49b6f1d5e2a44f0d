"""What a mentee sees of a round: the invitation, the form with three ranked menus, the answer said back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from bot.domain.fit import Offer
from bot.domain.people import Person
from bot.domain.programmes import Mode
from bot.domain.rounds import Answer, Barred, ChoiceRefused, RoundState
from bot.programme.browsing import Card, Shelf
from bot.programme.choosing import Invited
from bot.programme.prompts import Bundle
from bot.programme.round_facts import Call
from bot.texts import Markup, Speech, mention
from handlers import ids
from handlers.views.blocks import (
    OPTION,
    Block,
    Message,
    actions,
    ask,
    button,
    cut,
    message,
    modal,
    option,
    quiet,
    section,
    select,
)
from handlers.views.wording import language_name

#: The form's three questions, by block id, in order of preference.
PLACES: Mapping[str, str] = {"first": "choices.first", "second": "choices.second", "third": "choices.third"}
ANSWERS: Mapping[Answer, str] = {
    Answer.CHOICES: "choices.what_choices",
    Answer.CHOOSE_FOR_ME: "choices.for_me",
    Answer.NOT_THIS_TIME: "choices.not_now",
}
#: Where the programme looks for each mentor.
WISHES: Mapping[Answer, str] = {
    Answer.CHOOSE_FOR_ME: "choices.yes",
    Answer.NOT_THIS_TIME: "choices.not_now",
}
INVITATIONS: Mapping[Mode, str] = {
    Mode.THREE_CHOICES: "choices.invitation",
    Mode.SUGGESTED: "choices.invitation_suggested",
    Mode.BY_COORDINATOR: "choices.invitation_by_hand",
}
REMINDERS: Mapping[Mode, str] = {
    Mode.THREE_CHOICES: "choices.reminder",
    Mode.SUGGESTED: "choices.reminder_wish",
    Mode.BY_COORDINATOR: "choices.reminder_wish",
}
SAID_YES: Mapping[Mode, str] = {
    Mode.THREE_CHOICES: "choices.said_for_me",
    Mode.SUGGESTED: "choices.said_suggested",
    Mode.BY_COORDINATOR: "choices.said_by_hand",
}
WRONG: Mapping[Barred, str] = {
    Barred.MISSING: "choices.wrong_missing",
    Barred.TWICE: "choices.wrong_twice",
    Barred.ONESELF: "choices.wrong_oneself",
    Barred.LINE: "choices.wrong_line",
    Barred.FULL: "choices.wrong_full",
    Barred.UNAVAILABLE: "choices.wrong_unavailable",
}
#: Beside the name of somebody who was looked for in a menu and cannot be chosen.
BARRED: Mapping[Barred, str] = {
    Barred.ONESELF: "choices.option_oneself",
    Barred.LINE: "choices.option_line",
    Barred.FULL: "choices.option_full",
}
#: A network's name may take that much of a line that also holds topics, a language and places.
NETWORK = 22
#: And so much the languages of somebody who speaks many.
LANGUAGES = 24
#: Of those who cannot be chosen, so many are named.
MOST_NAMED = 12
SEPARATOR = " · "


def invitation(one: Call, said: Bundle, t: Speech) -> list[Block]:
    """The invitation within a message of the ledger; drawn again, it shows what was answered."""
    return asked(one.invited, t, today=said.today, again=one.again)


def asked(mine: Invited, t: Speech, *, today: date, again: bool = False) -> list[Block]:
    """The question with its answers, or the answer given; wherever a mentee meets the round. It is put `again` in the
    reminder.
    """
    day = t.date(mine.round.closes_on, today=today)
    if mine.answer is not None:
        return _answered(mine, t, day)
    if not mine.is_open:
        return [section(t("choices.over_silent", day=day))]
    words = _question(mine, again=again)
    if not mine.round.rules.names_mentors:
        return [section(t(words, day=day)), quiet(t("choices.free")), actions(*wishes(mine.round.id, t))]
    return [
        section(t(words, day=day)),
        quiet(t("choices.invitation_kept"), t("choices.free")),
        choices_to_make(mine.round.id, t),
    ]


def _question(mine: Invited, *, again: bool) -> str:
    """Whoever looks for a mentor by themselves has no round open around them."""
    rules = mine.round.rules
    if mine.round.solo:
        return "choices.alone" if rules.names_mentors else "choices.alone_wish"
    return (REMINDERS if again else INVITATIONS)[rules.mode]


def wishes(round_id: int, t: Speech) -> list[Block]:
    """The two answers of a round in which the programme looks for each mentor."""
    yes = button(t.plain("choices.yes"), f"{ids.CHOICES_FOR_ME}:{round_id}", value=round_id, style="primary")
    return [yes, button(t.plain("choices.not_now"), f"{ids.CHOICES_NOT_NOW}:{round_id}", value=round_id)]


def choices_to_make(round_id: int, t: Speech) -> Block:
    """The three answers, as buttons, and a way to see whom one may choose."""
    return actions(
        button(t.plain("choices.choose"), f"{ids.CHOICES_OPEN}:{round_id}", value=round_id, style="primary"),
        look_around(round_id, t),
        button(t.plain("choices.for_me"), f"{ids.CHOICES_FOR_ME}:{round_id}", value=round_id),
        button(t.plain("choices.not_now"), f"{ids.CHOICES_NOT_NOW}:{round_id}", value=round_id),
    )


def look_around(round_id: int, t: Speech) -> Block:
    """The button that opens the page of mentors, in a message, in Home and in the form."""
    return button(t.plain("choices.look_around"), f"{ids.BROWSE_OPEN}:{round_id}", value=round_id)


def receipt(mine: Invited, t: Speech, *, today: date) -> Message:
    return message(*asked(mine, t, today=today))


def form(mine: Invited, shelf: Shelf, t: Speech, *, kept: str) -> Block:
    """Three menus, because a menu of several keeps no order. Whoever has answered may also change to another
    answer. Where a chosen mentor has left, the next one moves up.
    """
    changing = mine.answer is not None
    known = [(person, _chosen(person.id, shelf, t)) for person in mine.choices]
    chosen = [one for _, one in known if one is not None]
    gone = [person for person, one in known if one is None]
    return modal(
        t.plain("choices.title"),
        actions(look_around(mine.round.id, t), block_id="look_around"),
        _other_answers(mine, t) if changing else None,
        *_menus([*chosen, None, None, None], t, optional=changing),
        quiet(t("choices.hint"), *_missing(shelf, gone, t)),
        callback_id=ids.CHOICES_FORM,
        submit=t.plain("common.save"),
        close=t.plain("common.cancel"),
        kept=kept,
    )


def wish_form(mine: Invited, t: Speech, *, kept: str) -> Block:
    """Changing one's answer where nobody is named."""
    return modal(
        t.plain("choices.what"),
        _other_answers(mine, t),
        callback_id=ids.CHOICES_FORM,
        submit=t.plain("common.save"),
        close=t.plain("common.cancel"),
        kept=kept,
    )


def option_of(card: Card, t: Speech) -> Block:
    """A mentor in a menu: the name, and in one line network, topics, languages and free places."""
    return option(card.offer.name, card.offer.person_id, description=described(card, t))


def option_of_barred(offer: Offer, why: Barred, t: Speech) -> Block:
    """Somebody who cannot be chosen, and why: picked all the same, the form says it again."""
    return option(offer.name, offer.person_id, description=t.plain(BARRED[why]))


def described(card: Card, t: Speech) -> str:
    """Topics give way first, then languages: network and places always fit."""
    network = [cut(card.offer.network, NETWORK)] if card.offer.network else []
    languages = cut("/".join(language_name(code, t) for code in card.offer.languages), LANGUAGES)
    places = _counted("choices.places", card.offer.free_places, t)
    room = OPTION - len(SEPARATOR.join([*network, "", languages, places]))
    topics = _topics_within(room, [topic.texts[t.language] for topic in card.topics], t)
    return SEPARATOR.join([*network, *topics, languages, places])


def mistakes(refused: ChoiceRefused, t: Speech) -> dict[str, str]:
    """What to mend, beside each menu."""
    blocks = list(PLACES)
    return {
        blocks[place]: t.plain(WRONG[why]) for place, why in refused.places.items() if place < len(blocks)
    }


def _answered(mine: Invited, t: Speech, day: str) -> list[Block]:
    not_now = mine.answer is Answer.NOT_THIS_TIME
    if mine.is_open:
        change = button(t.plain("choices.change"), f"{ids.CHOICES_OPEN}:{mine.round.id}", value=mine.round.id)
        until = "choices.alone_until" if mine.round.solo else "choices.until"
        note = t("choices.until_not_now" if not_now else until, day=day)
        around = look_around(mine.round.id, t) if mine.round.rules.names_mentors else None
        return [section(_said(mine, t)), quiet(note), actions(change, around)]
    if mine.round.state is RoundState.PUBLISHED:
        return [section(_said(mine, t)), quiet(t("choices.published"))]
    over = "choices.alone_over" if mine.round.solo else "choices.over"
    note = t("choices.over_not_now" if not_now else over, day=day)
    return [section(_said(mine, t)), quiet(note)]


def _said(mine: Invited, t: Speech) -> Markup:
    match mine.answer:
        case Answer.CHOICES:
            lines = [
                t("choices.said_name", rank=rank, mentor=mention(person.slack_id))
                for rank, person in enumerate(mine.choices, start=1)
            ]
            return t("choices.said_choices", names=Markup.joined(lines))
        case Answer.CHOOSE_FOR_ME:
            return t(SAID_YES[mine.round.rules.mode])
        case _:
            return t("choices.said_not_now")


def _other_answers(mine: Invited, t: Speech) -> Block:
    answers = ANSWERS if mine.round.rules.names_mentors else WISHES
    offered = {answer: option(t.plain(key), answer.value) for answer, key in answers.items()}
    radio: Block = {
        "type": "radio_buttons",
        # Drawn again after another answer, it must not keep what stood there: another answer is another name.
        "action_id": f"what:{mine.answer}",
        "options": list(offered.values()),
        "initial_option": offered.get(mine.answer or Answer.CHOICES, next(iter(offered.values()))),
    }
    return ask(t.plain("choices.what"), radio, block_id="what")


def _chosen(mentor_id: int, shelf: Shelf, t: Speech) -> Block | None:
    """Whoever was chosen and cannot be had any more stays in view, with why, until the reader decides."""
    if offer := shelf.find(mentor_id):
        return option_of(shelf.card(offer), t)
    for offer, why in shelf.barred():
        if offer.person_id == mentor_id:
            return option_of_barred(offer, why, t)
    return None


def _menus(chosen: Sequence[Block | None], t: Speech, *, optional: bool) -> Iterator[Block]:
    for number, (block_id, label) in enumerate(PLACES.items()):
        one = chosen[number]
        # A menu that is drawn again with another mentor in it has another name, or Slack would keep what it held.
        held = f":{one['value']}" if one else ""
        menu = select(
            f"{ids.CHOICES_SEARCH}:{block_id}{held}",
            placeholder=t.plain("choices.search"),
            external=True,
            chosen=one,
        )
        yield ask(t.plain(label), menu, block_id=block_id, optional=optional or number > 0)


def _missing(shelf: Shelf, gone: Sequence[Person], t: Speech) -> Iterator[Markup]:
    """Who cannot be chosen is said, and why: a name that is silently missing looks like a mistake."""
    if gone:
        yield t("choices.missing_gone", people=_named(gone, t))
    if shelf.line:
        yield t("choices.missing_line", people=_named(shelf.line, t))
    if shelf.full:
        yield t("choices.missing_full", people=_named(shelf.full, t))


def _named(people: Sequence[Offer | Person], t: Speech) -> Markup:
    shown = [person.name for person in people[:MOST_NAMED]]
    if len(people) > MOST_NAMED:
        return t("choices.and_others", people=", ".join(shown), count=len(people) - MOST_NAMED)
    return t.list(shown)


def _topics_within(room: int, topics: Sequence[str], t: Speech) -> Iterable[str]:
    """As many whole topics as fit, and how many more there are; the first one cut if none fits whole."""
    for shown in range(len(topics), 0, -1):
        rest = len(topics) - shown
        line = ", ".join([*topics[:shown], *([_counted("choices.more_topics", rest, t)] if rest else [])])
        if len(line) <= room:
            return [line]
    return [cut(topics[0], room)] if topics and room > 3 else []


@lru_cache(maxsize=256)
def _counted(key: str, count: int, t: Speech) -> str:
    """A hundred mentors of a menu have the same few numbers of places; to write a number takes Babel its time."""
    return t.plain(key, count=count)
