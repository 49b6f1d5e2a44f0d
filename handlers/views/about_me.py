"""What people may add about themselves: three short pages, each line optional, and under each who can see it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from bot.domain.calendar import WEEKDAYS
from bot.domain.meetings import Form
from bot.domain.preferences import MOST_TOPICS
from bot.domain.profiles import (
    LONGEST_EXPERIENCE,
    LONGEST_GOAL,
    LONGEST_PLACE,
    MOST_LANGUAGES,
    MOST_NETWORKS,
    MOST_ROLES,
    SEEN_BY,
    Line,
    SeenBy,
)
from bot.domain.programmes import RoleTag, Topic
from bot.domain.topics import LONGEST_TOPIC
from bot.programme.about_me import AboutMe
from bot.texts import Speech
from handlers import ids
from handlers.views.blocks import (
    Block,
    Message,
    actions,
    ask,
    button,
    checkboxes,
    date_picker,
    message,
    modal,
    option,
    quiet,
    section,
    select,
    text_input,
)
from handlers.views.common import sentence
from handlers.views.onboarding import LONGEST_MENU, digest_of
from handlers.views.wording import language_name, weekday


class Page(StrEnum):
    """Three short forms rather than a long one: who I am here, what it is about, when and how."""

    ABOUT = "about"
    AIMS = "aims"
    RHYTHM = "rhythm"


LINES: Mapping[Page, tuple[Line, ...]] = {
    Page.ABOUT: (Line.OTHER_NETWORKS, Line.ROLES, Line.SITE, Line.ENTITY, Line.LANGUAGES, Line.SENIORITY),
    Page.AIMS: (Line.TOPICS_TO_GIVE, Line.EXPERIENCE, Line.GOALS),
    Page.RHYTHM: (Line.DAYS, Line.FORM, Line.PAUSE),
}
SEEN: Mapping[SeenBy, str] = {
    SeenBy.CHOOSERS: "about_me.seen.choosers",
    SeenBy.PARTNERS: "about_me.seen.partners",
    SeenBy.TEAM: "about_me.seen.team",
}
FORMS: Mapping[Form, str] = {
    Form.VIDEO: "meetings.form_video",
    Form.IN_PERSON: "meetings.form_in_person",
    Form.PHONE: "meetings.form_phone",
}
TITLES: Mapping[Page, str] = {
    Page.ABOUT: "about_me.page.about",
    Page.AIMS: "about_me.page.aims",
    Page.RHYTHM: "about_me.page.rhythm",
}
#: A block for each goal, and those that belong to no line of the profile.
GOALS: Mapping[str, str] = {
    "goal_1": "about_me.line.goal_first",
    "goal_2": "about_me.line.goal_second",
    "goal_3": "about_me.line.goal_third",
}
SUGGESTION, BACK, ANY_FORM = "suggestion", "back", "any"


def open_button(t: Speech) -> Block:
    """The way in, from the list of all that is offered."""
    return button(t.plain("about_me.page.about"), ids.ABOUT_OPEN)


def doors(t: Speech) -> Message:
    """Everything that is merely offered, one press away."""
    return message(
        section(t("about_me.doors")),
        actions(
            open_button(t),
            *(_to(page, t) for page in (Page.AIMS, Page.RHYTHM)),
            button(t.plain("about_me.wanted.title"), ids.WANTED_OPEN),
            button(t.plain("working_hours.title"), ids.HOURS_OPEN),
            button(t.plain("about_me.avoid.title"), ids.AVOID_OPEN),
        ),
    )


def form(page: Page, mine: AboutMe, t: Speech) -> Block:
    """One page, as things stand. The first leads to the others, which open over it."""
    others = actions(*(_to(other, t) for other in (Page.AIMS, Page.RHYTHM))) if page is Page.ABOUT else None
    lines = [block for line in LINES[page] if mine.offers(line) for block in INPUTS[line](mine, t)]
    return modal(
        t.plain(TITLES[page]),
        quiet(t("about_me.intro")),
        *lines,
        _suggestion(t) if page is Page.AIMS else None,
        others,
        callback_id=ids.ABOUT_FORM,
        submit=t.plain("common.save"),
        close=t.plain("common.close"),
        kept=page.value,
    )


def saved(changed: Sequence[Line], mine: AboutMe, t: Speech, *, suggested: bool) -> Message:
    """What was kept, line by line; and what a pause means, or its end."""
    if not changed and not suggested:
        return sentence(t("about_me.saved.nothing"))
    names = t.list(t.plain(f"about_me.saved.line.{line}") for line in changed if line is not Line.PAUSE)
    return message(
        section(t("about_me.saved.lines", lines=names)) if names else None,
        _on_the_pause(mine, t) if Line.PAUSE in changed else None,
        section(t("about_me.saved.suggestion")) if suggested else None,
    )


def network_options(names: Iterable[str]) -> list[Block]:
    return [option(name, digest_of(name)) for name in names]


def language_options(codes: Iterable[str], t: Speech) -> list[Block]:
    return [option(language_name(code, t), code) for code in codes]


# -- the lines ---------------------------------------------------------------------------------------------------


def _networks(mine: AboutMe, t: Speech) -> Iterator[Block]:
    chosen = network_options(_texts(mine, Line.OTHER_NETWORKS))
    yield _searched(Line.OTHER_NETWORKS, ids.ABOUT_NETWORKS, chosen, MOST_NETWORKS, t)


def _languages(mine: AboutMe, t: Speech) -> Iterator[Block]:
    chosen = language_options(_texts(mine, Line.LANGUAGES), t)
    hint = t.plain("about_me.hint.languages")
    yield _searched(Line.LANGUAGES, ids.ABOUT_LANGUAGES, chosen, MOST_LANGUAGES, t, hint=hint)


def _roles(mine: AboutMe, t: Speech) -> Iterator[Block]:
    yield _menu(Line.ROLES, mine, mine.type.roles, MOST_ROLES, t)


def _topics(mine: AboutMe, t: Speech) -> Iterator[Block]:
    yield _menu(Line.TOPICS_TO_GIVE, mine, mine.type.topics, MOST_TOPICS, t)


def _site(mine: AboutMe, t: Speech) -> Iterator[Block]:
    yield _written(Line.SITE, text_input("words", most=LONGEST_PLACE, initial=mine.person.site or ""), t)


def _entity(mine: AboutMe, t: Speech) -> Iterator[Block]:
    yield _written(Line.ENTITY, text_input("words", most=LONGEST_PLACE, initial=mine.person.entity or ""), t)


def _seniority(mine: AboutMe, t: Speech) -> Iterator[Block]:
    """The company's word, to be read and not to be changed here."""
    if mine.profile.seniority:
        yield quiet(t("about_me.line.seniority", seniority=mine.profile.seniority))


def _experience(mine: AboutMe, t: Speech) -> Iterator[Block]:
    words = text_input(
        "words", multiline=True, most=LONGEST_EXPERIENCE, initial=mine.profile.experience or ""
    )
    yield _written(Line.EXPERIENCE, words, t, hint=t.plain("about_me.hint.experience"))


def _goals(mine: AboutMe, t: Speech) -> Iterator[Block]:
    known = [*mine.profile.goals, *("" for _ in GOALS)]
    for (block_id, label), goal in zip(GOALS.items(), known, strict=False):
        words = text_input("words", most=LONGEST_GOAL, initial=goal)
        yield ask(
            t.plain(label), words, block_id=block_id, hint=t.plain("about_me.hint.goals"), optional=True
        )


def _days(mine: AboutMe, t: Speech) -> Iterator[Block]:
    boxes = {day: option(weekday(day, t), day) for day in sorted(WEEKDAYS)}
    chosen = [boxes[day] for day in mine.profile.days if day in boxes]
    yield _written(Line.DAYS, checkboxes("days", list(boxes.values()), chosen=chosen), t)


def _form(mine: AboutMe, t: Speech) -> Iterator[Block]:
    offered = {form: option(t.plain(key), form.value) for form, key in FORMS.items()}
    either = option(t.plain("about_me.choice.any_form"), ANY_FORM)
    chosen = offered[mine.profile.form] if mine.profile.form else either
    menu = select("form", placeholder=t.plain("about_me.choose"), options=[either, *offered.values()])
    yield _written(Line.FORM, {**menu, "initial_option": chosen}, t)


def _pause(mine: AboutMe, t: Speech) -> Iterator[Block]:
    """Slack's own page cannot always empty a date: whoever is away has a box to come back by."""
    away = mine.away_until
    picker = date_picker("day", day=away.isoformat() if away else None)
    yield _written(Line.PAUSE, picker, t, hint=t.plain("about_me.hint.pause"))
    if away:
        boxes = checkboxes("back", [option(t.plain("about_me.choice.back"), BACK)])
        yield ask(t.plain("about_me.line.back"), boxes, block_id=BACK, optional=True)


INPUTS: Mapping[Line, Callable[[AboutMe, Speech], Iterator[Block]]] = {
    Line.OTHER_NETWORKS: _networks,
    Line.ROLES: _roles,
    Line.SITE: _site,
    Line.ENTITY: _entity,
    Line.LANGUAGES: _languages,
    Line.SENIORITY: _seniority,
    Line.TOPICS_TO_GIVE: _topics,
    Line.EXPERIENCE: _experience,
    Line.GOALS: _goals,
    Line.DAYS: _days,
    Line.FORM: _form,
    Line.PAUSE: _pause,
}


# -- their frame -------------------------------------------------------------------------------------------------


def _written(line: Line, element: Block, t: Speech, *, hint: str | None = None) -> Block:
    """A line of the form, with who can see it under it."""
    label = t.plain(f"about_me.line.{line}")
    return ask(label, element, block_id=line.value, hint=hint or t.plain(SEEN[SEEN_BY[line]]), optional=True)


def _searched(
    line: Line, action_id: str, chosen: Sequence[Block], most: int, t: Speech, *, hint: str | None = None
) -> Block:
    menu = select(action_id, placeholder=t.plain("about_me.choose"), external=True, several=True)
    return _written(line, _several(menu, chosen, most), t, hint=hint)


def _menu(line: Line, mine: AboutMe, offered: Sequence[RoleTag | Topic], most: int, t: Speech) -> Block:
    options = {one.key: option(one.texts[t.language], one.key) for one in offered[:LONGEST_MENU]}
    chosen = [options[key] for key in _texts(mine, line) if key in options]
    menu = select(
        line.value, placeholder=t.plain("about_me.choose"), options=list(options.values()), several=True
    )
    return _written(line, _several(menu, chosen, most), t)


def _several(menu: Block, chosen: Sequence[Block], most: int) -> Block:
    known = {"initial_options": list(chosen[:most])} if chosen else {}
    return {**menu, "max_selected_items": most, **known}


def _suggestion(t: Speech) -> Block:
    hint = t.plain("about_me.hint.suggestion", most=LONGEST_TOPIC)
    words = text_input("words", most=LONGEST_TOPIC)
    return ask(t.plain("about_me.line.suggestion"), words, block_id=SUGGESTION, hint=hint, optional=True)


def _on_the_pause(mine: AboutMe, t: Speech) -> Block:
    if mine.away_until is None:
        return section(t("about_me.saved.back"))
    return section(t("about_me.saved.pause", day=t.date(mine.away_until, today=mine.today)))


def _to(page: Page, t: Speech) -> Block:
    return button(t.plain(TITLES[page]), f"{ids.ABOUT_OPEN}:{page}", value=page.value)


def _texts(mine: AboutMe, line: Line) -> list[str]:
    value = mine.value(line)
    return [str(one) for one in value] if isinstance(value, tuple) else []
