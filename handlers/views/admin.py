"""What coordinators see first: the programme at a glance, and what they can do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.domain.rounds import RoundState
from bot.programme.rounds import Glance
from bot.texts import Markup, Speech
from handlers import ids
from handlers.views import contacts, objectives, pulses, rights, story_channel
from handlers.views.blocks import Block, Message, actions, button, fields, header, message, quiet, section


def menu(glance: Glance, t: Speech, *, today: date, changes: int = 0) -> Message:
    """In a few figures, each said in words, then the way on."""
    return message(
        header(t.plain("admin.title")),
        fields(
            t("admin.without", count=glance.without_a_mentor),
            t("admin.people", count=glance.mentees),
            t("admin.mentors", count=glance.mentors),
            t("admin.places", free=glance.free, places=glance.places),
        ),
        section(Markup.joined([_round(glance, t, today), t("admin.unanswered", count=glance.unanswered)])),
        actions(
            *_ways_on(glance, t),
            button(t.plain("without.title"), ids.WITHOUT_OPEN) if glance.without_a_mentor else None,
            button(t.plain("people.title"), ids.PEOPLE_OPEN),
            button(t.plain("newcomers.title"), ids.NEWCOMERS_OPEN),
            button(t.plain("groups.title"), ids.GROUPS_OPEN),
            button(t.plain("circles.title"), ids.CIRCLE_OPEN),
            button(t.plain("templates.open"), ids.TEMPLATES_OPEN),
            _changes(changes, t),
            pulses.open_button(t),
            objectives.open_button(t),
            contacts.open_button(t),
            story_channel.open_button(t),
            rights.open_button(t),
        ),
        quiet(t("admin.hint")),
    )


def helped(t: Speech, *, unknown: bool) -> Message:
    return message(
        section(t("admin.unknown")) if unknown else None,
        section(t("admin.help")),
        actions(button(t.plain("admin.menu"), ids.ADMIN_MENU)),
    )


def _changes(count: int, t: Speech) -> Block:
    """The way to what waits for a decision of this reader's."""
    return button(t.plain("changes.team.button", count=count), ids.CHANGES_SEE)


def _round(glance: Glance, t: Speech, today: date) -> Markup:
    latest = glance.latest
    if latest is None:
        return t("admin.no_round")
    if latest.round.state is RoundState.PUBLISHED and latest.round.published_at is not None:
        published = t.local(latest.round.published_at).date()
        return t("admin.round_published", day=t.date(published, today=today))
    day = t.date(latest.round.closes_on, today=today)
    if latest.is_open:
        return t("admin.round_open", day=day, answered=latest.answered, invited=latest.invited)
    return t("admin.round_over", day=day)


def _ways_on(glance: Glance, t: Speech) -> Iterator[Block]:
    """A round that is over may be looked back on, and another opened."""
    latest = glance.latest
    is_over = latest is None or latest.round.state is RoundState.PUBLISHED
    if is_over:
        yield button(t.plain("admin.open_round"), ids.ROUND_OPEN, style="primary")
    if latest is not None:
        style = None if is_over else "primary"
        yield button(t.plain("admin.see_round"), ids.ROUND_SEE, value=latest.round.id, style=style)
