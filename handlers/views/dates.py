"""A date to meet, as each of its people sees it: proposed, agreed, moved, called off, recalled, and asked about after.

Every button carries the very moment that its message shows (`bot/domain/dates.py: token`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.domain.dates import SHORTER, instant, token
from bot.domain.meetings import Meeting, MeetingState
from bot.domain.people import Person
from bot.domain.prompts import Prompt
from bot.programme.calendar_file import google_link, outlook_link
from bot.programme.date_facts import Reminder
from bot.programme.dates import ABSENT
from bot.programme.facts import News
from bot.programme.others import Others
from bot.programme.outcomes import Became, Outcome
from bot.programme.prompts import Bundle
from bot.texts import Markup, Speech, mention
from handlers import ids
from handlers.views import news, skipping
from handlers.views.blocks import Block, actions, button, quiet, section
from handlers.views.common import open_conversation
from handlers.views.meetings import what
from handlers.views.sheets import lines, progress
from handlers.views.wording import names, when

#: A date no further away than this may have been recalled already, or be too near for it.
SOON = timedelta(days=3)
#: Nobody needs more links to write to somebody.
MOST_LINKS = 3


def partner_plan(one: News, said: Bundle, t: Speech) -> list[Block]:
    """What the other half made of a date: proposed, agreed to, moved or called off; as it stands now."""
    meeting, about = one.meeting, one.prompt.about
    if meeting.state not in (MeetingState.PLANNED, MeetingState.WITHDRAWN):
        return news.partner_log(one, said, t)
    if meeting.held_on < said.today and "gone" not in about:
        return _passed(meeting, one.partners, said, t)
    if "absent" in about:
        return _absent(one, said, t)
    if meeting.state is MeetingState.WITHDRAWN:
        return _gone(meeting, one.partners, one.prompt, said, t, told="gone" in about)
    if "was" in about and meeting.logged_by != said.recipient.id and not meeting.agreed:
        was = t.day_time(instant(about["was"]), today=said.today)
        words = t(
            "dates.moved", partner=names(one.partners, t), was=was, slot=slot(meeting, t, today=said.today)
        )
        return [section(words), _answers(meeting, one.prompt, t)]
    if "shorter" in about and meeting.agreed and meeting.minutes == SHORTER and not _of_many(one.partners):
        words = t("dates.shortened", partner=names(one.partners, t), slot=slot(meeting, t, today=said.today))
        return [section(words), *keep(meeting, one.partners, t), actions(*_changes(meeting, one.prompt, t))]
    return standing(meeting, one.partners, one.prompt, said, t)


def tomorrow(one: Reminder, said: Bundle, t: Speech) -> list[Block]:
    """The working day before: where it stands, and the sheet of that cycle, unless it was shown this week. What the
    same message has just said of that date is not said twice.
    """
    if one.next is None and one.held is None and one.meeting.state is MeetingState.WITHDRAWN:
        if one.meeting.held_on < said.today:
            return _passed(one.meeting, one.partners, said, t)
        return _gone(one.meeting, one.partners, one.prompt, said, t, told=False)
    if one.next is None or one.held is not None:
        return _afterwards(one, said, t)
    date_ = one.next
    recalled = {"partner": names(one.partners, t), "slot": slot(date_, t, today=said.today)}
    sheet = _sheet(one, t)
    if news.tells_the_date(one.prompt, said):
        return [actions(sheet), *_lines(one, t)]
    if _waits_for(date_, said):
        asked = t("dates.tomorrow_theirs", **recalled)
        return [section(asked, button=sheet), _answers(date_, one.prompt, t), *_lines(one, t)]
    if not date_.agreed:
        links = [open_conversation(t, said.workspace, person) for person in one.partners[:MOST_LINKS]]
        unanswered = t("dates.tomorrow_mine", **recalled)
        return [
            section(unanswered, button=sheet),
            actions(*_changes(date_, one.prompt, t), *links),
            *_lines(one, t),
        ]
    return [
        section(t("dates.tomorrow", **recalled), button=sheet),
        actions(*_changes(date_, one.prompt, t, own=_may_cancel(date_, one.partners, said)), file(date_, t)),
        *_lines(one, t),
    ]


def took_place(one: Reminder, said: Bundle, t: Speech) -> list[Block]:
    """The working day after: one press says that they met, another that they did not."""
    gone_by = one.meeting.state is MeetingState.PLANNED and one.next is None
    if not gone_by or one.held is not None or one.skip is not None:
        return _afterwards(one, said, t)
    passed = slot(one.meeting, t, today=said.today)
    meeting = one.meeting.id
    return [
        section(t("dates.took_place", partner=names(one.partners, t), slot=passed)),
        actions(
            button(t.plain("dates.took_yes"), f"{ids.DATE_MET}:{meeting}", value=meeting, style="primary"),
            button(t.plain("dates.took_no"), f"{ids.DATE_NOT_MET}:{meeting}", value=meeting),
        ),
    ]


def standing(
    meeting: Meeting,
    partners: Sequence[Person],
    prompt: Prompt,
    said: Bundle,
    t: Speech,
    *,
    value: object = None,
) -> list[Block]:
    """A date to come, and what this reader can do about it. In a digest the picker's `value` names the mentorship."""
    told = {"partner": names(partners, t), "slot": slot(meeting, t, today=said.today)}
    if isinstance(partners, Others) and partners.group:
        return _of_a_group(meeting, partners, prompt, said, t, value)
    if meeting.agreed:
        changes = actions(*_changes(meeting, prompt, t, value=value))
        words = agreed(meeting, partners, t, today=said.today)
        return [section(words), *keep(meeting, partners, t), changes]
    if _waits_for(meeting, said):
        return [section(t("dates.theirs", **told)), _answers(meeting, prompt, t, value=value)]
    return [section(t("dates.mine", **told)), actions(*_changes(meeting, prompt, t, value=value))]


def slot(meeting: Meeting, t: Speech, *, today: date) -> Markup:
    """As in "mardi 24 mars à 14:30 · 45 minutes", on the reader's clock."""
    parts = [when(meeting, t, today=today)]
    return Markup(" · ".join([*parts, t.duration(meeting.minutes)] if meeting.minutes else parts))


def agreed(meeting: Meeting, partners: Sequence[Person], t: Speech, *, today: date) -> Markup:
    """Both have chosen it. While it is more than a weekend away, nothing recalls it until the day before."""
    words = t("dates.agreed", partner=names(partners, t), slot=slot(meeting, t, today=today))
    return Markup.joined([words, t("dates.until_then")], " ") if meeting.held_on - today > SOON else words


def event_title(partners: Sequence[Person], t: Speech) -> str:
    """What the date is called in a calendar: the other half's name, and nothing of what they talk about."""
    if isinstance(partners, Others) and partners.group:
        return t.plain("dates.event", partner=partners.group)
    return t.plain("dates.event", partner=", ".join(person.name for person in partners))


def line(outcome: Outcome, said: Bundle) -> str | None:
    """The sentence for a date that only one of them has chosen; None for anything else."""
    if outcome.became is not Became.PLANNED or outcome.meeting is None or outcome.meeting.agreed:
        return None
    return "dates.digest_theirs" if _waits_for(outcome.meeting, said) else "dates.digest_mine"


def in_a_line(meeting: Meeting, value: str, name: str, said: Bundle, t: Speech) -> Block:
    """What can be done about a date on a mentor's line of several: `value` begins with the prompt's id."""
    prompt = value.partition(":")[0]
    carried = token(meeting)
    waits = _waits_for(meeting, said)
    accept = button(t.plain("dates.accept"), f"{ids.DATE_ACCEPT}:{name}", value=carried, style="primary")
    met = button(t.plain("prompts.met"), f"{ids.PROMPT_MET}:{name}", value=value)
    move = t.plain("dates.another" if waits else "prompts.move")
    off = t.plain("dates.decline" if waits else "prompts.unplan")
    return actions(
        accept if waits else None,
        met if meeting.agreed else None,
        button(move, f"{ids.PROMPT_PLAN}:{name}", value=value),
        button(off, f"{ids.DATE_DECLINE}:{name}", value=f"{carried}:{prompt}"),
        file(meeting, t) if meeting.agreed else None,
    )


def _of_a_group(
    meeting: Meeting, partners: Others, prompt: Prompt, said: Bundle, t: Speech, value: object
) -> list[Block]:
    """It stands at once: whoever cannot come says so, once."""
    shown = slot(meeting, t, today=said.today)
    mine = meeting.logged_by == said.recipient.id
    if mine:
        words = t("dates.group_mine", group=names(partners, t), slot=shown)
    else:
        words = t(
            "groups.date", partner=names(_author(meeting, partners), t), group=names(partners, t), when=shown
        )
    if prompt.answer == f"{ABSENT}:{token(meeting)}":
        return [section(words), section(t("dates.absent_said"))]
    changes = _changes(meeting, prompt, t, value=value, own=_may_cancel(meeting, partners, said))
    return [section(words), *keep(meeting, partners, t), actions(*changes)]


def _absent(one: News, said: Bundle, t: Speech) -> list[Block]:
    who = [person for person in one.partners if person.id == one.prompt.about["absent"]]
    told = {"slot": slot(one.meeting, t, today=said.today), "group": names(one.partners, t)}
    if one.meeting.state is MeetingState.WITHDRAWN or not who:
        return _gone(one.meeting, one.partners, one.prompt, said, t, told=False)
    words = t("dates.absent", person=mention(who[0].slack_id), **told)
    return [section(words), actions(*_changes(one.meeting, one.prompt, t))]


def _gone(
    meeting: Meeting, partners: Sequence[Person], prompt: Prompt, said: Bundle, t: Speech, *, told: bool
) -> list[Block]:
    """It no longer stands. Whoever is told reads that the other half cannot; whoever called it off, that it is done."""
    if isinstance(partners, Others) and partners.group:
        told = False
    key = "dates.they_cannot" if told else "dates.gone"
    words = t(key, partner=names(partners, t), when=when(meeting, t, today=said.today))
    another = button(t.plain("dates.propose"), f"{ids.PROMPT_PLAN}:{prompt.id}", value=prompt.id)
    off = button(t.plain("dates.file_off"), f"{ids.DATE_FILE}:{meeting.id}", value=meeting.id)
    return [section(words), actions(another, off if meeting.agreed and meeting.starts_at else None)]


def _passed(meeting: Meeting, partners: Sequence[Person], said: Bundle, t: Speech) -> list[Block]:
    """Nothing can be done about it any more; and that one of them said it did not take place is for nobody else."""
    day = when(meeting, t, today=said.today)
    return [section(t("dates.passed", partner=names(partners, t), when=day))]


def _afterwards(one: Reminder, said: Bundle, t: Speech) -> list[Block]:
    """What became of the date since it was spoken of."""
    if one.held is not None and one.held.logged_by != said.recipient.id:
        return news.partner_log(News(prompt=one.prompt, partners=one.partners, meeting=one.held), said, t)
    if one.held is not None:
        correct = button(t.plain("prompts.correct"), f"{ids.LOG_CORRECT}:{one.prompt.id}", value=one.held.id)
        if one.held.state is MeetingState.DISPUTED:
            return [section(t("prompts.answered_disputed")), actions(correct)]
        return [
            section(t("prompts.answered_met", what=what(one.held, t, today=said.today))),
            actions(correct),
        ]
    if one.next is not None:
        return standing(one.next, one.partners, one.prompt, said, t)
    if one.skip is not None:
        change = button(
            t.plain("prompts.change"), f"{ids.PROMPT_CHANGE}:{one.prompt.id}", value=one.prompt.id
        )
        why, *benefit = skipping.why(one.skip, str(one.prompt.id), f"{one.prompt.id}", t)
        return [section(t("prompts.answered_skipped")), actions(why, change), *benefit]
    another = button(t.plain("dates.propose"), f"{ids.PROMPT_PLAN}:{one.prompt.id}", value=one.prompt.id)
    not_now = button(t.plain("prompts.skip"), f"{ids.PROMPT_SKIP}:{one.prompt.id}", value=one.prompt.id)
    words = t("dates.did_not", partner=names(one.partners, t), when=when(one.meeting, t, today=said.today))
    return [section(words), actions(another, not_now if one.open else None)]


def _waits_for(meeting: Meeting, said: Bundle) -> bool:
    """Whether the date waits for this reader's word."""
    return not meeting.agreed and meeting.logged_by != said.recipient.id


def _of_many(partners: Sequence[Person]) -> bool:
    return isinstance(partners, Others) and partners.group is not None


def _may_cancel(meeting: Meeting, partners: Sequence[Person], said: Bundle) -> bool:
    """In a group, "cancel" is offered to whoever set the date; the others say that they cannot come."""
    return not _of_many(partners) or meeting.logged_by == said.recipient.id


def _answers(meeting: Meeting, prompt: Prompt, t: Speech, *, value: object = None) -> Block:
    carried, name = token(meeting), f"{prompt.id}:{meeting.id}"
    return actions(
        button(t.plain("dates.accept"), f"{ids.DATE_ACCEPT}:{name}", value=carried, style="primary"),
        button(t.plain("dates.another"), f"{ids.PROMPT_PLAN}:{name}", value=value or prompt.id),
        button(t.plain("dates.decline"), f"{ids.DATE_DECLINE}:{name}", value=f"{carried}:{prompt.id}"),
    )


def _changes(
    meeting: Meeting, prompt: Prompt, t: Speech, *, value: object = None, own: bool = True
) -> tuple[Block, Block]:
    carried, name = f"{token(meeting)}:{prompt.id}", f"{prompt.id}:{meeting.id}"
    return (
        button(t.plain("prompts.move"), f"{ids.PROMPT_PLAN}:{name}", value=value or prompt.id),
        button(
            t.plain("prompts.unplan" if own else "dates.decline"), f"{ids.DATE_DECLINE}:{name}", value=carried
        ),
    )


def file(meeting: Meeting, t: Speech) -> Block | None:
    """The date as a file for one's calendar; None where only the day is known."""
    if meeting.starts_at is None:
        return None
    return button(t.plain("dates.file"), f"{ids.DATE_FILE}:{meeting.id}", value=meeting.id)


def keep(meeting: Meeting, partners: Sequence[Person], t: Speech) -> list[Block]:
    """A file, and calendars that open with the event filled in; nothing where only the day is known."""
    if meeting.starts_at is None:
        return []
    title = event_title(partners, t)
    google, outlook = google_link(meeting, title=title), outlook_link(meeting, title=title)
    links = (
        button(t.plain("dates.google"), f"{ids.OPEN_LINK}:google:{meeting.id}", url=google),
        button(t.plain("dates.outlook"), f"{ids.OPEN_LINK}:outlook:{meeting.id}", url=outlook),
    )
    return [actions(file(meeting, t), *links)]


def _sheet(one: Reminder, t: Speech) -> Block:
    value = one.prompt.mentorship_id
    return button(t.plain("prompts.sheet_open"), f"{ids.SHEET_OPEN}:{one.prompt.id}", value=value)


def _lines(one: Reminder, t: Speech) -> list[Block]:
    """The sheet, or where it stands when its lines were shown this week."""
    if one.page is None:
        return []
    if not one.shown:
        return lines(one.page, t)
    return [quiet(t("dates.sheet", title=one.page.title[t.language], progress=progress(one.page, t)))]


def _author(meeting: Meeting, partners: Sequence[Person]) -> tuple[Person, ...]:
    return tuple(person for person in partners if person.id == meeting.logged_by) or tuple(partners)
