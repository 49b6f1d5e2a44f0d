"""What people may add about themselves: three short forms, each line saved alone, mistakes told beside the line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bot.domain.meetings import Form
from bot.domain.profiles import LONGEST_EXPERIENCE, LONGEST_GOAL, LONGEST_PLACE, Line
from bot.domain.refusals import Outdated, Refusal
from bot.domain.topics import LONGEST_TOPIC, TooManySuggestions
from bot.programme import about_me, topics
from bot.programme.about_me import AboutMe, LinesRefused, Value
from bot.texts import Speech
from bot.texts.languages import USUAL, spoken
from handlers.finding import with_letters
from handlers.forms import day_if_any
from handlers.turn import Turn, say_refusal
from handlers.views import about_me as views
from handlers.views.about_me import BACK, GOALS, LINES, SUGGESTION, Page
from handlers.views.common import notice
from handlers.views.onboarding import LONGEST_MENU, digest_of
from handlers.words import clean, fold


def open_form(turn: Turn) -> None:
    """The page that the button names, or the first."""
    page = _page(turn.value or Page.ABOUT)
    with turn.look() as work:
        mine = about_me.about(work, turn.actor)
    turn.open(views.form(page, mine, turn.t))


def form_sent(turn: Turn) -> None:
    """What was changed is saved, all or nothing."""
    with turn.look() as work:
        before = about_me.about(work, turn.actor)
    given = dict(_given(turn, _page(turn.kept), before))
    words = clean(str(turn.form.get(SUGGESTION) or ""), LONGEST_TOPIC)
    try:
        with turn.work() as work:
            changed = about_me.keep(work, turn.actor, given)
            if words:
                topics.suggest(work, words, turn.t.language)
            after = about_me.about(work, work.people.get(turn.actor.id))
    except LinesRefused as refused:
        return turn.correct(**dict(_mistakes(refused.lines, turn.t)))
    except TooManySuggestions as refusal:
        return turn.correct(**{SUGGESTION: say_refusal(refusal, turn.t).text})
    turn.show_instead(notice(turn.t, views.saved(changed, after, turn.t, suggested=bool(words))))


def search_networks(turn: Turn) -> None:
    """Networks that hold these letters, but for their main one."""
    with turn.look() as work:
        known = about_me.about(work, turn.actor).networks
    turn.offer(views.network_options(with_letters(turn.text, known)[:LONGEST_MENU]))


def search_languages(turn: Turn) -> None:
    """The usual ones before a letter is typed; then every language whose name begins with it, or holds it."""
    codes = found(turn.text, turn.t, besides=turn.actor.language)
    turn.offer(views.language_options(codes[:LONGEST_MENU], turn.t))


def found(query: str, t: Speech, *, besides: str) -> list[str]:
    """Codes of the languages that these letters ask for, best first; `besides` is already known of the reader."""
    letters = fold(query.strip())
    named = {code: fold(name) for code, name in spoken(t.language).items() if code != besides}
    if not letters:
        return [code for code in USUAL if code in named]
    hits = [code for code, name in named.items() if letters in name]
    return sorted(
        hits, key=lambda code: (not named[code].startswith(letters), code not in USUAL, named[code])
    )


# -- reading -----------------------------------------------------------------------------------------------------


def _given(turn: Turn, page: Page, before: AboutMe) -> Iterator[tuple[Line, Value]]:
    """The lines that this page asked about. One that is not in the form stays as it is."""
    for line in LINES[page]:
        blocks = list(GOALS) if line is Line.GOALS else [line.value]
        if line in READ and before.offers(line) and any(block in turn.form for block in blocks):
            yield line, READ[line](turn.form, before)


def _networks(form: Mapping[str, Any], before: AboutMe) -> Value:
    """By name. A value that stands for no network stays what it is, and is refused as such."""
    named = {digest_of(name): name for name in (*before.networks, *before.person.other_networks)}
    return tuple(named.get(one, one) for one in _several(form, Line.OTHER_NETWORKS))


def _goals(form: Mapping[str, Any], before: AboutMe) -> Value:
    """Those that are written, each once, closed up."""
    written = [clean(str(form.get(block) or ""), LONGEST_GOAL) for block in GOALS]
    return tuple(dict.fromkeys(goal for goal in written if goal))


def _days(form: Mapping[str, Any], before: AboutMe) -> Value:
    ticked = _several(form, Line.DAYS)
    return tuple(sorted({int(day) if day.isascii() and day.isdigit() else -1 for day in ticked}))


def _form(form: Mapping[str, Any], before: AboutMe) -> Value:
    """ "Either way" is no form, and so is anything that was never offered."""
    chosen = form.get(Line.FORM)
    return Form(chosen) if chosen in list(Form) else None


def _pause(form: Mapping[str, Any], before: AboutMe) -> Value:
    """ "I am back", or no date any more, ends it."""
    return None if form.get(BACK) else day_if_any(form.get(Line.PAUSE))


READ: Mapping[Line, Callable[[Mapping[str, Any], AboutMe], Value]] = {
    Line.OTHER_NETWORKS: _networks,
    Line.ROLES: lambda form, _: tuple(_several(form, Line.ROLES)),
    Line.SITE: lambda form, _: _words(form, Line.SITE, LONGEST_PLACE),
    Line.ENTITY: lambda form, _: _words(form, Line.ENTITY, LONGEST_PLACE),
    Line.LANGUAGES: lambda form, _: tuple(_several(form, Line.LANGUAGES)),
    Line.TOPICS_TO_GIVE: lambda form, _: tuple(_several(form, Line.TOPICS_TO_GIVE)),
    Line.EXPERIENCE: lambda form, _: _words(form, Line.EXPERIENCE, LONGEST_EXPERIENCE, lines=True),
    Line.GOALS: _goals,
    Line.DAYS: _days,
    Line.FORM: _form,
    Line.PAUSE: _pause,
}


def _words(form: Mapping[str, Any], line: Line, longest: int, *, lines: bool = False) -> str | None:
    return clean(str(form.get(line) or ""), longest, lines=lines) or None


def _several(form: Mapping[str, Any], line: Line) -> list[str]:
    given = form.get(line)
    return [str(one) for one in given] if isinstance(given, list) else []


def _page(name: str) -> Page:
    if name not in list(Page):
        raise Outdated
    return Page(name)


def _mistakes(lines: Mapping[Line, Refusal], t: Speech) -> Iterator[tuple[str, str]]:
    """By block: what is wrong with the goals is told beside the first."""
    for line, why in lines.items():
        yield next(iter(GOALS)) if line is Line.GOALS else line.value, say_refusal(why, t).text
