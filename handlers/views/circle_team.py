"""The mentors' circle as those who run the programme see it: its dates, who comes, who was there, a page to fill in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

from bot.domain.circles import LENGTHS, LONGEST_PLACE, Often, Session
from bot.domain.people import Person
from bot.programme.circle_attendance import Held
from bot.programme.circle_facts import WhoWasThere
from bot.programme.circle_sessions import Gathering
from bot.programme.circles import Draft, Panel
from bot.programme.prompts import Bundle
from bot.texts import Markup, Speech, mention
from handlers import ids
from handlers.views.blocks import (
    Block,
    Message,
    actions,
    ask,
    button,
    confirm,
    divider,
    header,
    message,
    modal,
    option,
    quiet,
    section,
    select,
    text_input,
)
from handlers.views.circles import box, in_sections, whole_agenda
from handlers.views.common import lines
from handlers.views.wording import first_of

#: More would fill the page; the form names everybody.
MOST_NAMED = 40
MOST_CLOCKS = 4
OFTEN: Mapping[Often, str] = {
    Often.MONTHLY: "circles.often_monthly",
    Often.TWO_MONTHS: "circles.often_two_months",
    Often.QUARTERLY: "circles.often_quarterly",
    Often.FOUR_WEEKS: "circles.often_four_weeks",
    Often.SIX_WEEKS: "circles.often_six_weeks",
}


# -- where it is -------------------------------------------------------------------------------------------------


def panel(found: Panel, t: Speech, *, today: date) -> Message:
    """The next session with all that is known of it, then the last one; before the first, what it is good for."""
    return message(
        header(t.plain("circles.title")),
        *(_coming(found, t, today) if found.next else _none(found, t)),
        *(_last(found.last, t, today) if found.last else ()),
        divider(),
        actions(*_ways_on(found, t)),
    )


def _none(found: Panel, t: Speech) -> Iterator[Block]:
    if found.circle is not None:
        yield section(t("circles.stopped"))
    yield section(lines(t("circles.about"), t("circles.mentors", count=found.mentors)))


def _coming(found: Panel, t: Speech, today: date) -> Iterator[Block]:
    coming, expected = found.next, found.expected
    assert coming is not None
    assert expected is not None
    assert found.following is not None
    after = t.date(t.local(found.following).date(), today=today)
    yield section(
        lines(
            t(
                "circles.next",
                when=t.day_time(coming.session.starts_at, today=today),
                duration=t.duration(coming.circle.minutes),
            ),
            _clocks(found, coming.session.starts_at, t),
            t("circles.place", place=coming.circle.place) if coming.circle.place else "",
            t("circles.rhythm", often=t(OFTEN[coming.circle.often]), day=after),
        )
    )
    come = t("circles.coming", count=len(expected.come), people=_names(expected.come, t))
    left = t("circles.answers", cannot=expected.cannot, silent=expected.silent)
    yield section(lines(come, left))
    yield from whole_agenda(coming, t)
    yield from box(coming, t, today, waits="circles.questions_wait")
    yield actions(_move_button(coming, t), _cancel_button(coming, t))


def _clocks(found: Panel, starts_at: datetime, t: Speech) -> Markup | str:
    """The hour is the reader's own: of mentors elsewhere, what their clocks show."""
    if not found.zones:
        return ""
    shown = [_clock(starts_at, zone, t) for zone in found.zones[:MOST_CLOCKS]]
    left = len(found.zones) - len(shown)
    more = [t("rounds.and_more", count=left)] if left else []
    return t("circles.clocks", clocks=Markup.joined([Markup.joined(shown, " · "), *more], " "))


def _clock(starts_at: datetime, zone: str, t: Speech) -> Markup:
    there = replace(t, zone=zone)
    same_day = there.local(starts_at).date() == t.local(starts_at).date()
    when = there.time(starts_at) if same_day else there.day_time(starts_at)
    return t("circles.clock", when=when, city=t.city(zone))


def _last(held: Held, t: Speech, today: date) -> Iterator[Block]:
    day = t.date(t.local(held.session.starts_at).date(), today=today)
    yield divider()
    yield section(lines(t("circles.last", day=day), _there(held, t)))
    yield actions(_who_button(held.session, t), _summary_button(held.session, t))


def _there(held: Held, t: Speech) -> Markup:
    if not held.noted:
        return t("circles.last_unknown")
    return t("circles.last_there", people=_names(held.there, t)) if held.there else t("circles.last_nobody")


def _names(people: Iterable[Person], t: Speech) -> Markup:
    return first_of([mention(person.slack_id) for person in people], MOST_NAMED, t)


def _ways_on(found: Panel, t: Speech) -> Iterator[Block]:
    runs = found.circle is not None and found.circle.stopped_on is None
    words = "circles.change" if runs else "circles.set"
    yield button(t.plain(words), ids.CIRCLE_SET, style=None if runs else "primary")
    if runs:
        sure = confirm(
            title=t.plain("circles.stop_title"),
            text=t.plain("circles.stop_text"),
            yes=t.plain("circles.stop_yes"),
            no=t.plain("circles.no"),
        )
        yield button(t.plain("circles.stop"), ids.CIRCLE_STOP, confirm=sure)
    yield button(t.plain("admin.menu"), ids.ADMIN_MENU)


def _move_button(coming: Gathering, t: Speech) -> Block:
    return button(t.plain("circles.move"), ids.CIRCLE_MOVE, value=coming.session.id)


def _cancel_button(coming: Gathering, t: Speech) -> Block:
    sure = confirm(
        title=t.plain("circles.cancel_title"),
        text=t.plain("circles.cancel_text"),
        yes=t.plain("circles.cancel_yes"),
        no=t.plain("circles.no"),
    )
    return button(t.plain("circles.cancel"), ids.CIRCLE_CANCEL, value=coming.session.id, confirm=sure)


# -- forms -------------------------------------------------------------------------------------------------------


def form(draft: Draft, t: Speech) -> Block:
    """When, how often, how long, where."""
    often = {one: option(t.plain(words), one.value) for one, words in OFTEN.items()}
    long = {minutes: option(t.duration(minutes), minutes) for minutes in LENGTHS}
    return modal(
        t.plain("circles.title"),
        ask(
            t.plain("circles.form_next" if draft.begun else "circles.form_first"),
            _picker(draft.starts_at),
            block_id="when",
            hint=t.plain("circles.form_when_hint"),
        ),
        _menu("circles.form_often", "often", list(often.values()), often[draft.often], t),
        _menu("circles.form_minutes", "minutes", list(long.values()), long[draft.minutes], t),
        ask(
            t.plain("circles.form_place"),
            text_input("place", most=LONGEST_PLACE, initial=draft.place),
            block_id="place",
            hint=t.plain("circles.form_place_hint"),
            optional=True,
        ),
        quiet(t("circles.form_moves")) if draft.begun else None,
        callback_id=ids.CIRCLE_SET_FORM,
        submit=t.plain("common.save"),
        close=t.plain("common.cancel"),
    )


def move_form(session: Session, t: Speech) -> Block:
    return modal(
        t.plain("circles.move_title"),
        ask(
            t.plain("circles.move_when"),
            _picker(session.starts_at),
            block_id="when",
            hint=t.plain("circles.move_hint"),
        ),
        quiet(t("circles.form_moves")),
        callback_id=ids.CIRCLE_MOVE_FORM,
        submit=t.plain("common.save"),
        close=t.plain("common.cancel"),
        kept=str(session.id),
    )


def who_form(held: Held, t: Speech) -> Block:
    """Whoever was noted; before, whoever had said that they come."""
    there = held.there if held.noted else held.expected
    menu: Block = {"type": "multi_users_select", "action_id": "people"}
    if there:
        menu["initial_users"] = [person.slack_id for person in there]
    return modal(
        t.plain("circles.who"),
        ask(
            t.plain("circles.who_label"),
            menu,
            block_id="people",
            hint=t.plain("circles.who_hint"),
            optional=True,
        ),
        callback_id=ids.CIRCLE_WHO_FORM,
        submit=t.plain("common.save"),
        close=t.plain("common.cancel"),
        kept=str(held.session.id),
    )


def noted(held: Held, t: Speech) -> Message:
    said = t("circles.noted", people=_names(held.there, t)) if held.there else t("circles.noted_nobody")
    return message(section(said))


def _picker(starts_at: datetime) -> Block:
    """It shows the reader's own time, and gives an instant."""
    return {
        "type": "datetimepicker",
        "action_id": "when",
        "initial_date_time": int(starts_at.timestamp()),
    }


def _menu(label: str, name: str, options: list[Block], chosen: Block, t: Speech) -> Block:
    menu = select(name, placeholder=t.plain(label), options=options, chosen=chosen)
    return ask(t.plain(label), menu, block_id=name)


# -- once it is over ---------------------------------------------------------------------------------------------


def over(one: WhoWasThere, said: Bundle, t: Speech) -> list[Block]:
    session = one.held.session
    day = t.date(t.local(session.starts_at).date(), today=said.today)
    words = "circles.over_noted" if one.held.noted else "circles.over"
    return [section(t(words, day=day)), actions(_who_button(session, t), _summary_button(session, t))]


def summary(found: Gathering, t: Speech, theirs: Speech) -> Block:
    """A page to copy: `theirs` is the programme's language, in which it will be posted. Nobody's name is on it."""
    day = theirs.date(theirs.local(found.session.starts_at).date())
    points = [theirs("circles.template_line", words=item.point.words) for item in found.agenda]
    asked = [theirs("circles.template_line", words=words) for words in found.questions]
    blank = theirs("circles.template_line", words="…")
    return modal(
        t.plain("circles.summary"),
        quiet(t("circles.summary_intro")),
        section(theirs("circles.template_title", day=day)),
        *in_sections(theirs("circles.template_agenda"), points or [blank]),
        *(in_sections(theirs("circles.template_questions"), asked) if asked else ()),
        section(theirs("circles.template_agreed")),
        section(theirs("circles.template_next")),
        section(theirs("circles.template_reminder")),
        callback_id="notice",
        submit=None,
        close=t.plain("common.close"),
    )


def _who_button(session: Session, t: Speech) -> Block:
    return button(t.plain("circles.who"), f"{ids.CIRCLE_WHO}:{session.id}", value=session.id)


def _summary_button(session: Session, t: Speech) -> Block:
    return button(t.plain("circles.summary"), f"{ids.CIRCLE_SUMMARY}:{session.id}", value=session.id)
