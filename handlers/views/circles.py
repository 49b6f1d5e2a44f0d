"""The mentors' circle as mentors see it: the invitation, its agenda, and the two forms to put something on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bot.domain.circles import LEAST_MENTORS, LONGEST_WORDS, SessionState, token
from bot.domain.people import Person
from bot.programme.circle_facts import Called
from bot.programme.circle_sessions import Box, Gathering, Item
from bot.programme.prompts import Bundle
from bot.texts import Markup, Speech, mention
from handlers import ids
from handlers.views.blocks import (
    SECTION,
    Block,
    Message,
    actions,
    ask,
    button,
    divider,
    message,
    modal,
    quiet,
    section,
    text_input,
)
from handlers.views.common import lines

#: In a message that asks something else; the whole agenda is one press away.
MOST_SHOWN = 5


# -- in messages -------------------------------------------------------------------------------------------------


def invitation(one: Called, said: Bundle, t: Speech) -> list[Block]:
    """When and where, what is on the agenda so far, and what the reader can do about it."""
    return _asked(one.gathering, t, said.today, words="circles.invitation")


def changed(one: Called, said: Bundle, t: Speech) -> list[Block]:
    """Another date is another question; a session that was called off is none."""
    return _asked(one.gathering, t, said.today, words="circles.moved")


def tomorrow(one: Called, said: Bundle, t: Speech) -> list[Block]:
    """Everything that one needs to come: when, where, the whole agenda, the questions of the box."""
    found, words = one.gathering, "circles.tomorrow"
    if (gone := _gone(found, t, said.today)) is not None:
        return gone
    return [
        section(_when(found, t, said.today, words if found.comes else "circles.invitation")),
        *whole_agenda(found, t),
        *box(found, t, said.today),
        actions(_cannot(found, t) if found.comes else _come(found, t), _put(found, t), _file(found, t)),
    ]


def in_home(found: Gathering | None, t: Speech, *, today: date) -> list[Block]:
    """The next session, for whoever mentors."""
    if found is None:
        return []
    return [divider(), *_open(found, t, today, words="circles.home")]


def _asked(found: Gathering, t: Speech, today: date, *, words: str) -> list[Block]:
    gone = _gone(found, t, today)
    return gone if gone is not None else _open(found, t, today, words=words)


def _open(found: Gathering, t: Speech, today: date, *, words: str) -> list[Block]:
    head = _when(found, t, today, words if found.comes is None or words == "circles.home" else "circles.home")
    takes = found.box is Box.TAKES
    return [
        section(lines(head, _answer(found, t))),
        section(_beginning_of_the_agenda(found, t)),
        actions(
            *_answers(found, t),
            _put(found, t),
            _button("circles.ask", ids.CIRCLE_QUESTION, found, t) if takes else None,
            _button("circles.see_agenda", ids.CIRCLE_AGENDA, found, t) if _has_more(found) else None,
            _file(found, t),
        ),
        *([quiet(t("circles.box_few", least=LEAST_MENTORS))] if found.box is Box.TOO_FEW else []),
    ]


def _has_more(found: Gathering) -> bool:
    """The form shows what is on the agenda, and the questions once they are read."""
    return bool(found.agenda) or found.box is Box.READ


def _gone(found: Gathering, t: Speech, today: date) -> list[Block] | None:
    """What is left to say of a session that is over or was called off; None while it is to come."""
    if found.open:
        return None
    off = found.session.state is SessionState.CANCELLED
    day = t.date(t.local(found.session.starts_at).date(), today=today)
    take_out = _button("dates.file_off", ids.CIRCLE_FILE, found, t) if off and found.comes else None
    return [section(t("circles.cancelled" if off else "circles.begun", day=day), button=take_out)]


def _when(found: Gathering, t: Speech, today: date, words: str) -> Markup:
    when = t.day_time(found.session.starts_at, today=today)
    said = t(words, when=when, duration=t.duration(found.circle.minutes))
    return lines(said, t("circles.place", place=found.circle.place) if found.circle.place else "")


def _answer(found: Gathering, t: Speech) -> Markup | str:
    if found.comes is None:
        return ""
    return t("circles.said_come" if found.comes else "circles.said_cannot")


def _answers(found: Gathering, t: Speech) -> list[Block]:
    """Both as long as nothing is said; then the other one, for whoever changes their mind."""
    if found.comes is None:
        return [_come(found, t, first=True), _cannot(found, t, first=True)]
    return [_cannot(found, t) if found.comes else _come(found, t)]


def _come(found: Gathering, t: Speech, *, first: bool = False) -> Block:
    words = "circles.come" if first else "circles.come_after_all"
    return _button(words, ids.CIRCLE_COME, found, t, style="primary" if first else None, dated=True)


def _cannot(found: Gathering, t: Speech, *, first: bool = False) -> Block:
    words = "circles.cannot" if first else "circles.cannot_after_all"
    return _button(words, ids.CIRCLE_DECLINE, found, t, dated=True)


def _file(found: Gathering, t: Speech) -> Block | None:
    """For whoever comes."""
    return _button("dates.file", ids.CIRCLE_FILE, found, t) if found.comes else None


def _put(found: Gathering, t: Speech) -> Block:
    return _button("circles.put", ids.CIRCLE_POINT, found, t)


def _button(
    words: str, action: str, found: Gathering, t: Speech, *, style: str | None = None, dated: bool = False
) -> Block:
    """One that is `dated` answers for the date that the reader sees, and for no other."""
    session_id = found.session.id
    value = token(found.session) if dated else session_id
    return button(t.plain(words), f"{action}:{session_id}", value=value, style=style)


# -- the agenda --------------------------------------------------------------------------------------------------


def agenda(found: Gathering, reader: Person, t: Speech, *, today: date) -> Block:
    """The whole of it, in a form: one's own points can be taken off again."""
    own = [item for item in found.agenda if item.author.id == reader.id and found.open]
    theirs = [item for item in found.agenda if item not in own]
    take_off = t.plain("circles.take_off")
    return modal(
        t.plain("circles.agenda_title"),
        section(_when(found, t, today, "circles.home")),
        *in_sections(_heading(found, t), (_line(item, t) for item in theirs)),
        *(
            section(
                _line(item, t),
                button=button(take_off, f"{ids.CIRCLE_POINT_DROP}:{item.point.id}", value=item.point.id),
            )
            for item in own
        ),
        *box(found, t, today),
        callback_id="notice",
        submit=None,
        close=t.plain("common.close"),
    )


def whole_agenda(found: Gathering, t: Speech) -> list[Block]:
    return in_sections(_heading(found, t), (_line(item, t) for item in found.agenda))


def questions(asked: Sequence[str], t: Speech) -> list[Block]:
    """In the order in which they came out of the box."""
    said = [t("circles.question", words=words) for words in asked]
    return in_sections(t("circles.questions"), said or [t("circles.questions_none")])


def in_sections(title: str, said: Iterable[str]) -> list[Block]:
    """A heading and its lines, in as few blocks as hold them (`slack.md` §2.1)."""
    full: list[str] = []
    now = title
    for line in said:
        if len(now) + len(line) >= SECTION:
            full.append(now)
            now = line
        else:
            now = f"{now}\n{line}"
    return [section(text) for text in (*full, now)]


def box(
    found: Gathering, t: Speech, today: date, *, waits: str = "circles.questions_later"
) -> Iterator[Block]:
    """What was asked in nobody's name, once it is read; before, the sentence `waits` says from when on."""
    match found.box:
        case Box.READ:
            yield from questions(found.questions, t)
        case Box.TAKES:
            yield quiet(t(waits, day=t.date(found.read_on, today=today)))
        case Box.TOO_FEW:
            yield quiet(t("circles.box_few", least=LEAST_MENTORS))


def _beginning_of_the_agenda(found: Gathering, t: Speech) -> Markup:
    left = len(found.agenda) - MOST_SHOWN
    shown = [_line(item, t) for item in found.agenda[:MOST_SHOWN]]
    return lines(_heading(found, t), *shown, t("circles.more_points", count=left) if left > 0 else "")


def _heading(found: Gathering, t: Speech) -> Markup:
    return t("circles.agenda") if found.agenda else t("circles.agenda_empty")


def _line(item: Item, t: Speech) -> Markup:
    return t("circles.point", words=item.point.words, author=mention(item.author.slack_id))


# -- forms -------------------------------------------------------------------------------------------------------


def point_form(session_id: int, t: Speech) -> Block:
    return modal(
        t.plain("circles.point_title"),
        ask(
            t.plain("circles.point_label"),
            text_input("words", most=LONGEST_WORDS),
            block_id="words",
            hint=t.plain("circles.point_hint"),
        ),
        callback_id=ids.CIRCLE_POINT_FORM,
        submit=t.plain("common.save"),
        close=t.plain("common.cancel"),
        kept=str(session_id),
    )


def question_form(found: Gathering, token: str, t: Speech, *, today: date) -> Block:
    """What is kept is read before it is written. The form carries the id that the question will have."""
    return modal(
        t.plain("circles.question_title"),
        section(t("circles.question_kept", day=t.date(found.read_on, today=today))),
        ask(
            t.plain("circles.question_label"),
            text_input("words", most=LONGEST_WORDS),
            block_id="words",
            hint=t.plain("circles.question_hint"),
        ),
        quiet(t("circles.question_once")),
        callback_id=ids.CIRCLE_QUESTION_FORM,
        submit=t.plain("circles.send"),
        close=t.plain("common.cancel"),
        kept=f"{found.session.id}:{token}",
    )


def point_noted(t: Speech) -> Message:
    return message(section(t("circles.point_noted")))


def question_noted(found: Gathering, t: Speech, *, today: date) -> Message:
    return message(section(t("circles.question_noted", day=t.date(found.read_on, today=today))))
