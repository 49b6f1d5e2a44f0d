"""The sheets of a programme as coordinators change them: one form that shows a sheet, and turns into that of a line, of
the title, or of the whole as a text.

What a colleague made of the sheet while a form was open is shown in it, above what was typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from bot.domain.programmes import SheetItem, SheetTemplate, Texts
from bot.domain.templates import LONGEST_LINE, LONGEST_TITLE, MOST_LINES
from bot.programme.template_yaml import Mistake, written
from bot.programme.templates import Board, Where
from bot.texts import LANGUAGES, Markup, Speech, mention
from handlers import ids
from handlers.views.blocks import (
    Block,
    actions,
    ask,
    button,
    confirm,
    modal,
    option,
    quiet,
    section,
    select,
    text_input,
)

#: Characters of a text that is typed, and mistakes in it that are told at once.
LONGEST_TEXT, MOST_MISTAKES = 3000, 5
#: What a form is about; it travels with it.
ADD, REWORD, RENAME, TEXT = "add", "reword", "rename", "text"


def board(shown: Board, t: Speech, *, today: date, told: Markup | None = None) -> Block:
    """The sheet in use, line by line in both languages, with what can be done about it."""
    return modal(
        t.plain("templates.title"),
        section(told) if told else None,
        section(t("templates.intro")),
        actions(_which(shown, t)),
        *_as_it_is(shown.sheet, t),
        *_notes(shown, t, today),
        actions(
            _pick(shown, t),
            _to(ids.TEMPLATE_ADD, "templates.add", shown, t) if len(shown.sheet.items) < MOST_LINES else None,
            # A theme brings its own title.
            None if shown.themes else _to(ids.TEMPLATE_TITLE, "templates.rename", shown, t),
            _to(ids.TEMPLATE_TEXT, "templates.as_text", shown, t),
            _to_the_file(shown, t) if shown.by else None,
        ),
        callback_id=ids.TEMPLATES_OPEN,
        submit=None,
        close=t.plain("common.close"),
    )


def nothing(t: Speech) -> Block:
    """Before any programme runs."""
    return modal(
        t.plain("templates.title"),
        section(t("templates.none")),
        callback_id=ids.TEMPLATES_OPEN,
        submit=None,
        close=t.plain("common.close"),
    )


def add_form(shown: Board, t: Speech, *, typed: Texts | None = None, place: int | None = None) -> Block:
    """A new line: the last one, unless another place is chosen."""
    last = len(shown.sheet.items)
    return _form(
        shown,
        t.plain("templates.add_title"),
        t,
        *(_meanwhile(_as_it_is(shown.sheet, t), t) if typed else [section(t("templates.add_intro"))]),
        *_words(typed or {}, t, longest=LONGEST_LINE),
        _place(last if place is None else min(place, last), last + 1, t),
        actions(_back(shown, t)),
        what=ADD,
    )


def reword_form(
    shown: Board, line: SheetItem, t: Speech, *, typed: Texts | None = None, place: int | None = None
) -> Block:
    here, last = shown.sheet.items.index(line), len(shown.sheet.items) - 1
    return _form(
        shown,
        t.plain("templates.reword_title"),
        t,
        *(
            _meanwhile([section(_line(here, line, t))], t)
            if typed
            else [section(t("templates.reword_intro"))]
        ),
        *_words(typed or line.texts, t, longest=LONGEST_LINE),
        _place(here if place is None else min(place, last), last + 1, t),
        actions(_remove(shown, line, t), _back(shown, t)),
        what=REWORD,
        key=line.key,
    )


def rename_form(shown: Board, t: Speech, *, typed: Texts | None = None) -> Block:
    return _form(
        shown,
        t.plain("templates.rename_title"),
        t,
        *(_meanwhile([_heading(shown.sheet, t)], t) if typed else [section(t("templates.rename_intro"))]),
        *_words(typed or shown.sheet.title, t, longest=LONGEST_TITLE),
        actions(_back(shown, t)),
        what=RENAME,
    )


def text_form(shown: Board, t: Speech, *, typed: str | None = None) -> Block:
    """The whole sheet as YAML: copied from here, changed here, or pasted here."""
    text = text_input(
        "text", multiline=True, most=LONGEST_TEXT, initial=written(shown.sheet) if typed is None else typed
    )
    hint = t.plain("templates.text_hint", most=MOST_LINES, longest=LONGEST_LINE)
    return _form(
        shown,
        t.plain("templates.text_title"),
        t,
        *(_meanwhile(_as_it_is(shown.sheet, t), t) if typed else [section(t("templates.text_intro"))]),
        ask(t.plain("templates.text"), text, block_id="text", hint=hint),
        actions(_back(shown, t)),
        what=TEXT,
    )


def mistakes(found: Iterable[Mistake], t: Speech) -> str:
    """What to mend, under the text: each with its line and its field."""
    all_of_them = list(found)
    told = [_mistake(one, t) for one in all_of_them[:MOST_MISTAKES]]
    rest = len(all_of_them) - len(told)
    return "\n".join([*told, *([t.plain("templates.more", count=rest)] if rest else [])])


def counts_for(line: SheetItem, step: Texts, t: Speech) -> str:
    """Why a line stays: as it is said under a text, or above a sheet."""
    return t.plain("templates.counts_for", line=line.texts[t.language], step=step[t.language])


def kept(where: Where, seen: int, *, what: str = "", key: str = "") -> str:
    """What buttons and forms carry: which sheet, in which version, and what about it."""
    parts = [str(where.programme_id), where.stage.value, str(seen), key]
    return ":".join([what, *parts] if what else parts)


def _as_it_is(sheet: SheetTemplate, t: Speech) -> Iterator[Block]:
    yield _heading(sheet, t)
    for place, item in enumerate(sheet.items):
        yield section(_line(place, item, t))


def _heading(sheet: SheetTemplate, t: Speech) -> Block:
    return section(t("templates.heading", title=sheet.title[t.language], other=_other(sheet.title, t)))


def _line(place: int, item: SheetItem, t: Speech) -> Markup:
    words = item.texts[t.language]
    return t("templates.line", number=place + 1, words=words, other=_other(item.texts, t))


def _other(texts: Texts, t: Speech) -> str:
    """In the language that the reader does not read the rest in."""
    return " · ".join(words for language, words in texts.items() if language != t.language)


def _notes(shown: Board, t: Speech, today: date) -> Iterator[Block]:
    """Whose hand it is, and what is added to it that is changed elsewhere."""
    if shown.by is None or shown.at is None:
        yield quiet(t("templates.of_the_file"))
    else:
        day = t.date(t.local(shown.at).date(), today=today)
        who = mention(shown.by.slack_id)
        yield quiet(t("templates.changed_by", who=who, day=day, version=shown.version))
    if shown.themes:
        yield quiet(t("templates.themes"))
    if shown.networks:
        yield quiet(t("templates.networks"))


def _which(shown: Board, t: Speech) -> Block:
    several = len(shown.programmes) > 1
    options: Mapping[Where, Block] = {
        (where := Where(programme_id=programme.id, stage=stage)): option(
            _sheet_name(name, stage.value, t) if several else t.plain(f"templates.stage.{stage}"),
            kept(where, 0),
        )
        for programme, name, stages in shown.programmes
        for stage in stages
    }
    return select(
        ids.TEMPLATE_SHEET,
        placeholder=t.plain("templates.which"),
        options=list(options.values()),
        chosen=options[shown.where],
    )


def _sheet_name(programme: Texts, stage: str, t: Speech) -> str:
    return t.plain(
        "templates.of_programme", name=programme[t.language], stage=t.plain(f"templates.stage.{stage}")
    )


def _pick(shown: Board, t: Speech) -> Block:
    options = [
        option(item.texts[t.language], kept(shown.where, shown.version, key=item.key))
        for item in shown.sheet.items
    ]
    return select(ids.TEMPLATE_LINE, placeholder=t.plain("templates.pick"), options=options)


def _to(action_id: str, label: str, shown: Board, t: Speech) -> Block:
    return button(t.plain(label), action_id, value=kept(shown.where, shown.version))


def _back(shown: Board, t: Speech) -> Block:
    return _to(ids.TEMPLATES_OPEN, "templates.back", shown, t)


def _to_the_file(shown: Board, t: Speech) -> Block:
    sure = confirm(
        title=t.plain("templates.to_file_title"),
        text=t.plain("templates.to_file_text"),
        yes=t.plain("templates.to_file_yes"),
        no=t.plain("templates.to_file_no"),
    )
    value = kept(shown.where, shown.version)
    return button(t.plain("templates.to_file"), ids.TEMPLATE_TO_FILE, value=value, confirm=sure)


def _remove(shown: Board, line: SheetItem, t: Speech) -> Block:
    sure = confirm(
        title=t.plain("templates.remove_title"),
        text=t.plain("templates.remove_text"),
        yes=t.plain("templates.remove_yes"),
        no=t.plain("templates.remove_no"),
    )
    value = kept(shown.where, shown.version, key=line.key)
    return button(t.plain("templates.remove"), ids.TEMPLATE_REMOVE, value=value, confirm=sure)


def _form(shown: Board, title: str, t: Speech, *blocks: Block, what: str, key: str = "") -> Block:
    return modal(
        title,
        *blocks,
        callback_id=ids.TEMPLATE_FORM,
        submit=t.plain("common.save"),
        close=t.plain("common.cancel"),
        kept=kept(shown.where, shown.version, what=what, key=key),
    )


def _meanwhile(as_it_is: Iterable[Block], t: Speech) -> list[Block]:
    return [section(t("templates.meanwhile")), *as_it_is, section(t("templates.meanwhile_again"))]


def _words(texts: Texts, t: Speech, *, longest: int) -> Iterator[Block]:
    for language in LANGUAGES:
        yield ask(
            t.plain(f"templates.words_{language}"),
            text_input("words", most=longest, initial=texts.get(language, "")),
            block_id=language,
        )


def _place(here: int, places: int, t: Speech) -> Block:
    options = [
        option(t.plain("templates.place_at", number=place + 1, total=places), place)
        for place in range(places)
    ]
    menu = select("place", placeholder=t.plain("templates.place"), options=options, chosen=options[here])
    return ask(t.plain("templates.place"), menu, block_id="place")


def _mistake(one: Mistake, t: Speech) -> str:
    what = t.plain(f"templates.wrong.{one.wrong}", most=one.most)
    if not one.path:
        return t.plain("templates.mistake_at", line=one.line, what=what)
    return t.plain("templates.mistake", line=one.line, path=one.path, what=what)
