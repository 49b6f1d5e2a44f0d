"""`/mentor-admin sheets`: coordinators change what stands on a programme's sheets, a line at a time, or as a text.

Everything happens in one form, which shows the sheet again after each change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.domain.people import Person
from bot.domain.programmes import SheetItem, Stage
from bot.domain.refusals import Outdated
from bot.domain.templates import (
    LONGEST_LINE,
    LONGEST_TITLE,
    LastLine,
    LineCounts,
    LineUnsaid,
    TemplateChanged,
    line_of,
)
from bot.domain.unseen import visible
from bot.programme import template_yaml, templates
from bot.programme.template_yaml import WrongYaml
from bot.programme.templates import Board, Where
from bot.programme.work import Work
from bot.texts import LANGUAGES, Markup, escape
from handlers.turn import Turn, number_in, say_refusal
from handlers.views import templates as views
from handlers.views.blocks import Block
from handlers.words import clean

#: What is said once it is done.
DONE = {
    views.ADD: "templates.added",
    views.REWORD: "templates.reworded",
    views.RENAME: "templates.reworded",
    views.TEXT: "templates.reworded",
}


def show(turn: Turn) -> None:
    """The first sheet, from the menu or a command; or the one that was picked."""
    with turn.look() as work:
        templates.check_right(work, turn.actor)
        view = _board(turn, work, _carried(turn.picked)[0] if turn.picked else None)
    turn.put(view)


def open_line(turn: Turn) -> None:
    _open(turn, lambda shown, key: views.reword_form(shown, line_of(shown.sheet, key), turn.t))


def add(turn: Turn) -> None:
    _open(turn, lambda shown, _: views.add_form(shown, turn.t))


def open_title(turn: Turn) -> None:
    _open(turn, lambda shown, _: views.rename_form(shown, turn.t))


def open_text(turn: Turn) -> None:
    _open(turn, lambda shown, _: views.text_form(shown, turn.t))


def form_sent(turn: Turn) -> None:
    """One more version of the sheet; what is missing or wrong is told beside it."""
    what, _, carried = turn.kept.partition(":")
    try:
        with turn.work() as work:
            templates.check_right(work, turn.actor)
            where, seen, key = _carried(carried)
            _write(work, turn, what, where, key, seen)
            view = _board(turn, work, where, told=turn.t(DONE[what]))
    except LineUnsaid as refusal:
        told = say_refusal(refusal, turn.t).text
        return turn.correct(**dict.fromkeys(refusal.languages, told))
    except WrongYaml as wrong:
        return turn.correct(text=views.mistakes(wrong.mistakes, turn.t))
    except LineCounts as refusal:
        return turn.correct(text=views.counts_for(refusal.line, refusal.step.texts, turn.t))
    except TemplateChanged:
        where, _, key = _carried(carried)
        view = _asked_again(turn, what, where, key)
    turn.show_instead(view)


def remove(turn: Turn) -> None:
    _change(turn, templates.remove, done="templates.removed")


def back_to_the_file(turn: Turn) -> None:
    def act(work: Work, actor: Person, where: Where, _: str, *, seen: int) -> None:
        templates.back_to_the_file(work, actor, where, seen=seen)

    _change(turn, act, done="templates.restored")


def _write(work: Work, turn: Turn, what: str, where: Where, key: str, seen: int) -> None:
    actor = turn.actor
    match what:
        case views.ADD:
            words = _words(turn, LONGEST_LINE)
            templates.add_line(work, actor, where, words, place=_place(turn), seen=seen)
        case views.REWORD:
            words = _words(turn, LONGEST_LINE)
            templates.reword(work, actor, where, key, words, place=_place(turn), seen=seen)
        case views.RENAME:
            templates.retitle(work, actor, where, _words(turn, LONGEST_TITLE), seen=seen)
        case views.TEXT:
            read = template_yaml.read(_text(turn), visible=visible)
            lines = [SheetItem(key=line.key, texts=_tidy(line.texts, LONGEST_LINE)) for line in read.lines]
            title = _tidy(read.title, LONGEST_TITLE)
            templates.rewrite(work, actor, where, title, lines, seen=seen)
        case _:
            raise Outdated


def _change(turn: Turn, act: Callable[..., None], *, done: str) -> None:
    """Done, or why not: the sheet is shown as it is then, either way."""
    try:
        with turn.work() as work:
            templates.check_right(work, turn.actor)
            where, seen, key = _carried(turn.value)
            act(work, turn.actor, where, key, seen=seen)
            view = _board(turn, work, where, told=turn.t(done))
    except (TemplateChanged, LastLine, LineCounts) as refusal:
        with turn.look() as work:
            view = _board(turn, work, _carried(turn.value)[0], told=_why_not(refusal, turn))
    turn.put(view)


def _why_not(refusal: TemplateChanged | LastLine | LineCounts, turn: Turn) -> Markup:
    if isinstance(refusal, LineCounts):
        return escape(views.counts_for(refusal.line, refusal.step.texts, turn.t))
    return turn.t(refusal.key)


def _asked_again(turn: Turn, what: str, where: Where, key: str) -> Block:
    """The same form over what a colleague has made of the sheet; the sheet itself, once the line is gone from it."""
    with turn.look() as work:
        shown = _shown(work, turn, where)
        if what == views.REWORD and all(item.key != key for item in shown.sheet.items):
            return _board(turn, work, where, told=turn.t("templates.gone"))
    match what:
        case views.ADD:
            return views.add_form(shown, turn.t, typed=_words(turn, LONGEST_LINE), place=_place(turn))
        case views.REWORD:
            line, words = line_of(shown.sheet, key), _words(turn, LONGEST_LINE)
            return views.reword_form(shown, line, turn.t, typed=words, place=_place(turn))
        case views.RENAME:
            return views.rename_form(shown, turn.t, typed=_words(turn, LONGEST_TITLE))
    return views.text_form(shown, turn.t, typed=_text(turn))


def _open(turn: Turn, form: Callable[[Board, str], Block]) -> None:
    with turn.look() as work:
        templates.check_right(work, turn.actor)
        where, _, key = _carried(turn.picked)
        shown = _shown(work, turn, where)
    turn.put(form(shown, key))


def _board(turn: Turn, work: Work, where: Where | None, *, told: Markup | None = None) -> Block:
    shown = templates.board(work, turn.actor, where)
    if shown is None:
        return views.nothing(turn.t)
    return views.board(shown, turn.t, today=turn.today(work), told=told)


def _shown(work: Work, turn: Turn, where: Where) -> Board:
    shown = templates.board(work, turn.actor, where)
    if shown is None:
        raise Outdated
    return shown


def _carried(value: str) -> tuple[Where, int, str]:
    """Which sheet, in which version, and which line. Raises `Outdated` for what no button of ours carries."""
    programme, _, rest = value.partition(":")
    stage, _, rest = rest.partition(":")
    seen, _, key = rest.partition(":")
    if stage not in list(Stage):
        raise Outdated
    return Where(programme_id=number_in(programme), stage=Stage(stage)), number_in(seen), key


def _words(turn: Turn, longest: int) -> dict[str, str]:
    return {language: clean(str(turn.form.get(language) or ""), longest) for language in LANGUAGES}


def _tidy(texts: Mapping[str, str], longest: int) -> dict[str, str]:
    return {language: clean(words, longest) for language, words in texts.items()}


def _text(turn: Turn) -> str:
    return str(turn.form.get("text") or "")


def _place(turn: Turn) -> int:
    return number_in(turn.form.get("place") or 0)
