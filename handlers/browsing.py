"""Looking around among the mentors: a page of cards, narrowed and searched; each choice is saved as it is made.

A button's value is the round's id, a page, or a mentor's id followed by `:` and a rank, 0 for none. Closing the page
loses nothing. What asked for it, a message, Home or the form underneath, is drawn again after each choice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.domain.people import Person
from bot.domain.programmes import Moment
from bot.domain.resources import at_moment
from bot.domain.rounds import Barred, ChoiceRefused, NobodyToChoose
from bot.programme import browsing, choosing
from bot.programme.browsing import Filters, Shelf
from bot.programme.work import Work
from bot.texts import Markup, Speech
from handlers import choices, ids
from handlers.finding import by_name, finder
from handlers.forms import number_in
from handlers.messenger import SlackSaidNo
from handlers.turn import Turn
from handlers.views import browsing as views
from handlers.views import choices as form_views
from handlers.views.browsing import Place, Seen
from handlers.views.onboarding import digest_of

#: What the form's menus and its line of search are called, before the number that tells one drawing from the next.
ASKED = (ids.BROWSE_TOPIC, ids.BROWSE_NETWORK, ids.BROWSE_LANGUAGE, "words")


def open_form(turn: Turn) -> None:
    """From a message, from Home, or on top of the three menus."""
    channel, ts = _asked_from(turn)
    place = Place(round_id=turn.number(), channel=channel, ts=ts)
    with turn.look() as work:
        seen = _seen(work, turn.actor, place, {}, turn.t)
    if not seen.page.found and seen.mine.answer is None:
        raise NobodyToChoose
    turn.open(views.form(seen, turn.t))


def turn_page(turn: Turn) -> None:
    _draw(turn, page=turn.number())


def narrow(turn: Turn) -> None:
    """A topic, a network or a language was picked, or taken away."""
    _draw(turn)


def clear(turn: Turn) -> None:
    """Everybody again."""
    _draw(turn, cleared=True)


def search_sent(turn: Turn) -> None:
    """Words were sent: the page shows whom they find, from the beginning."""
    place = Place.read(turn.kept).drawn_again(page=0)
    with turn.look() as work:
        seen = _seen(work, turn.actor, place, _asked(turn), turn.t)
    turn.show_instead(views.form(seen, turn.t))


def put(turn: Turn) -> None:
    """One mentor first, second, third, or none of them; what cannot be is told in the page, and nothing is lost."""
    place = Place.read(turn.kept)
    mentor_id, rank = _picked(turn)
    choices.redraw(turn, place.channel, place.ts)
    try:
        with turn.work() as work:
            if rank:
                done = choosing.put(work, turn.actor, place.round_id, rank, mentor_id)
            else:
                done = choosing.take_off(work, turn.actor, place.round_id, mentor_id)
    except ChoiceRefused as refused:
        return _draw(turn, page=place.page, refused=(mentor_id, refused.places[0]))
    dropped = done.dropped
    said = turn.t("browsing.dropped", name=dropped.name) if dropped else None
    _draw(turn, page=place.page, said=said)
    _draw_underneath(turn, place)
    choices.show_where_asked(turn, done.mine, place.channel, place.ts)


# -- drawing -----------------------------------------------------------------------------------------------------


def _draw(
    turn: Turn,
    *,
    page: int = 0,
    cleared: bool = False,
    said: Markup | None = None,
    refused: tuple[int, Barred] | None = None,
) -> None:
    """The page in the place of the one that was pressed.

    Two presses in a moment may be drawn in any order: whoever finds that another was drawn meanwhile looks again, so
    that the last drawing shows what is saved.
    """
    place = Place.read(turn.kept).drawn_again(page=page, cleared=cleared)
    asked = {} if cleared else _asked(turn)
    view = turn.body["view"]

    def drawn() -> dict[str, Any]:
        with turn.look() as work:
            return views.form(
                _seen(work, turn.actor, place, asked, turn.t, said=said, refused=refused), turn.t
            )

    first = drawn()

    def show() -> None:
        try:
            turn.house.messenger.update_form(view["id"], first, seen=view.get("hash", ""))
        except SlackSaidNo as trouble:
            if trouble.reason == "hash_conflict":
                turn.house.messenger.update_form(view["id"], drawn())
            elif trouble.reason != "not_found":  # closed meanwhile: everything is saved all the same
                raise

    turn.later(show)


def _draw_underneath(turn: Turn, place: Place) -> None:
    """The three menus that the page was opened from, if it was: they would send back what they still show."""
    beneath = turn.body["view"].get("previous_view_id")
    if not beneath:
        return
    with turn.look() as work:
        mine = choosing.may_answer(work, turn.actor, place.round_id)
        shelf = browsing.shelf(work, turn.actor, mine.round.programme_id)
    kept = f"{place.round_id}:{place.channel}:{place.ts}"
    view = form_views.form(mine, shelf, turn.t, kept=kept)
    turn.later(lambda: turn.house.messenger.update_form(beneath, view))


def _seen(
    work: Work,
    reader: Person,
    place: Place,
    asked: Mapping[str, str],
    t: Speech,
    *,
    said: Markup | None = None,
    refused: tuple[int, Barred] | None = None,
) -> Seen:
    mine = choosing.may_name(work, reader, place.round_id)
    shelf = browsing.shelf(work, reader, mine.round.programme_id)
    filters = _filters(asked, shelf)
    finds = finder(filters.words, shelf.topics, t)
    page = browsing.page(work, reader, shelf, lambda offer: filters.let(offer) and finds(offer), place.page)
    asked_for = by_name(filters.words)
    programme = work.programmes.get(mine.round.programme_id)
    enrolment = work.enrolments.of(reader.id, programme.id)
    part = enrolment.part if enrolment else None
    return Seen(
        mine=mine,
        page=page,
        filters=filters,
        place=replace(place, page=page.number),
        today=work.today(reader),
        gone=frozenset(person.id for person in mine.choices if shelf.find(person.id) is None),
        barred=[(offer, why) for offer, why in shelf.barred() if asked_for(offer)],
        said=_refused(refused, shelf, t) if refused else said,
        resources=at_moment(work.customs.types[programme.type_key], Moment.CHOOSING, part),
    )


def _refused(refused: tuple[int, Barred], shelf: Shelf, t: Speech) -> Markup:
    mentor_id, bar = refused
    known = next((offer for offer, _ in shelf.barred() if offer.person_id == mentor_id), None)
    return views.cannot(known, bar, t) if known else t("choices.wrong_unavailable")


# -- reading -----------------------------------------------------------------------------------------------------


def _asked_from(turn: Turn) -> tuple[str, str]:
    """The message in which the button was pressed, or the one that the form underneath remembers."""
    if turn.in_a_form:
        _, channel, ts = f"{turn.kept}::".split(":", 2)
        return channel, ts.rstrip(":")
    box = turn.body.get("container") or {}
    return str(box.get("channel_id") or ""), str(box.get("message_ts") or "")


def _asked(turn: Turn) -> dict[str, str]:
    """What stands in the page's menus and in its line of search, each by its name."""
    values = turn.body.get("view", {}).get("state", {}).get("values", {})
    found: dict[str, str] = {}
    for elements in values.values():
        for action_id, element in elements.items():
            name = action_id.partition(":")[0]
            if name in ASKED:
                picked = (element.get("selected_option") or {}).get("value")
                found[name] = str(picked or element.get("value") or "")
    return found


def _filters(asked: Mapping[str, str], shelf: Shelf) -> Filters:
    """What was asked for, as far as the shelf still knows it."""
    topic, language = asked.get(ids.BROWSE_TOPIC), asked.get(ids.BROWSE_LANGUAGE)
    networks = {digest_of(name): name for name in shelf.networks} if asked.get(ids.BROWSE_NETWORK) else {}
    return Filters(
        topic=topic if topic in shelf.topics else None,
        network=networks.get(asked.get(ids.BROWSE_NETWORK, "")),
        language=language if language in shelf.languages else None,
        words=asked.get("words", "").strip()[: views.LONGEST_SEARCH],
    )


def _picked(turn: Turn) -> tuple[int, int]:
    mentor_id, _, rank = turn.picked.partition(":")
    return number_in(mentor_id), number_in(rank)
