"""The report of a dozen people, of three hundred and of five thousand, with a year behind them: as it is asked for in
the playground, published, read on a phone, split, drawn and put on paper.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, Locator, expect

from bot.domain.periods import Month, Span
from bot.programme import champions, report_papers, reports
from bot.texts import LANGUAGES, Language, Speech
from handlers import report_pictures
from tests.demo.opened import PATIENCE, Desk
from tests.pictures.company import NOW, Company
from tests.pictures.crowd import INES
from tests.pictures.houses import House, house_of
from tests.pictures.sheets import PHONE, Layout, make
from tests.pictures.studio import Shot

#: What `make pictures ONLY=…` calls it.
NAME = "reports"
CHANNEL, COMPANY_NAME = "C0MENTORAT", "Hélianthe"
#: People, and their networks.
SIZES = ((12, 2), (300, 5), (5000, 40))
#: The company that is looked at from every side.
USUAL = 300
WIDTH, HEIGHT = 1180, 9000
CALLED = "report-{conversation}-{language}.webp"
SHEET = Layout(width=WIDTH, shown=836, columns=2, called=CALLED)
NARROW = Layout(width=PHONE.width, shown=PHONE.shown, columns=1, called=CALLED)
DRAWN = Layout(width=WIDTH, shown=560, columns=2, called=CALLED)
PAPER = Layout(width=WIDTH, shown=536, columns=2, called=CALLED)
LAST_MONTH, LAST_QUARTER = Span(Month.of(NOW.date())).before, Span.quarter(2026, 3)
#: What is typed: the month that runs, a quarter to publish, a month group by group.
TYPED: dict[Language, tuple[str, str, str]] = {
    "fr": ("/mentor-report", "/mentor-report T3 2026 publier", "/mentor-report mois dernier par réseau"),
    "en": ("/mentor-report", "/mentor-report Q3 2026 publish", "/mentor-report last month by network"),
}
#: The sheets, as `docs/screens.md` calls them.
SHEETS = {
    **{str(people): f"{people:,} people" for people, _ in SIZES},
    "phone": "on a phone",
    "split": "network by network",
    "drawn": "as pictures",
    "paper": "on paper",
}


def take(opened: Browser) -> None:
    for language in LANGUAGES:
        split, drawn = [], []
        for people, networks in SIZES:
            with house_of(Company(people=people, networks=networks, language=language)) as house:
                eyes = _Eyes(opened, house, language)
                make(opened, list(eyes.asked()), SHEET.file(str(people), language), SHEET)
                if people == USUAL:
                    make(opened, [eyes.on_a_phone()], NARROW.file("phone", language), NARROW)
                    make(opened, list(eyes.on_paper()), PAPER.file("paper", language), PAPER)
                if people >= USUAL:
                    split.append(eyes.split())
                    drawn += eyes.drawn()
        make(opened, split, SHEET.file("split", language), SHEET)
        make(opened, drawn, DRAWN.file("drawn", language), DRAWN)


def links() -> str:
    """For `docs/screens.md`."""
    return "\n".join(f"**{title}**: {files}.\n" for title, files in _linked().items())


def _linked() -> dict[str, str]:
    def files(language: Language) -> str:
        return " · ".join(
            f"[{words}](pictures/{SHEET.file(sheet, language).name})" for sheet, words in SHEETS.items()
        )

    return {"The report of a year, français": files("fr"), "The report of a year, English": files("en")}


class _Eyes:
    """What Inès sees of her company's report."""

    def __init__(self, opened: Browser, house: House, language: Language) -> None:
        self.opened = opened
        self.house = house
        self.t = Speech(language)
        self.month, self.quarter, self.groups = TYPED[language]

    def asked(self) -> Iterator[Shot]:
        """The month that runs, for her alone; and the quarter that is over, as everybody reads it."""
        for words in (self.month, self.quarter):
            yield self._typed(words, WIDTH)

    def on_a_phone(self) -> Shot:
        return self._typed(self.month, NARROW.width)

    def split(self) -> Shot:
        return self._typed(self.groups, WIDTH)

    def drawn(self) -> Iterator[Shot]:
        """The pictures of the quarter."""
        binome, programme = self.house.binome, self.house.programme
        with binome.store.look(binome.sender.workspace) as work:
            found = reports.report(work, self.house.coordinator, programme, LAST_QUARTER)
        for picture in report_pictures.pictures(found, self.t):
            yield Shot(title=picture.name, picture=_narrowed(picture.png, DRAWN.shown))

    def on_paper(self) -> Iterator[Shot]:
        """The quarter, and what a champion is given of the latest month."""
        binome, programme, ines = self.house.binome, self.house.programme, self.house.coordinator
        with binome.store.look(binome.sender.workspace) as work:
            found = reports.for_everyone(work, ines, programme, LAST_QUARTER)
            page = champions.page_for(work, ines, programme.id, LAST_MONTH)
        customs, company = binome.house.customs, COMPANY_NAME
        yield from _sheets("PDF", report_papers.report(found, self.t, customs, company=company))
        yield from _sheets("Champion", report_papers.champion(page, self.t, customs, company=company))

    def _typed(self, words: str, width: int) -> Shot:
        """On a window of its own, in the programme's channel."""
        desk = Desk(self.opened, self.house.url, width=width, height=HEIGHT).sit_down(INES, place=CHANNEL)
        said = desk.page.get_by_test_id("message")
        desk.page.wait_for_timeout(1000)  # what was said before comes in
        before = said.count()
        desk.type(words)
        expect(said).to_have_count(before + 1, timeout=PATIENCE)
        picture = _picture(desk, said.last)
        desk.page.context.close()
        return Shot(title=words, picture=picture)


def _picture(desk: Desk, said: Locator) -> bytes:
    desk.page.evaluate("document.activeElement?.blur()")
    desk.page.mouse.move(0, 0)
    desk.page.wait_for_timeout(600)
    return said.screenshot(animations="disabled")


def _sheets(title: str, file: bytes) -> Iterator[Shot]:
    with pypdfium2.PdfDocument(file) as paper:
        for number, sheet in enumerate(paper, start=1):
            width, _ = sheet.get_size()
            picture = sheet.render(scale=PAPER.shown / width).to_pil()
            yield Shot(title=f"{title}, {number}/{len(paper)}", picture=_png(picture))


def _narrowed(png: bytes, width: int) -> bytes:
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    return _png(picture.resize((width, picture.height * width // picture.width), Image.Resampling.LANCZOS))


def _png(picture: Image.Image) -> bytes:
    held = io.BytesIO()
    picture.save(held, "PNG")
    return held.getvalue()
