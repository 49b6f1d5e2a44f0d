"""A success or a thank-you: written in a form, looked at as it will be read, agreed to word for word, taken back."""

from __future__ import annotations

from typing import Any

from bot.domain.refusals import Outdated
from bot.domain.stories import (
    LONGEST_WORDS,
    Audience,
    ChangedMeanwhile,
    NobodyNamed,
    Proposal,
    StoryKind,
    WordsMissing,
)
from bot.programme import stories, story_yeses
from bot.programme.stories import Offer, Seen
from bot.programme.work import Work
from handlers.turn import Turn, number_in, say_refusal
from handlers.views import stories as views
from handlers.views import story_forms as forms
from handlers.words import clean


def open_(turn: Turn) -> None:
    """What a mentorship has told or would like to; where that is nothing, the form at once."""
    with turn.look() as work:
        found, today = stories.page(work, turn.actor, turn.number()), turn.today(work)
    if found.stories or not found.offer.audiences:
        turn.open(views.page(found, turn.t, today=today))
    else:
        turn.open(forms.form(found.offer, turn.t, kept=_kept(found.offer)))


def write(turn: Turn) -> None:
    """ "Suggest something"."""
    with turn.look() as work:
        offer = stories.offer(work, turn.actor, turn.number())
    turn.open(forms.form(offer, turn.t, kept=_kept(offer)))


def see(turn: Turn) -> None:
    """One of them, as it stands now."""
    with turn.look() as work:
        seen, today = stories.mine(work, turn.actor, turn.number()), turn.today(work)
    turn.open(views.one(seen, turn.t, today=today))


def reword(turn: Turn) -> None:
    """ "Change the words": the form, with what stands there now."""
    with turn.look() as work:
        seen = stories.mine(work, turn.actor, turn.number())
        offer = _offer_of(work, turn, seen)
        draft = story_yeses.as_proposed(seen.story)
    turn.open(forms.form(offer, turn.t, kept=_kept(offer, seen), draft=draft, reword=True))


def form_sent(turn: Turn) -> None:
    """It is proposed once it was looked at as it will be read; whatever was changed since is looked at again."""
    mentorship_id, story_id, version, looked_at = _remembered(turn)
    try:
        with turn.look() as work:
            seen = stories.mine(work, turn.actor, story_id) if story_id else None
            offer = _offer_of(work, turn, seen) if seen else stories.offer(work, turn.actor, mentorship_id)
            draft = _reworded(turn, seen) if seen else _drafted(turn, offer)
            look = stories.look(work, offer.mentorship.programme_id, draft)
        imprint = draft.imprint(offer.channel)
        if looked_at == imprint:
            return turn.show_instead(views.proposed(_propose(turn, offer, draft, story_id, version), turn.t))
    except ChangedMeanwhile:  # what they wrote is theirs, and stays before their eyes
        return turn.correct(**{forms.WORDS: turn.t.plain("stories.changed_in_form")})
    except WordsMissing as refusal:
        return turn.correct(**{forms.WORDS: say_refusal(refusal, turn.t).text})
    except NobodyNamed as refusal:
        return turn.correct(**{forms.WHOM: say_refusal(refusal, turn.t).text})
    kept = f"{_kept(offer, seen, version)}:{imprint}"
    again, rewords = bool(looked_at), seen is not None
    turn.show_instead(forms.preview(offer, draft, look, turn.t, kept=kept, again=again, reword=rewords))


def _propose(turn: Turn, offer: Offer, draft: Proposal, story_id: int, version: int) -> Seen:
    with turn.work() as work:
        if story_id:
            return story_yeses.reword(work, turn.actor, story_id, version, draft)
        return story_yeses.propose(work, turn.actor, offer.mentorship.id, draft, channel=offer.channel)


def agree(turn: Turn) -> None:
    """ "Yes, in these words": to the version that stood above the button."""
    story_id, _, version = turn.value.partition(":")
    try:
        with turn.work() as work:
            seen = story_yeses.agree(work, turn.actor, number_in(story_id), number_in(version))
    except ChangedMeanwhile:
        with turn.look() as work:
            seen, today = stories.mine(work, turn.actor, number_in(story_id)), turn.today(work)
        if not turn.in_a_form:
            raise  # the message is drawn again, and says it
        return turn.update_view(views.one(seen, turn.t, today=today, changed=True))
    _show(turn, seen)


def decline(turn: Turn) -> None:
    """ "Not this time": no reason is asked, and nobody is told."""
    with turn.work() as work:
        seen = story_yeses.decline(work, turn.actor, turn.number())
    _show(turn, seen)


def withdraw(turn: Turn) -> None:
    """ "Take it all back"."""
    with turn.work() as work:
        seen = story_yeses.withdraw(work, turn.actor, turn.number())
    _show(turn, seen)


def _show(turn: Turn, seen: Seen) -> None:
    """In the form in which it was pressed; a message of the ledger is drawn again by itself."""
    if turn.in_a_form:
        with turn.look() as work:
            today = turn.today(work)
        turn.update_view(views.one(seen, turn.t, today=today))


# -- the form ------------------------------------------------------------------------------------------------------


def _offer_of(work: Work, turn: Turn, seen: Seen) -> Offer:
    return story_yeses.offer_for(work, turn.actor, seen.story)


def _kept(offer: Offer, seen: Seen | None = None, version: int = 0) -> str:
    """What the form remembers: the mentorship, the story and its version if there is one, and what was looked at."""
    story_id = seen.story.id if seen else 0
    return f"{offer.mentorship.id}:{story_id}:{version or (seen.story.version if seen else 0)}"


def _remembered(turn: Turn) -> tuple[int, int, int, str]:
    parts = turn.kept.split(":")
    if len(parts) not in (3, 4):
        raise Outdated
    mentorship_id, story_id, version = map(number_in, parts[:3])
    return mentorship_id, story_id, version, parts[3] if len(parts) == 4 else ""


def _drafted(turn: Turn, offer: Offer) -> Proposal:
    chosen = turn.form.get(forms.WHOM) or []
    about = [number_in(one) for one in chosen] if isinstance(chosen, list) else []
    return story_yeses.draft(offer, turn.actor, about=about, **_said(turn))


def _reworded(turn: Turn, seen: Seen) -> Proposal:
    return story_yeses.reworded(seen, **_said(turn))


def _said(turn: Turn) -> dict[str, Any]:
    """Raises `Outdated` for what the form never offered."""
    form = turn.form
    kind, readers, named = form.get(forms.KIND), form.get(forms.READERS), form.get(forms.NAMES)
    if kind not in list(StoryKind) or readers not in list(Audience) or named not in (forms.YES, forms.NO):
        raise Outdated
    return {
        "kind": StoryKind(kind),
        "audience": Audience(readers),
        "words": clean(str(form.get(forms.WORDS) or ""), LONGEST_WORDS, lines=True),
        "named": named == forms.YES,
    }
