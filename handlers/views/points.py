"""Topics and promised actions: in the sheet's message, as boxes in its form, and the small form that adds one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from bot.domain.people import Person
from bot.domain.points import LONGEST_POINT, Point, PointKind
from bot.programme.sheets import Page
from bot.texts import Markup, Speech, escape, mention
from handlers import ids
from handlers.views.blocks import (
    BOXES,
    OPTION,
    SECTION,
    Block,
    actions,
    ask,
    button,
    checkboxes,
    confirm,
    cut,
    date_picker,
    modal,
    option,
    quiet,
    section,
    select,
    text_input,
)

#: A sheet shows so many; one person adds no more, but in a group each may share theirs.
MOST_SHOWN = 40
#: Buttons to share with, and the characters of a topic that one of them names.
MOST_TO_SHARE, NAMED = 10, 45
#: Characters of a topic in the question before it is shared.
IN_A_QUESTION = 150
#: What is added, as the form's value: a topic of one's own or shared; an action goes by `action:` and a person's id.
TOPIC, SHARED, ACTION = "topic", "shared", "action"
Said = TypeVar("Said", bound=str)
BY = {PointKind.TOPIC: "points.proposed_by", PointKind.ACTION: "points.promised_by"}
BY_ON = {PointKind.TOPIC: "points.proposed_by_on", PointKind.ACTION: "points.promised_by_on"}


def in_message(page: Page, t: Speech) -> list[Block]:
    """Under the lines of the sheet: what is shared, then what is the reader's alone; and the way to add something."""
    shared, private = _apart(page)
    groups = [(t("points.shared_title"), shared), (t("points.private_title"), private)]
    return [
        *(section(words) for title, points in groups if points for words in _told(title, points, page, t)),
        *_left(page, t),
        actions(add_button(page.sheet.mentorship_id, t)),
    ]


def in_form(page: Page, t: Speech, ticked: frozenset[int]) -> list[Block]:
    """Boxes for each group, ticked as they were when the form was opened; sharing takes one press."""
    shared, private = _apart(page)
    return [
        *_boxes("points", t.plain("points.shared_label"), shared, page, t, ticked),
        *_boxes("private", t.plain("points.private_label"), private, page, t, ticked),
        *_sharing([point for point in private if not point.is_done], page, t),
        *_left(page, t),
    ]


def add_button(mentorship_id: int, t: Speech) -> Block:
    """From the sheet's form, from its message, from anywhere else."""
    return button(t.plain("points.add"), f"{ids.POINT_ADD}:{mentorship_id}", value=mentorship_id)


def form(page: Page, reader: Person, t: Speech, *, kept: str) -> Block:
    """What, and whose: a topic is kept to oneself unless one says otherwise."""
    return modal(
        t.plain("points.form_title"),
        ask(
            t.plain("points.words_label"),
            text_input("words", most=LONGEST_POINT),
            block_id="words",
            hint=t.plain("points.words_hint"),
        ),
        ask(t.plain("points.what_label"), _choice(page, reader, t), block_id="what"),
        ask(
            t.plain("points.day_label"),
            date_picker("day"),
            block_id="day",
            hint=t.plain("points.day_hint"),
            optional=True,
        ),
        callback_id=ids.POINT_FORM,
        submit=t.plain("points.form_send"),
        close=t.plain("common.cancel"),
        kept=kept,
    )


def line(point: Point, page: Page, t: Speech, *, alone: bool = True) -> Markup:
    """One of them in a sentence, with who promised or proposed it, since when and for when; standing `alone`, also that
    nobody else sees it.
    """
    words = escape(point.words)
    remarks = _remarks(point, page, t, say=t, name=lambda person: mention(person.slack_id))
    if alone and not point.shared:
        remarks = [t("points.only_you"), *remarks]
    if not remarks:
        return t("sheets.line", words=words)
    return t("sheets.line_with", words=words, remark=Markup.joined(remarks, ", "))


def _apart(page: Page) -> tuple[Sequence[Point], Sequence[Point]]:
    """What everybody sees, and what only the reader does."""
    shown = page.points[:MOST_SHOWN]
    return [one for one in shown if one.shared], [one for one in shown if not one.shared]


def _told(title: Markup, points: Sequence[Point], page: Page, t: Speech) -> Iterator[Markup]:
    """As many lines in one block as it takes."""
    some: list[Markup] = [title]
    for said in (line(point, page, t, alone=False) for point in points):
        if len(Markup.joined([*some, said])) > SECTION:
            yield Markup.joined(some)
            some = []
        some.append(said)
    yield Markup.joined(some)


def _remarks(
    point: Point, page: Page, t: Speech, *, say: Callable[..., Said], name: Callable[[Person], str]
) -> list[Said]:
    """Whose it is, since when, for when: of one's own topics that is on their title already."""
    since, came_before = t.date(t.local(point.at).date()), point.came_before(page.sheet.cycle)
    person = page.people.get((point.owner_id if point.is_action else point.by_id) or 0)
    who = t.plain("points.somebody") if person is None else name(person)
    if person is not None and person.id == page.reader_id:
        who = t.plain("points.you")
    said = []
    if point.shared:
        said.append(say((BY_ON if came_before else BY)[point.kind], who=who, day=since))
    elif came_before:
        said.append(say("points.since", day=since))
    if point.due_on is not None:
        said.append(say("points.due", day=t.date(point.due_on)))
    if point.is_done:
        said.append(say("points.done"))
    return said


def _boxes(
    group: str, label: str, points: Sequence[Point], page: Page, t: Speech, ticked: frozenset[int]
) -> Iterator[Block]:
    for start in range(0, len(points), BOXES):
        some = points[start : start + BOXES]
        boxes = [_box(point, page, t) for point in some]
        chosen = [box for box, point in zip(boxes, some, strict=True) if point.id in ticked]
        name = label if start == 0 else t.plain("sheets.boxes_more")
        element = checkboxes("boxes", boxes, chosen=chosen)
        yield ask(name, element, block_id=f"{group}_{start // BOXES}", optional=True)


def _box(point: Point, page: Page, t: Speech) -> Block:
    remarks = _remarks(point, page, t, say=t.plain, name=lambda person: person.first_name)
    return option(
        cut(point.words, OPTION), point.id, description=cut(", ".join(remarks), OPTION) if remarks else None
    )


def _sharing(private: Sequence[Point], page: Page, t: Speech) -> list[Block]:
    """One press each; of several, the button says which."""
    if not private:
        return []
    if len(private) == 1:
        return [actions(_share(private[0], _with_whom(page, t), page, t))]
    named = (t.plain("points.share_this", words=cut(point.words, NAMED)) for point in private)
    shares = [
        _share(point, label, page, t) for point, label in zip(private[:MOST_TO_SHARE], named, strict=False)
    ]
    return [actions(*shares)]


def _share(point: Point, label: str, page: Page, t: Speech) -> Block:
    """Asked once more: what was read cannot be unread."""
    words = cut(point.words, IN_A_QUESTION)
    if len(page.partners) == 1:
        text = t.plain("points.sure", words=words, who=page.partners[0].first_name)
    else:
        text = t.plain("points.sure_all", words=words)
    asked = confirm(
        title=t.plain("points.sure_title"),
        text=text,
        yes=t.plain("points.sure_yes"),
        no=t.plain("points.sure_no"),
    )
    return button(label, f"{ids.POINT_SHARE}:{point.id}", value=point.id, confirm=asked)


def _with_whom(page: Page, t: Speech) -> str:
    if len(page.partners) == 1:
        return t.plain("points.share_with", who=page.partners[0].first_name)
    return t.plain("points.share_with_all")


def _left(page: Page, t: Speech) -> list[Block]:
    more = len(page.points) - MOST_SHOWN
    return [quiet(t("points.more", count=more))] if more > 0 else []


def _choice(page: Page, reader: Person, t: Speech) -> Block:
    """What it is, and whose, in one answer: a promise has somebody who made it, and is no secret."""
    pair = len(page.partners) == 1
    shared = (
        t.plain("points.topic_with", who=page.partners[0].first_name)
        if pair
        else t.plain("points.topic_with_all")
    )
    promised = [
        t.plain("points.action_of", who=one.first_name if pair else one.name) for one in page.partners
    ]
    options = [
        option(t.plain("points.topic"), TOPIC, description=t.plain("points.topic_later")),
        option(shared, SHARED),
        option(t.plain("points.action_mine"), f"{ACTION}:{reader.id}"),
        *(option(words, f"{ACTION}:{one.id}") for words, one in zip(promised, page.partners, strict=True)),
    ]
    if len(options) > BOXES:
        return select("what", placeholder=t.plain("points.what_label"), options=options, chosen=options[0])
    return {
        "type": "radio_buttons",
        "action_id": "what",
        "options": options,
        "initial_option": options[0],
    }
