"""What a programme file may say besides its rhythm and its sheets: whom it prepares, what it expects, what to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from bot.domain.programmes import (
    Audience,
    Card,
    Expectation,
    Matching,
    Moment,
    Preparation,
    Resource,
    RoleTag,
    Texts,
)
from bot.domain.questions import Question
from bot.domain.quiet_weeks import QuietWeeks
from bot.domain.rounds import MOST_MENTORS_DAYS
from bot.programme.type_texts import PAGE, PARAGRAPH, TITLE, keyed, lines, texts
from bot.programme.yaml_fields import Field

#: The language and the part always come first: nobody can answer in a language they do not read, and what else is
#: asked hangs on the part.
LATER: Final = tuple(one for one in Question if one not in (Question.LANGUAGE, Question.PART))
#: Quiet weeks: so many times a year, and for how many days at most, so that a programme is not quiet for good.
MOST_SPANS: Final = 6
LONGEST_SPAN: Final = 42
#: What is read is read by people.
READERS: Final = (Audience.EVERYONE, Audience.MENTORS, Audience.MENTEES)


def approval(field: Field) -> bool:
    """`mentors`: whether a coordinator says yes to each of them first (`field.md` I1)."""
    return field.fields(required=("approval",))["approval"].yes_or_no()


def preparation(field: Field) -> Preparation:
    """`preparation`: the cards that mentors read before they begin, and whether they have to (I5)."""
    fields = field.fields(required=("required", "cards"))
    cards = tuple(
        Card(
            key=card["key"].key(),
            title=texts(card["title"], longest=TITLE),
            texts=texts(card["text"], longest=PAGE),
        )
        for _, card in keyed(fields["cards"], least=2, most=10, required=("title", "text"))
    )
    return Preparation(required=fields["required"].yes_or_no(), cards=cards)


def expectations(field: Field) -> tuple[Expectation, ...]:
    """`expectations`: what both halves of a pair say yes to, one by one (G10)."""
    return tuple(
        Expectation(
            key=fields["key"].key(),
            title=texts(fields["title"], longest=TITLE),
            texts=texts(fields["text"], longest=PARAGRAPH),
        )
        for _, fields in keyed(field, most=5, required=("title", "text"))
    )


def resources(field: Field) -> tuple[Resource, ...]:
    """`resources`: what to read, when, and for whom (F14)."""
    required = ("title", "text", "moment", "audience")
    entries = keyed(field, most=20, required=required, optional=("link",))
    return tuple(_resource(fields) for _, fields in entries)


def roles(field: Field) -> tuple[RoleTag, ...]:
    """`roles`: those that people may hold in the company (W22)."""
    return tuple(RoleTag(key=key, texts=words) for key, words in lines(field, most=20))


def why(field: Field) -> Mapping[Audience, Texts]:
    """`why`: the company's own reasons to take part; those it does not give are not made up (G2)."""
    fields = field.fields(required=(), optional=tuple(Audience))
    return {Audience(name): texts(reason, longest=PARAGRAPH) for name, reason in fields.items()}


def values(field: Field) -> Texts:
    """`values`: the company's (W6)."""
    return texts(field, longest=PARAGRAPH)


def emergency(field: Field) -> Texts:
    """`emergency`: whom to call at once, said to whoever writes that they are in distress (W13)."""
    return texts(field, longest=PARAGRAPH)


def arrival(field: Field) -> tuple[Question, ...]:
    """`arrival`: which question comes right after which; those that it does not place keep their order."""
    after: dict[Question, Question] = {}
    named: dict[Question, Field] = {}
    for entry in field.each(most=len(LATER)):
        fields = entry.fields(required=("ask", "after"))
        ask, before = fields["ask"], fields["after"]
        placed, place = ask.one_of(LATER), before.one_of((Question.PART, *LATER))
        if placed == ask.value and placed in after:
            ask.wrong(f"must be a question that no other entry places; '{placed}' is placed already.")
        elif (placed, place) == (ask.value, before.value):
            after[placed], named[placed] = place, before
    for loop in _loops(after):
        told = " after ".join(f"'{question}'" for question in (*loop, loop[0]))
        named[loop[0]].wrong(f"makes a question that loops ({told}): it must be one that is asked before.")
    return tuple(_in_order(after))


def matching(field: Field) -> Matching:
    """`matching`: what a round begins with, until a coordinator says otherwise (issue C, item 1)."""
    rules = ("other_team", "other_entity", "other_network")
    fields = field.fields(required=(), optional=(*rules, "mentors_days"))
    days = fields["mentors_days"].whole(least=0, most=MOST_MENTORS_DAYS) if "mentors_days" in fields else None
    said = {name: fields[name].yes_or_no() for name in rules if name in fields}
    return Matching(**said) if days is None else Matching(**said, mentors_days=days)


def quiet_weeks(field: Field) -> tuple[QuietWeeks, ...]:
    """`quiet_weeks`: weeks in which nobody is nudged, every year (C13)."""
    return tuple(_quiet(entry) for entry in field.each(most=MOST_SPANS))


def _quiet(entry: Field) -> QuietWeeks:
    told = len(entry.mistakes)
    fields = entry.fields(required=("from", "to"))
    span = QuietWeeks(begins=fields["from"].month_and_day(), ends=fields["to"].month_and_day())
    if span.days > LONGEST_SPAN and len(entry.mistakes) == told:
        fields["to"].wrong(f"must make {LONGEST_SPAN} days with 'from' at most, and makes {span.days}.")
    return span


def _loops(after: Mapping[Question, Question]) -> Iterator[list[Question]]:
    """Each circle of questions that wait for each other, once."""
    told: set[Question] = set()
    for start in after:
        road = [start]
        while (before := after.get(road[-1])) is not None and before not in road:
            road.append(before)
        if before == start and start not in told:
            told.update(road)
            yield road


def _in_order(after: Mapping[Question, Question]) -> Iterator[Question]:
    """The usual order, in which each question that was placed follows the one that it was placed after."""

    def and_followers(question: Question) -> Iterator[Question]:
        yield question
        for follower, before in after.items():
            if before is question:
                yield from and_followers(follower)

    for question in Question:
        if question not in after:
            yield from and_followers(question)


def _resource(fields: Mapping[str, Field]) -> Resource:
    return Resource(
        key=fields["key"].key(),
        title=texts(fields["title"], longest=TITLE),
        texts=texts(fields["text"], longest=PAGE),
        link=fields["link"].link() if "link" in fields else None,
        moment=fields["moment"].one_of(Moment),
        audience=fields["audience"].one_of(READERS),
    )
