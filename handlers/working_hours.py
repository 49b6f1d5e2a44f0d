"""Working hours and the country of one's public holidays: a form, answered in the form."""

from __future__ import annotations

from bot.domain.refusals import Outdated
from bot.domain.working_hours import HoursTooShort, NoWorkingDay, Week
from bot.programme import working_hours
from bot.programme.feasts import NOWHERE, countries
from bot.texts import Speech
from bot.texts.countries import USUAL, in_order, named
from handlers.turn import Turn, number_in, say_refusal
from handlers.views import working_hours as views
from handlers.views.common import notice
from handlers.views.onboarding import LONGEST_MENU
from handlers.words import fold


def open_form(turn: Turn) -> None:
    with turn.look() as work:
        mine = working_hours.mine(work, turn.actor)
    turn.open(views.form(mine, turn.t))


def form_sent(turn: Turn) -> None:
    """Kept, or a sentence beside what has to be mended."""
    week = Week(
        opens=number_in(turn.form.get(views.OPENS)),
        closes=number_in(turn.form.get(views.CLOSES)),
        days=_days(turn.form.get(views.DAYS)),
    )
    try:
        with turn.work() as work:
            kept = working_hours.keep(work, turn.actor, week, _country(turn.form.get(views.COUNTRY)))
    except HoursTooShort as refusal:
        return turn.correct(**{views.CLOSES: say_refusal(refusal, turn.t).text})
    except NoWorkingDay as refusal:
        return turn.correct(**{views.DAYS: say_refusal(refusal, turn.t).text})
    turn.show_instead(notice(turn.t, views.noted(kept, turn.t)))


def as_usual(turn: Turn) -> None:
    """Pressed within the form, which then says what follows. Raises `Outdated` for a button that is in none."""
    if not turn.body.get("view"):
        raise Outdated
    with turn.work() as work:
        kept = working_hours.as_usual(work, turn.actor)
    turn.update_view(notice(turn.t, views.noted(kept, turn.t)))


def search_countries(turn: Turn) -> None:
    """None, and the usual ones before a letter is typed; then every country whose name holds these letters."""
    turn.offer(views.country_options(found(turn.text, turn.t)[:LONGEST_MENU], turn.t))


def found(query: str, t: Speech) -> list[str]:
    """Codes of the countries that these letters ask for, best first."""
    letters = fold(query.strip())
    if not letters:
        return [NOWHERE, *(code for code in USUAL if code in countries())]
    names = {code: fold(named(t.language)[code]) for code in in_order(countries(), t.language)}
    hits = [code for code, name in names.items() if letters in name]
    nowhere = [NOWHERE] if letters in fold(t.plain("working_hours.no_country")) else []
    return nowhere + sorted(hits, key=lambda code: not names[code].startswith(letters))


def _days(given: object) -> frozenset[int]:
    if not isinstance(given, list):
        raise Outdated
    return frozenset(number_in(one) for one in given)


def _country(given: object) -> str:
    return NOWHERE if given == views.NO_COUNTRY else str(given or "")
