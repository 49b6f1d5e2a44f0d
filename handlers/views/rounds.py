"""What a coordinator sees of a round while it collects: who has answered, and what people want to learn.

Everything here is for the coordinator's eyes only, in ephemeral messages. It is opened in `opening.py`; the proposals
are in `review.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.domain.people import Person
from bot.domain.programmes import Topic
from bot.domain.rounds import Answer, RoundState
from bot.domain.supply import TopicSupply
from bot.programme.closeness import Withheld
from bot.programme.prompts import Bundle
from bot.programme.round_due import RoundDue, Step
from bot.programme.rounds import OnTopics, Standing
from bot.texts import Markup, Speech, mention
from handlers import ids
from handlers.views.blocks import (
    Block,
    Message,
    actions,
    button,
    confirm,
    header,
    message,
    quiet,
    section,
)
from handlers.views.wording import first_of, names

#: Lines of at most 75 characters and two figures, in a section of 3,000.
TOPICS_IN_A_SECTION = 20
#: Of those who have not answered, so many are named.
MOST_SILENT = 100
#: Of the colleagues who may look instead, so many.
MOST_READERS = 3


def no_round(waiting: int, t: Speech) -> Message:
    return message(
        header(t.plain("rounds.title")),
        section(Markup.joined([t("rounds.none"), t("rounds.waiting", count=waiting)], " ")),
        actions(open_button(t) if waiting else None, menu_button(t)),
    )


def collecting(standing: Standing, t: Speech, *, today: date) -> Message:
    """The round while it collects, or once answers are closed and nothing is proposed yet."""
    return message(
        header(t.plain("rounds.title")),
        section(_until(standing, t, today)),
        section(_answers(standing, t)),
        section(t("rounds.silent", people=_some_names(standing.silent, t))) if standing.silent else None,
        withheld_line(standing.withheld, t),
        actions(
            _close_button(standing, t),
            button(t.plain("rounds.topics_page.open"), ids.ROUND_TOPICS, value=standing.round.id),
            see_button(standing.round.id, t),
            menu_button(t),
        ),
    )


def topics(found: OnTopics, t: Speech) -> Message:
    """What people want to learn beside the places there are for it; where some are missing, what can be done."""
    scarce = [one for one in found.topics if one[1].missing]
    enough = [one for one in found.topics if not one[1].missing]
    return message(
        header(t.plain("rounds.topics_page.title")),
        *_on_topics("rounds.topics_page.scarce", scarce, t),
        section(t("rounds.topics_page.act" if found.is_open else "rounds.topics_page.act_late"))
        if scarce
        else None,
        *_on_topics("rounds.topics_page.enough", enough, t),
        None if found.topics else section(t("rounds.topics_page.none")),
        quiet(t("rounds.topics_page.how")),
        actions(
            button(t.plain("rounds.topics_page.back"), ids.ROUND_SEE, value=found.round.id),
            button(t.plain("people.title"), ids.PEOPLE_OPEN),
        ),
    )


def due(one: RoundDue, said: Bundle, t: Speech) -> list[Block]:
    """For the team: the round waits for them, or has gone on without."""
    found = one.standing.round
    words = section(_due(one, t, said.today))
    follow = button(
        t.plain("admin.see_round"),
        f"{ids.ROUND_FOLLOW}:{one.prompt.id}",
        value=found.id,
        style=None if one.over else "primary",
    )
    return [words, *filter(None, [withheld_line(one.standing.withheld, t)]), actions(follow)]


def _due(one: RoundDue, t: Speech, today: date) -> Markup:
    standing = one.standing
    if one.over:
        return t("rounds.due_over")
    match one.step:
        case Step.ANSWERS:
            day = t.date(standing.round.closes_on, today=today)
            return t("rounds.due_answers", day=day, count=standing.answered, invited=standing.invited)
        case Step.MENTORS:
            return t("rounds.due_mentors")
        case Step.DONE:
            is_over = standing.round.state is RoundState.PUBLISHED
            return t("rounds.due_published" if is_over else "rounds.due_proposed")


def _until(standing: Standing, t: Speech, today: date) -> Markup:
    closes_on = standing.round.closes_on
    day = t.date(closes_on, today=today)
    if not standing.is_open:
        return t("rounds.over", day=day)
    left = max(0, (closes_on - today).days)
    return Markup.joined([t("rounds.collecting", day=day), t("rounds.days_left", count=left)], " ")


def _answers(standing: Standing, t: Speech) -> Markup:
    counted = t("rounds.answered", count=standing.answered, invited=standing.invited)
    silent, answers = standing.invited - standing.answered, standing.answers
    declined = answers[Answer.NOT_THIS_TIME]
    if standing.round.rules.names_mentors:
        by_kind = t(
            "rounds.answers",
            choices=answers[Answer.CHOICES],
            for_me=answers[Answer.CHOOSE_FOR_ME],
            declined=declined,
            silent=silent,
        )
    else:
        by_kind = t(
            "rounds.answers_wished", wished=answers[Answer.CHOOSE_FOR_ME], declined=declined, silent=silent
        )
    return Markup.joined([counted, by_kind])


def _on_topics(title: str, some: Sequence[tuple[Topic, TopicSupply]], t: Speech) -> Iterator[Block]:
    """One line each, as many to a section as it holds."""
    for first in range(0, len(some), TOPICS_IN_A_SECTION):
        lines = [
            t("rounds.topics_page.line", topic=topic.texts[t.language], wanted=one.wanted, places=one.places)
            for topic, one in some[first : first + TOPICS_IN_A_SECTION]
        ]
        yield section(Markup.joined([*([] if first else [t(title)]), *lines]))


def withheld_line(found: Withheld, t: Speech) -> Block | None:
    """Of how many people nothing is told here, and who may look."""
    if not found.rows:
        return None
    who = names(found.seen_by[:MOST_READERS], t)
    instead = t("rounds.seen_by", people=who) if who else t("rounds.seen_by_nobody")
    return quiet(Markup.joined([t("rounds.withheld", count=found.rows), instead], " "))


def _close_button(standing: Standing, t: Speech) -> Block:
    """Closing early is asked twice; once answers are closed there is nothing left to lose."""
    if not standing.is_open:
        return button(t.plain("rounds.propose"), ids.ROUND_PROPOSE, value=standing.round.id, style="primary")
    sure = confirm(
        title=t.plain("rounds.close_title"),
        text=t.plain("rounds.close_text"),
        yes=t.plain("rounds.close_yes"),
        no=t.plain("rounds.close_no"),
    )
    return button(t.plain("rounds.close"), ids.ROUND_PROPOSE, value=standing.round.id, confirm=sure)


def see_button(round_id: int, t: Speech) -> Block:
    return button(t.plain("rounds.refresh"), ids.ROUND_SEE, value=round_id)


def open_button(t: Speech) -> Block:
    return button(t.plain("rounds.open_title"), ids.ROUND_OPEN, style="primary")


def menu_button(t: Speech) -> Block:
    return button(t.plain("admin.menu"), ids.ADMIN_MENU)


def _some_names(people: Sequence[Person], t: Speech) -> Markup:
    return first_of([mention(person.slack_id) for person in people], MOST_SILENT, t)
