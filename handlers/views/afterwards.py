"""What comes after the end of a mentorship, as each half reads and answers it; and a word to those who keep in touch.

Of the other half it is shown what they share, never that they would rather close.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.domain.afterwards import After
from bot.domain.mentorships import MentorshipState
from bot.programme.after_facts import EndNear, Wished
from bot.programme.afterwards import Question
from bot.programme.in_touch import InTouch
from bot.programme.prompts import Bundle
from bot.texts import Markup, Speech
from handlers import ids
from handlers.views import skills
from handlers.views.blocks import Block, actions, button, divider, quiet, section
from handlers.views.common import open_conversation
from handlers.views.wording import names

#: So many questions stand in Home; the others are in their messages.
MOST_IN_HOME = 5


def near(one: EndNear, said: Bundle, t: Speech) -> list[Block]:
    """The question, the answer that was given, or what became of it."""
    if not one.question.is_open:
        return [section(_closed(one.question, t, said.today))]
    look_back = skills.offer(one.skills, t) if one.skills else []
    return [*_asked(one.question, t, said.today, place=str(one.prompt.id)), *look_back]


def wished(one: Wished, said: Bundle, t: Speech) -> list[Block]:
    """What the other half would like, and the same answers; that it ends as planned, where nobody shares a wish."""
    question = one.question
    if one.renewed:
        return [section(_with_day("afterwards.group_renewed", question, t, said.today))]
    if not question.is_open:
        return [section(_closed(question, t, said.today))]
    return _asked(question, t, said.today, place=str(one.prompt.id), told=True)


def in_home(questions: Sequence[Question], t: Speech, *, today: date) -> list[Block]:
    """While they are open, the nearest end first."""
    shown = questions[:MOST_IN_HOME]
    return [
        block
        for one in shown
        for block in (divider(), *_asked(one, t, today, place=f"home-{one.mentorship.id}"))
    ]


def word(one: InTouch, said: Bundle, t: Speech) -> list[Block]:
    """One line and the way to the other half; what follows is theirs alone."""
    partner = names(one.partners, t)
    if one.stopped:
        return [section(t("afterwards.stopped", partner=partner))]
    links = [open_conversation(t, said.workspace, person) for person in one.partners]
    stop = button(t.plain("afterwards.no_more"), f"{ids.AFTER_NO_MORE}:{one.prompt.id}", value=one.prompt.id)
    day = t.date(one.since, today=said.today)
    return [section(t("afterwards.word", partner=partner, day=day)), actions(*links, stop)]


def _asked(question: Question, t: Speech, today: date, *, place: str, told: bool = False) -> list[Block]:
    return [
        section(Markup.joined(list(_words(question, t, today, told=told)))),
        actions(*_answers(question, t, today, place)),
        quiet(_how(question, t, today)),
    ]


def _how(question: Question, t: Speech, today: date) -> Markup:
    if question.mine is not None:
        return t("afterwards.how_changed", day=t.date(question.ends, today=today))
    return t("afterwards.how_group" if question.mentorship.is_group else "afterwards.how")


def _words(question: Question, t: Speech, today: date, *, told: bool) -> Iterator[Markup]:
    """Where it stands, from what both share to the bare question."""
    if question.together and question.mine is not None:
        yield _with_day(_of("together", question, question.mine), question, t, today)
        return
    if question.theirs is not None:
        yield _with_day(_of("theirs", question, question.theirs), question, t, today)
        if question.mine is not None:
            yield _with_day(_of("apart", question, question.mine), question, t, today)
    elif told:
        yield _with_day("afterwards.as_planned", question, t, today)
    elif question.mine is not None:
        yield _with_day(_of("noted", question, question.mine), question, t, today)
    else:
        group = question.mentorship.is_group
        yield _with_day("afterwards.near_group" if group else "afterwards.near", question, t, today)


def _of(what: str, question: Question, wish: After) -> str:
    """The text for this answer: a group goes on as such, and a mentorship without a term goes on without an end."""
    name = f"group_{wish}" if question.mentorship.is_group else wish.value
    if name == After.GO_ON and question.until is None:
        name = "go_on_endless"
    return f"afterwards.{what}.{name}"


def _answers(question: Question, t: Speech, today: date, place: str) -> Iterator[Block]:
    """What they have not said; what the other half would like comes first to the eye."""
    for wish in question.offered:
        if wish is not question.mine:
            yield button(
                _label(wish, question, t, today),
                f"{ids.AFTER_SAY}:{place}:{wish}",
                value=f"{question.mentorship.id}:{wish}",
                style="primary" if wish is question.theirs and question.mine is None else None,
            )


def _label(wish: After, question: Question, t: Speech, today: date) -> str:
    if wish is After.GO_ON and question.until is not None:
        return t.plain("afterwards.say.go_on_until", day=t.date(question.until, today=today))
    return t.plain(f"afterwards.say.{wish}")


def _closed(question: Question, t: Speech, today: date) -> Markup:
    if question.mentorship.state is MentorshipState.ENDED:
        return t("afterwards.has_ended", partner=names(question.partners, t))
    ends = question.mentorship.ends_on
    if ends is None:
        return t("afterwards.goes_on_endless", partner=names(question.partners, t))
    return t("afterwards.goes_on", partner=names(question.partners, t), day=t.date(ends, today=today))


def _with_day(key: str, question: Question, t: Speech, today: date) -> Markup:
    until = question.mentorship.ends_on if key == "afterwards.group_renewed" else question.until
    return t(
        key,
        partner=names(question.partners, t),
        day=t.date(question.ends, today=today),
        until=t.date(until, today=today) if until else "",
    )
