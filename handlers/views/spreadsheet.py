"""What is said of any file that a coordinator hands over: how it was read, and what has to be mended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.domain.spreadsheet import UTF8, Mistake
from bot.texts import Markup, Speech
from handlers.views.blocks import Block, cut, quiet, section
from handlers.views.wording import first_of

#: What a spreadsheet calls a text file.
TYPES = ("csv", "tsv", "txt")
#: Mistakes told in words: more is for the eyes of a spreadsheet.
MOST_MISTAKES = 30
#: Names, or numbers of lines, in one sentence.
MOST_NAMED, MOST_LINES = 10, 200
#: Characters shown of one cell.
LONGEST_CELL = 100
#: Characters in one section, Slack's 3,000 and a margin (`slack.md` §2.1).
ROOM = 2800


def mistakes(found: Sequence[Mistake], t: Speech) -> Iterator[Block]:
    """Every mistake with its line, the first of them in words."""
    in_order = sorted(found, key=lambda mistake: mistake.line)
    rest = in_order[MOST_MISTAKES:]
    yield section(t("operator.import_refused", count=len(in_order)))
    yield from sections(_mistake(mistake, t) for mistake in in_order[:MOST_MISTAKES])
    if rest:
        yield section(t("roster.more_mistakes", count=len(rest), lines=_lines(rest, t)))


def about_the_file(encoding: str, unused: Sequence[str], t: Speech) -> Iterator[Markup]:
    """In which letters it was read, where that may matter, and what was not read."""
    if encoding != UTF8:
        yield t("operator.import_encoding", encoding=encoding)
    if unused:
        yield t("operator.import_unused", columns=some(unused, t))


def notes(told: Iterable[Markup]) -> Iterator[Block]:
    """What is worth knowing, in small; nothing when there is nothing."""
    if lines := list(told):
        yield quiet(Markup.joined(lines))


def some(words: Sequence[str], t: Speech) -> Markup:
    return first_of([cut(word, LONGEST_CELL) for word in words], MOST_NAMED, t)


def sections(lines: Iterable[Markup]) -> Iterator[Block]:
    """As few sections as hold these lines whole."""
    held: list[Markup] = []
    for line in lines:
        if held and sum(len(one) + 1 for one in held) + len(line) > ROOM:
            yield section(Markup.joined(held))
            held = []
        held.append(line)
    if held:
        yield section(Markup.joined(held))


def _mistake(mistake: Mistake, t: Speech) -> Markup:
    # Line numbers are for a spreadsheet, which writes 1200 and not 1,200.
    words = t(mistake.key, **{name: str(value) for name, value in mistake.values.items()})
    if mistake.line:
        words = t("operator.roster_line", line=str(mistake.line), words=words)
    return t("roster.mistake", words=words)


def _lines(found: Iterable[Mistake], t: Speech) -> Markup:
    numbers = [str(line) for line in dict.fromkeys(mistake.line for mistake in found)]
    return first_of(numbers, MOST_LINES, t)
