"""The certificate of a mentorship: who, with whom, in which programme, and the steps that they took."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from babel.lists import format_list

from bot.domain.mentorships import SeatRole
from bot.pdf.canvas import ACCENT, GREY, MIDDLE, Canvas
from bot.pdf.fonts import SANS, SERIF_ITALIC
from bot.pdf.setting import FOOT, Setting, footer, heading, name_on

#: Points, the largest that fits is taken; millimetres.
TEXT_SIZES, TEXT_WIDTH, MOST_LINES = (13.0, 12.0, 11.0, 10.0, 9.0), 216.0, 3
FOR_WHAT: Mapping[SeatRole, str] = {
    SeatRole.MENTEE: "paper.mentee",
    SeatRole.MENTOR: "paper.mentor",
    SeatRole.PEER: "paper.peer",
    SeatRole.FACILITATOR: "paper.facilitator",
}
#: The list of steps: how wide its two columns may be, how far apart its rows stand, and its type; the least of these.
COLUMN, ROW, STEP_SIZE = 112.0, 5.7, 8.5
LEAST_ROW, LEAST_SIZE = 4.4, 6.0
BELOW_THE_COUNT = 8.0


def lay(setting: Setting) -> Canvas:
    page, t = setting.page, setting.t
    name, partners = setting.name(page.who), _partners(setting)
    company, programme = setting.words(page.company), setting.words(page.programme)
    steps = [setting.words(step) for step in page.steps]
    title = t.plain("paper.about", name=name) if name else t.plain("paper.nameless")
    canvas = setting.canvas(title, [name, *partners, company, programme, *steps])
    heading(canvas, company, t.plain("paper.nameless"))
    canvas.centred(t.plain("paper.given_to"), 69, SANS, 10, colour=GREY)
    y = name_on(canvas, name, t.plain("paper.write_here"))
    y = _for_what(canvas, setting, partners, y + 10)
    canvas.centred(t.plain("paper.within", programme=programme), y, SANS, 10, colour=GREY)
    _steps(canvas, setting, steps, y)
    _foot(canvas, setting)
    return canvas


def _for_what(canvas: Canvas, setting: Setting, partners: Sequence[str], y: float) -> float:
    """With whom, by name; where there are too many names for three lines, how many they are."""
    page, t = setting.page, setting.t
    if not partners:
        size, lines = TEXT_SIZES[0], [t.plain("paper.alone")]
    else:
        words = t.plain(FOR_WHAT[page.role], partner=_listed(setting, partners))
        size, lines = canvas.fitting(words, SERIF_ITALIC, TEXT_WIDTH, TEXT_SIZES, most=MOST_LINES)
    if len(lines) > MOST_LINES:
        several = t.plain("paper.several", count=len(partners))
        size, lines = TEXT_SIZES[0], [t.plain(FOR_WHAT[page.role], partner=several)]
    for line in lines:
        canvas.centred(line, y, SERIF_ITALIC, size)
        y += size * 0.5
    return y


def _steps(canvas: Canvas, setting: Setting, steps: Sequence[str], above: float) -> None:
    """How many they are, and which where there is room for all of them, in the middle of that room."""
    page, t, room = setting.page, setting.t, FOOT - 9 - above
    rows = -(-len(steps) // 2)
    size = min([STEP_SIZE, *(_size_of(canvas, step) for step in steps)])
    row = min(ROW, (room - 20) / max(1, rows - 1))
    listed = steps if row >= LEAST_ROW and size >= LEAST_SIZE else ()
    taken = BELOW_THE_COUNT + (rows - 1) * row if listed else 0.0
    y = above + (room - taken) / 2 + 1
    counted = t.plain("paper.steps", count=page.done, total=page.of)
    if page.left_out:
        counted = f"{counted}, {t.plain('paper.left_out', count=page.left_out)}"
    canvas.centred(counted, y, SANS, 9.5, colour=ACCENT)
    _columns(canvas, listed, y + BELOW_THE_COUNT, rows=rows, row=row, size=size)


def _columns(canvas: Canvas, steps: Sequence[str], y: float, *, rows: int, row: float, size: float) -> None:
    """Side by side, around the middle of the page."""
    if not steps:
        return
    left, right = (
        max((canvas.width(one, SANS, size) for one in half), default=0.0) for half in _halves(steps)
    )
    edge = MIDDLE - (left + right + (22 if right else 4)) / 2
    for place, step in enumerate(steps):
        column, down = divmod(place, rows)
        x, line = edge + column * (left + 18), y + down * row
        canvas.tick(x, line, 2.1)
        canvas.from_left(step, x + 4, line, SANS, size)


def _halves(steps: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    rows = -(-len(steps) // 2)
    return steps[:rows], steps[rows:]


def _size_of(canvas: Canvas, step: str) -> float:
    """Smaller only where a step of 75 wide letters asks for it."""
    return STEP_SIZE * min(1.0, (COLUMN - 4) / max(1.0, canvas.width(step, SANS, STEP_SIZE)))


def _partners(setting: Setting) -> Sequence[str]:
    """By their names; a group by its own where one of its names cannot be printed, or was forgotten."""
    page, t = setting.page, setting.t
    names = [setting.name(one) for one in page.partners]
    group = setting.words(page.group) if page.group else ""
    if group and not all(names):
        return (group,)
    return [one or t.plain("paper.somebody") for one in names]


def _listed(setting: Setting, names: Sequence[str]) -> str:
    """Joined as the language joins them; on paper nothing has to be escaped."""
    return str(format_list(list(names), locale="fr" if setting.t.language == "fr" else "en_GB"))


def _foot(canvas: Canvas, setting: Setting) -> None:
    page, t, paper = setting.page, setting.t, setting.paper
    period = t.plain("paper.from_to", since=setting.day(page.since), until=setting.day(page.until))
    footer(
        canvas,
        [
            (t.plain("paper.period"), period),
            (t.plain("paper.issued"), setting.day(paper.on)),
            (t.plain("paper.number"), paper.code or ""),
        ],
        t.plain("paper.check"),
    )
