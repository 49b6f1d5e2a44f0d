"""Explanations at hand: what a mentor is, who else helps, why take part, who sees what, and a shelf of things to read.

Each page is a message for whoever typed its name, and a form over what one was doing for whoever pressed a button.
Forms hold no tables (`slack.md` §2.1): what a table compares is said there in lines, as it is in a message's `text`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.programmes import Audience, ProgrammeType, Resource
from bot.domain.resources import on_shelf
from bot.programme.joining import Arrival
from bot.texts import Markup, Speech, escape
from handlers import ids
from handlers.views.blocks import Block, Message, actions, button, header, message, modal, quiet, section
from handlers.views.privacy import doors

#: What a button's value begins with when it opens a resource and not a page.
RESOURCE = "resource"
#: As people read on a screen, without hurrying.
WORDS_A_MINUTE = 180


class Page(StrEnum):
    """What can be explained; a button's value."""

    MENTOR = "mentor"
    ROLES = "roles"
    WHY = "why"
    SEEN = "seen"
    SHELF = "shelf"


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One of several things compared: its name, what there is to say of it, and below it in italics something more."""

    name: str
    said: str
    more: str


PARTS = ("name", "said", "more")


@dataclass(frozen=True, kw_only=True, slots=True)
class Content:
    """A page: what stands before its table, the table if there is one, and what stands after it."""

    before: Sequence[Block]
    columns: tuple[str, str] = ("", "")
    rows: Sequence[Row] = ()
    after: Sequence[Block] = ()


WHY: Mapping[Audience, str] = {
    Audience.EVERYONE: "explanations.why_everyone",
    Audience.MENTEES: "explanations.why_mentees",
    Audience.MENTORS: "explanations.why_mentors",
    Audience.COMPANY: "explanations.why_company",
}
#: In the order in which it comes to be kept, and at the end what never is.
KEPT = (
    "part",
    "expectation",
    "profile",
    "choices",
    "avoided",
    "changes",
    "help",
    "meetings",
    "fit",
    "pulse",
    "after",
    "sheet",
    "goals",
    "skills",
    "stories",
    "certificate",
    "circle",
    "prompts",
    "words",
)


def page(asked: Page, arrival: Arrival, t: Speech) -> Message:
    """The page as a message, with a way to each of the others."""
    content = PAGES[asked](arrival, t)
    title, others = header(t.plain(f"explanations.title.{asked}")), _others(asked, arrival, t)
    in_words = message(title, *_in_lines(content), others)
    if not content.rows:
        return in_words
    return Message(in_words.text, [title, *content.before, _table(content), *content.after, others])


def opened(asked: Page, arrival: Arrival, t: Speech) -> Block:
    """The page as a form, in which the others take its place: Slack lays three forms on each other at most."""
    title, others = header(t.plain(f"explanations.title.{asked}")), _others(asked, arrival, t)
    return _form(t, title, *_in_lines(PAGES[asked](arrival, t)), others, callback_id=ids.EXPLAIN)


def resource(found: Resource, t: Speech) -> Block:
    """One thing to read, with a way to where there is more of it."""
    more = button(t.plain("explanations.link"), ids.OPEN_LINK, url=found.link) if found.link else None
    return _form(
        t,
        header(found.title[t.language]),
        section(escape(found.texts[t.language])),
        actions(more) if more else None,
    )


def resources(found: Sequence[Resource], t: Speech, *, of: str = "") -> list[Block]:
    """A line for each of these resources, with a button that opens it; nothing when there are none. `of` is the key
    of the type of programme that has them, unless it is the one that people arrive in.
    """
    return [section(_announced(one, t), button=_read(one, t, of=of)) for one in found]


def understand(t: Speech) -> Block:
    """The button to all this, for help and for Home."""
    return _to(Page.MENTOR, t.plain("explanations.understand"))


def who_sees(t: Speech) -> Block:
    """The button to what is kept, thing by thing, for whoever reads it as a whole."""
    return _to(Page.SEEN, t.plain(f"explanations.title.{Page.SEEN}"))


# -- the pages ---------------------------------------------------------------------------------------------------


def mentor(arrival: Arrival, t: Speech) -> Content:
    """What a mentor is and is not (`field.md` W4, W7, W8): the same words for both halves of a pair."""
    return Content(
        before=[
            section(t("explanations.mentor_is")),
            section(t("explanations.mentor_is_not")),
            section(t("explanations.mentor_yours")),
        ]
    )


def roles(arrival: Arrival, t: Speech) -> Content:
    """Manager, coach, sponsor and mentor compared (`field.md` G4)."""
    return Content(
        before=[section(t("explanations.roles_intro"))],
        columns=(t.plain("explanations.roles_who"), t.plain("explanations.roles_does")),
        rows=[
            Row(**{part: t.plain(f"explanations.roles.{role}_{part}") for part in PARTS})
            for role in ("manager", "coach", "sponsor", "mentor")
        ],
        after=[quiet(t("explanations.roles_several"))],
    )


def why(arrival: Arrival, t: Speech) -> Content:
    """The company's own reasons (`field.md` G2). What it did not write is not said."""
    written = [
        section(Markup(f"{t(key)}\n{escape(reasons[t.language])}"))
        for audience, key in WHY.items()
        if (reasons := arrival.type.why.get(audience))
    ]
    return Content(before=written or [section(t("explanations.why_empty"))])


def seen(arrival: Arrival, t: Speech) -> Content:
    """What is kept, who sees it, for how long (design §8)."""
    return Content(
        before=[section(t("explanations.seen_intro"))],
        columns=(t.plain("explanations.seen_what"), t.plain("explanations.seen_who")),
        rows=[Row(**{part: t.plain(f"explanations.seen.{kept}_{part}") for part in PARTS}) for kept in KEPT],
        after=[quiet(t("home.kept_ask")), doors(t)],
    )


def shelf(arrival: Arrival, t: Speech) -> Content:
    """What the programme gives this reader to read."""
    part = arrival.enrolment.part if arrival.enrolment else None
    found = resources(on_shelf(arrival.type, part), t)
    return Content(before=found or [section(t("explanations.shelf_empty"))])


PAGES: Mapping[Page, Callable[[Arrival, Speech], Content]] = {
    Page.MENTOR: mentor,
    Page.ROLES: roles,
    Page.WHY: why,
    Page.SEEN: seen,
    Page.SHELF: shelf,
}


# -- their frame -------------------------------------------------------------------------------------------------


def _others(asked: Page, arrival: Arrival, t: Speech) -> Block:
    """A way to each other page that has something to say."""
    offered = [one for one in Page if one is not asked and not _is_empty(one, arrival.type)]
    return actions(*(_to(one, t.plain(f"explanations.title.{one}")) for one in offered))


def _is_empty(asked: Page, type_: ProgrammeType) -> bool:
    return (asked is Page.WHY and not type_.why) or (asked is Page.SHELF and not type_.resources)


def _to(asked: Page, label: str) -> Block:
    return button(label, f"{ids.EXPLAIN}:{asked}", value=asked.value)


def _announced(found: Resource, t: Speech) -> Markup:
    minutes = max(1, round(len(found.texts[t.language].split()) / WORDS_A_MINUTE))
    length = t("explanations.length", duration=t.duration(minutes))
    return Markup(f"*{escape(found.title[t.language])}*\n{length}")


def _read(found: Resource, t: Speech, *, of: str) -> Block:
    value = f"{RESOURCE}:{found.key}:{of}" if of else f"{RESOURCE}:{found.key}"
    return button(t.plain("explanations.read"), f"{ids.EXPLAIN}:{value}", value=value)


def _form(t: Speech, *blocks: Block | None, callback_id: str = "notice") -> Block:
    return modal(
        t.plain("explanations.frame"),
        *blocks,
        callback_id=callback_id,
        submit=None,
        close=t.plain("common.close"),
    )


def _in_lines(content: Content) -> list[Block]:
    """The page without a table: a paragraph for each of its rows."""
    rows = [Markup(f"*{escape(row.name)}*\n{escape(row.said)}\n_{escape(row.more)}_") for row in content.rows]
    return [*content.before, *map(section, rows), *content.after]


def _table(content: Content) -> Block:
    """Two columns, the first as narrow as its longest name: a third would be out of sight on a phone."""
    titles = [{"type": "raw_text", "text": title} for title in content.columns]
    rows = [[{"type": "raw_text", "text": row.name}, _cell(row)] for row in content.rows]
    return {
        "type": "table",
        "rows": [titles, *rows],
        "column_settings": [{"is_wrapped": False}, {"is_wrapped": True}],
    }


def _cell(row: Row) -> Block:
    said = {"type": "text", "text": f"{row.said}\n"}
    more = {"type": "text", "text": row.more, "style": {"italic": True}}
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [said, more]}]}
