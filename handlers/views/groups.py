"""Groups, for the coordinators' eyes: those that run, the form of one, and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.groups import FEWEST, LONGEST_NAME, MOST, Fitness, Worry
from bot.domain.people import Person
from bot.programme.groups import Group, Listing
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
from handlers.views.common import lines
from handlers.views.rounds import withheld_line
from handlers.views.wording import names

NAME, MENTOR, MENTEES = "name", "mentor", "mentees"
WORRIES: Mapping[Worry, str] = {
    Worry.LANGUAGE: "groups.worry_language",
    Worry.HAS_A_MENTOR: "groups.worry_has_a_mentor",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What stands in the form. `group_id` is that of a group that runs already, whose mentor stays."""

    name: str = ""
    mentor: Person | None = None
    mentees: tuple[Person, ...] = ()
    group_id: int | None = None


EMPTY = Draft()


def panel(found: Listing, t: Speech) -> Message:
    """A page of groups, each with its people and a way to change it."""
    return message(
        header(t.plain("groups.title")),
        section(t("groups.counted", count=found.total)),
        *(_row(group, t) for group in found.groups),
        quiet(t("rounds.page", page=found.page + 1, pages=found.pages)) if found.pages > 1 else None,
        withheld_line(found.withheld, t),
        actions(*pages) if (pages := list(_pages(found, t))) else None,
        divider(),
        actions(
            button(t.plain("groups.new"), ids.GROUP_OPEN, style="primary"),
            button(t.plain("mentorships_file.open"), ids.LINKS_OPEN),
            button(t.plain("mentorships_file.export"), ids.LINKS_EXPORT),
            button(t.plain("admin.menu"), ids.ADMIN_MENU),
        ),
    )


def form(draft: Draft, t: Speech, *, against: Fitness | None = None) -> Block:
    """Who is in it. `against` is what the coordinator has to have read: to send the same form again goes past it."""
    seen = against.fingerprint if against else ""
    return modal(
        t.plain("groups.form_title"),
        section(against_it(against, draft.mentees, t)) if against else None,
        ask(
            t.plain("groups.name"),
            text_input(NAME, most=LONGEST_NAME, initial=draft.name),
            block_id=NAME,
            hint=t.plain("groups.name_hint"),
        ),
        _mentor(draft, t),
        ask(
            t.plain("groups.mentees"),
            _several(ids.GROUP_MENTEES, t.plain("groups.search"), draft.mentees),
            block_id=MENTEES,
            hint=t.plain("groups.mentees_hint", least=FEWEST, most=MOST),
        ),
        quiet(t("groups.close")),
        actions(_end(draft.group_id, t)) if draft.group_id else None,
        callback_id=ids.GROUP_FORM,
        submit=t.plain("groups.anyway" if seen else "common.save"),
        close=t.plain("common.cancel"),
        kept=f"{draft.group_id or ''}:{seen}",
    )


def against_it(found: Fitness, people: Sequence[Person], t: Speech) -> Markup:
    """What may be gone past, named; the coordinator sends the form again to go past it."""
    said = [
        t(words, people=names(concerned, t))
        for worry, words in WORRIES.items()
        if (concerned := [one for one in people if worry in found.worries.get(one.id, ())])
    ]
    if found.beyond:
        said.append(t("groups.worry_beyond", count=found.beyond))
    return lines(t("groups.against"), *said, t("groups.past_it"))


def refused(found: Fitness, people: Sequence[Person], t: Speech) -> str:
    """What cannot be gone past: the line of management by name, everything else in one sentence that names nobody."""
    inside = [one.name for one in people if one.id in found.line]
    if inside:
        return t.plain("groups.in_line", people=", ".join(inside), count=len(inside))
    return t.plain("groups.apart")


def options(people: Sequence[Person]) -> list[Block]:
    return [option(person.name, person.id, description=person.title or None) for person in people]


def formed(group: Group, t: Speech) -> Message:
    return message(section(t("groups.formed", group=group.name)), quiet(t("groups.formed_next")))


def changed(group: Group, t: Speech) -> Message:
    return message(section(t("groups.changed", group=group.name)), quiet(t("groups.changed_next")))


def ended(group: Group, t: Speech) -> Message:
    return message(section(t("groups.ended", group=group.name)))


def _row(group: Group, t: Speech) -> Block:
    words = t(
        "groups.row",
        group=group.name,
        mentor=mention(group.mentor.slack_id),
        people=names(group.mentees, t),
        count=len(group.mentees),
    )
    value = group.mentorship.id
    return section(words, button=button(t.plain("groups.change"), f"{ids.GROUP_SEE}:{value}", value=value))


def _mentor(draft: Draft, t: Speech) -> Block:
    """Whose group it is does not change: with another mentor it is another group."""
    if draft.group_id and draft.mentor:
        return section(t("groups.mentor_stays", mentor=mention(draft.mentor.slack_id)))
    menu = select(ids.GROUP_MENTORS, placeholder=t.plain("groups.search"), external=True)
    if draft.mentor:
        menu["initial_option"] = options([draft.mentor])[0]
    return ask(t.plain("groups.mentor"), menu, block_id=MENTOR)


def _several(action_id: str, placeholder: str, chosen: Sequence[Person]) -> Block:
    menu = select(action_id, placeholder=placeholder, external=True, several=True)
    menu["max_selected_items"] = MOST
    if chosen:
        menu["initial_options"] = options(chosen)
    return menu


def _end(group_id: int, t: Speech) -> Block:
    sure = confirm(
        title=t.plain("groups.end"),
        text=t.plain("groups.end_text"),
        yes=t.plain("groups.end"),
        no=t.plain("common.cancel"),
    )
    return button(t.plain("groups.end"), ids.GROUP_END, value=group_id, style="danger", confirm=sure)


def _pages(found: Listing, t: Speech) -> Iterator[Block]:
    for name, label, page in (
        ("before", "rounds.previous", found.page - 1),
        ("after", "rounds.next", found.page + 1),
    ):
        if 0 <= page < found.pages:
            yield button(t.plain(label), f"{ids.GROUPS_PAGE}:{name}", value=page)
